"""How tenders are scored: rules and bids as data. What computes with them stands in `scoring` and `simulation`."""

from pricing.evaluation.tender import Bid, Rule, Tender

__all__ = ["Bid", "Rule", "Tender"]
