"""The standards by lot and group: how many there are in each, and how far they have come."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bidkit.deal import Deal
from bidkit.deal.standards import Requirement
from bidkit.influence import counts
from bidkit.thread import Ties, has, ties


@dataclass(frozen=True, slots=True)
class Portion:
    """The standards of a group, or those of none; refused ones do not count."""

    lot: str | None
    """The title of the lot; None where the group holds for all."""
    group: str | None
    of: int
    mandatory: int
    points: Decimal
    settled: int
    answered: int
    paid_for: int
    tested: int


def portions(deal: Deal) -> tuple[Portion, ...]:
    """Return a portion for each group in the record's order; none where the record has no groups."""
    told, found = deal.standards, ties(deal)
    if not told.groups:
        return ()
    lots = {lot.id: lot.title for lot in told.lots}
    parts: dict[str | None, list[Requirement]] = {group.id: [] for group in told.groups}
    for item in filter(counts, told.requirements):
        parts.setdefault(item.group, []).append(item)
    names: dict[str, tuple[str | None, str | None]] = {
        group.id: (lots.get(group.lot or ""), group.title) for group in told.groups
    }
    return tuple(_portion(names.get(name or "", (None, None)), items, found) for name, items in parts.items())


def _portion(name: tuple[str | None, str | None], items: Iterable[Requirement], found: Ties) -> Portion:
    held = tuple(items)
    settled, answered, paid_for, tested = (
        sum(has(item, link, found) for item in held)
        for link in ("standard", "response", "cost-line", "acceptance-test")
    )
    points = sum((item.weight or Decimal(0) for item in held), Decimal(0))
    mandatory = sum(item.obligation == "mandatory" for item in held)
    return Portion(*name, len(held), mandatory, points, settled, answered, paid_for, tested)
