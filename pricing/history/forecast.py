"""Each past bid's chance to be the lowest, as its own bidder could have stated it before the bids were opened.

Known are the bid itself, the estimate, how many others bid and what the market had shown before; who the others are
and what they bid is not.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from pricing.competition.evidence import Observation, years
from pricing.competition.field import Field, expected, given
from pricing.competition.lowest import lowest
from pricing.competition.market import Market
from pricing.history.read import PastTender

Chance = Callable[[Field, Decimal], float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """A stated chance, and what came about."""

    tender: int
    """The tender's place in the order of letting."""
    bidders: int
    chance: float
    won: float
    """1 for the lowest bid, a share of 1 where several are lowest."""


def observed(tenders: Iterable[PastTender]) -> tuple[Observation, ...]:
    """Return the bids of contested tenders as log-ratios to their estimates."""
    return tuple(
        Observation(f"{tender.date} {tender.id}", bidder, years(tender.date), float((amount / tender.estimate).ln()))
        for tender in tenders
        if tender.contested and tender.estimate is not None
        for bidder, amount in tender.bids
    )


def conditional(field: Field, price: Decimal) -> float:
    """Return the chance of the first bidder's price, which also tells of the job it shares with the others."""
    return float(lowest(given(field, 0, price), np.array([float(price)]))[0])


def forecasts(
    tenders: Iterable[PastTender], market: Market, chance: Chance = conditional, named: bool = False
) -> tuple[Forecast, ...]:
    """Return a forecast for every bid of the contested tenders; `named` where each bidder knows who the others are."""
    return tuple(
        each for place, tender in enumerate(tenders) for each in _of_tender(place, tender, market, chance, named)
    )


def _of_tender(place: int, tender: PastTender, market: Market, chance: Chance, named: bool) -> Iterator[Forecast]:
    if tender.estimate is None or not tender.contested:
        return
    lowest_amount = tender.bids[0][1]
    share = 1 / sum(amount == lowest_amount for _, amount in tender.bids)
    for own, (bidder, amount) in enumerate(tender.bids):
        others = [name if named else None for at, (name, _) in enumerate(tender.bids) if at != own]
        field = expected(market, [bidder, *others], tender.estimate, years(tender.date))
        yield Forecast(place, len(tender.bids), chance(field, amount), share if amount == lowest_amount else 0.0)
