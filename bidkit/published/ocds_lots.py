"""Lots, what they buy, and by what they are awarded, in a release of open contracting data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.published.awarding import Criterion, put_award, weighed
from bidkit.published.draft import Draft, Fact, Field, Item
from bidkit.published.leaves import Node, Trail
from bidkit.published.words import number_of, on_one_line, text_of, written

LOTS: Field = ("standards", "lots")
LINES: Field = ("bid", "lines")
PRIORITIES: Field = ("elements", "priority_items", "what")
OTHER_LOT = "belongs to lot"
_FORMS = {"percentage": "percent", "decimal": "share", "points": "points", "order": "order"}
_KINDS = {"goods": "goods", "services": "services"}


@dataclass(slots=True)
class Lots:
    """The lots by their published id, the one that is bid for, and what is said of the award."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[Trail, str] = field(default_factory=dict)
    """The record's id of each lot by its place in the file."""
    chosen: str | None = None
    """The published id of the one lot that is bid for."""
    chosen_value: tuple[str, str] | None = None
    award: tuple[str | Phrase, ...] = ()

    def kept_of(self, tender: Node) -> list[Node]:
        """Return the lots of a tender that are taken."""
        return [node for node in tender["lots"].each() if node.path in self.names]

    def kept(self, draft: Draft, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield what does not belong to other lots alone."""
        for node in nodes:
            related = related_lots(node, self.ids)
            if self.chosen and related and self.chosen not in related:
                draft.leave(node, f"{OTHER_LOT} {', '.join(related)}")
            else:
                yield node

    def of(self, draft: Draft, node: Node, to: Field) -> str:
        """Return the record's id of the one lot that something belongs to."""
        named = _related(node)
        found = [(leaf, self.ids[name]) for leaf, name in named if name in self.ids]
        if len(found) != 1:
            return ""
        draft.use(found[0][0], to)
        return found[0][1]


def related_lots(node: Node, known: dict[str, str]) -> list[str]:
    """Return the published ids of the lots that something belongs to; none where it is about the whole tender."""
    return [name for _, name in _related(node) if name in known]


def _related(node: Node) -> list[tuple[Node, str]]:
    leaves = [node["relatedLot"], *node["relatedLots"].items, node["relatedItem"], node["relatedLots"]]
    return [(leaf, name) for leaf in leaves if (name := text_of(leaf.value))]


def put_lots(draft: Draft, tender: Node, wanted: str | None, file: str, published: str | None) -> Lots:
    """Put the lots, or the one that is wanted, with their values and their award."""
    nodes, lots = tender["lots"].each(), Lots()
    chosen = _chosen(nodes, wanted, file) if wanted is not None else None
    for node in nodes:
        if chosen is not None and node is not chosen:
            draft.leave(node, f"{OTHER_LOT} {_known_as(node)}")
            if own := text_of(node["id"].value):
                lots.ids[own] = ""
        else:
            _put_lot(draft, node, len(nodes), lots, chosen)
    _put_awards(draft, tender, [chosen] if chosen else nodes, lots, published)
    if chosen is not None:
        _entitle(draft, draft.lists[LOTS][lots.names[chosen.path]]["title"])
    return lots


def _entitle(draft: Draft, lot: Fact) -> None:
    """Let the title of the record say which lot it is about."""
    title = draft.facts.get(("title",))
    draft.facts[("title",)] = f"{title}: {lot}" if title and isinstance(lot, str) else lot


def _known_as(node: Node) -> str:
    return text_of(node["id"].value) or text_of(node["title"].value) or str(node.path[-1])


def _chosen(nodes: list[Node], wanted: str, file: str) -> Node:
    """Return the lot that is meant by its id, its title, or its position."""
    plain = wanted.strip().casefold()
    for name in ("id", "title"):
        for node in nodes:
            if (text_of(node[name].value) or "").casefold() == plain:
                return node
    if plain.isdecimal() and 0 < int(plain[:6]) <= len(nodes):
        return nodes[int(plain) - 1]
    known = ", ".join(map(_known_as, nodes[:20]))
    hint = f"The lots are: {known}." if known else "The tender is not divided into lots; leave --lot out."
    raise ProblemsFound([Problem(Place(file), f"has no lot '{on_one_line(wanted)}'", hint)])


def _put_lot(draft: Draft, node: Node, of: int, lots: Lots, chosen: Node | None) -> None:
    name = draft.name(node, "L", LOTS)
    to, own = (*LOTS, name), text_of(node["id"].value) or name
    lots.ids[own] = lots.names[node.path] = name
    title = draft.line(node, "title", (*to, "title")) or draft.line(node, "description", (*to, "title"))
    currency = draft.currency(node["value"], (*to, "currency"))
    value = draft.amount(node["value"], currency, (*to, "value"))
    draft.add(
        LOTS,
        name,
        {
            "title": title or Phrase("Lot {number}", number=own),
            "number": on_one_line(own) if own != name else "",
            "currency": currency or "",
            "value": value or "",
        },
    )
    described = draft.text(node, "description", ("standards", "needs", f"N-{name}", "what"))
    if described and described != title:
        draft.add(("standards", "needs"), f"N-{name}"[:64], {"what": described, "source": draft.source})
    if chosen is not None:
        lots.chosen = own
        draft.put(("tender", "notice", "lots"), [name])
    if value and currency and (chosen is not None or of == 1):
        lots.chosen_value = value, currency


def _put_awards(draft: Draft, tender: Node, nodes: list[Node], lots: Lots, published: str | None) -> None:
    """Put the criteria of the award: those of the whole tender, those that all lots share, or lot by lot."""
    whole = list(_criteria(draft, tender, PRIORITIES))
    if whole:
        lots.award = _award(draft, tender["awardCriteria"], whole, None, published)
    told = [(node, found) for node in nodes if (found := list(_criteria(draft, node, _award_of(node, lots))))]
    alike = len(told) == len(nodes) and len({tuple(each.signature for each in found) for _, found in told}) == 1
    for number, (node, found) in enumerate(told):
        name = lots.names[node.path]
        if alike and number:
            draft.lists[LOTS][name]["award"] = lots.award
            continue
        said = _award(draft, node["awardCriteria"], found, None if alike else name, published)
        draft.lists[LOTS][name]["award"] = said
        heading = () if alike else (Phrase("Lot {number}", number=name),)
        lots.award = said if alike else (*lots.award, *heading, *said)


def _award_of(node: Node, lots: Lots) -> Field:
    return (*LOTS, lots.names[node.path], "award")


def _award(
    draft: Draft, at: Node, criteria: list[Criterion], lot: str | None, published: str | None
) -> tuple[str | Phrase, ...]:
    said = put_award(draft, weighed(draft, at, criteria), lot, draft.source, published)
    return said if isinstance(said, tuple) else (said,)


def _criteria(draft: Draft, holder: Node, to: Field) -> Iterator[Criterion]:
    award = holder["awardCriteria"]
    for node in award["criteria"].each() or award.items:
        if not node.entries:
            continue
        kind = (draft.line(node, "type", to) or "").casefold()
        name, says = draft.line(node, "name", to) or draft.line(node, "title", to), draft.text(node, "description", to)
        weight, form = _weight(draft, node, to)
        shown = name or says or kind or "?"
        told = "" if weight is None else f"{written(weight)}{' %' if form == 'percent' else ''}"
        yield Criterion(node, kind, on_one_line(shown), says if says != shown else None, weight, form, told)


def _weight(draft: Draft, node: Node, to: Field) -> tuple[Decimal | None, str]:
    """Return a criterion's weight and what it is counted in: per cent, shares of one, points, or an order."""
    for entry in node["numbers"].each():
        if entry["fixed"].given or entry["threshold"].given:
            draft.leave(entry, "a fixed value or a threshold; the record has no field for it")
            continue
        name = "weight" if number_of(entry["weight"].value) is not None else "number"
        weight = draft.number(entry, name, to)
        code = draft.line(entry, "weight", to) or ""
        if weight is not None:
            return weight, _form(code, entry[name])
    for name in ("weight", "weighting", "percentage"):
        weight = draft.number(node, name, to)
        if weight is not None:
            return weight, "percent" if name == "percentage" else _form("", node[name])
    return None, ""


def _form(code: str, node: Node) -> str:
    if "%" in (text_of(node.value) or ""):
        return "percent"
    return next((form for begins, form in _FORMS.items() if code.casefold().startswith(begins)), "")


def put_items(draft: Draft, tender: Node, lots: Lots) -> None:
    """Put what is bought as lines of our price schedule, whose prices are still to be given."""
    category = text_of(tender["mainProcurementCategory"].value) or ""
    kind = _KINDS.get(category, "")
    nodes = list(lots.kept(draft, tender["items"].each()))
    for node in nodes:
        name = draft.name(node, "B", LINES)
        to = (*LINES, name)
        title = draft.line(node, "description", (*to, "title"))
        title = title or draft.line(node["classification"], "description", (*to, "title"))
        quantity = draft.number(node, "quantity", (*to, "quantity"))
        if quantity is None or quantity <= 0:
            draft.remark(node, "has no quantity; the line of the price schedule counts one")
        if kind:
            draft.use(tender["mainProcurementCategory"], (*to, "kind"))
        item: Item = {
            "title": title or Phrase("Item {number}", number=name),
            "kind": kind,
            "lot": lots.of(draft, node, (*to, "lot")),
            "quantity": written(quantity) if quantity is not None and quantity > 0 else "",
            "unit": draft.line(node["unit"], "name", (*to, "unit")) or "",
        }
        draft.add(LINES, name, item)
