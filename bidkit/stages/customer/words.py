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
