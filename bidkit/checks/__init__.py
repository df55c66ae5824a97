"""Rules across fields: each a pure function, Deal and House in, Findings out; sound fields are a condition."""

from bidkit.checks.acceptance_rules import ACCEPTANCE_RULES
from bidkit.checks.bid_references import BID_REFERENCE_RULES
from bidkit.checks.bid_rules import BID_RULES
from bidkit.checks.completion_rules import COMPLETION_RULES
from bidkit.checks.contract_rules import CONTRACT_RULES
from bidkit.checks.cost_rules import COST_RULES
from bidkit.checks.deal_rules import DEAL_RULES
from bidkit.checks.finding import Finding
from bidkit.checks.form_rules import FORM_RULES, profiles_are_whole
from bidkit.checks.hindrances import HINDRANCE_RULES
from bidkit.checks.house_rules import HOUSE_RULES
from bidkit.checks.negotiation_rules import NEGOTIATION_RULES
from bidkit.checks.notice_rules import NOTICE_RULES
from bidkit.checks.people_rules import PEOPLE_RULES
from bidkit.checks.price_rules import PRICE_POLICY_RULES, PRICE_RULES
from bidkit.checks.proposal_rules import PROPOSAL_RULES
from bidkit.checks.standard_rules import STANDARD_RULES
from bidkit.deal import Deal, House

__all__ = ["Finding", "check_deal", "check_house"]


_RULES = (
    *(*DEAL_RULES, *PEOPLE_RULES, *COST_RULES, *PRICE_RULES, *STANDARD_RULES, *FORM_RULES, *PROPOSAL_RULES),
    *(*NOTICE_RULES, *BID_REFERENCE_RULES, *BID_RULES, *HINDRANCE_RULES),
    *(*NEGOTIATION_RULES, *CONTRACT_RULES, *ACCEPTANCE_RULES, *COMPLETION_RULES),
)


def check_deal(deal: Deal, house: House) -> tuple[Finding, ...]:
    """Hold a record against every rule."""
    return tuple(finding for rule in _RULES for finding in rule(deal, house))


def check_house(house: House) -> tuple[Finding, ...]:
    """Hold the house data against every rule."""
    return tuple(finding for rule in (*HOUSE_RULES, *PRICE_POLICY_RULES, profiles_are_whole) for finding in rule(house))
