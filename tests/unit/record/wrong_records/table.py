"""The form of a wrong record: a sound text, one edit, and what must be said of it.

`»` stands before each place at which a Problem is expected; it is taken out before the record is read.
"""

import re
from dataclasses import dataclass

from tests.builders import edited

MARK = "»"


@dataclass(frozen=True)
class Wrong:
    """One mistake: `old` becomes `new`, and `says` comes out at the mark; a warning begins with `warning: `."""

    name: str
    old: str
    new: str
    says: str | tuple[str, ...]
    hint: str = ""
    """A part of the hint, where it matters."""
    at: str | tuple[str, ...] = ()
    """Texts before which a mark stands, where the mistake shows elsewhere than in `new`."""
    elsewhere: tuple[str, str] | None = None
    """A second edit, where one mistake needs two places."""
    because: str = ""
    """Why one mistake gives more than one Problem."""

    def marked(self, base: str) -> str:
        """Return the wrong text with its marks."""
        edits = [(self.old, self.new)] + ([self.elsewhere] if self.elsewhere else [])
        shown = (self.at,) if isinstance(self.at, str) else self.at
        return edited(base, *edits, *((text, f"{MARK}{text}") for text in shown))

    def text(self, base: str) -> str:
        """Return the wrong text as a person would have written it."""
        return self.marked(base).replace(MARK, "")

    def expected(self, base: str) -> list[str]:
        """Return `line:column: message` for each mark, in file order."""
        messages = (self.says,) if isinstance(self.says, str) else self.says
        assert len(messages) == 1 or self.because, f"{self.name}: say why there are several Problems"
        places = marks(self.marked(base))
        assert len(places) == len(messages), f"{self.name}: {len(places)} marks for {len(messages)} messages"
        return [f"{line}:{column}: {message}" for (line, column), message in zip(places, messages, strict=True)]


def marks(text: str) -> list[tuple[int, int]]:
    """Return line and column of every mark, counted without the marks."""
    places = []
    for number, line in enumerate(re.split(r"\r\n|\n", text), start=1):
        pieces = line.split(MARK)[:-1]
        places += [(number, sum(map(len, pieces[: index + 1])) + 1) for index in range(len(pieces))]
    return places
