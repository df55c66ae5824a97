"""Commands of the business negotiation: the plan for the table, the contract's approval and signing, its handover."""

from bidkit.cli.documents import Final, Formats, Language, Out, order
from bidkit.cli.record import Record


def negotiation(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the plan for the table: visits, bargaining ranges, packages, and every give priced with what we get for it.

    Internal. A give that voids the approval of the price is said to do so.

    Example: bidkit negotiation deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.priced import NEGOTIATION

    make(NEGOTIATION, record, order(formats, out, final, language))


def signing(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the checklist of the contract's approval and signing: contract against bid against tender.

    Internal. It is the evidence of the key nodes "contract approved" and "contract signed".

    Example: bidkit signing deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.signing import SIGNING

    make(SIGNING, record, order(formats, out, final, language))


def handover(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the handover to the people who build: what sales promised, and what a promise still lacks.

    Internal. A promise without a cost line, an owner or an acceptance test stands first; the gate stays closed.

    Example: bidkit handover deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.handover import HANDOVER

    make(HANDOVER, record, order(formats, out, final, language))
