"""What a register says of the decided price, in one answer: for the key node and for whoever asks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bidkit.approval.binding import Change
    from bidkit.approval.figures import Figures

State = Literal["in-force", "handed-in", "other-price", "incomplete", "undone", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of a price and whether it counts."""

    state: State
    """in-force; handed-in: it held when the bid went out, and nothing was conceded since; other-price: what is
    approved is not the decided price; incomplete: people are lacking; undone; none; unknown: it cannot be read."""
    figures: "Figures | None" = None
    by: tuple[str, ...] = ()
    until: str | None = None
    why: tuple[str, ...] = ()
    """What is lacking, or what undid it."""
    changes: "tuple[Change, ...]" = ()
    """By which fields it was undone."""

    @property
    def counts(self) -> bool:
        """Whether the decided price is approved."""
        return self.state in ("in-force", "handed-in")
