"""A workbook as plain data: sheets of cells, of which some calculate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bidkit.phrases import Phrase

Look = Literal["plain", "title", "head", "total", "input", "note", "warning"]
Form = Literal["text", "money", "number", "percent"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, or with `formula` what calculates it, written as Excel knows it and without the equals sign."""

    value: str | Phrase | Decimal | int | None = None
    formula: str | None = None
    form: Form = "text"
    look: Look = "plain"
    choices: tuple[Phrase, ...] = ()
    """What can be chosen here; all of it where it is empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells from A1 on, widths of columns in characters, names for single cells."""

    title: Phrase
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of cells, such as price: B3; formulas of other sheets say these, since titles change with the language."""

    repeated: int = 0
    """How many rows at the top stay in sight and stand again on each printed page."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: what it is called, and its sheets."""

    title: Phrase
    audience: Phrase
    """Who may read it; it stands at the head of each printed page."""
    sheets: tuple[Sheet, ...]
