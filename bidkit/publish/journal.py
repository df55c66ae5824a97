"""The journal: what a run is about to move, written down before the first file is moved.

While it stands in the folder the set is on its way. Whoever comes next can tell from it, file by file, what was done,
and carry the run on to the new set or back to the old one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import disk
from bidkit.publish.names import free

JOURNAL = ".bidkit-journal.json"


@dataclass(frozen=True, slots=True)
class Move:
    """One file on its way: from `staged` to `target`, with a copy of what stood there before."""

    target: str
    staged: str
    after: str
    """The digest of the new file."""
    before: str | None
    """The digest of the old file; None where there was none."""
    backup: str | None

    def done(self, folder: Path) -> bool:
        """Tell whether the new file has been moved to its name."""
        return not (folder / self.staged).exists()

    def undone(self, folder: Path) -> bool:
        """Tell whether it was moved, and then the old one put back."""
        return self.done(folder) and disk.digest_at(folder / self.target) == self.before


def write(folder: Path, moves: Sequence[Move]) -> None:
    """Put the journal in place: from here on the run counts as decided."""
    text = json.dumps({"moves": [asdict(move) for move in moves]}, indent=2, ensure_ascii=False)
    staged = disk.stage(folder / JOURNAL, text.encode())
    disk.force_folder(folder)
    disk.replace(staged, folder / JOURNAL)
    disk.force_folder(folder)


def read(folder: Path) -> list[Move] | None:
    """Return the moves of a run that did not end, or None."""
    path = folder / JOURNAL
    try:
        return [_move(each) for each in json.loads(path.read_bytes())["moves"]]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "Move it away. The files of the interrupted run stay as they are."
        raise ProblemsFound([Problem(Place(str(path)), f"is not a journal that bidkit wrote: {error}", hint)]) from None


def _move(said: Mapping[str, str]) -> Move:
    move = Move(**said)
    for name in (move.target, move.staged, move.backup or move.staged):
        if Path(name).name != name:
            raise ValueError(f"'{name}' is not the name of a file in this folder")
    return move


def settle(folder: Path) -> bool:
    """Carry an interrupted run to its end, forward or back, and sweep up; tell whether there was one."""
    moves = read(folder)
    if moves is not None and any(move.undone(folder) for move in moves):
        back(folder, moves)
    elif moves is not None:
        carry_out(folder, moves)
    sweep(folder)
    return moves is not None


def carry_out(folder: Path, moves: Sequence[Move]) -> None:
    """Make every move; if one cannot be made, put the old set back and raise what hindered it.

    Where even that fails the journal stays, and whoever comes next tries again.
    """
    try:
        forward(folder, moves)
    except BaseException:
        with suppress(OSError):
            back(folder, moves)
            sweep(folder)
        raise


def abandon(folder: Path) -> None:
    """Forget a run that has moved nothing yet."""
    disk.remove(folder / JOURNAL)
    sweep(folder)


def forward(folder: Path, moves: Iterable[Move]) -> None:
    """Move every file that has not been moved; one that a person changed meanwhile stays, the new one beside it."""
    for move in moves:
        if move.done(folder):
            continue
        target = folder / move.target
        if disk.digest_at(target) not in (move.before, move.after):
            target = free(target, move.after)
        disk.replace(folder / move.staged, target)
    _close(folder)


def back(folder: Path, moves: Iterable[Move]) -> None:
    """Put every old file back; one that a person changed meanwhile stays."""
    for move in moves:
        target = folder / move.target
        if not move.done(folder) or disk.digest_at(target) != move.after:
            continue
        if move.backup is None:
            disk.remove(target)
        elif (folder / move.backup).exists():
            disk.replace(folder / move.backup, target)
    _close(folder)


def _close(folder: Path) -> None:
    disk.force_folder(folder)
    disk.remove(folder / JOURNAL)
    disk.force_folder(folder)


def sweep(folder: Path) -> None:
    """Remove what no journal speaks of; what cannot be removed hinders nobody, and the next run tries again."""
    for path in disk.leftovers(folder):
        with suppress(OSError):
            disk.remove(path)
