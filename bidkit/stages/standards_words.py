"""What the ledger and the thread say in words: states, answers, favours, moves, links."""

from collections.abc import Mapping

from bidkit.phrases import Phrase

ORIGINS: Mapping[str, Phrase] = {
    "customer": Phrase("customer"),
    "proposed": Phrase("proposed by us"),
    "rival": Phrase("a rival"),
}
STATES: Mapping[str, Phrase] = {
    "proposed": Phrase("proposed"),
    "adopted": Phrase("adopted"),
    "changed": Phrase("adopted in changed form"),
    "refused": Phrase("refused"),
    "unknown": Phrase("unknown"),
}
OBLIGATIONS: Mapping[str, Phrase] = {"mandatory": Phrase("mandatory"), "scored": Phrase("scored")}
ANSWERS: Mapping[str, Phrase] = {
    "comply": Phrase("complies"),
    "partially": Phrase("complies in part"),
    "deviate": Phrase("deviates"),
    "exceed": Phrase("exceeds"),
    "unknown": Phrase("unknown"),
}
FAVOURS: Mapping[str, Phrase] = {
    "ours": Phrase("us"),
    "rival": Phrase("a rival"),
    "mixed": Phrase("us and a rival"),
    "level": Phrase("nobody: the price decides"),
    "open": Phrase("not known yet"),
}
MOVES: Mapping[str, Phrase] = {
    "shape": Phrase("Shape: have it changed before it is published"),
    "open-up": Phrase("Open it: only we can meet it as it stands, which invites a complaint"),
    "withdraw": Phrase("Published and mandatory, and we do not meet it: deviate openly or withdraw"),
    "follow-up": Phrase("Follow up until it is adopted"),
    "find-out": Phrase("Find out what the rivals answer"),
    "answer": Phrase("Answer it"),
    "accept": Phrase("Accept"),
    "let-go": Phrase("Refused: let go"),
}
KINDS: Mapping[str, Phrase] = {
    "demonstration": Phrase("demonstration"),
    "works-visit": Phrase("visit to our works"),
    "reference-visit": Phrase("visit to a user of ours"),
    "seminar": Phrase("seminar"),
    "proposal": Phrase("proposal"),
    "trial": Phrase("trial"),
}
LINKS: Mapping[str, Phrase] = {
    "need": Phrase("Need"),
    "standard": Phrase("Standard adopted"),
    "tender-clause": Phrase("Tender clause"),
    "response": Phrase("Response"),
    "cost-line": Phrase("Cost line"),
    "contract-clause": Phrase("Contract clause"),
    "acceptance-test": Phrase("Acceptance test"),
    "punch-item": Phrase("Punch item"),
}
RESULTS: Mapping[str, Phrase] = {
    "pass": Phrase("passed"),
    "fail": Phrase("failed"),
    "waived": Phrase("waived"),
    "pending": Phrase("pending"),
}
PUNCH_STATES: Mapping[bool, Phrase] = {True: Phrase("still open"), False: Phrase("closed")}
"""By whether the item is still open."""
