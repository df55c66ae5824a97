"""Carry out a decision on a price: check that the person may, sign, and enter it in the register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import typer

from bidkit.approval.figures import Figures
from bidkit.approval.signed import Terms, decided, figures_in, revoked
from bidkit.approval.verdict import (
    Case,
    Other,
    Verdict,
    may_refuse,
    may_revoke,
    order_values,
    others_before,
    verdict,
    why_not_able,
)
from bidkit.approval.who import capacities, holding, lines_of, lines_without_author
from bidkit.cli.approval_desk import ApprovalDesk, lay_out_approval, verdict_of
from bidkit.cli.approval_view import verdict_lines
from bidkit.cli.desk import record_path
from bidkit.cli.register_desk import now, register_of, there_is_a_register, today
from bidkit.cli.saying import count
from bidkit.cli.unlocking import private_key
from bidkit.deal.authority import Person
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.validate import near
from bidkit.register.entry import DECISIONS, Draft, Entry
from bidkit.register.signing import PrivateKey

_LAST = 2**62  # after every entry there is


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for on the command line."""

    record: Path
    name: str
    position: str | None
    price: str | None


def say_yes(order: Order, conditions: tuple[str, ...], until: str | None) -> Iterator[str]:
    """Approve a price, or raise ProblemsFound and write nothing."""
    approval, last_day = _desk(order), _last_day(until)
    figures = _figures(approval, order)
    person, key = _signer(approval, order)
    with register_of(approval.desk.house_file) as register:
        case = approval.case(register)
        others = others_before(case, _LAST, today())
        _refuse_whoever_may_not(approval, person, figures, others)
        terms = Terms(person.name, now(), conditions, last_day)
        draft = decided("approve", approval.desk.deal.id, figures, approval.bound, terms, key)
        added = register.write(approval.desk.deal.id, lambda past: _unless_said(approval, case, past, draft), key)
        found = verdict(approval.case(register))
    if added:
        yield f"{added[0].id}  {person.name} approves {_said(figures)}"
    else:
        yield f"{person.name} approves this already; nothing was entered"
    yield from _warnings(approval, others, case.same_customer_days)
    yield from verdict_lines(found)


def say_no(order: Order, reason: str | None) -> Iterator[str]:
    """Refuse a price, or raise ProblemsFound and write nothing."""
    approval = _desk(order)
    figures = _figures(approval, order)
    person, key = _signer(approval, order)
    if not may_refuse(approval.authority, approval.desk.deal, person, today()):
        raise ProblemsFound([_at_person(approval, person, f"{person.name} has no role in any band")])
    terms = Terms(person.name, now(), reason=reason)
    draft = decided("refuse", approval.desk.deal.id, figures, approval.bound, terms, key)
    with register_of(approval.desk.house_file) as register:
        added = register.write(approval.desk.deal.id, lambda _: [draft], key)
        found = verdict(approval.case(register))
    yield f"{added[0].id}  {person.name} refuses {_said(figures)}"
    yield from verdict_lines(found)


def take_back(order: Order, named: Sequence[str], reason: str | None) -> Iterator[str]:
    """Revoke approvals, or raise ProblemsFound and write nothing."""
    approval = _desk(order)
    person, key = _signer(approval, order)
    with register_of(approval.desk.house_file, create=False) as register:
        case = approval.case(register)
        found = _to_revoke(approval, case, person, named)
        draft = revoked(approval.desk.deal.id, tuple(entry.id for entry in found), _why(person, reason), key)
        added = register.write(approval.desk.deal.id, lambda _: [draft], key)
        after = verdict(approval.case(register))
    yield f"{added[0].id}  {person.name} revokes {', '.join(entry.id for entry in found)}"
    yield from verdict_lines(after)


def verdict_and_entries(approval: ApprovalDesk) -> tuple[Verdict, tuple[Entry, ...]]:
    """Return where the approval of a record stands, and the deal's entries."""
    if not there_is_a_register(approval.desk.house_file):
        return verdict_of(approval), ()
    with register_of(approval.desk.house_file) as register:
        case = approval.case(register)
    return verdict(case), case.own


def _desk(order: Order) -> ApprovalDesk:
    approval = lay_out_approval(record_path(order.record))
    errors = [problem for problem in approval.desk.rule_problems if problem.severity == "error"]
    if errors or approval.authority_problems:
        raise ProblemsFound((*errors, *approval.authority_problems))
    return approval


def _figures(approval: ApprovalDesk, order: Order) -> Figures:
    if (order.position is None) == (order.price is None):
        raise typer.BadParameter("Give either --position or --price.", param_hint="--position")
    return approval.figures(order.position, None if order.price is None else _amount(order.price))


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount <= 0:
        raise typer.BadParameter(f"'{text}' is not a price; write digits, such as 1250000.00.", param_hint="--price")
    return amount


def _last_day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is not a date; write year-month-day, such as 2026-12-31."
        raise typer.BadParameter(message, param_hint="--valid-until") from None
    if day < today():
        raise typer.BadParameter(f"{day} is over already.", param_hint="--valid-until")
    return day


def _signer(approval: ApprovalDesk, order: Order) -> tuple[Person, PrivateKey]:
    """Return the person and the unlocked key; the key has to be one of the person's."""
    authority = approval.authority
    named = authority.named(order.name)
    key = private_key(order.name, lambda public: bool(named and public in named.keys))
    person = authority.person_with(key.public)
    if person is None or (named is not None and person != named):
        hint = f"Its owner, {authority.owner}, adds the key or corrects it, and signs the file anew."
        if named is not None:
            problem = _at_person(approval, named, f"the key of '{order.name}' is not among {named.name}'s keys", hint)
        else:
            place = approval.authority_file.place(("people",)) if approval.authority_file else Place("authority.yaml")
            hint = f"{near(order.name, [each.name for each in authority.people])} {hint}"
            problem = Problem(place, f"the key of '{order.name}' is of nobody in authority.yaml", hint)
        raise ProblemsFound([problem])
    if person.until and today() > person.until:
        raise ProblemsFound([_at_person(approval, person, f"{person.name} signs only until {person.until}")])
    return person, key


def _refuse_whoever_may_not(approval: ApprovalDesk, person: Person, figures: Figures, others: Sequence[Other]) -> None:
    authority, values = approval.authority, order_values(figures, others)
    problems = [_own_line(approval, person, path) for path in lines_of(approval.desk.deal, person)]
    bands = holding(authority, figures, values)
    if not capacities(authority, approval.desk.deal, person, bands, today()):
        able = sorted({role for band in bands for role in band.roles})
        hint = f"Who may: {', '.join(able)}." if able else "No band of authority.yaml holds for this price."
        problems.append(_at_person(approval, person, why_not_able(authority, person, figures, values), hint))
    if problems:
        raise ProblemsFound(problems)


def _own_line(approval: ApprovalDesk, person: Person, path: tuple[str | int, ...]) -> Problem:
    named = f"{path[1]}[{int(path[2]) + 1}]"
    message = f"`costs.{named}.author`: {person.name} stated this figure, and so may not approve the price"
    return Problem(approval.desk.file.place(path), message, "Somebody else has to say yes.")


def _at_person(approval: ApprovalDesk, person: Person, message: str, hint: str = "") -> Problem:
    file = approval.authority_file
    index = approval.authority.people.index(person)
    return Problem(file.place(("people", index, "roles")) if file else Place("authority.yaml"), message, hint)


def _unless_said(approval: ApprovalDesk, case: Case, past: Sequence[Entry], draft: Draft) -> list[Draft]:
    """Return the draft, or nothing where the same person's same yes stands already."""
    inputs: Mapping[str, object] = {**case.inputs, **draft.inputs}
    entries = (*(each for each in case.entries if each.deal != draft.deal), *past)
    ordered = sorted((each for each in entries if each.kind in DECISIONS), key=lambda e: e.seq)
    now_stands = verdict(approval.case_of(ordered, dict(inputs)))  # type: ignore[arg-type] # inputs are plain data
    same = any(voice.holds and voice.entry.content == draft.content for voice in now_stands.voices)
    return [] if same else [draft]


def _to_revoke(approval: ApprovalDesk, case: Case, person: Person, named: Sequence[str]) -> list[Entry]:
    given = {entry.id: entry for entry in case.own if entry.kind == "approve"}
    gone = {name for entry in case.own if entry.kind == "revoke" for name in entry.content["entries"]}
    if not named:
        own = [entry for entry in given.values() if entry.content["person"] == person.name and entry.id not in gone]
        if not own:
            place = approval.desk.file.place(("id",))
            hint = "`bidkit approvals` shows all; --approval ID names one of somebody else's."
            raise ProblemsFound(
                [Problem(place, f"{person.name} has approved nothing here that could be revoked", hint)]
            )
        return own
    unknown = [name for name in named if name not in given]
    if unknown:
        raise typer.BadParameter(
            f"{unknown[0]} is no approval here. {near(unknown[0], list(given))}", param_hint="--approval"
        )
    foreign = [name for name in named if not may_revoke(case, person, given[name])]
    if foreign:
        price = _said(figures_in(given[foreign[0]]))
        raise ProblemsFound([_at_person(approval, person, f"{person.name} may not revoke {foreign[0]}, of {price}")])
    return [given[name] for name in dict.fromkeys(named)]


def _why(person: Person, reason: str | None) -> Terms:
    return Terms(person.name, now(), reason=reason)


def _said(figures: Figures) -> str:
    name = "" if figures.position == "other" else f"{figures.position}, "
    return f"{name}{figures.price} {figures.currency}"


def _warnings(approval: ApprovalDesk, others: Sequence[Other], days: int) -> Iterator[str]:
    lines = lines_without_author(approval.desk.deal)
    if lines:
        place = approval.desk.file.place(lines[0])
        said = count(len(lines), "priced line names", "priced lines name")
        yield f"warning: {said} no author, so that nobody can be kept from approving figures of their own; see {place}"
    if others:
        listed = ", ".join(f"{each.deal} {each.price} {each.currency} on {each.on}" for each in others)
        yield f"Counted as one order with what {approval.desk.deal.customer.name} was given in {days} days: {listed}"
