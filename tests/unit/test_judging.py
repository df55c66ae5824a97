"""A measured value against its criterion: numbers, units, tolerance and uncertainty."""

from datetime import date
from fractions import Fraction

import pytest

from bidkit.deal.acceptance import AcceptanceTest, Criterion, Instrument, Measured, PunchItem
from bidkit.judging import is_open, judged, lapsed, limits_of
from bidkit.units import converted, same_quantity

FORCE = {"value": "10", "tolerance": "0.05", "unit": "kN"}
SPEED = {"at_least": "100", "at_most": "500", "unit": "mm/min"}


@pytest.mark.parametrize(
    ("criterion", "measured", "verdict"),
    [
        (FORCE, {"value": "10.05"}, "pass"),
        (FORCE, {"value": "10.050"}, "pass"),
        (FORCE, {"value": "9.95", "unit": "kN"}, "pass"),
        (FORCE, {"value": "10.0500001"}, "fail"),
        (FORCE, {"value": "9949.999", "unit": "N"}, "fail"),
        (FORCE, {"value": "10050", "unit": "N"}, "pass"),
        (FORCE, {"value": "10", "unit": "kg"}, "incomparable"),
        (FORCE, {"value": "10", "unit": "KN"}, "incomparable"),
        ({"value": "-20", "tolerance_percent": "5", "unit": "°C"}, {"value": "-21"}, "pass"),
        ({"value": "-20", "tolerance_percent": "5", "unit": "°C"}, {"value": "-21.1"}, "fail"),
        ({"at_most": "40", "unit": "°C"}, {"value": "104", "unit": "°F"}, "pass"),
        ({"at_most": "40", "unit": "°C"}, {"value": "313.15", "unit": "K"}, "pass"),
        ({"at_most": "40", "unit": "°C"}, {"value": "313.16", "unit": "K"}, "fail"),
        (SPEED, {"value": "99.99"}, "fail"),
        (SPEED, {"value": "0.5", "unit": "m/min"}, "pass"),
        (SPEED, {"value": "8", "unit": "mm/s"}, "pass"),
        (SPEED, {"value": "8.34", "unit": "mm/s"}, "fail"),
        ({"value": "9"}, {"value": "9.0"}, "pass"),
        ({"value": "9"}, {"value": "8"}, "fail"),
        ({"value": "9"}, {"value": "9", "unit": "mm"}, "incomparable"),
        ({"at_most": "70", "unit": "dB(A)"}, {"value": "69", "unit": "dB(A)"}, "pass"),
        ({"at_most": "70", "unit": "dB(A)"}, {"value": "69", "unit": "dB"}, "incomparable"),
        ({"at_least": "10", "unit": "N/mm²"}, {"value": "10", "unit": "MPa"}, "pass"),
        ({"text": "The lamp is lit"}, {"value": "1"}, None),
    ],
)
def test_the_value_decides(criterion: dict[str, str], measured: dict[str, str], verdict: str | None) -> None:
    assert judged(Criterion.model_validate(criterion), Measured.model_validate(measured)) == verdict


@pytest.mark.parametrize(
    ("value", "uncertainty", "verdict"),
    [
        ("10.03", "0.02", "pass"),
        ("10.03", "0.021", "unclear"),
        ("10.07", "0.02", "unclear"),
        ("10.071", "0.02", "fail"),
        ("10.051", "0", "fail"),
        ("10", "0.06", "unclear"),
        ("10", None, "unclear"),
    ],
)
def test_guarded_the_uncertainty_decides_too(value: str, uncertainty: str | None, verdict: str) -> None:
    measured = Measured.model_validate({"value": value, "uncertainty": uncertainty})
    assert judged(Criterion.model_validate(FORCE), measured, "guarded") == verdict


def test_an_uncertainty_has_no_zero_point() -> None:
    criterion = Criterion.model_validate({"at_most": "40", "unit": "°C"})
    warm = Measured.model_validate({"value": "95", "uncertainty": "9", "unit": "°F"})
    hot = Measured.model_validate({"value": "95", "uncertainty": "9.1", "unit": "°F"})
    assert (judged(criterion, warm, "guarded"), judged(criterion, hot, "guarded")) == ("pass", "unclear")


@pytest.mark.parametrize(
    ("value", "unit", "to", "result"),
    [
        ("1", "N", "kN", Fraction(1, 1000)),
        ("1", "kgf", "N", Fraction("9.80665")),
        ("1", "h", "min", Fraction(60)),
        ("1", "min", "h", Fraction(1, 60)),
        ("36", "m³/h", "l/s", Fraction(10)),
        ("1", "psi", "psi", Fraction(1)),
        ("50", "µm", "mm", Fraction("0.05")),
        ("50", "um", "μm", Fraction(50)),
        ("1", "kWh", "MJ", Fraction("3.6")),
        ("25", "℃", "K", Fraction("298.15")),
        ("1", "kN/m", "N/mm", Fraction(1)),
        ("2", "N·m", "Nm", Fraction(2)),
        ("1", "in", "mm", Fraction("25.4")),
        ("1", "1/s", "rpm", Fraction(60)),
        ("5", "‰", "%", Fraction("0.5")),
        ("3", "HRC", "HRC", Fraction(3)),
    ],
)
def test_units_are_converted_exactly(value: str, unit: str, to: str, result: Fraction) -> None:
    assert same_quantity(unit, to)
    assert converted(Fraction(value), unit, to) == result


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nm", "J"), ("kg", "N"), ("mN", "mm"), ("Hz", "rpm"), ("kVA", "kW"), ("HRC", "HRB"), ("%", None), ("nm", "Nm")],
)
def test_what_only_looks_alike_is_not_compared(one: str, other: str | None) -> None:
    assert not same_quantity(one, other)


def test_limits_are_in_the_criterion_s_unit() -> None:
    assert [str(each) for each in limits_of(Criterion.model_validate(FORCE)) or ()] == ["9.95", "10.05"]
    assert limits_of(Criterion.model_validate({"text": "As drawn"})) is None


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-01-09", False), ("2026-01-10", True), ("2027-01-09", True), ("2027-01-10", False)]
)
def test_a_certificate_holds_from_its_first_to_its_last_day(day: str, holds: bool) -> None:
    dates = {"calibrated_on": "2026-01-10", "due": "2027-01-09"}
    instrument = Instrument.model_validate({"id": "IN-01", "what": "Load cell", **dates})
    assert lapsed(AcceptanceTest.model_validate({"id": "T-01", "what": "Force", "date": day}), instrument) is not holds


@pytest.mark.parametrize(
    ("closed", "reopened", "still_open"),
    [(None, None, True), (3, None, False), (3, 4, True), (5, 4, False), (4, 4, True)],
)
def test_a_punch_item_is_open_until_closed_for_good(closed: int | None, reopened: int | None, still_open: bool) -> None:
    days = {name: date(2026, 9, day) for name, day in (("closed", closed), ("reopened", reopened)) if day}
    assert is_open(PunchItem.model_validate({"id": "PI-1", "category": "A", "what": "Leaks", **days})) is still_open
