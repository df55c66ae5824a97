"""Ids that stand twice."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from bidkit.checks.finding import FieldPath, Finding


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


def repeated_ids(path: FieldPath, items: Sequence[HasId]) -> Iterator[Finding]:
    """Find the second use of an id within a list."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id in seen:
            yield Finding(
                (*path, index, "id"), f"the id `{item.id}` is used twice", "Give each entry an id of its own."
            )
        seen.add(item.id)
