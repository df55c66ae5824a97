"""The report on past tenders, as data and as lines for a person."""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.past_tenders import past_tenders
from pricing.history.calibration import Calibration, Figure
from pricing.history.report import Report, TooFewTendersError, TooManyBidsError, report

_FIGURES = {
    "brier": "Brier score, 0 is best",
    "brier_gain": "  better than 1/n by",
    "log_loss": "log-loss, 0 is best",
    "log_loss_gain": "  better than 1/n by",
    "ratio": "stated chance over share won, 1 is calibrated",
    "slope": "reliability slope, below 1 is too bold",
}


def report_of(file: Path, since: date | None = None) -> Report:
    """Return the report on the tenders of a file since a day, or raise ProblemsFound with every bad row."""
    try:
        return report([each for each in past_tenders(file) if since is None or each.date >= since])
    except TooFewTendersError as few:
        hint = "Add more past tenders; those with one bidder or without an estimate teach nothing."
        raise ProblemsFound([Problem(Place(str(file)), str(few), hint)]) from None
    except TooManyBidsError as many:
        hint = "Write each bidder under one name, and each tender under an id of its own."
        if many.since:
            hint = f"Learn from the later tenders alone, which teach most: --since {many.since}. {hint}"
        raise ProblemsFound([Problem(Place(str(file)), str(many), hint)]) from None


def report_data(found: Report) -> dict[str, object]:
    """Return the report as plain data; null where the tenders do not fix a figure."""
    market = found.model.market
    return {
        "learned_from": found.model.tenders,
        "level": _number(market.level),
        "job_sd": _number(market.common_sd),
        "own_sd": _number(market.own_sd),
        "confidence": _number(found.model.confidence),
        "earlier_alone": _calibration(found.frozen),
        "kept_up": _calibration(found.kept_up),
    }


def _calibration(found: Calibration) -> dict[str, object]:
    bins = [{"bids": each.bids, "stated": _number(each.stated), "won": _number(each.observed)} for each in found.bins]
    figures = {name: _figure(getattr(found, name)) for name in _FIGURES}
    return {"tenders": found.tenders, "bids": found.bids, **figures, "bins": bins}


def _figure(figure: Figure) -> dict[str, float | None]:
    return {"value": _number(figure.value), "low": _number(figure.low), "high": _number(figure.high)}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 4)


def report_text(found: Report) -> str:
    """Return the report as text, intervals in brackets."""
    return "\n".join(_lines(found))


def _lines(found: Report) -> Iterator[str]:
    model, market = found.model, found.model.market
    yield f"Learned from the first {model.tenders} contested tenders, judged on the {found.frozen.tenders} after them."
    yield f"Bids lie {math.exp(market.level) - 1:+.1%} against the estimate; the job moves all of them by"
    yield f"{market.common_sd:.1%}, each bidder's own part by {market.own_sd:.1%} (standard deviations)."
    yield f"Confidence {model.confidence:.2f}: what a chance's lead on 1/n is worth (1 all of it, 0 none)."
    titles = (("From the earlier tenders alone", found.frozen), ("Brought up to date tender by tender", found.kept_up))
    for title, judged in titles:
        yield from ("", f"{title} ({judged.bids} bids, 95 % intervals)")
        for name, label in _FIGURES.items():
            figure: Figure = getattr(judged, name)
            yield f"  {label:<46}{figure.value:8.4f}  [{figure.low:.4f}, {figure.high:.4f}]"
    yield from ("", "Stated and observed, from the lowest chances to the highest")
    yield from (f"  {each.bids:4} bids  {each.stated:6.1%}  {each.observed:6.1%}" for each in found.frozen.bins)
    gain = found.frozen.brier_gain
    if not gain.low > 0:
        yield from ("", "These tenders do not show that the chances are better than 1/n.")
