"""Calendars as RFC 5545 asks: escaped text, lines of at most 75 octets, one fixed stamp."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bidkit.calendar import Calendar, Entry
from bidkit.phrases import Phrase
from bidkit.render.calendar import to_ics


def made(text: str, stated: date | None = date(2026, 9, 15)) -> bytes:
    entry = Entry("D-P-01-1@bidkit", date(2026, 10, 1), Phrase("Visit"), text)
    return to_ics(Calendar("Plan", stated, (entry,)), str)


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def test_what_has_a_meaning_in_the_format_is_escaped() -> None:
    assert "DESCRIPTION:a\\, b\\; c\\\\d\\ne" in unfolded(made("a, b; c\\d\ne"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_lines_are_short_and_unfold_to_what_was_said(text: str) -> None:
    file = made(text)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    for line in file.split(b"\r\n"):
        line.decode()  # no character is cut
    said = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"DESCRIPTION:{said}" in unfolded(file)


def test_the_stamp_is_the_records_day_or_else_the_days_own() -> None:
    assert "DTSTAMP:20260915T000000Z" in unfolded(made("x"))
    assert "DTSTAMP:20261001T000000Z" in unfolded(made("x", None))


def test_every_line_ends_as_the_format_asks() -> None:
    file = made("x")
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert file.count(b"\n") == file.count(b"\r\n")
