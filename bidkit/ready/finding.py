"""What is found in a bid before it is handed in."""

from dataclasses import dataclass
from typing import Literal

from bidkit.ready.paper import Said

Kind = Literal[
    "record",
    "missing",
    "unsigned",
    "surplus",
    "wrong-envelope",
    "unreadable",
    "draft",
    "stale",
    "arithmetic",
    "figure",
    "price-outside",
    "bidder-name",
    "page-limit",
    "tracked-changes",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a bid should not go out with: in which file, where in it, what it is, and what to do."""

    kind: Kind
    fatal: bool
    file: str
    place: Said | None
    message: Said
    hint: Said

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others."""
        return (self.kind, self.file, str(self.place), str(self.message))
