"""The sales method as data: six stages, the customer's step that each answers to, and the key nodes that close it."""

from typing import Literal, NamedTuple, get_args

from bidkit.phrases import Phrase

Stage = Literal["development", "sales-entry", "proposal", "bidding", "negotiation", "implementation"]
CustomerStep = Literal[
    "project-approval",
    "supplier-screening",
    "procurement-standards",
    "bid-evaluation",
    "purchase-commitment",
    "installation",
]
KeyNode = Literal[
    "opportunity-evaluated",
    "customer-graded",
    "insider-found",
    "key-people-met",
    "candidate-list",
    "standards-influenced",
    "price-approved",
    "bid-submitted",
    "contract-approved",
    "contract-signed",
    "project-accepted",
    "project-completed",
]
Element = Literal["needs", "schedule", "budget", "competition", "decision_process", "priority_items"]
Grade = Literal["A", "B", "C", "D"]

STAGES: tuple[Stage, ...] = get_args(Stage)
STEPS: tuple[CustomerStep, ...] = get_args(CustomerStep)
ELEMENTS: tuple[Element, ...] = get_args(Element)
GRADES: tuple[Grade, ...] = get_args(Grade)


class Node(NamedTuple):
    """A key node: the milestone, the stage it closes, its name, and what is to be done to reach it."""

    id: KeyNode
    stage: Stage
    name: Phrase
    do: Phrase


KEY_NODES: tuple[Node, ...] = (
    Node("opportunity-evaluated", "development", Phrase("Opportunity evaluated"), Phrase("Evaluate the opportunity")),
    Node("customer-graded", "development", Phrase("Customer graded"), Phrase("Grade the customer A, B, C or D")),
    Node("insider-found", "sales-entry", Phrase("Insider found"), Phrase("Find an insider")),
    Node(
        "key-people-met",
        "sales-entry",
        Phrase("Key people identified and met"),
        Phrase("Identify and meet the key people"),
    ),
    Node("candidate-list", "sales-entry", Phrase("On the candidate list"), Phrase("Get onto the candidate list")),
    Node(
        "standards-influenced",
        "proposal",
        Phrase("Procurement standards influenced and known"),
        Phrase("Influence the procurement standards and know them"),
    ),
    Node("price-approved", "bidding", Phrase("Price position approved"), Phrase("Have the price position approved")),
    Node(
        "bid-submitted",
        "bidding",
        Phrase("Bid submitted or negotiated"),
        Phrase("Submit the bid or enter the bid negotiation"),
    ),
    Node("contract-approved", "negotiation", Phrase("Contract approved"), Phrase("Have the contract approved")),
    Node("contract-signed", "negotiation", Phrase("Contract signed"), Phrase("Sign the contract")),
    Node("project-accepted", "implementation", Phrase("Project accepted"), Phrase("Bring the project to acceptance")),
    Node("project-completed", "implementation", Phrase("Project completed"), Phrase("Complete the project")),
)

STAGE_NAMES: dict[Stage, Phrase] = {
    "development": Phrase("Development"),
    "sales-entry": Phrase("Sales entry"),
    "proposal": Phrase("Proposal"),
    "bidding": Phrase("Bidding"),
    "negotiation": Phrase("Business negotiation"),
    "implementation": Phrase("Project implementation"),
}

STEP_NAMES: dict[CustomerStep, Phrase] = {
    "project-approval": Phrase("Internal demand and project approval"),
    "supplier-screening": Phrase("Preliminary investigation and screening of suppliers"),
    "procurement-standards": Phrase("Procurement standards being formulated"),
    "bid-evaluation": Phrase("Bidding and bid evaluation"),
    "purchase-commitment": Phrase("Purchase commitment"),
    "installation": Phrase("Installation and implementation"),
}

ELEMENT_NAMES: dict[Element, Phrase] = {
    "needs": Phrase("Needs"),
    "schedule": Phrase("Project and procurement schedule"),
    "budget": Phrase("Budget"),
    "competition": Phrase("Competition"),
    "decision_process": Phrase("Decision process"),
    "priority_items": Phrase("Priority evaluation items"),
}


def stage_for(step: CustomerStep) -> Stage:
    """Return the seller's stage that answers to the customer's step."""
    return STAGES[STEPS.index(step)]


def nodes_before(stage: Stage) -> tuple[Node, ...]:
    """Return the key nodes of every stage before this one, in the order of the method."""
    return tuple(node for node in KEY_NODES if STAGES.index(node.stage) < STAGES.index(stage))
