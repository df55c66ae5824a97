"""From a path to past tenders: no more than a list of bids needs, nothing in it unseen, every Problem at its cell."""

from collections.abc import Sequence
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.source import MAX_PROBLEMS, MEND_FIRST, decoded, first_bytes, unseen
from pricing.history.read import BadRow, PastTender, usable_in

MOST = 25_000_000


def past_tenders(path: Path) -> tuple[PastTender, ...]:
    """Return the past tenders of a file, or raise ProblemsFound with every cell that cannot be used."""
    text = decoded(history_bytes(path), path)
    tenders, bad = usable_in(text)
    refuse(text, path, bad)
    return tenders


def history_bytes(path: Path) -> bytes:
    """Return what a file of past tenders holds, or raise ProblemsFound when it is too large or unreadable."""
    raw = first_bytes(path, MOST + 1)
    if len(raw) > MOST:
        hint = "Past tenders are one short row per bid; give a file that holds these alone."
        raise ProblemsFound([Problem(Place(str(path)), "is larger than 25 MB", hint)])
    return raw


def refuse(text: str, path: Path, rows: Sequence[BadRow]) -> None:
    """Raise ProblemsFound with what cannot be seen in a text and what is wrong with its rows, the first of many."""
    said = [Problem(Place(str(path), row.line, row.column), row.message, row.hint) for row in rows[:MAX_PROBLEMS]]
    if len(rows) > MAX_PROBLEMS:
        message = f"has {len(rows) - MAX_PROBLEMS} more problems that are not listed"
        said.append(Problem(Place(str(path)), message, MEND_FIRST))
    if problems := [*unseen(text, str(path)), *said]:
        raise ProblemsFound(problems)
