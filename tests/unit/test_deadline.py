"""What does not come to an end is stopped, once, and leaves nothing behind."""

import subprocess
import sys
import time

import pytest

from bidkit.deadline import TooLongError, stopped_after


def test_work_without_end_is_stopped() -> None:
    with pytest.raises(TooLongError), stopped_after(0.1):
        while True:
            time.sleep(0)


def test_work_that_swallows_the_error_is_too_long_all_the_same() -> None:
    with pytest.raises(TooLongError), stopped_after(0.1):
        try:
            while True:
                time.sleep(0)
        except TooLongError:
            pass


def test_no_second_error_is_on_its_way() -> None:
    for _ in range(3):
        with pytest.raises(TooLongError), stopped_after(0.1):
            while True:
                time.sleep(0)
        for _ in range(10_000):
            time.sleep(0)


_TRACED = """
import sys
from bidkit.deadline import stopped_after

def trace(frame, event, arg):
    return trace

sys.settrace(trace)
with stopped_after(60):
    pass
for number in range(10):
    hash(number)
print("came to its end")
"""


def test_what_comes_afterwards_can_be_traced() -> None:
    """As a debugger or a measurement of coverage does."""
    words = [sys.executable, "-c", _TRACED]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout == "came to its end\n"
