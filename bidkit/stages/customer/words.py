"""What the customer reads for the words of the record."""

from collections.abc import Mapping

from bidkit.phrases import Phrase

ANSWERS: Mapping[str, Phrase] = {
    "comply": Phrase("met"),
    "exceed": Phrase("exceeded"),
    "partially": Phrase("met in part"),
    "deviate": Phrase("not met"),
}
"""Our answer to a standard, as the customer reads it."""

ENVELOPES: Mapping[str, Phrase] = {
    "technical": Phrase("technical"),
    "price": Phrase("price"),
    "qualification": Phrase("qualification"),
    "separate": Phrase("apart"),
}
"""The envelope that a form belongs to."""

SIGNED_BY: Mapping[str, Phrase] = {
    "nobody": Phrase("nobody"),
    "signatory": Phrase("Authorised signatory"),
    "legal-representative": Phrase("Legal representative"),
    "issuer": Phrase("who issues it"),
}
"""Who signs a form."""
