"""What an approval binds: the whole resolved input of a deal; and what differs between two of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bidkit.deal import Deal, House
from bidkit.deal.method import KEY_NODES, STAGES
from bidkit.register.canonical import plain

Input = Mapping[str, Any]

_BIDDING = STAGES.index("bidding")
_FROM_BIDDING_ON = frozenset(node.id for node in KEY_NODES if STAGES.index(node.stage) >= _BIDDING)
_NOT_OF_A_PRICE = ("authority_key", "database_url", "bid_history", "content", "form_profiles")
_TOLD_AFTERWARDS = re.compile(
    r"(actions|acceptance|completion|bid\.(submitted|signatures)|standards\.activities|stakeholders\.[^.]+\.contacts"
    r"|negotiation\.(visits|issues|alternatives|packages|meetings|never_said|concessions)"
    r"|contract\.(number|version|reviews|signing|commitments|handover))(\.| \(order\)|$)"
)
_OF_MONEY = ("off_price", "cost", "points", "payments")
_NAMES = ("id", "rival", "supplier", "tender", "what", "name")  # by which an item of a list is called


class Change(NamedTuple):
    """A field that is not what it was; empty where it did not stand or does not stand."""

    field: str
    before: str
    after: str


def resolved_input(deal: Deal, house: House, templates: Mapping[str, str], engine: str) -> Input:
    """Return everything that a price rests on, as plain data.

    The stage and the key nodes from bidding on are left out: they tell what happened after the price was approved. So
    is where the house keeps its approvals and its past tenders, and what its library and its form profiles hold for
    other deals.
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
    found = _all_changes(before, after)
    fields = tuple(each for each in found if not each.field.endswith(_ORDER))
    return fields or found


def _all_changes(before: object, after: object) -> tuple[Change, ...]:
    old, new = dict(_leaves(before, "")), dict(_leaves(after, ""))
    names = dict.fromkeys((*old, *new))
    return tuple(Change(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name))


def only_continued(before: Input, after: Input) -> bool:
    """Say whether all that differs was added since and only tells how the deal went on, as a visit does.

    What stood there is bound whole, and so is a concession that is granted and costs something. The record's own day
    goes along with what is added; alone it says of what was approved that it is looked at from another day.
    """
    granted = tuple(f"negotiation.concessions.{name}." for name in conceded(after))
    found = [each for each in _all_changes(before, after) if not _later(each)]
    return bool(found) and all(_continues(each, granted) for each in found)


def _later(change: Change) -> bool:
    return change.field == "as_of" and "" < change.before < change.after


def conceded(bound: Input) -> Mapping[str, object]:
    """Return the concessions that were granted and cost something, by the name under which they are found."""
    listed = bound.get("record", {}).get("negotiation", {}).get("concessions", [])
    named = zip(_item_names(listed), listed, strict=True)
    return {name: each for name, each in named if each.get("state") == "granted" and any(map(each.get, _OF_MONEY))}


def _continues(change: Change, granted: tuple[str, ...]) -> bool:
    if not _TOLD_AFTERWARDS.match(change.field):
        return False
    if change.field.endswith(_ORDER):
        return _in_order(change.before.split(", "), change.after.split(", "))
    return not change.before and not change.field.startswith(granted)


def _in_order(names: list[str], among: list[str]) -> bool:
    """Say whether names stand among others in their order."""
    rest = iter(among)
    return names == [""] or all(name in rest for name in names)


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
