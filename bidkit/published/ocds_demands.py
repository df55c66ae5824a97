"""What a tender demands of the goods and of the bidders, in a release of open contracting data."""

from collections.abc import Iterator

from bidkit.phrases import Phrase
from bidkit.published.awarding import GROUPS, REQUIREMENTS
from bidkit.published.draft import Draft, Field, Item
from bidkit.published.leaves import Node
from bidkit.published.ocds_lots import Lots
from bidkit.published.words import on_one_line, text_of

_CRITERIA_OF_BIDDERS = {"selectionCriteria": "selection", "exclusionGrounds": "exclusion"}


def put_demands(draft: Draft, tender: Node, lots: Lots, published: str | None) -> None:
    """Put every requirement as a standard, in the group of its criterion."""
    for criterion in lots.kept(draft, tender["criteria"].each()):
        _put_criterion(draft, criterion, lots, published)
    _put_bidders_criteria(draft, _of_bidders(tender), None, published)
    by_lot = [(lots.names[node.path], _of_bidders(node)) for node in lots.kept_of(tender)]
    alike = len({tuple(map(_signature, found)) for _, found in by_lot}) == 1
    for number, (lot, found) in enumerate(by_lot):
        if alike and number:
            _use_again(draft, by_lot[0][1], found)
        else:
            _put_bidders_criteria(draft, found, None if alike else lot, published)
    _put_eligibility(draft, tender, published)


def _put_criterion(draft: Draft, criterion: Node, lots: Lots, published: str | None) -> None:
    group = draft.name(criterion, "G", GROUPS)
    to = (*GROUPS, group)
    title = draft.line(criterion, "title", (*to, "title")) or draft.line(criterion, "description", (*to, "title"))
    lot = lots.of(draft, criterion, (*to, "lot"))
    draft.add(GROUPS, group, {"title": title or Phrase("Criterion {number}", number=group), "lot": lot})
    alternatives = criterion["requirementGroups"].each()
    if not alternatives and not criterion["requirements"].each():
        _put_requirement(draft, criterion, group, [], published, criterion["relatesTo"])
    relates = criterion["relatesTo"]
    for number, alternative in enumerate(alternatives or [criterion], start=1):
        above = list(_of_alternative(draft, alternative, number, len(alternatives), group))
        for node in alternative["requirements"].each():
            _put_requirement(draft, node, group, above, published, relates)


def _of_alternative(
    draft: Draft, node: Node, number: int, of: int, group: str
) -> Iterator[tuple[Node | None, str | Phrase]]:
    """Yield what stands over the requirements of one of several ways to meet a criterion."""
    if of > 1:
        said = Phrase("Alternative {number} of {count}; one of them must be met.", number=number, count=of)
        yield None, said
    if of:
        described = draft.text(node, "description", (*GROUPS, group, "title"))
        if described:
            yield node["description"], described


def _put_requirement(
    draft: Draft,
    node: Node,
    group: str,
    above: list[tuple[Node | None, str | Phrase]],
    published: str | None,
    relates: Node,
) -> None:
    name = draft.name(node, "REQ", REQUIREMENTS, quiet=True)
    to = (*REQUIREMENTS, name)
    for leaf, _ in above:
        if leaf is not None:
            draft.use(leaf, (*to, "text"))
    told = [part for part in (draft.text(node, each, (*to, "text")) for each in ("title", "description")) if part]
    bounds = list(_bounds(draft, node, (*to, "text")))
    said = (*(each for _, each in above if each not in told), *dict.fromkeys(told))
    item: Item = {
        "group": group,
        "category": _category(draft, relates, (*to, "category")),
        "text": (*said, *bounds) or name,
        "obligation": "mandatory",
        "state": "adopted",
        "published_on": published or "",
        "source": draft.source,
    }
    draft.add(REQUIREMENTS, name, item)


def _category(draft: Draft, relates: Node, to: Field) -> str:
    said = text_of(relates.value)
    if said:
        draft.use(relates, to)
    return on_one_line(said or "")


def _bounds(draft: Draft, node: Node, to: Field) -> Iterator[Phrase]:
    """Yield what a requirement's answer has to be, with its unit."""
    unit = draft.line(node["unit"], "name", to)
    tail = f" {unit}" if unit else ""
    if value := _value(draft, node, "expectedValue", to):
        yield Phrase("The answer must be: {value}", value=value + tail)
    if value := _value(draft, node, "minValue", to):
        yield Phrase("At least {value}", value=value + tail)
    if value := _value(draft, node, "maxValue", to):
        yield Phrase("At most {value}", value=value + tail)


def _value(draft: Draft, node: Node, name: str, to: Field) -> str:
    """Return a value as it is published; a number stays as it stands, whatever it is."""
    return draft.line(node, name, to) or ""


_Demand = tuple[str, Node]


def _of_bidders(holder: Node) -> list[_Demand]:
    """Return what bidders must show, each with what it is about."""
    return [
        (category, node) for name, category in _CRITERIA_OF_BIDDERS.items() for node in holder[name]["criteria"].each()
    ]


def _signature(demand: _Demand) -> tuple[object, ...]:
    category, node = demand
    return category, tuple((leaf.path[-1], leaf.value) for leaf in node.leaves() if leaf.given)


def _use_again(draft: Draft, first: list[_Demand], again: list[_Demand]) -> None:
    """Note that what another lot says in the same words stands where the first lot's does."""
    for (_, one), (_, other) in zip(first, again, strict=True):
        for leaf, same in zip(one.leaves(), other.leaves(), strict=True):
            for to in draft.used.get(leaf.path, []):
                draft.use(same, to)


def _put_bidders_criteria(draft: Draft, found: list[_Demand], lot: str | None, published: str | None) -> None:
    for category, node in found:
        name = draft.name(node, "SC", REQUIREMENTS, quiet=True)
        to = (*REQUIREMENTS, name)
        told = [draft.text(node, each, (*to, "text")) for each in ("name", "title", "description")]
        said = tuple(dict.fromkeys(each for each in told if each))
        kind = draft.line(node, "type", (*to, "category"))
        if not said and not kind:
            continue
        item: Item = {
            "group": _group_of_bidders(draft, lot) if lot else "",
            "category": f"{category}: {kind}" if kind else category,
            "text": said or kind or "",
            "obligation": "mandatory",
            "state": "adopted",
            "published_on": published or "",
            "source": draft.source,
        }
        draft.add(REQUIREMENTS, name, item)


def _group_of_bidders(draft: Draft, lot: str) -> str:
    name = f"SC-{lot}"[:64]
    if name not in draft.lists.get(GROUPS, {}):
        draft.add(GROUPS, name, {"title": Phrase("Demands on bidders of lot {lot}", lot=lot), "lot": lot})
    return name


def _put_eligibility(draft: Draft, tender: Node, published: str | None) -> None:
    to = (*REQUIREMENTS, "ELIGIBILITY")
    text = draft.text(tender, "eligibilityCriteria", (*to, "text"))
    if text:
        item: Item = {
            "category": "eligibility",
            "text": text,
            "obligation": "mandatory",
            "state": "adopted",
            "published_on": published or "",
            "source": draft.source,
        }
        draft.add(REQUIREMENTS, to[-1], item)
