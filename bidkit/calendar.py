"""Days for a calendar as plain data: each with what is to be done on it."""

from dataclasses import dataclass
from datetime import date

from bidkit.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day: its lasting id, what it is called, what is to be known about it."""

    id: str
    day: date
    title: Phrase
    text: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one document, and the day on which they were stated."""

    name: str
    stated: date | None
    entries: tuple[Entry, ...]
