"""What a register says of the decided price, in short: as lines for a person and as data for programs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bidkit.approval.outcome import Outcome
from bidkit.cli.saying import count

if TYPE_CHECKING:
    from bidkit.approval.binding import Change

MOST = 20  # changed fields that a person is told
LONGEST = 60  # signs of what a field said


def outcome_lines(found: Outcome) -> Iterator[str]:
    """Yield whether the price is approved, by whom and until when, or what is lacking or undid it."""
    figures = found.figures
    price = f"{figures.price} {figures.currency}" if figures else ""
    who = " and ".join(found.by)
    if found.state == "in-force":
        yield f"in force: {price}, by {who}" + (f", until {found.until}" if found.until else "")
    elif found.state == "handed-in":
        yield f"in force when the bid went out: {price}, by {who}; nothing was conceded since"
    elif found.state == "none":
        yield "none: nobody has approved a price"
    elif found.state == "unknown":
        yield f"cannot be told: {'; '.join(found.why)}"
    else:
        yield f"{_SAID[found.state]}: {price}, by {who}: {'; '.join(found.why)}"
    yield from changes_told(found.changes)


_SAID = {"other-price": "of another price", "incomplete": "not enough yet", "undone": "undone"}


def outcome_data(found: Outcome) -> dict[str, object]:
    """Return the same as plain data."""
    return {
        "state": found.state,
        "counts": found.counts,
        "price": str(found.figures.price) if found.figures else None,
        "by": list(found.by),
        "until": found.until,
        "why": list(found.why),
        "changes": [{"field": each.field, "from": each.before, "to": each.after} for each in found.changes],
    }


def changes_told(changes: "Sequence[Change]") -> Iterator[str]:
    """Yield which fields changed from what to what, long words cut short and only so many fields by name."""
    for each in changes[:MOST]:
        yield f"{each.field}: from {_cut(each.before)} to {_cut(each.after)}"
    if len(changes) > MOST:
        yield f"and {count(len(changes) - MOST, 'more field', 'more fields')}; --json names all"


def _cut(text: str) -> str:
    return f"{text[:LONGEST]} …" if len(text) > LONGEST else text or "nothing"
