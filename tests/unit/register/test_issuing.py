"""Issuing: what is written was entered before; a killed or a rival run leaves register and files in agreement.

`make harden` sets BIDKIT_HARDEN: 200 kills, and 16 programs with 12 issues each.
"""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from bidkit.cli.issuing import Edition, issue_set
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import Output, look_at
from bidkit.register.documents import issued
from bidkit.register.entry import Entry
from bidkit.register.opening import opened
from bidkit.register.store import Register
from tests.unit.register.conftest import HOUSE, NUMBER, Engine

ROOT = Path(__file__).parents[3]
HARDEN = bool(os.environ.get("BIDKIT_HARDEN"))
KILLS, PROGRAMS, EACH = (200, 16, 12) if HARDEN else (6, 3, 4)
Check = Callable[[tuple[Entry, ...]], None]


def edition(record: str, *approvals: str) -> Edition:
    def make(revision: int) -> dict[str, Output]:
        return {f"letter-rev{revision}.txt": Output(f"{record} {revision}".encode(), "bid", record)}

    return Edition("SPR-1", "bid", NUMBER, record, approvals or ("A-1",), make)


def freely(_: tuple[Entry, ...]) -> None:
    """Let everything be issued."""


def test_the_same_again_is_the_same_revision(register: Register, tmp_path: Path) -> None:
    first, _ = issue_set(register, edition("one"), tmp_path, freely)
    again, _ = issue_set(register, edition("one"), tmp_path, freely)
    assert again == first
    assert len(register.entries()) == 1


@pytest.mark.parametrize("changed", [edition("two"), edition("one", "A-2")])
def test_another_record_or_another_approval_is_the_next_revision(
    register: Register, tmp_path: Path, changed: Edition
) -> None:
    issue_set(register, edition("one"), tmp_path, freely)
    second, _ = issue_set(register, changed, tmp_path, freely)
    assert second.document.revision == 2
    assert [each.superseded_by for each in issued(register)] == [2, None]
    assert sorted(path.name for path in tmp_path.glob("letter*")) == ["letter-rev1.txt", "letter-rev2.txt"]


def test_files_that_were_never_written_are_written_by_the_next_run(register: Register, tmp_path: Path) -> None:
    entered, published = issue_set(register, edition("one"), tmp_path, freely)
    published.written[0].unlink()
    again, _ = issue_set(register, edition("one"), tmp_path, freely)
    assert again == entered
    assert published.written[0].read_bytes() == b"one 1"


def test_what_is_no_longer_approved_while_nobody_else_can_write_is_not_issued(
    register: Register, tmp_path: Path
) -> None:
    def revoked(_: tuple[Entry, ...]) -> None:
        raise ProblemsFound([Problem(Place("deal.yaml"), "revoked meanwhile")])

    with pytest.raises(ProblemsFound, match="revoked meanwhile"):
        issue_set(register, edition("one"), tmp_path / "out", revoked)
    assert register.entries() == ()
    assert not (tmp_path / "out").exists()


def issuer(engine: Engine, folder: Path, name: str, wanted: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.unit.register.issuing", str(engine.where), str(folder), name, str(wanted)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def agree(engine: Engine, folder: Path) -> dict[int, set[str]]:
    """Return the files of each revision that stand, once each was found to be what the register says."""
    look_at(folder)
    with opened(engine.where, HOUSE) as register:
        documents = [each.document for each in issued(register)]
        superseded = [each.superseded_by for each in issued(register)]
    assert [each.revision for each in documents] == list(range(1, len(documents) + 1))
    assert superseded == [*range(2, len(documents) + 1), None][-len(documents) :]
    stand: dict[int, set[str]] = {}
    for path in folder.glob("*.txt"):
        revision = int(re.findall(r"rev(\d+)", path.name)[0])
        assert documents[revision - 1].files[path.name] == sha256(path.read_bytes()).hexdigest()
        stand.setdefault(revision, set()).add(path.name)
    return stand


def test_killed_at_random_moments_register_and_files_agree(engine: Engine, tmp_path: Path) -> None:
    chance, folder, said = random.Random(11), tmp_path / "out", set[int]()
    for number in range(KILLS):
        program = issuer(engine, folder, f"K{number}", 0)
        assert program.stdout
        first = program.stdout.readline()
        time.sleep(chance.random() * 0.1)
        program.kill()
        said |= {int(line.split()[1]) for line in (first, *program.stdout.read().splitlines())}
        program.wait()
        stand = agree(engine, folder)
        assert all(stand[revision] == {f"letter-rev{revision}.txt", f"prices-rev{revision}.txt"} for revision in said)
    assert len(said) >= KILLS


def test_of_many_programs_at_once_each_issues_its_own_revisions(engine: Engine, tmp_path: Path) -> None:
    programs = [issuer(engine, tmp_path / "out", f"P{number}", EACH) for number in range(PROGRAMS)]
    said = []
    for program in programs:
        out, errors = program.communicate()
        assert program.returncode == 0, errors
        said += [int(line.split()[1]) for line in out.splitlines()]
    assert sorted(said) == list(range(1, PROGRAMS * EACH + 1))
    assert sorted(agree(engine, tmp_path / "out")) == sorted(said)
