"""Work that is done ahead in other processes comes back, whatever becomes of them."""

import os
import signal

import pytest

from bidkit.processes import Workers, workers


def test_work_is_done_in_another_process() -> None:
    with workers(shared=True) as shared:
        began = [shared.begin(_where, number) for number in range(3)]
        came = [each() for each in began]
    assert [number for number, _ in came] == [0, 1, 2]
    assert os.getpid() not in {process for _, process in came}


def test_work_whose_process_is_ended_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun before, and what is begun when it is known already."""
    monkeypatch.setattr(signal, "signal", os._exit)  # what each process of the pool is told to do first
    with workers(shared=True) as shared:
        assert shared.begin(_where, 1)() == (1, os.getpid())
        assert shared.begin(_where, 2)() == (2, os.getpid())


def test_no_more_processes_begin_than_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    with workers(shared=True, most=2) as shared:
        began = [shared.begin(_where, number) for number in range(6)]
        assert len({each()[1] for each in began}) <= 2


def test_without_processes_work_waits_until_it_is_asked_for() -> None:
    done: list[int] = []
    waits = Workers(None, shared=False).begin(done.append, 1)
    assert not done
    waits()
    assert done == [1]


def _where(number: int) -> tuple[int, int]:
    return number, os.getpid()
