"""What is wrong, where it stands, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, NotRequired, TypedDict

Severity = Literal["error", "warning"]


class Place(NamedTuple):  # a large record has a million of them, and a tuple is made in a third of the time
    """A place in a file a person can open: line and column count from 1; in a sheet they are row and column."""

    path: str
    line: int = 1
    column: int = 1
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.cell or f'{self.line}:{self.column}'}"

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it, such as Costs!D7; nothing in a text file."""
        return f"{self.sheet}!{column_letters(self.column)}{self.line}" if self.sheet else ""


def column_letters(number: int) -> str:
    """Return the letters of a column of a sheet: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column of a sheet: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class ProblemData(TypedDict):
    """A Problem as `--json` prints it."""

    path: str
    line: int
    column: int
    cell: NotRequired[str]
    """Only where the place is a cell of a sheet; line and column are then its row and column."""
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, for a person who knows Word and not Python."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.place}: {mark}{self.message}{hint}"

    def data(self) -> ProblemData:
        """Return the Problem as plain data for `--json`."""
        data: ProblemData = {
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }
        if self.place.cell:
            data["cell"] = self.place.cell
        return data


class BidkitError(Exception):
    """Base of every error that bidkit raises on purpose."""


class ProblemsFound(BidkitError):  # noqa: N818 - it says what happened
    """Raised where work cannot go on; carries every Problem that was found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
