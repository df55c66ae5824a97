"""How well stated chances of winning fare on past tenders that the model has not seen.

Run it with `python benchmarks/backtest.py [CSV] [--share 0.6]`. It ends with 1 when the frozen model misses a bound.

Each bid of the last 40 % of the contested tenders is judged from its own bidder's point of view: known are its own
bid, the estimate, how many others bid, and the first 60 %; not known are who the others are and what they bid.
Which parts the model has was chosen by the first table, which looks at the first 60 % alone in time-ordered folds.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one core, and no threads waiting for one another

import numpy as np

from pricing.competition.estimate import learned
from pricing.competition.evidence import Array, years
from pricing.competition.field import Field
from pricing.competition.lowest import friedman, gates
from pricing.competition.market import Market, outlook
from pricing.history.calibration import Calibration, Figure, calibration
from pricing.history.forecast import Chance, Forecast, forecasts, observed
from pricing.history.model import UNMEASURED, ahead, fitted, folds, trusted
from pricing.history.read import PastTender, usable
from pricing.history.report import FEWEST

DATA = Path(__file__).parent / "data" / "auctions-colorado.csv"
OFF = 1e-4  # a standard deviation that switches a part of the model off
VARIANTS = {
    "job effect alone": replace(UNMEASURED, drift=OFF, habit_sd=OFF),
    "+ drift of the level": replace(UNMEASURED, habit_sd=OFF),
    "+ habits": replace(UNMEASURED, drift=OFF),
    "+ drift + habits": UNMEASURED,
}
BRIER, LOG_LOSS = 0.1767, 0.530  # of a job effect alone on the Colorado lettings, as published with the data


def main() -> None:
    """Choose on the earlier tenders, judge on the later ones, print, and end with 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv", nargs="?", type=Path, default=DATA)
    parser.add_argument("--share", type=float, default=0.6, help="share of the tenders that is learned from")
    arguments = parser.parse_args()
    read, bad = usable(arguments.csv)
    for row in bad:
        print(f"{arguments.csv}:{row.line}: {row.message}; its tender is left out")
    tenders = [tender for tender in read if tender.contested]
    if len(tenders) < FEWEST:
        sys.exit(f"{len(tenders)} contested tenders with an estimate; {FEWEST} are needed at least")
    split = int(len(tenders) * arguments.share)
    choose(tenders[:split])
    missed = judge(tenders[:split], tenders[split:], own_data=arguments.csv == DATA)
    sys.exit(f"missed: {', '.join(missed)}" if missed else 0)


def choose(earlier: Sequence[PastTender]) -> None:
    """Print how each variant foretells later tenders of the earlier part."""
    print(f"Choice of the model: {len(earlier)} tenders, in time-ordered folds, before any calibration")
    for name, market in VARIANTS.items():
        said(name, calibration(ahead(earlier, partial(learn, market))))
        print(f"  {'':<24} log density of the bids foretold {density(earlier, market):.4f} per bid")
    print()


def learn(market: Market, known: Sequence[PastTender]) -> Market:
    """Learn a variant from tenders."""
    return learned(market, observed(known))


def density(tenders: Sequence[PastTender], market: Market) -> float:
    """Return the mean log density of each fold's bids, tender by tender, as what lies before it foretells them."""
    total, bids = 0.0, 0
    for start, end in folds(len(tenders)):
        known = learn(market, tenders[:start])
        for tender in tenders[start:end]:
            total += _density(known, tender)
            bids += len(tender.bids)
    return total / bids


def _density(market: Market, tender: PastTender) -> float:
    seen = observed([tender])
    foretold = outlook(market, [each.rival for each in seen], years(tender.date))
    covariance = foretold.covariance + np.diag(foretold.own**2) + market.common_sd**2
    off = np.array([each.ratio for each in seen]) - foretold.means
    _, log_size = np.linalg.slogdet(2 * np.pi * covariance)
    return float(-(off @ np.linalg.solve(covariance, off) + log_size) / 2)


def judge(earlier: Sequence[PastTender], later: Sequence[PastTender], own_data: bool) -> list[str]:
    """Print how the model and others fare on the later tenders, and return the bounds that the model misses."""
    model = fitted(earlier)
    static = learned(VARIANTS["job effect alone"], observed(earlier))
    lines = {
        "1/n": even(forecasts(later, static)),
        "Friedman, independent": forecasts(later, static, unconditional(friedman)),
        "Gates": forecasts(later, static, unconditional(gates)),
        "job effect alone": forecasts(later, static),
        "model, uncalibrated": forecasts(later, model.market),
        "model": model.forecasts(later),
        "model, kept up to date": model.kept_up(later),
        "model, rivals named": trusted(forecasts(later, model.market, named=True), model.confidence),
    }
    found = {name: calibration(line) for name, line in lines.items()}
    print(f"Judged: {found['model'].bids} bids in {len(later)} tenders from {later[0].date}")
    for name, each in found.items():
        said(name, each)
    details(model.market, model.confidence, found["model"])
    by_bidders(lines["model"])
    return missed(found["model"], own_data)


def by_bidders(line: Sequence[Forecast]) -> None:
    """Print where the model is better than 1/n and where it is not, by the number of bidders."""
    print("Against 1/n by number of bidders (above zero is better):")
    for name, low, high in (("2", 2, 2), ("3", 3, 3), ("4", 4, 4), ("5", 5, 5), ("6 and more", 6, 999)):
        part = [each for each in line if low <= each.bidders <= high]
        if part:
            found = calibration(part)
            gains = f"Brier {_shown(found.brier_gain, 4)}, log-loss {_shown(found.log_loss_gain, 3)}"
            print(f"  {name:<12}{found.bids:4} bids  {gains}")


def unconditional(rule: Callable[[Field, Array], Array]) -> Chance:
    """Return a rule that takes rivals' bids as they are foretold, the own bid telling nothing of the job."""

    def chance(field: Field, price: Decimal) -> float:
        rivals = Field(
            log_median=field.log_median[1:],
            own_sd=field.spread[1:],
            common_sd=0.0,
            bids=field.bids[1:],
            quality_mean=field.quality_mean[1:],
            quality_sd=field.quality_sd[1:],
        )
        return float(rule(rivals, np.array([float(price)]))[0])

    return chance


def even(line: Sequence[Forecast]) -> tuple[Forecast, ...]:
    """Return the same bids with the chance 1/n."""
    return tuple(replace(each, chance=1 / each.bidders) for each in line)


def said(name: str, found: Calibration) -> None:
    """Print one line of figures, with 95 % intervals from whole tenders drawn anew."""
    print(
        f"  {name:<24} Brier {_shown(found.brier, 4)}  log-loss {_shown(found.log_loss, 3)}"
        f"  stated/observed {_shown(found.ratio, 2)}  slope {_shown(found.slope, 2)}"
        f"  of log-odds {_shown(found.log_odds_slope, 2)}"
    )


def _shown(figure: Figure, places: int) -> str:
    return f"{figure.value:.{places}f} [{figure.low:.{places}f}, {figure.high:.{places}f}]"


def details(market: Market, confidence: float, found: Calibration) -> None:
    """Print what was learned, the gain against 1/n, and the reliability table."""
    print(
        f"\nLearned: level {market.level:.3f} (sd {market.level_sd:.3f}), job {market.common_sd:.3f}, "
        f"own {market.own_sd:.3f}, habit {market.habit_sd:.3f}, drift {market.drift:.3f} per root year, "
        f"correlation {market.correlation:.2f}, confidence {confidence:.2f}"
    )
    print(f"Better than 1/n by: Brier {_shown(found.brier_gain, 4)}, log-loss {_shown(found.log_loss_gain, 3)}")
    print(f"Mean stated chance {found.stated:.3f}, observed {found.observed:.3f}; reliability:")
    for each in found.bins:
        better = abs(each.stated - each.observed)
        print(f"  {each.bids:4} bids  stated {each.stated:.3f}  observed {each.observed:.3f}  off {better:.3f}")


def missed(found: Calibration, own_data: bool) -> list[str]:
    """Return which bounds the figures miss; on other data, 1/n takes the place of the published figures."""
    good = {
        "Brier": found.brier.value < BRIER if own_data else found.brier_gain.value > 0,
        "log-loss": found.log_loss.value < LOG_LOSS if own_data else found.log_loss_gain.value > 0,
        "stated against observed": abs(found.ratio.value - 1) <= 0.1,
        "slope": 0.8 <= found.slope.value <= 1.25,
        "slope of log-odds": 0.8 <= found.log_odds_slope.value <= 1.25,
    }
    return [name for name, holds in good.items() if not holds]


if __name__ == "__main__":
    main()
