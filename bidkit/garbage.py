"""Look for garbage less often: to walk what is all kept again and again takes a tenth of the time and finds nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 100)
"""How often garbage is looked for in the ordinary; with Python's own figures it took half of the time."""

_LARGE = 1_000_000
"""New objects of a record so long that to walk it once takes seconds: the process keeps it to its end and is short."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage while something grows, of which next to nothing is free: a record, a tree of boxes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _LARGE:
            gc.freeze()
        if was_on:
            gc.enable()
