"""Many programs at once, and programs that are killed: nothing lost, nothing twice, the chain holds.

`make harden` sets BIDKIT_HARDEN: 16 programs with 50 approvals each, and 200 kills.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bidkit.approval.signed import signature_is_good
from bidkit.register.chain import chain_faults, input_faults
from bidkit.register.opening import opened
from bidkit.register.signing import signed_by
from tests.unit.register.conftest import HOUSE, Engine

ROOT = Path(__file__).parents[3]
HARDEN = bool(os.environ.get("BIDKIT_HARDEN"))
PROGRAMS, EACH, KILLS = (16, 50, 200) if HARDEN else (4, 8, 6)


def writer(engine: Engine, name: str, wanted: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.unit.register.writing", str(engine.where), name, str(wanted)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def entered(engine: Engine) -> Counter[str]:
    """Return who is entered how often, once everything that is entered has been held against its chain."""
    with opened(engine.where, HOUSE) as register:
        entries, inputs = register.entries(), register.inputs()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert list(chain_faults(entries, signed_by)) + list(input_faults(entries, inputs)) == []
    assert all(signature_is_good(entry, inputs) for entry in entries)
    return Counter(str(entry.content["person"]) for entry in entries)


def test_of_many_programs_at_once_none_loses_and_none_doubles(engine: Engine) -> None:
    programs = {name: writer(engine, name, EACH) for name in (f"P{number}" for number in range(PROGRAMS))}
    for program in programs.values():
        _, errors = program.communicate()
        assert program.returncode == 0, errors
    wanted = (f"{name}-{number}" for name in programs for number in range(1, EACH + 1))
    assert entered(engine) == Counter(wanted)


def test_killed_at_random_moments_what_was_said_to_stand_stands(engine: Engine) -> None:
    chance, said = random.Random(7), Counter[str]()
    for number in range(KILLS):
        program = writer(engine, f"K{number}", 0)
        assert program.stdout
        first = program.stdout.readline()
        time.sleep(chance.random() * 0.1)
        program.kill()
        said.update(line.strip() for line in (first, *program.stdout.read().splitlines()))
        program.wait()
        found = entered(engine)
        assert said - found == Counter(), "an approval that was said to stand is lost"
        assert max(found.values()) == 1
        assert len(found - said) <= number + 1, "a kill leaves at most one that nobody heard of"
    assert said.total() >= KILLS
