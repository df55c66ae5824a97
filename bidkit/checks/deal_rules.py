"""Rules across the fields of a record."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from bidkit.checks.amounts import too_many_places
from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.repeats import repeated_ids
from bidkit.checks.walk import dated, when_of
from bidkit.deal import Deal, House
from bidkit.deal.method import ELEMENTS
from bidkit.deal.opportunity import Score

Rule = Callable[[Deal, House], Iterator[Finding]]


def amounts_fit_the_currency(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask for a currency where there is an amount, and for no more places than it has minor units."""
    if deal.expected_value is None:
        return
    if deal.currency is None:
        yield Finding(
            ("expected_value",),
            "`expected_value` is given, but the record names no currency",
            "Add `currency:`, such as `currency: CNY`.",
        )
        return
    yield from too_many_places(("expected_value",), deal.expected_value, deal.currency)


def ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no id stands twice in its list."""
    yield from repeated_ids(("competitors",), deal.competitors)
    yield from repeated_ids(("stakeholders",), deal.stakeholders)
    yield from repeated_ids(("actions",), deal.actions)


def people_exist(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that everybody who could know is in the record."""
    people = [person.id for person in deal.stakeholders]
    for name in ELEMENTS:
        for index, who in enumerate(getattr(deal.elements, name).could_know):
            if who not in people:
                hint = f"The stakeholders are: {', '.join(people) or 'none yet'}."
                yield Finding(("elements", name, "could_know", index), f"`{who}` is no stakeholder of the record", hint)


def factors_exist(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that scores and answers are for factors and knock-outs that the house's model has."""
    model = house.evaluation_model
    project = [factor.id for factor in model.factors if factor.group == "project"]
    against = [factor.id for factor in model.factors if factor.group == "competition"]
    knock_outs = [each.id for each in model.knock_outs]
    yield from _unknown_ids(("evaluation", "scores"), deal.evaluation.scores, project, "project factor")
    yield from _unknown_ids(("evaluation", "knock_outs"), deal.evaluation.knock_outs, knock_outs, "knock-out question")
    for index, rival in enumerate(deal.competitors):
        yield from _unknown_ids(("competitors", index, "standing"), rival.standing, against, "competition factor")


def _unknown_ids(path: FieldPath, given: Mapping[str, object], known: list[str], kind: str) -> Iterator[Finding]:
    for name in given:
        if name not in known:
            yield Finding(
                (*path, name),
                f"`{name}` is no {kind} of the house's evaluation model",
                f"The choices are: {', '.join(known)}.",
            )


def knock_outs_agree_with_the_value(deal: Deal, house: House) -> Iterator[Finding]:
    """Warn of a stated no where the order value makes it a yes."""
    for question in house.evaluation_model.knock_outs:
        entry = deal.evaluation.knock_outs.get(question.id)
        follows = question.answer(deal.currency, deal.expected_value)
        if entry and entry.applies == "no" and follows == "yes":
            message = f"`{question.id}` is answered no, but the order value makes it yes"
            hint = "What follows from the value counts; correct `expected_value`, or delete the answer."
            yield Finding(("evaluation", "knock_outs", question.id), message, hint, "warning")


def scores_are_on_the_scale(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that each score is a step of the house's scale."""
    scale = house.evaluation_model.scale
    for path, score in _scores(deal):
        off = (score.score - scale.lowest) % scale.step if scale.step > 0 else Decimal(0)
        if not scale.lowest <= score.score <= scale.highest or off:
            hint = f"Write a score from {scale.lowest} to {scale.highest} in steps of {scale.step}."
            yield Finding((*path, "score"), f"the score {score.score} is not on the house's scale", hint)


def scores_have_evidence(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of scores that count as zero."""
    for path, score in _scores(deal):
        if score.evidence is None:
            yield Finding(
                path, f"the score of `{path[-1]}` has no evidence and counts as zero", "Add `evidence:`.", "warning"
            )


def _scores(deal: Deal) -> Iterator[tuple[FieldPath, Score]]:
    for name, score in deal.evaluation.scores.items():
        yield ("evaluation", "scores", name), score
    for index, rival in enumerate(deal.competitors):
        for name, score in rival.standing.items():
            yield ("competitors", index, "standing", name), score


def elements_are_what_they_say(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that nothing unknown is stated, and warn of what is stated without source or date."""
    for name in ELEMENTS:
        entry, path = getattr(deal.elements, name), ("elements", name)
        if entry.state == "unknown" and entry.what is not None:
            hint = "Write `state: assumed` or `state: known`, or move the text to `note`."
            yield Finding((*path, "state"), f"`elements.{name}` is unknown, but `what` states something", hint)
        gaps = [part for part in ("what", "source", "date") if getattr(entry, part) is None]
        if entry.state != "unknown" and gaps:
            message = f"`elements.{name}` is {entry.state}, but has no {' and no '.join(gaps)}"
            yield Finding(path, message, "Until then it does not count as clarified.", "warning")


def nothing_lies_ahead(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that what has happened did not happen after the record was last brought up to date."""
    if deal.as_of is None:
        return
    for path, value in dated(deal):
        day = when_of(value)
        if day is not None and day > deal.as_of:
            message = f"`{path[-1]}` is {value}, after the record's own date {deal.as_of}"
            yield Finding(path, message, "Correct it, or bring `as_of` up to date.")


def order_lies_ahead(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the order is not expected before the record's own date; once the contract is signed it is there."""
    signed = deal.key_nodes.get("contract-signed")
    if signed is not None and signed.reached_on is not None:
        return
    expected = deal.grading.expected_order
    latest: date | None = expected.latest() if expected else None
    if latest is not None and deal.as_of is not None and latest < deal.as_of:
        message = f"the order is expected on {expected}, before the record's own date {deal.as_of}"
        yield Finding(("grading", "expected_order"), message, "Write the date that is expected now.")


def key_nodes_say_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that a key node is either reached, with evidence, or passed by force."""
    for name, entry in deal.key_nodes.items():
        path = ("key_nodes", name)
        if entry.reached_on and entry.forced:
            hint = "Delete `forced` where the node was reached in the end, or `reached_on` where it was not."
            yield Finding((*path, "forced"), f"`{name}` is both reached and passed by force", hint)
        if not entry.reached_on and not entry.forced:
            yield Finding(
                path,
                f"`{name}` is neither reached nor passed by force",
                "Add `reached_on` and `evidence`, or delete the entry.",
            )
        if entry.reached_on and entry.evidence is None:
            hint = "Until then it does not count as reached."
            yield Finding(
                path, f"`{name}` is said to be reached, but nothing shows it", f"Add `evidence:`. {hint}", "warning"
            )


def a_sole_source_has_no_rivals(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that nobody competes where nobody else is said to."""
    if deal.sole_source == "yes" and deal.competitors:
        message = "`sole_source` says that nobody else competes, but the record names competitors"
        yield Finding(("sole_source",), message, "Write `sole_source: no`, or delete the competitors.")


def shares_fit_into_the_whole(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that shares of influence do not add up to more than 100 percent."""
    total = sum((person.influence or Decimal(0) for person in deal.stakeholders), Decimal(0))
    if total > 100:
        message = f"the shares of influence add up to {total} percent"
        yield Finding(("stakeholders",), message, "Lower them; the rest up to 100 belongs to people not named.")


DEAL_RULES: tuple[Rule, ...] = (
    amounts_fit_the_currency,
    ids_differ,
    people_exist,
    factors_exist,
    knock_outs_agree_with_the_value,
    scores_are_on_the_scale,
    scores_have_evidence,
    elements_are_what_they_say,
    nothing_lies_ahead,
    order_lies_ahead,
    key_nodes_say_one_thing,
    a_sole_source_has_no_rivals,
    shares_fit_into_the_whole,
)
