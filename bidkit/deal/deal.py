"""The deal record: one per deal, everything else is generated from it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from bidkit.deal.acceptance import Acceptance
from bidkit.deal.bid import Bid
from bidkit.deal.bidding import Price
from bidkit.deal.completion import Completion
from bidkit.deal.contract import Contract
from bidkit.deal.costs import DealCosts
from bidkit.deal.method import KeyNode, Stage
from bidkit.deal.negotiation import Negotiation
from bidkit.deal.opportunity import Competitor, Elements, Evaluation, Grading
from bidkit.deal.parties import Customer, Lead
from bidkit.deal.progress import Action, KeyNodeEntry
from bidkit.deal.proposal import Proposal
from bidkit.deal.stakeholders import CandidateList, Stakeholder
from bidkit.deal.standards import Standards
from bidkit.deal.tender import Tender
from bidkit.deal.types import Amount, Currency, Day, DealId, Line, Part, Text, YesNo

Language = Literal["en", "zh-CN"]


class Deal(Part):
    """Everything that is known of one deal."""

    id: DealId
    """A stable id; it begins the name of every document of the deal."""
    title: Line
    """What is being sold to whom, in one line."""
    stage: Stage
    """Our stage of the sale. It may only be entered when the key nodes before it are reached or passed by force."""
    as_of: Day | None = None
    """The day on which this record was last brought up to date; ages and the time to the order count from it."""
    owner: Line | None = None
    """Who of us owns the deal."""
    language: Language | None = None
    """The language of the documents; the house's language where it is left out."""
    currency: Currency | None = None
    """The currency of every amount in the record, as its ISO 4217 code."""
    expected_value: Amount | None = None
    """The expected order value excluding tax, in the currency above."""
    product: Literal["customised", "standard"] | None = None
    """Customised (non-standard) products reward early entry most."""
    customer: Customer
    """The buying organisation."""
    lead: Lead = Lead.model_construct()
    """How we learned of the project."""
    elements: Elements = Elements.model_construct()
    """The six elements that make an opportunity known."""
    evaluation: Evaluation = Evaluation.model_construct()
    """The opportunity judged in the house's evaluation model."""
    competitors: tuple[Competitor, ...] = ()
    """The rivals and how we stand against each."""
    sole_source: YesNo = "no"
    """yes where nobody else competes, as `elements.competition` must show; the factors of the competition then
    count at the top of the scale."""
    grading: Grading = Grading.model_construct()
    """What the customer's grade rests on."""
    costs: DealCosts | None = None
    """What the order is expected to cost us."""
    tender: Tender = Tender.model_construct()
    """The customer's tender or enquiry."""
    price: Price = Price.model_construct()
    """What we know before we set our price, and what was decided."""
    bid: Bid = Bid.model_construct()
    """What we submit."""
    stakeholders: tuple[Stakeholder, ...] = ()
    """The people of the purchase."""
    candidate_list: CandidateList = CandidateList.model_construct()
    """Whether the customer counts us among the suppliers that may bid."""
    standards: Standards = Standards.model_construct()
    """The customer's needs, its procurement standards, and our say in them."""
    proposal: Proposal = Proposal.model_construct()
    """What the customer reads in our proposal, beside the needs and the standards."""
    negotiation: Negotiation = Negotiation.model_construct()
    """The plan for the table, and what came of it."""
    contract: Contract = Contract.model_construct()
    """The contract, its review and signing, and what was promised on the way."""
    acceptance: Acceptance = Acceptance.model_construct()
    """What is delivered, tested, put right and accepted."""
    completion: Completion = Completion.model_construct()
    """What came of the deal: its result, what it cost, what was learned, and how we stay in touch."""
    key_nodes: Annotated[Mapping[KeyNode, KeyNodeEntry], Field(default_factory=dict)]
    """What has been reached, by key node id."""
    actions: tuple[Action, ...] = ()
    """The work that is open or done, beside what the method itself asks for."""
    note: Text | None = None
    """Anything that belongs to the record and nowhere else."""
