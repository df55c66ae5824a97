"""By what a tender awards: its criteria with their weights, brought onto one scale of a hundred."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from bidkit.phrases import Phrase
from bidkit.published.draft import Draft, Field, Words
from bidkit.published.leaves import Node
from bidkit.published.words import written

REQUIREMENTS: Field = ("standards", "requirements")
GROUPS: Field = ("standards", "groups")
_FULL = Decimal(100)
_PRICE = re.compile(
    r"^(?:.*\b)?(price|prices|prix|preis|precio|preço|prezzo|cena|ціна|цена|cost)\b|价格|報價|报价", re.I
)


@dataclass(slots=True)
class Criterion:
    """One criterion of the award, as it is published."""

    node: Node
    kind: str
    """price, cost, quality, or whatever else the publisher calls it."""
    name: str
    says: str | None = None
    weight: Decimal | None = None
    form: str = ""
    """percent, share, points or order; nothing where the publisher does not say."""
    as_published: str = ""
    """The weight as it stands in the file."""

    @property
    def is_money(self) -> bool:
        """Whether it is about the price, which is no standard that a machine could meet."""
        return self.kind in ("price", "cost") or (not self.kind and bool(_PRICE.search(self.name)))

    @property
    def signature(self) -> tuple[object, ...]:
        """What makes two criteria the same."""
        return self.kind, self.name, self.says, self.weight, self.form


def weighed(draft: Draft, at: Node, criteria: Sequence[Criterion]) -> list[Criterion]:
    """Return the criteria with weights that count in a hundred, and say what had to be done for it."""
    given = [each.weight for each in criteria if each.weight is not None and each.form != "order"]
    if len(given) < len(criteria) and len(criteria) > 1 and not _in_order(criteria):
        lacking = ", ".join(each.name for each in criteria if each.weight is None)
        draft.remark(at, f"no weight is published for: {lacking}")
    if given and _are_shares(criteria, given):
        criteria = [_times(each, _FULL) for each in criteria]
        draft.remark(at, f"the weights {_listed(given)} are shares of one; they count in percent")
        given = [weight * _FULL for weight in given]
    total = sum(given, Decimal(0))
    if total > _FULL:
        draft.remark(at, f"the weights {_listed(given)} add up to {written(total)}; they were brought down to 100")
        return [_times(each, _FULL / total) for each in criteria]
    if given and len(given) == len(criteria) and total != _FULL:
        draft.remark(at, f"the weights {_listed(given)} add up to {written(total)}, not to 100; they stand as they are")
    return list(criteria)


def _in_order(criteria: Iterable[Criterion]) -> bool:
    return all(each.form == "order" for each in criteria)


def _are_shares(criteria: Sequence[Criterion], given: Sequence[Decimal]) -> bool:
    forms = {each.form for each in criteria if each.weight is not None}
    unsaid = not forms & {"percent", "points", "order"}
    return forms == {"share"} or (unsaid and max(given) <= 1 and sum(given) > Decimal("0.5"))


def _times(each: Criterion, factor: Decimal) -> Criterion:
    if each.weight is None or each.form == "order":
        return each
    weight = (each.weight * factor).quantize(Decimal("0.0001"), rounding=ROUND_DOWN)
    form = "percent" if each.form in ("share", "") else each.form
    return replace(each, weight=weight, form=form)


def _listed(given: Sequence[Decimal]) -> str:
    shown = ", ".join(map(written, given[:12]))
    return f"{shown} and {len(given) - 12} more" if len(given) > 12 else shown


def put_award(
    draft: Draft, criteria: Sequence[Criterion], lot: str | None, source: str, published: str | None
) -> Words:
    """Add what can be met as requirements that earn points, and return all of it as text."""
    for each in criteria:
        if not each.is_money:
            _add_requirement(draft, each, lot, source, published)
    return tuple(map(_line, criteria))


def _line(each: Criterion) -> str | Phrase:
    if each.form == "order" and each.weight is not None:
        return Phrase("{name}: number {rank} in the order of importance", name=each.name, rank=written(each.weight))
    said = f"{each.name} ({each.as_published})" if each.as_published else each.name
    return f"{said}: {each.says}" if each.says else said


def _add_requirement(draft: Draft, each: Criterion, lot: str | None, source: str, published: str | None) -> None:
    name = draft.name(each.node, f"AC-{lot}" if lot else "AC", REQUIREMENTS, quiet=True)
    for leaf in each.node.leaves():
        if leaf.path in draft.used:
            draft.use(leaf, (*REQUIREMENTS, name, "weight" if _is_number(leaf) else "text"))
    weight = None if each.weight is None or each.form == "order" else written(each.weight)
    text = f"{each.name}: {each.says}" if each.says and each.says != each.name else each.name
    draft.add(
        REQUIREMENTS,
        name,
        {
            "group": award_group(draft, lot) if lot else "",
            "category": each.kind,
            "text": text,
            "obligation": "scored",
            "weight": weight or "",
            "state": "adopted",
            "published_on": published or "",
            "source": source,
        },
    )


def _is_number(leaf: Node) -> bool:
    return leaf.path[-1] in ("number", "weight")


def award_group(draft: Draft, lot: str) -> str:
    """Return the group of a lot's award criteria, and make it where there is none yet."""
    name = f"AC-{lot}"[:64]
    if name not in draft.lists.get(GROUPS, {}):
        draft.add(GROUPS, name, {"title": Phrase("Award criteria of lot {lot}", lot=lot), "lot": lot})
    return name
