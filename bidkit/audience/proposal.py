"""The proposal's own words, as the customer reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it

from bidkit import prose
from bidkit.audience.library import block_of
from bidkit.deal import Deal, House
from bidkit.deal import proposal as told
from bidkit.deal.types import When


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom the letter goes."""

    name: str | None
    title: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the customer asks, or who signs."""

    name: str | None
    title: str | None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """How one need is met."""

    need: str
    what: str
    proof: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A user whom the customer may ask."""

    customer: str
    place: str | None
    since: When | None
    what: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the delivery, in days after the order."""

    what: str
    from_day: int
    to_day: int | None


@dataclass(frozen=True, slots=True)
class Service:
    """A service that belongs to what we propose."""

    what: str
    says: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What both sides do next."""

    what: str
    who: str | None
    due: Day | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal's own words."""

    number: str | None
    dated: Day | None
    valid_until: Day | None
    addressee: Addressee
    salutation: str | None
    letter: str | None
    signatory: Contact
    contact: Contact
    summary: str | None
    understanding: str | None
    solutions: tuple[Solution, ...]
    puts_forward: tuple[str, ...]
    leaves_out: tuple[str, ...]
    references: tuple[Reference, ...]
    plan_starts: Day | None
    milestones: tuple[Milestone, ...]
    services: tuple[Service, ...]
    assumptions: tuple[str, ...]
    next_steps: tuple[NextStep, ...]
    content: Mapping[str, tuple[prose.Prose, ...]]
    """What stands at each place for lasting words."""


def proposal_of(deal: Deal, house: House) -> Proposal:
    """Return the proposal's own words."""
    own = deal.proposal
    return Proposal(
        number=own.number,
        dated=own.dated,
        valid_until=own.valid_until,
        addressee=Addressee(own.addressee.name, own.addressee.title, own.addressee.address),
        salutation=own.salutation,
        letter=own.letter,
        signatory=Contact(own.signatory.name, own.signatory.title),
        contact=Contact(own.contact.name, own.contact.title, own.contact.phone, own.contact.email),
        summary=own.summary,
        understanding=own.understanding,
        solutions=tuple(Solution(each.need, each.what, each.proof) for each in own.solutions),
        puts_forward=own.puts_forward,
        leaves_out=own.leaves_out,
        references=tuple(map(_reference, own.references)),
        plan_starts=own.plan_starts,
        milestones=tuple(Milestone(each.what, each.from_day, each.to_day) for each in own.milestones),
        services=tuple(Service(each.what, each.says) for each in own.services),
        assumptions=own.assumptions,
        next_steps=tuple(NextStep(each.what, each.who, each.due) for each in own.next_steps),
        content=dict(_content(deal, house)),
    )


def _reference(each: told.Reference) -> Reference:
    return Reference(each.customer, each.place, each.since, each.what, each.outcome)


def _content(deal: Deal, house: House) -> Iterator[tuple[str, tuple[prose.Prose, ...]]]:
    for slot, placed in deal.proposal.content.items():
        if placed.text is not None:
            yield slot, prose.paragraphs(placed.text)
        elif placed.block is not None:
            block = block_of(house, placed.block, deal.language or house.language)
            yield slot, prose.read(block.lines)[0] if block else ()
