"""A loop at any depth of calls takes memory once, not at each turn."""

from collections.abc import Callable

import pytest

from bidkit.roomy import roomy

resource = pytest.importorskip("resource", reason="Windows does not count page faults so")


def test_a_deep_loop_takes_memory_once() -> None:
    depths = range(200, 400)  # more than one chunk of frames wide, so that one depth is just at a border
    assert max(faults(deep, depth) for depth in depths) > TURNS
    assert max(faults(in_room, depth) for depth in depths) < TURNS / 10


def test_what_is_given_and_returned_is_that_of_the_work() -> None:
    assert roomy(sorted, [3, 1, 2], reverse=True) == [3, 2, 1]


TURNS = 1000


def in_room(depth: int) -> None:
    roomy(deep, depth)


def deep(depth: int) -> None:
    if depth:
        deep(depth - 1)
        return
    for _ in range(TURNS):
        leaf()


def leaf() -> None:
    """Do nothing, in a frame of its own."""


def faults(work: Callable[[int], None], depth: int) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    work(depth)
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
