"""Key nodes: what each requires of the record, and what of it is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from bidkit.appraisal import appraise, grade
from bidkit.certifying import project_gaps
from bidkit.completing import review_gaps
from bidkit.contracting import approval_gaps, signing_gaps
from bidkit.deal import Deal, House
from bidkit.deal.method import KeyNode, Node
from bidkit.deal.progress import Forced
from bidkit.deal.stakeholders import Stakeholder
from bidkit.influence import standards_gaps

APPROVAL = "price.approval"
"""What is missing where a house keeps a register and no approval of the decided price counts in it."""


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


def status_of(deal: Deal, house: House, node: Node, beside: tuple[str, ...] = ()) -> NodeStatus:
    """Hold a deal against what a key node requires; `beside` is missing elsewhere than in the record."""
    entry = deal.key_nodes.get(node.id)
    requires = REQUIREMENTS.get(node.id)
    shown = requires(deal, house) if requires else ()
    recorded = tuple(
        f"key_nodes.{node.id}.{part}" for part in ("reached_on", "evidence") if not entry_of(deal, node.id, part)
    )
    return NodeStatus(node, (*shown, *beside, *recorded), entry.forced if entry else None)


def entry_of(deal: Deal, node: KeyNode, part: str) -> object:
    """Return what the record says of a key node: reached_on or evidence."""
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


REQUIREMENTS: dict[KeyNode, Callable[[Deal, House], tuple[str, ...]]] = {
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
    "project-accepted": _alone(project_gaps),
    "project-completed": review_gaps,
}
