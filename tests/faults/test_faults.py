"""A disk that fails, and a sudden end: the old files stand, or the new ones, and a person is told why.

`python -m benchmarks.faults`, a part of `make harden`, lets each operation of each command fail.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.calling import Caller, calling
from tests.faults.judging import healthy
from tests.faults.table import Command, commands
from tests.faults.trials import every_fault, tried

ROOT = Path(__file__).parents[2]
FEW = 3  # failing operations of each command
ONE_OF_EACH_WAY = ("evaluation", "import ocds --replace", "keys new", "authority sign", "templates copy", "revoke")
WRITING = {"write_text", "write_bytes", "mkstemp", "copyfile", "copytree", "copy2", "move", "rename", "touch"}
ROOM = "bidkit/publish/"


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    with calling() as found:
        yield found


@pytest.mark.parametrize("command", [each for each in commands() if each.name in ONE_OF_EACH_WAY], ids=str)
def test_whatever_fails_the_old_files_stand_or_the_new(command: Command, caller: Caller, tmp_path: Path) -> None:
    sound = healthy(command, tmp_path, caller)
    faults = list(every_fault(sound, rotating=True))
    assert len(faults) == sound.ended.operations > 0
    for fault in faults[1 :: len(faults) // FEW]:
        trial = tried(sound, fault, caller, tmp_path)
        assert trial.ended.failed
        assert not trial.wrong, trial


def test_every_file_is_written_by_the_one_room_that_can() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
        for package in ("bidkit", "pricing")
        for path in (ROOT / package).rglob("*.py")
        if not path.relative_to(ROOT).as_posix().startswith(ROOM)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _writes(call)
    }
    assert not found


def _writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if any(isinstance(each, ast.Attribute) and each.attr == "devnull" for each in call.args):
        return False
    if name == "open":
        modes = [
            each.value
            for each in (*call.args, *(word.value for word in call.keywords))
            if isinstance(each, ast.Constant)
        ]
        return any(isinstance(mode, str) and set(mode) <= set("rwxab+t") and set(mode) & set("wxa+") for mode in modes)
    return name in WRITING
