"""What is missing, in the order in which a person fills it in."""

from collections.abc import Iterable


def by_part(paths: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group record paths by the part of the record that they stand in, two levels deep; the head is `deal`."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        steps = path.split(".")
        depth = min(2, len(steps) - 1)
        groups.setdefault(".".join(steps[:depth]) or "deal", []).append(".".join(steps[depth:]))
    return tuple((part, tuple(fields)) for part, fields in groups.items())
