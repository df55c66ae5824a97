"""The columns by which requirements stand in a spreadsheet: which field each holds, and who fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

from bidkit.deal.standards import Requirement
from bidkit.phrases import Phrase

Kind = Literal["text", "word", "number", "date", "ids"]
FieldPath = tuple[str, ...]

LONGEST = 32_767  # signs that a cell holds; Excel cuts off what comes after


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of a requirement, its heading, what belongs there; without a width it is not written."""

    path: FieldPath
    heading: Phrase
    meaning: Phrase
    kind: Kind = "text"
    words: Mapping[str, Phrase] = field(default_factory=dict)
    """The words that may stand there, as the record and as the sheet says them."""
    width: int = 0
    for_engineers: bool = False
    """Whether those who design and test fill it in."""

    @property
    def name(self) -> str:
        """The field's name, as a person gives it to a command."""
        return ".".join(self.path)

    def value(self, item: Requirement) -> object:
        """Return what a requirement holds there."""
        return reduce(getattr, self.path, item)


_OBLIGATIONS = {"mandatory": Phrase("mandatory"), "scored": Phrase("scored")}
_ANSWERS = {
    "comply": Phrase("complies"),
    "partially": Phrase("complies in part"),
    "deviate": Phrase("deviates"),
    "exceed": Phrase("exceeds"),
}
_ORIGINS = {"customer": Phrase("customer"), "proposed": Phrase("proposed by us"), "rival": Phrase("a rival")}
_STATES = {
    "proposed": Phrase("proposed"),
    "adopted": Phrase("adopted"),
    "changed": Phrase("adopted in changed form"),
    "refused": Phrase("refused"),
    "unknown": Phrase("unknown"),
}

ID = Column(("id",), Phrase("Id"), Phrase("Stays with the requirement for good; do not change it."), width=12)
TEXT = Column(("text",), Phrase("Requirement"), Phrase("What is required, word for word."), width=56)
SOURCE = Column(("source",), Phrase("Source"), Phrase("The tender's number, or who told us."), width=26)

COLUMNS = (
    ID,
    SOURCE,
    Column(("group",), Phrase("Group"), Phrase("The id of its group; the groups stand below."), width=10),
    Column(("category",), Phrase("Category"), Phrase("What it is about, such as accuracy or service."), width=14),
    Column(("needs",), Phrase("Needs"), Phrase("The ids of the needs that it serves."), "ids", width=12),
    TEXT,
    Column(
        ("obligation",),
        Phrase("Obligation"),
        Phrase("Who does not meet a mandatory one is out; a scored one earns points."),
        *("word", _OBLIGATIONS, 14),
    ),
    Column(
        ("weight",),
        Phrase("Maximum points"),
        Phrase("The points that it is expected to earn at most."),
        "number",
        width=13,
    ),
    Column(
        ("ours", "answer"),
        Phrase("Our answer"),
        Phrase("How we answer it: choose from the list."),
        *("word", _ANSWERS, 18, True),
    ),
    Column(("ours", "offered"), Phrase("Value offered"), Phrase("The value that we offer."), "text", {}, 28, True),
    Column(
        ("ours", "evidence"),
        Phrase("Evidence"),
        Phrase("A certificate, data sheet or reference, with its number."),
        *("text", {}, 28, True),
    ),
    Column(("ours", "benefit"), Phrase("Benefit"), Phrase("What the customer gains by it."), "text", {}, 28, True),
    Column(
        ("ours", "deviation"),
        Phrase("Deviation"),
        Phrase("What differs from what is required, where it does."),
        *("text", {}, 28, True),
    ),
    Column(
        ("ours", "reason"),
        Phrase("Reason for the deviation"),
        Phrase("Why it differs, and why that does no harm."),
        *("text", {}, 28, True),
    ),
    Column(
        ("ours", "date"),
        Phrase("Answered on"),
        Phrase("The day of the answer, such as 2026-09-30."),
        *("date", {}, 12, True),
    ),
    Column(("verification", "test"), Phrase("Test"), Phrase("How it will be shown."), "text", {}, 28, True),
    Column(
        ("verification", "standard"),
        Phrase("Test standard"),
        Phrase("The standard that the test follows, by its number."),
        *("text", {}, 18, True),
    ),
    Column(
        ("verification", "criterion"),
        Phrase("Accepted when"),
        Phrase("When the test counts as passed."),
        *("text", {}, 28, True),
    ),
    Column(
        ("cost_lines",),
        Phrase("Cost lines"),
        Phrase("The ids of the cost lines that pay for it, with commas between them."),
        *("ids", {}, 14, True),
    ),
    Column(
        ("no_cost",),
        Phrase("Why it costs nothing"),
        Phrase("Where no cost line pays for it."),
        *("text", {}, 24, True),
    ),
    Column(("origin",), Phrase("Put forward by"), Phrase("Whose idea it was."), "word", _ORIGINS),
    Column(("state",), Phrase("State"), Phrase("What has become of it."), "word", _STATES),
    Column(("justification",), Phrase("Justification"), Phrase("The public reason for it.")),
    Column(("or_equivalent",), Phrase("Or equivalent"), Phrase("The wording that keeps it open to other makers.")),
    Column(("published_on",), Phrase("Published on"), Phrase("When the customer published it."), "date"),
    Column(("date",), Phrase("Learned on"), Phrase("When that was learned."), "date"),
    Column(("note",), Phrase("Note"), Phrase("What we alone should know of it.")),
)

WRITTEN = tuple(column for column in COLUMNS if column.width)
NAMED = {column.name: column for column in COLUMNS}
