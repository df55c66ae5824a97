"""What a certificate says for the words of the record."""

from collections.abc import Mapping

from bidkit.phrases import Phrase

TITLES: Mapping[str, Phrase] = {
    "factory": Phrase("Factory acceptance certificate"),
    "completion": Phrase("Completion certificate"),
    "provisional": Phrase("Provisional acceptance certificate"),
    "final": Phrase("Final acceptance certificate"),
}
CONFIRMS: Mapping[str, Phrase] = {
    "factory": Phrase(
        "The tests at the supplier's works were made as this certificate tells. The equipment may be shipped; "
        "what is still open below stays owed, and the later acceptances are not anticipated."
    ),
    "completion": Phrase(
        "The equipment was delivered and installed as the contract asks, and is ready for the tests at the site; "
        "what is still open below stays owed."
    ),
    "provisional": Phrase(
        "The equipment met the tests of the contract as this certificate tells, and is accepted from the day stated "
        "above; what is still open below stays owed."
    ),
    "final": Phrase(
        "The warranty has ended, and the supplier has done what the contract asks. The equipment is finally accepted "
        "from the day stated above."
    ),
}
STARTS: Mapping[str, Phrase] = {
    "delivery": Phrase("delivery"),
    "factory": Phrase("factory acceptance"),
    "completion": Phrase("completion"),
    "provisional": Phrase("provisional acceptance"),
    "final": Phrase("final acceptance"),
}
"""What starts the warranty, and what releases a part of the price or gives a security back."""
SECURITIES: Mapping[str, Phrase] = {
    "bid": Phrase("Bid security"),
    "advance-payment": Phrase("Advance payment security"),
    "performance": Phrase("Performance security"),
    "warranty": Phrase("Warranty security"),
}
