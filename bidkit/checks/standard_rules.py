"""Rules of the standards: what is referred to exists, claims have reasons, nobody calls in a quiet period."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.repeats import HasId, repeated_ids
from bidkit.deal import Deal, House
from bidkit.deal.standards import Activity, QuietPeriod, Requirement
from bidkit.deal.types import When

_STANDARDS = ("standards",)
_LISTS = ("needs", "lots", "groups", "requirements", "activities")


def standard_ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no need, lot, group, requirement or activity stands twice."""
    for name in _LISTS:
        yield from repeated_ids((*_STANDARDS, name), getattr(deal.standards, name))


def standards_refer_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that every id that a need, group, requirement or activity names is in the record."""
    for path, given, kind, known in _references(deal):
        if given not in known:
            hint = f"The choices are: {', '.join(sorted(known)[:12]) or 'none yet'}."
            yield Finding((*_STANDARDS, *path), f"`{given}` is no {kind} of the record", hint)


def _references(deal: Deal) -> Iterator[tuple[FieldPath, str, str, set[str]]]:
    told, people = deal.standards, _ids(deal.stakeholders)
    needs, lots, groups, items = (_ids(each) for each in (told.needs, told.lots, told.groups, told.requirements))
    for at, need in enumerate(told.needs):
        yield from _each(("needs", at, "owner"), need.owner, "stakeholder", people)
    for at, group in enumerate(told.groups):
        yield from _each(("groups", at, "lot"), group.lot, "lot", lots)
    rivals, lines = _ids(deal.competitors), _ids(deal.costs.lines if deal.costs else ())
    for at, item in enumerate(told.requirements):
        path: FieldPath = ("requirements", at)
        yield from _each((*path, "group"), item.group, "group", groups)
        yield from _all((*path, "needs"), item.needs, "need", needs)
        yield from _all((*path, "cost_lines"), item.cost_lines, "cost line", lines)
        for number, answer in enumerate(item.rivals):
            yield (*path, "rivals", number, "rival"), answer.rival, "competitor", rivals
    for at, activity in enumerate(told.activities):
        yield from _all(("activities", at, "people"), activity.people, "stakeholder", people)
        yield from _all(("activities", at, "serves"), activity.serves, "requirement", items)
    allowed = told.quiet_period.allowed if told.quiet_period else ()
    yield from _all(("quiet_period", "allowed"), allowed, "stakeholder", people)


def _ids(items: Sequence[HasId]) -> set[str]:
    return {item.id for item in items}


def _each(
    path: FieldPath, given: str | None, kind: str, known: set[str]
) -> Iterator[tuple[FieldPath, str, str, set[str]]]:
    if given is not None:
        yield path, given, kind, known


def _all(
    path: FieldPath, given: tuple[str, ...], kind: str, known: set[str]
) -> Iterator[tuple[FieldPath, str, str, set[str]]]:
    for at, name in enumerate(given):
        yield (*path, at), name, kind, known


def requirements_say_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each requirement agrees with itself, and that what we proposed can be justified to anybody."""
    for at, item in enumerate(deal.standards.requirements):
        path: FieldPath = (*_STANDARDS, "requirements", at)
        yield from _answers_differ(path, item)
        yield from _state_agrees(path, item)
        if item.cost_lines and item.no_cost:
            message = f"`{item.id}` names cost lines and says why it costs nothing"
            yield Finding((*path, "no_cost"), message, "Keep one of the two.")
        if item.origin == "proposed" and item.justification is None:
            message = f"`{item.id}` was proposed by us and has no justification that the customer could repeat"
            yield Finding(path, message, "Add `justification:`.", "warning")
        if item.origin == "proposed" and item.or_equivalent is None:
            message = f"`{item.id}` was proposed by us and does not say what would be equivalent"
            yield Finding(path, message, "Add `or_equivalent:`, such as: or an equivalent standard.", "warning")
        if item.ours.answer == "exceed" and item.ours.offered is None:
            message = f"`{item.id}` is exceeded, but what we offer is not said"
            yield Finding((*path, "ours", "answer"), message, "Add `offered:` with the value.")


def _answers_differ(path: FieldPath, item: Requirement) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, answer in enumerate(item.rivals):
        if answer.rival in seen:
            yield Finding(
                (*path, "rivals", number, "rival"), f"`{answer.rival}` stands here twice", "Keep one of them."
            )
        seen.add(answer.rival)
        if answer.answer != "unknown" and answer.source is None:
            message = f"what `{answer.rival}` answers to `{item.id}` has no source"
            yield Finding((*path, "rivals", number), message, "Add `source:`, or write unknown.", "warning")


def _state_agrees(path: FieldPath, item: Requirement) -> Iterator[Finding]:
    if item.published_on and item.state in ("proposed", "refused"):
        message = f"`{item.id}` is published, but its state is {item.state}"
        yield Finding((*path, "state"), message, "Write adopted or changed, or delete `published_on`.")
    if item.proposed_text is not None and item.proposed_text == item.text:
        message = f"`{item.id}`: the proposed wording and the text are the same"
        yield Finding((*path, "proposed_text"), message, "Delete it; it is for a wording that was changed.")
    if item.state == "changed" and item.proposed_text is None:
        message = f"`{item.id}` was adopted in changed form, but the wording that was proposed is not given"
        yield Finding((*path, "state"), message, "Add `proposed_text:`.", "warning")


def weights_fit_full_marks(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the expected points of a lot are no more than full marks."""
    told, rule = deal.standards, deal.tender.instructions.rule
    full = rule.quality_maximum if rule else Decimal(100)
    lot_of = {group.id: group.lot for group in told.groups}
    for lot in (*(each.id for each in told.lots), *(() if told.lots else (None,))):
        total = sum(
            (
                item.weight or Decimal(0)
                for item in told.requirements
                if item.state != "refused" and lot_of.get(item.group or "") in (None, lot)
            ),
            Decimal(0),
        )
        if total > full:
            where = f" of lot `{lot}`" if lot else ""
            message = f"the weights{where} add up to {total}, more than full marks, {full}"
            yield Finding((*_STANDARDS, "requirements"), message, "Correct them; refused requirements do not count.")


def activities_say_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that an activity is either planned or has taken place."""
    for at, activity in enumerate(deal.standards.activities):
        path: FieldPath = (*_STANDARDS, "activities", at)
        if (activity.date is None) == (activity.due is None):
            said = "neither `date` nor `due`" if activity.date is None else "both `date` and `due`"
            hint = "Give `due` while it is planned, and `date` once it has taken place."
            yield Finding(path, f"`{activity.id}` has {said}", hint)
        elif activity.date is None and activity.outcome is not None:
            message = f"`{activity.id}` has an outcome, but has not taken place"
            yield Finding((*path, "outcome"), message, "Give its `date`, or delete the outcome.")


def nobody_calls_in_the_quiet_period(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Refuse contacts and activities, made or planned, in the time in which the tender forbids them."""
    quiet = deal.standards.quiet_period
    if quiet is None:
        return
    if quiet.ends and quiet.ends < quiet.begins:
        message = f"the quiet period ends on {quiet.ends}, before it begins on {quiet.begins}"
        yield Finding((*_STANDARDS, "quiet_period", "ends"), message, "Correct one of the two.")
        return
    for at, person in enumerate(deal.stakeholders):
        for number, contact in enumerate(person.contacts):
            if contact.date and person.id not in quiet.allowed:
                path = ("stakeholders", at, "contacts", number, "date")
                yield from in_quiet_period(path, f"the contact with `{person.id}`", contact.date, quiet)
    for at, activity in enumerate(deal.standards.activities):
        yield from _activity_in_quiet(at, activity, quiet)


def _activity_in_quiet(at: int, activity: Activity, quiet: QuietPeriod) -> Iterator[Finding]:
    if activity.people and set(activity.people) <= set(quiet.allowed):
        return
    for name in ("date", "due"):
        when: When | date | None = getattr(activity, name)
        if when is not None:
            path = (*_STANDARDS, "activities", at, name)
            yield from in_quiet_period(path, f"`{activity.id}`", when, quiet)


def in_quiet_period(path: FieldPath, what: str, when: When | date, quiet: QuietPeriod) -> Iterator[Finding]:
    """Find a day that lies, or may lie, in the tender's quiet period."""
    first, last = (when.earliest(), when.latest()) if isinstance(when, When) else (when, when)
    if first is None or last is None or last < quiet.begins or (quiet.ends is not None and first > quiet.ends):
        return
    span = f"{quiet.begins} to {quiet.ends or 'an end not yet known'}"
    hint = "Move it; where the tender makes that person its contact for bidders, name them under `allowed`."
    if first >= quiet.begins and (quiet.ends is None or last <= quiet.ends):
        yield Finding(path, f"{what} on {when} lies in the tender's quiet period, {span}", hint)
    else:
        yield Finding(path, f"{what} in {when} may lie in the tender's quiet period, {span}", hint, "warning")


STANDARD_RULES = (
    standard_ids_differ,
    standards_refer_to_what_exists,
    requirements_say_one_thing,
    weights_fit_full_marks,
    activities_say_one_thing,
    nobody_calls_in_the_quiet_period,
)
