"""What a process takes: time on the clock, time computed, peak memory. It needs `os.wait4`, which Windows lacks."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

# A program that is installed has its modules compiled; some machines forbid to keep that.
AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Used(NamedTuple):
    """What a process took: seconds on the clock, seconds computed, megabytes at its peak."""

    wall: float
    cpu: float
    megabytes: float


def spent(words: Sequence[str]) -> Used:
    """Run Python with these arguments in a process of its own, and return what it took."""
    started = perf_counter()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        quiet = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), each) for each in (1, 2)]
        child = os.posix_spawn(sys.executable, [sys.executable, *words], AS_INSTALLED, file_actions=quiet)
        _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes on macOS, kilobytes on Linux
    return Used(perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)
