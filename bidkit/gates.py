"""Gates: where a deal stands between key nodes, which stage may be entered, what is claimed and not shown."""

from dataclasses import dataclass

from bidkit.checks import Finding
from bidkit.deal import Deal, House
from bidkit.deal.method import KEY_NODES, STAGE_NAMES, STAGES, STEP_NAMES, Stage, nodes_before, stage_for
from bidkit.key_nodes import APPROVAL, NodeStatus, entry_of, status_of
from bidkit.next_work import NextAction, next_actions
from bidkit.outcome import ended_without_order
from bidkit.phrases import Phrase


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


def standing(deal: Deal, house: House, *, approved: bool | None = None) -> Standing:
    """Hold the deal against the method; `approved` is what the register says of its price, None where none is kept."""
    nodes = _nodes(deal, house, approved)
    expected = stage_for(deal.customer.procurement.at)
    finding = _finding(deal, expected, nodes)
    return Standing(deal.stage, expected, may_enter(expected, nodes), nodes, finding, next_actions(deal, house, nodes))


def may_enter(stage: Stage, nodes: tuple[NodeStatus, ...]) -> bool:
    """Say whether every key node before a stage is reached; a forced one is not."""
    before = {node.id for node in nodes_before(stage)}
    return all(status.reached for status in nodes if status.node.id in before)


def closed_before(stage: Stage, deal: Deal, house: House, *, approved: bool | None = None) -> tuple[NodeStatus, ...]:
    """Return the key nodes before a stage that are neither reached nor passed by force."""
    return _closed(stage, _nodes(deal, house, approved))


def gate_findings(stage: Stage, deal: Deal, house: House, *, approved: bool | None = None) -> tuple[Finding, ...]:
    """Find what hinders a final document of a stage: key nodes before it that are not passed."""
    closed = closed_before(stage, deal, house, approved=approved)
    if not closed:
        return ()
    names = ", ".join(status.node.id for status in closed)
    message = f"`stage`: a document of {stage} is not final while key nodes before it are open: {names} not reached"
    hint = "`bidkit status` says what is missing. Leave out --final to write a draft that names them."
    return (Finding(("stage",), message, hint),)


def entry_findings(deal: Deal, house: House, *, approved: bool | None = None) -> tuple[Finding, ...]:
    """Find a stage that was entered through a closed gate, and key nodes claimed against what the record shows."""
    nodes = _nodes(deal, house, approved)
    closed = _closed(deal.stage, nodes)
    claimed = [status for status in nodes if status.missing and entry_of(deal, status.node.id, "reached_on")]
    return (*_closed_gate(deal, closed), *(_claimed(status) for status in claimed))


def _nodes(deal: Deal, house: House, approved: bool | None) -> tuple[NodeStatus, ...]:
    """Return every key node; a price is approved once it is decided and, where a register is kept, signed there."""
    unsigned = {"price-approved": (APPROVAL,)} if approved is False else {}
    return tuple(status_of(deal, house, node, unsigned.get(node.id, ())) for node in KEY_NODES)


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
    shown, hint = "the record does not show it", f"Missing: {_some(status.missing)}."
    if APPROVAL in status.missing:
        shown, hint = (
            "no approval of the price is in force",
            "`bidkit approvals` says who said what, and what undid it.",
        )
    message = f"`key_nodes.{status.node.id}`: is said to be reached, but {shown}"
    return Finding(("key_nodes", status.node.id), message, hint, "warning")


def _some(paths: tuple[str, ...]) -> str:
    shown = ", ".join(paths[:4])
    return f"{shown} and {len(paths) - 4} more" if len(paths) > 4 else shown


def _ended(deal: Deal) -> Phrase:
    said = {
        "lost": Phrase("The deal is over: it was lost. What is left is its completion review."),
        "withdrawn": Phrase("The deal is over: we gave it up. What is left is its completion review."),
        "cancelled": Phrase("The deal is over: the customer buys from nobody. What is left is its completion review."),
    }
    return said[deal.completion.result or ""]


def _finding(deal: Deal, expected: Stage, nodes: tuple[NodeStatus, ...]) -> Phrase | None:
    if ended_without_order(deal):
        return _ended(deal)
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
