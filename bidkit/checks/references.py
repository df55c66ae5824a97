"""Ids that name something that is not there."""

from collections.abc import Iterable, Iterator, Sequence

from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.repeats import HasId


def ids_of(items: Sequence[HasId]) -> set[str]:
    """Return the ids of a list."""
    return {item.id for item in items}


def refers(path: FieldPath, given: str | None, kind: str, known: set[str]) -> Iterator[Finding]:
    """Find an id that is none of those known; `kind` says of what."""
    if given is not None and given not in known:
        hint = f"The choices are: {', '.join(sorted(known)[:12]) or 'none yet'}."
        yield Finding(path, f"`{given}` is no {kind}", hint)


def all_refer(path: FieldPath, given: Iterable[str], kind: str, known: set[str]) -> Iterator[Finding]:
    """Find every id of a list that is none of those known."""
    for at, name in enumerate(given):
        yield from refers((*path, at), name, kind, known)
