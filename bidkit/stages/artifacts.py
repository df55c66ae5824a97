"""The artifacts of the method, in its order; whoever needs one of them finds it in the module that builds it."""

from bidkit.certificates import due
from bidkit.deal import Deal, House
from bidkit.form_list import forms_of
from bidkit.stages.artifact import Artifact
from bidkit.stages.completion import COMPLETION
from bidkit.stages.development import EVALUATION
from bidkit.stages.for_customer import ACCEPTANCE, BID, BID_PRICE, CERTIFICATE, PROPOSAL, PUNCH, certificate_of
from bidkit.stages.handover import HANDOVER
from bidkit.stages.influencing import STANDARDS
from bidkit.stages.priced import NEGOTIATION, PRICING
from bidkit.stages.sales_entry import STAKEHOLDERS
from bidkit.stages.signing import SIGNING
from bidkit.stages.tracing import TRACE

ARTIFACTS: tuple[Artifact, ...] = (
    *(EVALUATION, STAKEHOLDERS, STANDARDS, PROPOSAL, TRACE, PRICING, BID, BID_PRICE),
    *(NEGOTIATION, SIGNING, HANDOVER, ACCEPTANCE, PUNCH, CERTIFICATE, COMPLETION),
)


def artifacts_of(deal: Deal, house: House) -> tuple[Artifact, ...]:
    """Return the artifacts of a record: the bid where forms are asked for, the certificate that it prepares."""
    asked, wanted = bool(forms_of(deal, house)), due(deal.acceptance)
    made = (each for each in ARTIFACTS if asked or not each.of_a_tender)
    own = (certificate_of(wanted),) if wanted else ()
    return tuple(found for each in made for found in (own if each is CERTIFICATE else (each,)))
