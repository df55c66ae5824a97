"""What a change of the tender touches, and which of it was last looked at before the change came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from bidkit.checks.finding import FieldPath
from bidkit.checks.walk import when_of
from bidkit.deal import Deal, House
from bidkit.deal.forms import FormKind
from bidkit.deal.standards import OurAnswer, Requirement
from bidkit.deal.tender import Clause, Dates
from bidkit.deal.types import When
from bidkit.form_list import AskedForm, forms_of

ChangeKind = Literal["addendum", "clarification", "requirement"]
PartKind = Literal["response", "cost-line", "price-line", "technical-data", "price", "date", "form"]

_KINDS: tuple[PartKind, ...] = get_args(PartKind)
_PRICES: tuple[FormKind, ...] = ("letter", "price-goods", "price-services", "price-summary")
_SHOWN_IN: dict[PartKind, tuple[FormKind, ...]] = {
    "technical-data": ("technical-data",),
    "price-line": _PRICES,
    "price": _PRICES,
    "date": ("letter", "delivery-schedule"),
}
"""The forms in which a part of the bid stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the customer changed or answered, with the ids that it is about."""

    kind: ChangeKind
    id: str
    day: date
    what: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A part of our bid that a change touches, and when it was last looked at, or signed."""

    change: Change
    via: tuple[str, ...]
    """The ids that the change names and from which it is reached."""
    kind: PartKind
    id: str
    path: FieldPath
    since: date | None
    stale: bool
    """Whether it was last looked at before the change came, or at no day that the record states."""


class _Part(NamedTuple):
    kind: PartKind
    id: str
    path: FieldPath
    since: date | None
    datable: bool = True
    """Whether a day can be asked of it; a form that nobody has signed yet will be made anew anyway."""


def changes(deal: Deal) -> Iterator[Change]:
    """Yield what changed in the tender: addenda, answers to questions, requirements adopted in changed form."""
    for change in deal.tender.addenda:
        yield Change("addendum", change.id, change.date, change.what, change.changes)
    for asked in deal.tender.clarifications:
        if asked.answered_on:
            yield Change("clarification", asked.id, asked.answered_on, asked.answer or asked.question, asked.touches)
    for item in deal.standards.requirements:
        told = when_of(item.published_on) if item.published_on else when_of(item.date) if item.date else None
        if item.state == "changed" and told:
            yield Change("requirement", item.id, told, item.text, (item.id,))


def touched(deal: Deal, house: House) -> tuple[Touched, ...]:
    """Return all that the changes touch, change by change, each part once."""
    parts, submitted = _Parts(deal, house), deal.bid.submitted
    return tuple(
        each
        for change in changes(deal)
        for each in _touched(change, parts, over=submitted is not None and change.day <= submitted.at.date())
    )


def _touched(change: Change, parts: "_Parts", *, over: bool) -> Iterator[Touched]:
    """Yield what a change touches; what went out with the bid after it is not stale any more."""
    found: dict[tuple[PartKind, str], _Part] = {}
    via: dict[tuple[PartKind, str], list[str]] = {}
    for name in change.about:
        reached = tuple(parts.reached(name))
        for part in (*reached, *parts.forms(name, reached)):
            found.setdefault(part[:2], part)
            via.setdefault(part[:2], []).append(name)
    for part in sorted(found.values(), key=lambda part: _KINDS.index(part.kind)):
        stale = not over and part.datable and (part.since is None or part.since < change.day)
        yield Touched(change, tuple(dict.fromkeys(via[part[:2]])), *part[:4], stale)


def stands_in(deal: Deal, house: House, name: str) -> tuple[str, ...]:
    """Return the ids of the forms in which something stands that an id leads to."""
    parts = _Parts(deal, house)
    return tuple(part.id for part in parts.forms(name, tuple(parts.reached(name))))


class _Parts:
    """The parts of a bid by the ids from which they are reached."""

    def __init__(self, deal: Deal, house: House) -> None:
        self._deal = deal
        self._lines = deal.costs.lines if deal.costs else ()
        self._items = {item.id: (at, item) for at, item in enumerate(deal.standards.requirements)}
        self._clauses = {clause.id: (at, clause) for at, clause in enumerate(deal.tender.clauses)}
        self._asked = {form.id: form for form in forms_of(deal, house)}
        self._signed = {each.form: (at, each.on) for at, each in enumerate(deal.bid.signatures)}

    def reached(self, name: str) -> Iterator[_Part]:
        """Yield what an id of the record leads to; forms follow from all of it."""
        if name in self._items:
            yield from self._of_requirement(*self._items[name])
        if name in self._clauses:
            yield from self._of_clause(*self._clauses[name])
        yield from self._costs((name,))
        for at, line in enumerate(self._deal.bid.lines):
            if line.id == name:
                yield from self._priced(at)
        if name in Dates.model_fields:
            yield _Part("date", name, ("tender", "dates", name), None, datable=False)

    def _of_requirement(self, at: int, item: Requirement) -> Iterator[_Part]:
        yield from _response(("standards", "requirements", at, "ours"), item.id, item.ours)
        yield from self._costs(item.cost_lines)
        for at_line, line in enumerate(self._deal.bid.lines):
            if item.id in line.requirements:
                yield from self._priced(at_line)
        for at_data, figure in enumerate(self._deal.bid.data):
            if figure.requirement == item.id:
                yield _Part("technical-data", figure.id, ("bid", "data", at_data), _day(item.ours.date))

    def _of_clause(self, at: int, clause: Clause) -> Iterator[_Part]:
        yield from _response(("tender", "clauses", at, "ours"), clause.id, clause.ours)
        for name in clause.requirements:
            if name in self._items:
                yield from self._of_requirement(*self._items[name])

    def _costs(self, names: Sequence[str]) -> Iterator[_Part]:
        for at, line in enumerate(self._lines):
            if line.id in names:
                yield _Part("cost-line", line.id, ("costs", "lines", at), _day(line.date))
                yield from self._decision()

    def _priced(self, at: int) -> Iterator[_Part]:
        line = self._deal.bid.lines[at]
        yield _Part("price-line", line.id, ("bid", "lines", at), _day(line.date))
        yield from self._decision()

    def _decision(self) -> Iterator[_Part]:
        decided = self._deal.price.decision
        if decided:
            yield _Part("price", decided.position, ("price", "decision"), _day(decided.on))

    def forms(self, name: str, reached: Sequence[_Part]) -> Iterator[_Part]:
        """Yield the form that an id names, or those in which something stands that it reaches."""
        shown = {kind for part in reached for kind in (*_SHOWN_IN.get(part.kind, ()), *self._answered_in(part))}
        for form in self._asked.values():
            if form.id == name or form.kind in shown:
                yield self._form(form)

    def _answered_in(self, part: _Part) -> Iterator[FormKind]:
        """Yield the forms in which a response stands."""
        if part.kind != "response":
            return
        clause = self._clauses.get(part.id)
        technical = clause is None or clause[1].kind == "technical"
        ours = clause[1].ours if clause else self._items[part.id][1].ours
        if technical:
            yield "technical-response"
        if ours.answer in ("partially", "deviate"):
            yield "technical-deviations" if technical else "commercial-deviations"

    def _form(self, form: AskedForm) -> _Part:
        at, on = self._signed.get(form.id, (None, None))
        path: FieldPath = ("bid", "signatures") if at is None else ("bid", "signatures", at)
        return _Part("form", form.id, path, on, datable=on is not None)


def _response(path: FieldPath, name: str, ours: OurAnswer) -> Iterator[_Part]:
    """Yield an answer that was given; one that is still owed is no stale one."""
    if ours.answer is not None:
        yield _Part("response", name, path, _day(ours.date))


def _day(moment: date | When | None) -> date | None:
    return when_of(moment) if moment is not None else None
