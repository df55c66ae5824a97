"""Look for garbage less often: to walk what is all kept again and again takes a tenth of the time and finds nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 100)
"""How often garbage is looked for in the ordinary; with Python's own figures it took half of the time."""

_LARGE = 1_000_000
"""Objects that take seconds to walk; a record of ten thousand lines has more."""


@contextmanager
def uncollected(*, kept: bool = False) -> Iterator[None]:
    """Look for no garbage while something grows, of which next to nothing is free: a record, a tree of boxes.

    What is kept to the end of the process is not looked at ever again where it is large.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if kept and gc.get_count()[0] > _LARGE:
            gc.freeze()
        if was_on:
            gc.enable()


def kept_to_the_end(*things: object) -> None:
    """Leave things to the end of the process, which frees all at once; a large record piece by piece takes a while."""
    kept: list[object] = [*things]
    kept.append(kept)  # it holds itself, and nobody looks for it any more
    gc.freeze()
