"""What stands at the top of every document for the customer, and in its header and footer."""

from dataclasses import dataclass

from bidkit.audience.view import View
from bidkit.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Head:
    """Names the document; nothing of it tells of the record it was made from."""

    number: str
    """Our reference; the deal's id where there is none yet."""
    title: str
    artifact: Phrase
    status: Phrase | None
    """DRAFT, or nothing."""
    seller: str | None
    author: str | None
    revision: Phrase | None = None
    """Which revision it was issued as; nothing where it was not issued."""


def head_of(view: View, artifact: Phrase, *, final: bool, number: str | None = None) -> Head:
    """Return the head of a document for the customer; one of a later stage than the proposal has its own number."""
    return Head(
        number=number or view.id,
        title=view.title,
        artifact=artifact,
        status=None if final else Phrase("DRAFT"),
        seller=view.seller.name,
        author=view.proposal.signatory.name,
    )
