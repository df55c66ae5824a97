"""What is found in a bid before it is handed in."""

from dataclasses import dataclass
from typing import Literal

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
    place: str | None
    message: str
    hint: str
