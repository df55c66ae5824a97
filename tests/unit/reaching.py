"""Changes to the sound record under which its key nodes are reached, and what then stands."""

from bidkit.deal.method import KEY_NODES, CustomerStep, KeyNode, Stage
from bidkit.gates import Standing, standing
from bidkit.key_nodes import NodeStatus
from tests.builders import Changes, deal, house

REACHED = {"reached_on": "2026-09-01", "evidence": "Minutes"}
FORCED = {"forced": {"by": "Gao Ming", "on": "2026-09-12", "reason": "No time"}}
MET = {"date": "2026-09-01", "met": "yes"}
FOR_US = {"score": "3"}
INSIDER: Changes = {
    "stakeholders.1.roles": ["economic", "insider"],
    "stakeholders.1.contacts": [MET],
    "stakeholders.1.attitude": FOR_US,
}
LISTED: Changes = {"candidate_list": {"state": "listed", "source": "Li Na", "date": "2026-09-10"}}
STANDARDS: Changes = {
    "standards.requirements": [
        {"id": "REQ-1", "text": "Class 0.5", "origin": "proposed", "state": "adopted", "ours": {"answer": "comply"}}
    ],
    "standards.activities": [
        {"id": "I-1", "kind": "seminar", "date": "2026-09-01", "serves": ["REQ-1"], "outcome": "Adopted"}
    ],
}
CONTRACT: Changes = {
    "contract.version": "2",
    "contract.price": "1200000",
    "contract.payments": [{"months": "0", "percent": "100"}],
    "contract.warranty_months": "24",
    "contract.reviews": [
        {"part": part, "result": "approved", "by": "Sun Rui", "date": "2026-09-01", "version": "2"}
        for part in ("legal", "finance", "technical", "management")
    ],
    "contract.signing.powers": [
        {"who": "Feng Yulan", "side": "us", "basis": "Legal representative"},
        {"who": "Xu Guohua", "side": "customer", "basis": "Power of attorney 8"},
    ],
    "contract.signing.signed_on": "2026-09-02",
}
SIGNED = {"id": "AC-1", "type": "provisional", "effective": "2026-09-03", "signed": "2026-09-05"}
ACCEPTED: Changes = {"acceptance.certificates": [SIGNED]}
DECIDED: Changes = {
    "price.decision": {"position": "balanced", "by": "Gao Ming", "on": "2026-09-12", "reason": "The best profit"}
}
COMPLETION: Changes = {
    "completion.decided_on": "2026-09-01",
    "completion.reasons": [{"what": "Class 0.5"}],
    "completion.costs": [{"of": of, "actual": "1"} for of in ("K-01", "K-02", "R-01", "commission", "bonds")],
    "completion.dates": [{"of": of, "actual": "2026-09-02"} for of in ("delivery", "acceptance")],
    "completion.lessons": [{"factor": "prices", "what": "They follow us"}],
    "completion.contacts": [{"person": "P-01"}],
    "completion.needs": [{"id": "NN-1", "what": "Plant 3"}],
    "completion.service": [{"what": "Calibration", "due": "2027-09-01"}],
    "completion.reviewed_on": "2026-09-14",
    "completion.reviewed_by": ["Gao Ming"],
}
LATE_NODES = [node.id for node in KEY_NODES[2:]]


def stand(changes: Changes | None = None, house_changes: Changes | None = None) -> Standing:
    return standing(deal(changes), house(house_changes))


def node(name: KeyNode, changes: Changes | None = None, house_changes: Changes | None = None) -> NodeStatus:
    return next(status for status in stand(changes, house_changes).nodes if status.node.id == name)


def every_node(entry: object = REACHED) -> dict[str, object]:
    """Return changes under which every key node up to the last is reached."""
    bidding = {**DECIDED, **CONTRACT, **ACCEPTED, **COMPLETION}
    return {**INSIDER, **LISTED, **STANDARDS, **bidding, **{f"key_nodes.{name}": entry for name in LATE_NODES}}


def said(changes: Changes | None = None) -> list[tuple[str, str]]:
    return [(action.field, str(action.do)) for action in stand(changes).next_actions]


def at(stage: Stage, step: CustomerStep, changes: Changes | None = None) -> str | None:
    found = stand({"stage": stage, "customer.procurement.at": step, **(changes or {})}).finding
    return None if found is None else str(found)
