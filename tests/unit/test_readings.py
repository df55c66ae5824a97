"""What is written by hand is taken as a figure with its unit, or named: never guessed, never compared as text."""

from datetime import date
from decimal import Decimal

import pytest

from bidkit.deal.acceptance import Acceptance, AcceptanceTest
from bidkit.readings import Row, day_of, taken

TOLD = Acceptance.model_validate({"instruments": [{"id": "IN-01", "what": "Load cell", "serial": "S-7"}]})
DAY = "2027-06-24"


def force(**changes: object) -> AcceptanceTest:
    said = {"id": "T-01", "what": "Force", "criterion": {"value": "10", "tolerance_percent": "0.5", "unit": "kN"}}
    return AcceptanceTest.model_validate({**said, **changes})


WORDS = force(criterion={"text": "It stops"})


@pytest.mark.parametrize(
    ("written", "value", "unit", "uncertainty"),
    [
        ("10.02", "10.02", "kN", None),
        ("10.020 kN", "10.020", "kN", None),
        ("+10.02kN", "10.02", "kN", None),
        ("10020 N", "10020", "N", None),
        ("１０．０２", "10.02", "kN", None),
        ("−10.02", "-10.02", "kN", None),
        ("10.02 ± 0.01 kN", "10.02", "kN", "0.01"),
        ("10.02 +/- 0.01", "10.02", "kN", "0.01"),
    ],
)
def test_a_figure_is_read_as_it_was_meant(written: str, value: str, unit: str, uncertainty: str | None) -> None:
    reading, faults = taken(Row(value=written, date=DAY), force(), TOLD)
    assert faults == ()
    assert reading is not None
    assert reading.measured is not None
    found = reading.measured
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert found.uncertainty == (Decimal(uncertainty) if uncertainty else None)


@pytest.mark.parametrize(
    "written",
    [
        "10,02",
        "1,000",
        "1 000",
        "10.0.2",
        "ten",
        "10.02 10.03",
        "~10",
        ">10",
        "10..",
        "10.02/10.03",
        "1e3",
        "10²",
        "10.0³ kN",
        "①",
        "10₂",
    ],
)
def test_what_is_no_single_figure_is_named(written: str) -> None:
    reading, faults = taken(Row(value=written, date=DAY), force(), TOLD)
    assert reading is None
    assert [fault.field for fault in faults if fault.severity == "error"] == ["value"]


def test_a_raised_digit_belongs_to_a_unit_alone() -> None:
    area = force(criterion={"value": "10", "tolerance_percent": "0.5", "unit": "N/mm²"})
    reading, faults = taken(Row(value="10.02 N/mm²", date=DAY), area, TOLD)
    assert (reading is not None and reading.measured is not None, faults) == (True, ())


@pytest.mark.parametrize("written", ["10.02; 10.03", "10.02 kN ± 0.01"])
def test_more_than_a_figure_and_its_unit_is_no_unknown_unit(written: str) -> None:
    (fault,) = taken(Row(value=written, date=DAY), force(), TOLD)[1]
    assert fault.message == f"`T-01`: '{written}' is not a figure with a unit"


@pytest.mark.parametrize(
    ("written", "result"), [("9.95", "pass"), ("10.05", "pass"), ("9949 N", "fail"), ("10.1", "fail")]
)
def test_the_limits_count_and_the_unit_with_them(written: str, result: str) -> None:
    reading, _ = taken(Row(value=written, date=DAY), force(), TOLD)
    assert reading is not None
    assert reading.result == result


def test_a_guarded_value_needs_its_uncertainty_in_the_same_unit() -> None:
    told = Acceptance.model_validate({"decision_rule": "guarded"})
    inside = Row(value="10.02", uncertainty="0.03", date=DAY)
    beyond = Row(value="10.02", uncertainty="0.04", date=DAY)
    assert [taken(row, force(), told)[0].result for row in (inside, beyond)] == ["pass", "fail"]  # type: ignore[union-attr]
    assert taken(Row(value="10.02", uncertainty="30 N", date=DAY), force(), told)[0] is None


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Row(ticks=("pass",), date=DAY), "value"),
        (Row(value="10 mm", date=DAY), "value"),
        (Row(value="10"), "date"),
        (Row(value="10", date=DAY, instrument="S-8"), "instrument"),
        (Row(value="10", uncertainty="a bit", date=DAY), "uncertainty"),
        (Row(value="10", uncertainty="0.5²", date=DAY), "uncertainty"),
        (Row(ticks=("waived",), date=DAY), "witness"),
        (Row(value="10", ticks=("pass", "waived"), date=DAY, witness="Xu"), "waived"),
    ],
)
def test_what_is_missing_or_wrong_is_named_at_its_field(row: Row, field: str) -> None:
    reading, faults = taken(row, force(), TOLD)
    assert reading is None
    assert field in [fault.field for fault in faults if fault.severity == "error"]


def test_a_criterion_in_words_is_ticked_and_not_measured() -> None:
    reading, faults = taken(Row(ticks=("fail",), date=DAY), WORDS, TOLD)
    assert reading is not None
    assert (reading.result, reading.verdict, faults) == ("fail", None, ())
    assert taken(Row(value="3", date=DAY), WORDS, TOLD)[0] is None


def test_a_row_without_value_and_tick_is_left_open() -> None:
    assert taken(Row(date=DAY, by="He Tao"), force(), TOLD) == (None, ())
    reading, faults = taken(Row(remark="no power"), force(), TOLD)
    assert reading is None
    assert [fault.severity for fault in faults] == ["warning"]


def test_an_instrument_is_known_by_id_or_serial_number() -> None:
    for written in ("IN-01", "in-01", "S-7"):
        reading, _ = taken(Row(value="10", date=DAY, instrument=written), force(), TOLD)
        assert reading is not None
        assert reading.instrument == "IN-01"


@pytest.mark.parametrize("written", ["2027-06-24", "2027/6/24", "2027.06.24", "2027年6月24日", " 2027-6-24 "])
def test_a_day_has_its_year_first(written: str) -> None:
    assert day_of(written) == date(2027, 6, 24)


@pytest.mark.parametrize("written", ["24.6.2027", "06/24/2027", "2027-13-01", "2027-02-30", "yesterday", "27-06-24"])
def test_a_day_that_can_be_misread_is_none(written: str) -> None:
    assert day_of(written) is None
