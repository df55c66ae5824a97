"""One command on one failing disk after another."""

import errno
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from tests.faults.calling import NOTHING, Caller, Ended, Fault
from tests.faults.judging import NAMES, Healthy, faults_of, mended

ONCE = tuple((error, False) for error in NAMES)
FOR_GOOD = ((errno.ENOSPC, True), (0, False), (errno.EIO, True))
"""The disk fails from there on, or the program is killed."""


@dataclass(frozen=True)
class Trial:
    """What went wrong in a command, and what is wrong with how it ended."""

    command: str
    how: str
    ended: Ended
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in one line."""
        at = f"{self.how} at {self.ended.failed}"
        return f"{self.command}, {at}: {'; '.join(self.wrong)}\n    said: {self.ended.said.strip()[:600]}"


def every_fault(sound: Healthy, *, rotating: bool = False) -> Iterator[Fault]:
    """Yield what goes wrong at each operation of a command: each errno once and one lasting end; or one of these."""
    both = cycle((*ONCE, *FOR_GOOD))
    lasting = cycle(FOR_GOOD)
    for at in range(1, sound.ended.operations + 1):
        endings = [next(both)] if rotating else [*ONCE, next(lasting)]
        yield from (Fault(at, error, good) for error, good in endings)


def tried(sound: Healthy, fault: Fault, caller: Caller, folder: Path) -> Trial:
    """Run a command on a copy of its files where something goes wrong, and once more where nothing does."""
    how = f"{NAMES.get(fault.error, 'killed')}{' from there on' * fault.lasting}"
    return _tried(sound, how, caller, folder, fault=fault)


def killed(sound: Healthy, chance: random.Random, longest: float, caller: Caller, folder: Path) -> Trial:
    """Kill a command after a time left to chance."""
    seconds = chance.random() * longest
    return _tried(sound, f"killed after {seconds:.3f} s", caller, folder, seconds=max(seconds, 0.001))


def _tried(sound: Healthy, how: str, caller: Caller, folder: Path, fault: Fault = NOTHING, seconds: float = 0) -> Trial:
    copy = shutil.copytree(sound.base, folder / "trial")
    try:
        ended = caller(sound.call(copy, fault, seconds))
        rough = fault.lasting or ended.code < 0
        if ended.failed.startswith("unlink .bidkit-") and not rough:
            _remove_what_could_not_be_removed(copy, ended)
        wrong = list(faults_of(sound, copy, ended, rough=rough))
        wrong += mended(sound, copy, caller)
        return Trial(sound.command.name, how, ended, tuple(wrong))
    finally:
        shutil.rmtree(copy)


def _remove_what_could_not_be_removed(folder: Path, ended: Ended) -> None:
    """Remove the one temporary file whose removal was what failed; the next run does that."""
    for path in folder.rglob(ended.failed.removeprefix("unlink ")):
        path.unlink()
