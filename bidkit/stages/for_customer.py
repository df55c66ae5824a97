"""What the customer reads: each document is built from the view of a deal, and this is the one place that says so."""

from dataclasses import replace
from functools import partial

from bidkit.certificates import Due
from bidkit.certifying import refusals
from bidkit.stages.artifact import Artifact, ForCustomer, WithPrices
from bidkit.stages.customer.acceptance_workbook import acceptance_workbook
from bidkit.stages.customer.accepting import acceptance, punch
from bidkit.stages.customer.bid_prices import bid_price
from bidkit.stages.customer.bidding import bid
from bidkit.stages.customer.certifying import certificate
from bidkit.stages.customer.proposing import proposal

PROPOSAL = Artifact("proposal", "proposal", "customer", ForCustomer(proposal))
BID = Artifact("bid", "bidding", "customer", ForCustomer(bid), of_a_tender=True)
BID_PRICE = Artifact("bid-price", "bidding", "customer", WithPrices(bid_price), of_a_tender=True)
ACCEPTANCE = Artifact("acceptance", "implementation", "customer", ForCustomer(acceptance), workbook=acceptance_workbook)
PUNCH = Artifact("punch", "implementation", "customer", ForCustomer(punch))
CERTIFICATE = Artifact("certificate", "implementation", "customer", ForCustomer(certificate))


def certificate_of(wanted: Due) -> Artifact:
    """Return the certificate of a type, for everything or for a lot."""
    kind, lot = wanted
    build = ForCustomer(partial(certificate, kind=kind, lot=lot))
    part = f"{kind}-{lot}" if lot else kind
    return replace(CERTIFICATE, build=build, part=part, refused=partial(refusals, wanted=wanted))
