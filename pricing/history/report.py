"""The report on past tenders: learned from the earlier ones, judged on the later ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from pricing.history.calibration import Calibration, calibration
from pricing.history.model import Model, fitted
from pricing.history.read import PastTender

SHARE = 0.6
FEWEST = 20  # contested tenders below which neither part says anything


class TooFewTendersError(ValueError):
    """A history with too few contested tenders to learn from some and judge on others."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the earlier tenders taught, and how it fared on the later ones."""

    model: Model
    frozen: Calibration
    """Chances from the earlier tenders alone."""
    kept_up: Calibration
    """Chances with the market brought up to date by every tender let before."""


def report(tenders: Sequence[PastTender], share: float = SHARE) -> Report:
    """Return the report, or raise TooFewTendersError."""
    contested = [tender for tender in tenders if tender.contested]
    if len(contested) < FEWEST:
        raise TooFewTendersError(f"{len(contested)} contested tenders with an estimate; {FEWEST} are needed at least")
    split = int(len(contested) * share)
    model, later = fitted(contested[:split]), contested[split:]
    return Report(model, calibration(model.forecasts(later)), calibration(model.kept_up(later)))
