"""What an approval binds: the whole resolved input of a deal; and what differs between two of them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bidkit.deal import Deal, House
from bidkit.deal.method import KEY_NODES, STAGES
from bidkit.register.canonical import plain

Input = Mapping[str, Any]

_BIDDING = STAGES.index("bidding")
_FROM_BIDDING_ON = frozenset(node.id for node in KEY_NODES if STAGES.index(node.stage) >= _BIDDING)
_NOT_OF_A_PRICE = ("authority_key", "database_url", "content", "form_profiles")
_NAMES = ("id", "rival", "supplier", "tender", "what", "name")  # by which an item of a list is called


class Change(NamedTuple):
    """A field that is not what it was; empty where it did not stand or does not stand."""

    field: str
    before: str
    after: str


def resolved_input(deal: Deal, house: House, templates: Mapping[str, str], engine: str) -> Input:
    """Return everything that a price rests on, as plain data.

    The stage and the key nodes from bidding on are left out: they tell what happened after the price was approved. So
    is where the house keeps its approvals, and what its library and its form profiles hold for other deals.
    """
    record: Any = plain(deal)
    before = {name: node for name, node in record.get("key_nodes", {}).items() if name not in _FROM_BIDDING_ON}
    kept = {name: value for name, value in record.items() if name not in ("stage", "key_nodes")}
    return {
        "record": kept | ({"key_nodes": before} if before else {}),
        "house": _of_house(deal, house),
        "templates": dict(templates),
        "engine": engine,
    }


def _of_house(deal: Deal, house: House) -> Input:
    policy: Any = plain(house)
    placed = {each.block for each in deal.proposal.content.values()}
    told = {
        "content": {name: plain(block) for name, block in house.content.items() if block.block in placed},
        "forms": plain(house.form_profiles.get(deal.tender.profile or "")),
    }
    kept = {name: value for name, value in policy.items() if name not in _NOT_OF_A_PRICE}
    return kept | {name: value for name, value in told.items() if value}


def changes(before: object, after: object) -> tuple[Change, ...]:
    """Return the fields in which two inputs differ, by the name under which a person finds them."""
    old, new = dict(_leaves(before, "")), dict(_leaves(after, ""))
    names = list(dict.fromkeys((*old, *new)))
    found = [Change(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]
    fields = [each for each in found if not each.field.endswith(_ORDER)]
    return tuple(fields or found)


_ORDER = " (order)"


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path and path != "record" else str(name))
    elif isinstance(value, list):
        names = _item_names(value)
        yield f"{path}{_ORDER}", ", ".join(names)
        for name, item in zip(names, value, strict=True):
            yield from _leaves(item, f"{path}.{name}")
    else:
        yield path, str(value)


def _item_names(items: list[Any]) -> list[str]:
    """Return what the items are called: by their id where they have one, otherwise by their number."""
    for field in _NAMES:
        names = [str(item.get(field, "")) if isinstance(item, Mapping) else "" for item in items]
        if all(names) and len(set(names)) == len(names):
            return names
    return [str(number) for number in range(1, len(items) + 1)]
