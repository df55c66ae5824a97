"""Room for deep calls in one piece.

Python 3.11 and later keep the frames of running functions in chunks of 16 KB. A call that needs the next chunk maps it,
and gives it back on return: a loop that happens to stand at such a border maps and unmaps memory at each turn. A page
of a long table, laid out by calls within calls, took a fifth longer so, or not, by the depth it was called from.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_ROOM = 70_000  # values; the chunk that holds them is a megabyte, and what is left of it holds some thousand calls


def roomy(work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    """Do work in calls that all find room in one chunk."""
    return work(*given, **named)


roomy.__code__ = roomy.__code__.replace(co_stacksize=_ROOM)
