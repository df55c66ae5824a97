"""A run that is killed, at any moment whatever, leaves the old set or the new one."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bidkit.publish import look_at, publish
from bidkit.publish.journal import JOURNAL
from tests.unit.publish.sets import documents, left_over, standing

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
KILLS = 60
PAIRS = 20


def command(folder: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.unit.publish.sets", str(folder), *(str(each) for each in arguments)]


def run(folder: Path, *arguments: object) -> int:
    return subprocess.run(command(folder, *arguments), env=ENVIRONMENT, cwd=ROOT, check=False).returncode


def begin(folder: Path, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command(folder, *arguments), env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path, documents("A"))
    return tmp_path


def test_ended_at_each_single_step_it_leaves_the_old_set_or_the_new(tmp_path: Path) -> None:
    found: list[str] = []
    interrupted = 0
    for number in range(1, 200):
        folder = tmp_path / str(number)
        publish(folder, documents("A"))
        ended = run(folder, "B", number)
        if ended == 0:
            break
        assert ended == 9
        interrupted += (folder / JOURNAL).exists()
        look_at(folder)
        found.append(standing(folder))
        assert not (folder / JOURNAL).exists()
        publish(folder, documents("B"))
        assert standing(folder) == "B"
        assert not left_over(folder)
    assert len(found) > 30
    assert interrupted > 5
    assert found == sorted(found), "once the journal stands, it is the new set"
    assert set(found) == {"A", "B"}


def test_ended_again_while_it_is_carried_to_its_end(tmp_path: Path) -> None:
    chosen = random.Random(5)
    for trial in range(12):
        folder = tmp_path / str(trial)
        publish(folder, documents("A"))
        assert run(folder, "B", chosen.randint(24, 36)) in (0, 9)
        for _ in range(2):
            assert run(folder, "look", chosen.randint(1, 8)) in (0, 9)
        look_at(folder)
        assert standing(folder) in "AB"
        assert not (folder / JOURNAL).exists()


def test_killed_at_random_moments(folder: Path) -> None:
    chosen = random.Random(7)
    caught: list[str] = []
    for _ in range(KILLS):
        with begin(folder, "loop") as process:
            assert process.stdout is not None
            assert process.stdout.readline() in ("A\n", "B\n")
            time.sleep(chosen.random() * 0.05)
            process.kill()
        caught.append("under way" if left_over(folder) else "between")
        look_at(folder)
        assert standing(folder) in "AB"
        assert not (folder / JOURNAL).exists()
    assert caught.count("under way") > KILLS / 4, "the kills have to hit"
    publish(folder, documents("A"))
    assert not left_over(folder)


def test_two_runs_at_once_do_not_mix(folder: Path) -> None:
    for _ in range(PAIRS):
        with begin(folder, "A") as one, begin(folder, "B") as two:
            assert one.wait() == 0
            assert two.wait() == 0
        assert standing(folder) in "AB"
        assert not left_over(folder)
