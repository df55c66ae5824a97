"""What is wrong, where it stands, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file a person can open: line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class ProblemData(TypedDict):
    """A Problem as `--json` prints it."""

    path: str
    line: int
    column: int
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
        return {
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }


class BidkitError(Exception):
    """Base of every error that bidkit raises on purpose."""


class ProblemsFound(BidkitError):  # noqa: N818 - it says what happened
    """Raised where work cannot go on; carries every Problem that was found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
