"""The report on past tenders: learned from the earlier ones, judged on the later ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pricing.history.calibration import Calibration, calibration
from pricing.history.model import Model, fitted
from pricing.history.read import PastTender

SHARE = 0.6
FEWEST = 20  # contested tenders below which neither part says anything
MOST_BIDS, MOST_IN_ONE, MOST_BIDDERS = 10_000, 100, 1_000
"""Beyond these a report takes hours, and the memory of a PC: its time grows with the cube of the bidders."""


class TooFewTendersError(ValueError):
    """A history with too few contested tenders to learn from some and judge on others."""


class TooManyBidsError(ValueError):
    """A history with more bids than can be learned from in a time that a person waits.

    `since` is the day from which on its tenders are few enough, where they are enough to learn from.
    """

    def __init__(self, message: str, since: date | None = None) -> None:
        super().__init__(message)
        self.since = since


@dataclass(frozen=True, slots=True)
class Report:
    """What the earlier tenders taught, and how it fared on the later ones."""

    model: Model
    frozen: Calibration
    """Chances from the earlier tenders alone."""
    kept_up: Calibration
    """Chances with the market brought up to date by every tender let before."""


def report(tenders: Sequence[PastTender], share: float = SHARE) -> Report:
    """Return the report, or raise TooFewTendersError or TooManyBidsError."""
    contested = [tender for tender in tenders if tender.contested]
    if len(contested) < FEWEST:
        raise TooFewTendersError(f"{len(contested)} contested tenders with an estimate; {FEWEST} are needed at least")
    _refuse_too_many(contested)
    split = int(len(contested) * share)
    model, later = fitted(contested[:split]), contested[split:]
    return Report(model, calibration(model.forecasts(later)), calibration(model.kept_up(later)))


def _refuse_too_many(tenders: Sequence[PastTender]) -> None:
    most = max(tenders, key=lambda tender: len(tender.bids))
    if len(most.bids) > MOST_IN_ONE:
        raise TooManyBidsError(
            f"tender {most.id} of {most.date} has {len(most.bids):,} bids; {MOST_IN_ONE} are read at most"
        )
    bidders = {bidder for tender in tenders for bidder, _ in tender.bids}
    bids = sum(len(tender.bids) for tender in tenders)
    for number, what, limit in ((bids, "bids", MOST_BIDS), (len(bidders), "bidders", MOST_BIDDERS)):
        if number > limit:
            message = f"{number:,} {what} in contested tenders; {limit:,} are read at most"
            raise TooManyBidsError(message, _few_enough_since(tenders))


def _few_enough_since(tenders: Sequence[PastTender]) -> date | None:
    """Return the first day from which on the tenders are few enough, and enough to learn from."""
    since, number, bids, bidders = None, 0, 0, set[str]()
    for day, let in groupby(reversed(tenders), key=lambda tender: tender.date):
        for tender in let:
            number, bids = number + 1, bids + len(tender.bids)
            bidders |= {bidder for bidder, _ in tender.bids}
        if bids > MOST_BIDS or len(bidders) > MOST_BIDDERS:
            return since
        since = day if number >= FEWEST else None
    return since
