"""Our answers clause by clause, and the tables of deviations, which are those answers that fall short."""

from collections.abc import Iterator

from bidkit.audience.standards import Requirement
from bidkit.audience.tender import Clause
from bidkit.audience.view import View
from bidkit.stages.customer.bid_sheet import Answer
from bidkit.stages.customer.words import ANSWERS

_Pair = tuple[Requirement | Clause, Clause | None]
_SHORT = ("partially", "deviate")


def answers(view: View, *, technical: bool, lot: str | None = None) -> tuple[Answer, ...]:
    """Return our answer to every technical or commercial clause, each requirement once, in the tender's order.

    A requirement is technical where a technical clause is about it, or no clause at all.
    """
    return tuple(_answer(*each) for each in _pairs(view, technical, lot))


def deviations(view: View, *, technical: bool, lot: str | None = None) -> tuple[Answer, ...]:
    """Return exactly those answers that meet a clause in part or not at all."""
    return tuple(_answer(*each) for each in _pairs(view, technical, lot) if each[0].answer in _SHORT)


def _pairs(view: View, technical: bool, lot: str | None) -> Iterator[_Pair]:
    """Yield what is answered, a requirement with the clause that asks for it, or a clause alone."""
    lots = {group.id: group.lot for group in view.groups}
    open_ = {each.id: each for each in view.requirements if lot is None or lots.get(each.group or "") in (None, lot)}
    for clause in sorted(view.tender.clauses, key=lambda each: not each.technical):
        mine = clause.technical is technical
        if mine and not clause.requirements:
            yield clause, clause
        for each in clause.requirements:
            found = open_.pop(each, None)
            if found and mine:
                yield found, clause
    if technical:
        yield from ((each, None) for each in open_.values() if each.asked)


def _answer(item: Requirement | Clause, clause: Clause | None) -> Answer:
    return _to_clause(item) if isinstance(item, Clause) else _to_requirement(item, clause)


def _to_clause(clause: Clause) -> Answer:
    return Answer(
        number=clause.number,
        document=clause.document,
        about=clause.title,
        id=clause.id,
        path=f"tender.clauses.{clause.id}.ours",
        answer=ANSWERS[clause.answer] if clause.answer else None,
        short=clause.answer in _SHORT,
        offered=clause.offered,
        evidence=clause.evidence,
        deviation=clause.deviation,
        reason=clause.reason,
    )


def _to_requirement(item: Requirement, clause: Clause | None) -> Answer:
    about = [each for each in (clause.title if clause else None, item.category) if each]
    return Answer(
        number=clause.number if clause else None,
        document=clause.document if clause else None,
        about=": ".join(about) or None,
        id=item.id,
        path=f"standards.requirements.{item.id}.ours",
        answer=ANSWERS[item.answer] if item.answer else None,
        short=item.answer in _SHORT,
        offered=item.offered,
        evidence=item.evidence,
        deviation=item.deviation,
        reason=item.reason,
    )
