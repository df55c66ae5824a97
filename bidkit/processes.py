"""Fresh processes of this computer, the same on every system."""

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context


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
