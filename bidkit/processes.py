"""Fresh processes of this computer, the same on every system."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from typing import TypeVar

G = TypeVar("G")
R = TypeVar("R")


@contextmanager
def processes(number: int) -> Iterator[ProcessPoolExecutor]:
    """Give so many processes; what they have not begun when this is left is never done."""
    # Ctrl-C reaches every process of a terminal; only the first one speaks of it, and the others end with it.
    deaf = (signal.SIGINT, signal.SIG_IGN)
    pool = ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=signal.signal, initargs=deaf)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes that do work ahead, while this one does other work; or none."""

    pool: Executor | None
    shared: bool
    """Whether work for several things is begun before the first is waited for."""
    number: int = 0
    """How many processes there are."""

    def begin(self, work: Callable[[G], R], given: G) -> Callable[[], R]:
        """Have work done; return what waits for it, and does it here where its process was ended from outside."""
        here = partial(work, given)
        if self.pool is None:
            return here
        try:
            there = self.pool.submit(work, given)
        except BrokenProcessPool:
            return here

        def came() -> R:
            with suppress(BrokenProcessPool):
                return there.result()
            return here()

        return came

    def leave(self) -> None:
        """Let the processes end as soon as what was begun is done."""
        if self.pool is not None:
            self.pool.shutdown(wait=False)


@contextmanager
def workers(*, shared: bool, most: int | None = None) -> Iterator[Workers]:
    """Give a process for every core, or so many at most, of which none begins before there is work for it."""
    cores = min(os.cpu_count() or 1, most or sys.maxsize)
    if cores == 1 or parent_process() is not None:  # whoever began this process keeps the other cores busy
        yield Workers(None, shared)
        return
    with processes(cores) as pool:
        yield Workers(pool, shared, cores)
