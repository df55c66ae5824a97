"""From a path to a tender to be scored: the same reader as for records, with every Problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from bidkit.record.source import parse, read_text
from bidkit.record.tree import Table
from bidkit.record.validate import validate
from pricing.evaluation import Tender

START = "Write `rule:` with its method, and `bids:` as a list; `bidkit score --methods` shows the rules."
REFERENCE = "`bidkit score --methods`"


@dataclass(frozen=True, slots=True)
class TenderFile:
    """A tender whose fields are sound, and where they stand."""

    tender: Tender
    tree: Table


def load_tender(path: Path) -> TenderFile:
    """Read a tender, or raise ProblemsFound with everything that is wrong with its text and fields."""
    tree, problems = parse(read_text(path), str(path), start=START)
    return TenderFile(validate(Tender, tree, problems, reference=REFERENCE), tree)
