"""Commands of the business negotiation: the contract's approval and signing, and its handover."""

from bidkit.cli.documents import Final, Formats, Language, Out, order
from bidkit.cli.record import Record


def signing(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the checklist of the contract's approval and signing: contract against bid against tender.

    Internal. It is the evidence of the key nodes "contract approved" and "contract signed".

    Example: bidkit signing deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages import SIGNING

    make(SIGNING, record, order(formats, out, final, language))


def handover(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the handover to the people who build: what sales promised, and what a promise still lacks.

    Internal. A promise without a cost line, an owner or an acceptance test stands first; the gate stays closed.

    Example: bidkit handover deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages import HANDOVER

    make(HANDOVER, record, order(formats, out, final, language))
