"""Key nodes: what each requires of the record, what is missing, which stage may be entered, what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bidkit.appraisal import appraise, grade, missing_elements
from bidkit.checks import Finding
from bidkit.contracting import CONTRACT_WORK, approval_gaps, signing_gaps
from bidkit.deal import Deal, House
from bidkit.deal.method import (
    ELEMENT_NAMES,
    ELEMENTS,
    KEY_NODES,
    STAGE_NAMES,
    STAGES,
    STEP_NAMES,
    KeyNode,
    Node,
    Stage,
    nodes_before,
    stage_for,
)
from bidkit.deal.opportunity import ElementEntry
from bidkit.deal.progress import Forced
from bidkit.deal.stakeholders import Stakeholder
from bidkit.influence import standards_gaps
from bidkit.phrases import Phrase


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """Where one key node stands; `missing` holds the record paths that keep it open."""

    node: Node
    missing: tuple[str, ...]
    forced: Forced | None

    @property
    def reached(self) -> bool:
        """Whether nothing is missing; a forced node is not reached."""
        return not self.missing

    @property
    def passed(self) -> bool:
        """Whether the sale may go beyond it, reached or by force."""
        return self.reached or self.forced is not None


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do next, the record field that it fills, and the stage that owes it."""

    do: Phrase
    field: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a deal stands: our stage, the customer's step, and what is owed between the two."""

    stage: Stage
    expected_stage: Stage
    may_enter: bool
    nodes: tuple[NodeStatus, ...]
    finding: Phrase | None
    next_actions: tuple[NextAction, ...]

    @property
    def forced(self) -> tuple[NodeStatus, ...]:
        """The key nodes that were passed by force."""
        return tuple(status for status in self.nodes if status.forced)

    @property
    def closed(self) -> tuple[NodeStatus, ...]:
        """The key nodes before our stage that are neither reached nor passed by force."""
        return _closed(self.stage, self.nodes)


def standing(deal: Deal, house: House) -> Standing:
    """Hold the deal against the method."""
    nodes = tuple(_status(deal, house, node) for node in KEY_NODES)
    expected = stage_for(deal.customer.procurement.at)
    finding = _finding(deal, expected, nodes)
    return Standing(deal.stage, expected, may_enter(expected, nodes), nodes, finding, _next_actions(deal, house, nodes))


def may_enter(stage: Stage, nodes: tuple[NodeStatus, ...]) -> bool:
    """Say whether every key node before a stage is reached; a forced one is not."""
    before = {node.id for node in nodes_before(stage)}
    return all(status.reached for status in nodes if status.node.id in before)


def closed_before(stage: Stage, deal: Deal, house: House) -> tuple[NodeStatus, ...]:
    """Return the key nodes before a stage that are neither reached nor passed by force."""
    return _closed(stage, tuple(_status(deal, house, node) for node in KEY_NODES))


def gate_findings(stage: Stage, deal: Deal, house: House) -> tuple[Finding, ...]:
    """Find what hinders a final document of a stage: key nodes before it that are not passed."""
    closed = closed_before(stage, deal, house)
    if not closed:
        return ()
    names = ", ".join(status.node.id for status in closed)
    message = f"`stage`: a document of {stage} is not final while key nodes before it are open: {names} not reached"
    hint = "`bidkit status` says what is missing. Leave out --final to write a draft that names them."
    return (Finding(("stage",), message, hint),)


def entry_findings(deal: Deal, house: House) -> tuple[Finding, ...]:
    """Find a stage that was entered through a closed gate, and key nodes claimed against what the record shows."""
    nodes = tuple(_status(deal, house, node) for node in KEY_NODES)
    closed = _closed(deal.stage, nodes)
    claimed = [status for status in nodes if status.missing and _entry(deal, status.node.id, "reached_on")]
    return (*_closed_gate(deal, closed), *(_claimed(status) for status in claimed))


def _closed(stage: Stage, nodes: tuple[NodeStatus, ...]) -> tuple[NodeStatus, ...]:
    before = {node.id for node in nodes_before(stage)}
    return tuple(status for status in nodes if status.node.id in before and not status.passed)


def _closed_gate(deal: Deal, closed: tuple[NodeStatus, ...]) -> tuple[Finding, ...]:
    if not closed:
        return ()
    names = ", ".join(status.node.id for status in closed)
    first = closed[0]
    message = f"`stage`: {deal.stage} may not be entered: {names} not reached"
    failed = first.missing[0] == "evaluation"
    why = "The evaluation is not passed" if failed else f"Missing for {first.node.id}: {_some(first.missing)}"
    hint = f"{why}. To go on all the same, write `key_nodes: {first.node.id}: forced:` with `by`, `on` and `reason`."
    return (Finding(("stage",), message, hint),)


def _claimed(status: NodeStatus) -> Finding:
    message = f"`key_nodes.{status.node.id}`: is said to be reached, but the record does not show it"
    return Finding(("key_nodes", status.node.id), message, f"Missing: {_some(status.missing)}.", "warning")


def _some(paths: tuple[str, ...]) -> str:
    shown = ", ".join(paths[:4])
    return f"{shown} and {len(paths) - 4} more" if len(paths) > 4 else shown


def _status(deal: Deal, house: House, node: Node) -> NodeStatus:
    entry = deal.key_nodes.get(node.id)
    requires = _REQUIREMENTS.get(node.id)
    shown = requires(deal, house) if requires else ()
    recorded = tuple(
        f"key_nodes.{node.id}.{part}" for part in ("reached_on", "evidence") if not _entry(deal, node.id, part)
    )
    return NodeStatus(node, (*shown, *recorded), entry.forced if entry else None)


def _entry(deal: Deal, node: KeyNode, part: str) -> object:
    return getattr(deal.key_nodes.get(node), part, None)


def _evaluated(deal: Deal, house: House) -> tuple[str, ...]:
    result = appraise(deal, house)
    if result.missing or result.outcome == "enter":
        return result.missing
    return ("evaluation",)


def _graded(deal: Deal, house: House) -> tuple[str, ...]:
    return grade(deal, house).missing


def _insider(deal: Deal, house: House) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all requirements
    insiders = [person for person in deal.stakeholders if "insider" in person.roles]
    gaps = [_insider_gap(person) for person in insiders]
    return () if None in gaps else tuple(gap for gap in gaps if gap) or ("stakeholders",)


def _insider_gap(person: Stakeholder) -> str | None:
    """Return what keeps somebody from counting as an insider: to be met, and judged to be for us."""
    if not met(person):
        return f"stakeholders.{person.id}.contacts"
    return None if person.attitude and person.attitude.score > 0 else f"stakeholders.{person.id}.attitude"


def _key_people(deal: Deal, house: House) -> tuple[str, ...]:
    gaps: list[str] = []
    for role in house.sales_entry.key_roles:
        holders = [person for person in deal.stakeholders if role in person.roles and person.name]
        gaps += [f"stakeholders.{person.id}.contacts" for person in holders if not met(person)]
        if not holders:
            gaps.append(f"stakeholders[role={role}]")
    return tuple(dict.fromkeys(gaps))


def _listed(deal: Deal, house: House) -> tuple[str, ...]:  # noqa: ARG001
    listing = deal.candidate_list
    if listing.state != "listed":
        return ("candidate_list.state",)
    return tuple(f"candidate_list.{part}" for part in ("source", "date") if getattr(listing, part) is None)


def _alone(gaps: Callable[[Deal], tuple[str, ...]]) -> Callable[[Deal, House], tuple[str, ...]]:
    """Return a requirement that rests on the record alone."""
    return lambda deal, house: gaps(deal)  # noqa: ARG005


def _price_gaps(deal: Deal) -> tuple[str, ...]:
    """Return what keeps a price from counting as approved; a house that withdraws has no price."""
    decision = deal.price.decision
    if decision is None:
        return ("price.decision",)
    return ("price.decision.position",) if decision.position == "withdraw" else ()


def _bid_gaps(deal: Deal) -> tuple[str, ...]:
    """Return what keeps a bid from counting as submitted; where there is no tender, a negotiation does as well."""
    told = deal.tender
    unread = (f"tender.addenda.{each.id}.acknowledged_on" for each in told.addenda if each.acknowledged_on is None)
    tendered = told.notice.method in ("open", "selective") and deal.bid.submitted is None
    return (*unread, *(("bid.submitted",) if tendered else ()))


def met(person: Stakeholder) -> bool:
    """Say whether one of us has met a person, on a day that the record states."""
    return any(contact.met == "yes" and contact.date for contact in person.contacts)


_REQUIREMENTS: dict[KeyNode, Callable[[Deal, House], tuple[str, ...]]] = {
    "opportunity-evaluated": _evaluated,
    "customer-graded": _graded,
    "insider-found": _insider,
    "key-people-met": _key_people,
    "candidate-list": _listed,
    "standards-influenced": _alone(standards_gaps),
    "price-approved": _alone(_price_gaps),
    "bid-submitted": _alone(_bid_gaps),
    "contract-approved": _alone(approval_gaps),
    "contract-signed": _alone(signing_gaps),
}


def _finding(deal: Deal, expected: Stage, nodes: tuple[NodeStatus, ...]) -> Phrase | None:
    ours, theirs = STAGES.index(deal.stage), STAGES.index(expected)
    step = STEP_NAMES[deal.customer.procurement.at]
    if theirs < ours:
        return Phrase(
            "We are ahead of the customer: it is at '{step}', which answers to our stage '{expected}'; "
            "we are at '{stage}'.",
            step=step,
            expected=STAGE_NAMES[expected],
            stage=STAGE_NAMES[deal.stage],
        )
    owed = next((status.node.stage for status in nodes if not status.reached), None)
    if owed is None or STAGES.index(owed) >= theirs:
        return _could_enter(deal, expected) if ours < theirs else None
    return Phrase(
        "The customer is at '{step}', which answers to our stage '{expected}'; "
        "the work of '{owed}' is still owed, so '{expected}' may not be entered.",
        step=step,
        expected=STAGE_NAMES[expected],
        owed=STAGE_NAMES[owed],
    )


def _could_enter(deal: Deal, expected: Stage) -> Phrase:
    return Phrase(
        "The customer is at '{step}', which answers to our stage '{expected}'; nothing is owed, so '{expected}' "
        "may be entered: set the record's stage.",
        step=STEP_NAMES[deal.customer.procurement.at],
        expected=STAGE_NAMES[expected],
    )


def _next_actions(deal: Deal, house: House, nodes: tuple[NodeStatus, ...]) -> tuple[NextAction, ...]:
    """List the open work of the first stage that is not closed, in the order of the method."""
    stage = next((status.node.stage for status in nodes if not status.reached), None)
    due = [status for status in nodes if status.node.stage == stage and not status.reached]
    return tuple(action for status in due for action in work_for(deal, house, status))


def work_for(deal: Deal, house: House, status: NodeStatus) -> list[NextAction]:
    """Return what to do before a key node is reached."""
    node = status.node
    shown = [path for path in status.missing if not path.startswith("key_nodes.")]
    if not shown:
        say = Phrase("Record when this was reached and what shows it: {node}", node=node.name)
        if node.id not in _REQUIREMENTS or not _done(deal, node.id):
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
