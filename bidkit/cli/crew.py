"""Those who do the work: processes of this computer, or a Dask cluster (cluster.py)."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bidkit.problems import Place, Problem
from bidkit.processes import processes

J = TypeVar("J")
R = TypeVar("R")


class Crew(Protocol):
    """Does jobs that say all there is to know about them."""

    @property
    def size(self) -> int:
        """How many jobs it does at the same time."""
        ...

    @property
    def elsewhere(self) -> bool:
        """Whether jobs are done on other computers."""
        ...

    def carry_out(self, do: Callable[[J], R], jobs: Sequence[J]) -> Iterator[tuple[J, R | Problem]]:
        """Yield each job once, as it ends, with what came of it or the Problem that kept it from being done."""
        ...


@dataclass(frozen=True, slots=True)
class Local:
    """Fresh processes of this computer, the same on every system; this one alone where one is enough."""

    size: int
    elsewhere = False

    def carry_out(self, do: Callable[[J], R], jobs: Sequence[J]) -> Iterator[tuple[J, R | Problem]]:
        """Yield each job once, as it ends, with what came of it."""
        number = min(self.size, len(jobs))
        if number <= 1:
            yield from ((job, do(job)) for job in jobs)
            return
        with processes(number) as pool:
            running = {pool.submit(do, job): job for job in jobs}
            for ended in as_completed(running):
                job = running.pop(ended)
                try:
                    yield job, ended.result()
                except BrokenProcessPool:
                    yield job, _ENDED


_ENDED = Problem(
    Place("--jobs"),
    "a process was ended from outside; memory may be short",
    "What was written stands. Run it again, with fewer at the same time: --jobs 1.",
)
