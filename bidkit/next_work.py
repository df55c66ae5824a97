"""What to do next: the open work of a key node, in the order of the method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bidkit.appraisal import appraise, missing_elements
from bidkit.certifying import ACCEPTANCE_WORK
from bidkit.completing import COMPLETION_WORK
from bidkit.contracting import CONTRACT_WORK
from bidkit.deal import Deal, House
from bidkit.deal.method import ELEMENT_NAMES, ELEMENTS, KeyNode, Node, Stage
from bidkit.deal.opportunity import ElementEntry
from bidkit.deal.stakeholders import Stakeholder
from bidkit.key_nodes import APPROVAL, REQUIREMENTS, NodeStatus
from bidkit.outcome import ended_without_order
from bidkit.phrases import Phrase


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do next, the record field that it fills, and the stage that owes it."""

    do: Phrase
    field: str
    stage: Stage


def next_actions(deal: Deal, house: House, nodes: tuple[NodeStatus, ...]) -> tuple[NextAction, ...]:
    """List the open work of the first stage that is not closed, in the order of the method."""
    ahead = nodes[-1:] if ended_without_order(deal) else nodes  # a deal that is over owes its review alone
    stage = next((status.node.stage for status in ahead if not status.reached), None)
    due = [status for status in ahead if status.node.stage == stage and not status.reached]
    return tuple(action for status in due for action in work_for(deal, house, status))


def work_for(deal: Deal, house: House, status: NodeStatus) -> list[NextAction]:
    """Return what to do before a key node is reached."""
    node = status.node
    shown = [path for path in status.missing if not path.startswith("key_nodes.")]
    if not shown:
        say = Phrase("Record when this was reached and what shows it: {node}", node=node.name)
        if node.id not in REQUIREMENTS or not _done(deal, node.id):
            say = node.do
        return [NextAction(say, f"key_nodes.{node.id}", node.stage)]
    if node.id == "opportunity-evaluated":
        return [*_element_actions(deal, house), NextAction(_evaluate(deal, house), "evaluation", node.stage)]
    if node.id == "customer-graded":
        return [NextAction(node.do, "grading", node.stage)]
    if node.id == "candidate-list":
        return [NextAction(node.do, shown[0], node.stage)]
    if node.id in _KINDS_OF_WORK:
        return _work(node, shown)
    return [_people_action(deal, status, path) for path in shown]


def _done(deal: Deal, node: KeyNode) -> bool:
    """Say whether only the record of a key node is owed: an approval, or a negotiation, may still be ahead."""
    return node != "price-approved" and (node != "bid-submitted" or deal.bid.submitted is not None)


def _element_actions(deal: Deal, house: House) -> list[NextAction]:
    gaps = missing_elements(deal, house)
    actions = []
    for name in ELEMENTS:
        fields = [path for path in gaps if path.split(".")[1] == name]
        if fields:
            actions.append(NextAction(_ask(deal, name), fields[0], "development"))
    return actions


def _ask(deal: Deal, name: str) -> Phrase:
    entry = getattr(deal.elements, name)
    who = "; ".join(who_could_know(deal, entry))
    element = ELEMENT_NAMES[name]  # type: ignore[index] # the name is one of ELEMENTS
    if entry.state == "assumed" and who:
        return Phrase("Confirm what is only assumed: {element}. Who could know: {who}", element=element, who=who)
    if entry.state == "assumed":
        return Phrase(
            "Confirm what is only assumed: {element}. The record names nobody who could know", element=element
        )
    if entry.state == "known":
        return Phrase("Add what, from whom and when: {element}", element=element)
    if who:
        return Phrase("Find out: {element}. Who could know: {who}", element=element, who=who)
    return Phrase("Find out: {element}. The record names nobody who could know", element=element)


def _evaluate(deal: Deal, house: House) -> Phrase:
    result = appraise(deal, house)
    if result.knocked_out:
        return Phrase("A knock-out applies: give up, or clear it with evidence")
    if not result.missing:
        return Phrase(
            "Evaluated at {total} of 100, below the threshold {threshold}: reduce contact or give up",
            total=result.total,
            threshold=house.evaluation_model.threshold,
        )
    knock_outs = sum(1 for each in result.knock_outs if each.missing)
    scores = sum(len(each.missing) for each in result.factors)
    return Phrase(
        "Evaluate the opportunity: {knock_outs} knock-out questions and {scores} scores or their evidence are open",
        knock_outs=knock_outs,
        scores=scores,
    )


def _work(node: Node, gaps: list[str]) -> list[NextAction]:
    """Name each kind of work once, at the first field that asks for it."""
    actions = []
    work, fits = _KINDS_OF_WORK[node.id]
    for mark, text in work.items():
        fields = [path for path in gaps if fits(path, mark)]
        if fields:
            actions.append(NextAction(Phrase(text.text, n=len(fields)), fields[0], node.stage))
    return actions


_STANDARDS_WORK: dict[str, Phrase] = {
    "standards.requirements": Phrase("Write down the customer's needs and its procurement standards"),
    "[origin=proposed]": Phrase("Propose standards of our own, with a public justification"),
    ".state": Phrase("Find out whether these standards are adopted: {n}"),
    ".ours.answer": Phrase("Say how we answer these standards: {n}"),
    "standards.activities": Phrase("Hold a demonstration, visit, seminar or trial and record what came of it"),
}

_BIDDING_WORK: dict[str, Phrase] = {
    "price.decision": Phrase("Have the price position approved"),
    APPROVAL: Phrase("Have the price that was decided approved and signed"),
    ".position": Phrase("We withdraw from this tender: tell the customer, and wait for the next opportunity"),
    ".acknowledged_on": Phrase("Acknowledge these addenda to the customer: {n}"),
    "bid.submitted": Phrase("Hand in the bid before the deadline"),
}

_KINDS_OF_WORK: dict[KeyNode, tuple[Mapping[str, Phrase], Callable[[str, str], bool]]] = {
    "standards-influenced": (_STANDARDS_WORK, str.endswith),
    "price-approved": (_BIDDING_WORK, str.endswith),
    "bid-submitted": (_BIDDING_WORK, str.endswith),
    "contract-approved": (CONTRACT_WORK, str.startswith),
    "contract-signed": (CONTRACT_WORK, str.startswith),
    "project-accepted": (ACCEPTANCE_WORK, str.startswith),
    "project-completed": (COMPLETION_WORK, str.startswith),
}
"""What to do about the gaps of a key node, by the end or the beginning of their paths."""


def _people_action(deal: Deal, status: NodeStatus, path: str) -> NextAction:
    person = next((each for each in deal.stakeholders if path.startswith(f"stakeholders.{each.id}.")), None)
    if person is not None and path.endswith(".attitude"):
        say = Phrase("Find out whether this insider is for us: {who}", who=person_label(person))
        return NextAction(say, path, status.node.stage)
    if person is not None:
        return NextAction(Phrase("Meet {who}", who=person_label(person)), path, status.node.stage)
    if "role=" in path:
        role = path.partition("role=")[2].rstrip("]")
        return NextAction(
            Phrase("Identify who holds this role: {role}", role=ROLE_NAMES[role]), path, status.node.stage
        )
    return NextAction(status.node.do, path, status.node.stage)


ROLE_NAMES: dict[str, Phrase] = {
    "economic": Phrase("releases the money"),
    "technical": Phrase("judges the technical solution"),
    "user": Phrase("uses the product"),
    "insider": Phrase("insider"),
    "procurement": Phrase("runs the purchase"),
    "design-institute": Phrase("design institute"),
    "outside-influence": Phrase("influences from outside"),
}


def who_could_know(deal: Deal, entry: ElementEntry) -> tuple[str, ...]:
    """Return the people who could know an element, as the record orders them: the likeliest first."""
    people = {person.id: person for person in deal.stakeholders}
    return tuple(person_label(people[each]) for each in dict.fromkeys(entry.could_know) if each in people)


def person_label(person: Stakeholder) -> str:
    """Return a person's name, position and id in one line."""
    return (
        ", ".join(part for part in (person.name, person.title) if part) + f" ({person.id})"
        if (person.name or person.title)
        else person.id
    )
