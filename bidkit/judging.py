"""Judge what was measured against its criterion: as numbers with their units, never as text."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from bidkit.deal.acceptance import AcceptanceTest, Criterion, DecisionRule, Instrument, Measured, PunchItem
from bidkit.units import converted, same_quantity

Verdict = Literal["pass", "fail", "unclear", "incomparable"]
"""unclear: under the guarded rule the uncertainty reaches over a limit, or is not known; incomparable: another
quantity."""


class Limits(NamedTuple):
    """The lowest and the highest value that pass, in the criterion's unit; None where there is no such limit."""

    low: Decimal | None
    high: Decimal | None


def limits_of(criterion: Criterion) -> Limits | None:
    """Return what a criterion allows, or None where it is in words alone."""
    if criterion.value is not None:
        allowed = _tolerance(criterion, criterion.value)
        return Limits(criterion.value - allowed, criterion.value + allowed)
    if criterion.at_least is None and criterion.at_most is None:
        return None
    return Limits(criterion.at_least, criterion.at_most)


def _tolerance(criterion: Criterion, value: Decimal) -> Decimal:
    if criterion.tolerance_percent is not None:
        return abs(value) * criterion.tolerance_percent / 100
    return criterion.tolerance or Decimal(0)


def judged(criterion: Criterion, measured: Measured, rule: DecisionRule = "simple") -> Verdict | None:
    """Judge a measured value, or return None where the criterion is in words and a person judges."""
    limits = limits_of(criterion)
    if limits is None:
        return None
    unit = measured.unit or criterion.unit
    if not same_quantity(unit, criterion.unit):
        return "incomparable"
    value = converted(Fraction(measured.value), unit, criterion.unit)
    if rule == "simple":
        return _verdict(value, Fraction(0), limits)
    if measured.uncertainty is None:
        return "unclear"
    return _verdict(value, converted(Fraction(measured.uncertainty), unit, criterion.unit, difference=True), limits)


def _verdict(value: Fraction, guard: Fraction, limits: Limits) -> Verdict:
    below = value - Fraction(limits.low) if limits.low is not None else None
    above = Fraction(limits.high) - value if limits.high is not None else None
    room = min(each for each in (below, above) if each is not None)
    if room >= guard:
        return "pass"
    return "unclear" if room >= -guard else "fail"


def lapsed(test: AcceptanceTest, instrument: Instrument) -> bool:
    """Say whether an instrument's certificate had lapsed, or did not hold yet, on the day of a test."""
    if test.date is None:
        return False
    late = instrument.due is not None and instrument.due < test.date
    return late or (instrument.calibrated_on is not None and instrument.calibrated_on > test.date)


def is_open(item: PunchItem) -> bool:
    """Say whether a punch item is still to be put right."""
    return item.closed is None or (item.reopened is not None and item.reopened >= item.closed)


def was_open(item: PunchItem, on: date | None) -> bool:
    """Say whether a punch item was to be put right at the end of a day; without a day, whether it still is."""
    if on is None:
        return is_open(item)
    if item.raised is not None and item.raised > on:
        return False
    again = item.closed is not None and item.reopened is not None and item.closed <= item.reopened <= on
    return item.closed is None or item.closed > on or again
