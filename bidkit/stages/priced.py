"""The sheets that calculate. What they calculate with is loaded only once one is built."""

from bidkit.deal import Deal, House
from bidkit.stages.artifact import Artifact
from bidkit.stages.negotiation_sheet import NegotiationSheet
from bidkit.stages.price_data import pricing_data
from bidkit.stages.pricing_sheet import PricingSheet
from bidkit.stages.pricing_workbook import pricing_workbook


def pricing(deal: Deal, house: House, *, final: bool) -> PricingSheet:
    """Return the pricing analysis."""
    from bidkit.stages.bidding import build  # noqa: PLC0415

    return build(deal, house, final=final)


def negotiation(deal: Deal, house: House, *, final: bool) -> NegotiationSheet:
    """Return the plan for the table."""
    from bidkit.stages.negotiating import build  # noqa: PLC0415

    return build(deal, house, final=final)


PRICING = Artifact("pricing", "bidding", "internal", pricing, pricing_data, pricing_workbook)
NEGOTIATION = Artifact("negotiation", "negotiation", "internal", negotiation, by_bands=True)
