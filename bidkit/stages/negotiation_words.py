"""What the plan for the table says in words: states of gives, parts at the table, what is never said."""

from collections.abc import Mapping

from bidkit.phrases import Phrase
from bidkit.stages.negotiation_sheet import SaidRow

GIVES: Mapping[str, Phrase] = {
    "planned": Phrase("planned"),
    "offered": Phrase("offered"),
    "granted": Phrase("granted"),
    "refused": Phrase("refused"),
}
PARTS: Mapping[str, Phrase] = {
    "leads": Phrase("leads"),
    "speaks": Phrase("speaks"),
    "listens": Phrase("listens"),
    "calculates": Phrase("calculates"),
    "writes": Phrase("writes"),
    "decides": Phrase("decides"),
}
KNOWN: Mapping[str, Phrase] = {
    "known": Phrase("known"),
    "assumed": Phrase("assumed"),
    "unknown": Phrase("unknown"),
}
OURS, THEIRS = Phrase("We"), Phrase("The customer")

_ASK = Phrase("Our price is for what stands in the bid; let us speak of what you need.")
ALWAYS: tuple[SaidRow, ...] = (
    SaidRow(
        Phrase("Floor, walk-away price and limits"),
        Phrase("Whoever knows them stops there and nowhere before."),
        _ASK,
    ),
    SaidRow(
        Phrase("Cost, margin and who may approve what"),
        Phrase("The price is then bargained from the cost, and past us."),
        Phrase("I take it along and give you an answer by tomorrow."),
    ),
    SaidRow(
        Phrase("Who told us what, and what we know of their limits"),
        Phrase("It harms people who trusted us."),
        Phrase("We have read the tender and heard you."),
    ),
    SaidRow(
        Phrase("Prices of other bidders"),
        Phrase("Prices are never discussed with or about another bidder."),
        Phrase("We speak of our own offer alone."),
    ),
)
"""What is never said in any negotiation."""
