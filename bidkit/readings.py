"""What was written into a checklist, taken as results: figures judged as numbers with their units, never as text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bidkit.deal.acceptance import Acceptance, AcceptanceTest, Instrument, Measured, Result
from bidkit.judging import Verdict, judged, limits_of
from bidkit.problems import Severity
from bidkit.units import same_quantity

TICKS: tuple[Result, ...] = ("pass", "fail", "waived")
_MEASURED = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*(?:±\s*([0-9]+(?:\.[0-9]+)?))?\s*([^\s0-9.,;/⁄+±-][^±]*)?")
_UNCERTAIN = re.compile(r"±?\s*([0-9]+(?:\.[0-9]+)?)\s*([^\s0-9.,+±-].*)?")
_RAISED = re.compile(r"(?:^|[\d\s.,±+-])[²³¹⁰-₉①-⓿❶-➓]")
"""A sign that becomes a digit of the figure when it is written plainly: 12² is not 122."""
_DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_POINT = "Write one figure with a decimal point and no other sign between its digits, such as 1234.5 kN."


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in the row of a test, as it was written; its ticks by name."""

    value: str = ""
    uncertainty: str = ""
    instrument: str = ""
    ticks: tuple[Result, ...] = ()
    date: str = ""
    by: str = ""
    witness: str = ""
    remark: str = ""


class Fault(NamedTuple):
    """What is wrong with a field of a row."""

    field: str
    message: str
    hint: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a test."""

    test: AcceptanceTest
    result: Result
    date: date
    measured: Measured | None
    verdict: Verdict | None
    instrument: str | None
    by: str | None
    witness: str | None
    remark: str | None


def taken(row: Row, test: AcceptanceTest, told: Acceptance) -> tuple[Reading | None, tuple[Fault, ...]]:
    """Return what a row says of its test, or nothing where it was left open or cannot be taken, and what is wrong."""
    if not (row.value or row.ticks):
        return None, tuple(_left_open(row, test))
    measured, faults = _measured(row, test)
    instrument, unknown = _instrument(row, told.instruments)
    day = day_of(row.date)
    verdict = judged(test.criterion, measured, told.decision_rule) if measured else None
    faults += (*unknown, *_day_faults(row, day, test), *_tick_faults(row, test, verdict, measured))
    if day is None or any(fault.severity == "error" for fault in faults):
        return None, faults
    return (
        Reading(
            test=test,
            result=_result(row, verdict),
            date=day,
            measured=measured,
            verdict=verdict,
            instrument=instrument,
            by=row.by or None,
            witness=row.witness or None,
            remark=row.remark or None,
        ),
        faults,
    )


def _left_open(row: Row, test: AcceptanceTest) -> Iterator[Fault]:
    if row.uncertainty or row.remark or row.instrument:
        message = f"`{test.id}` has neither a value nor a tick; it is left as it stands in the record"
        yield Fault("remark", message, "Write the value, or tick passed, failed or waived.", "warning")


def _result(row: Row, verdict: Verdict | None) -> Result:
    """Return the result: waived where the customer waives it; else the figure decides, and then the tick."""
    if "waived" in row.ticks:
        return "waived"
    if verdict is not None:
        return "pass" if verdict == "pass" else "fail"
    return row.ticks[0]


def _measured(row: Row, test: AcceptanceTest) -> tuple[Measured | None, tuple[Fault, ...]]:
    if not row.value:
        return None, ()
    if limits_of(test.criterion) is None:
        return None, (Fault("value", f"`{test.id}` was measured, but its criterion has no figure", "Tick a box."),)
    found, doubt = _matched(_MEASURED, row.value), _matched(_UNCERTAIN, row.uncertainty)
    if found is None or (row.uncertainty and doubt is None):
        field = "value" if found is None else "uncertainty"
        return None, (Fault(field, f"`{test.id}`: '{getattr(row, field)}' is not a figure with a unit", _POINT),)
    unit = found[3] or test.criterion.unit
    for field, written in (("value", unit), ("uncertainty", doubt[2] if doubt else None)):
        if written is not None and not same_quantity(written, test.criterion.unit if field == "value" else unit):
            message = f"`{test.id}`: {written} cannot be compared with {test.criterion.unit or 'a bare number'}"
            return None, (Fault(field, message, "Write a unit of the same quantity."),)
    if doubt and doubt[2] and _plain(doubt[2]) != _plain(unit or ""):
        message = f"`{test.id}`: the uncertainty is in {doubt[2]}, the value in {unit}"
        return None, (Fault("uncertainty", message, "Write both in the same unit."),)
    uncertainty = doubt[1] if doubt else found[2]
    return Measured(value=Decimal(found[1]), unit=unit, uncertainty=Decimal(uncertainty) if uncertainty else None), ()


def _matched(pattern: re.Pattern[str], written: str) -> re.Match[str] | None:
    return None if _RAISED.search(written) else pattern.fullmatch(_plain(written))


def _plain(text: str) -> str:
    """Return text with digits and signs as a keyboard writes them."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("+/-", "±").strip()


def day_of(text: str) -> date | None:
    """Return the day that was written, year first, or None."""
    found = _DAY.fullmatch(_plain(text))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _day_faults(row: Row, day: date | None, test: AcceptanceTest) -> Iterator[Fault]:
    if day is None:
        said = f"'{row.date}' is not a day" if row.date else "it is not said on which day it was tested"
        yield Fault("date", f"`{test.id}`: {said}", "Write the year first, such as 2027-06-24.")


def _instrument(row: Row, known: tuple[Instrument, ...]) -> tuple[str | None, tuple[Fault, ...]]:
    """Return the instrument that was written by its id or its serial number."""
    wanted = row.instrument.casefold()
    if not wanted:
        return None, ()
    for each in known:
        if wanted in (each.id.casefold(), (each.serial or "").casefold()):
            return each.id, ()
    hint = "Add it under `acceptance: instruments` with its certificate, or write the id or serial number of one there."
    return None, (Fault("instrument", f"the record has no instrument '{row.instrument}'", hint),)


def _tick_faults(row: Row, test: AcceptanceTest, verdict: Verdict | None, measured: Measured | None) -> Iterator[Fault]:
    if len(row.ticks) > 1:
        yield Fault(row.ticks[1], f"`{test.id}` is ticked as {' and '.join(row.ticks)}", "Leave one tick.")
    elif row.ticks == ("waived",) and not row.witness:
        hint = "Write who of the customer waived it where its initials stand."
        yield Fault("witness", f"`{test.id}` is waived, but nobody of the customer is named", hint)
    elif row.ticks == ("pass",) and measured is None and not row.value and limits_of(test.criterion):
        yield Fault("value", f"`{test.id}` is ticked as passed, but nothing was measured", "Write the measured value.")
    elif (
        verdict is not None and row.ticks in (("pass",), ("fail",)) and (verdict == "pass") != (row.ticks == ("pass",))
    ):
        yield Fault(row.ticks[0], f"`{test.id}` {_CONTRADICTED[verdict]}", "The figure decides.", "warning")


_CONTRADICTED: Mapping[Verdict, str] = {
    "pass": "is ticked as failed, but what was measured lies within its limits; it is taken as passed",
    "fail": "is ticked as passed, but what was measured lies outside of its limits; it is taken as failed",
    "unclear": "is ticked as passed, but its uncertainty reaches over a limit or is not given; it is taken as failed",
    "incomparable": "cannot be judged",
}
