"""Calls of bidkit on a disk that fails: each in a process of its own, forked from one that has imported everything.

`python -m tests.faults.calling` reads a call as a line of JSON and answers with a line; it needs disk.c preloaded.
"""

import ctypes
import json
import mmap
import os
import pkgutil
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from tests.components import needed

ROOT = Path(__file__).parents[2]
LONGEST = 120.0  # seconds after which a call counts as hanging


@dataclass(frozen=True)
class Fault:
    """What goes wrong: at which operation, with which errno; all that follow too, if it lasts."""

    at: int = 0
    error: int = 0
    """0 ends the program there, as a kill would."""
    lasting: bool = False


NOTHING = Fault()


@dataclass(frozen=True)
class Call:
    """A command, where it is typed, and what goes wrong."""

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    fault: Fault = NOTHING
    seconds: float = 0
    """After which it is killed; 0: it is left alone."""


@dataclass(frozen=True)
class Ended:
    """How a call ended; a negative code is the number of a signal."""

    code: int
    said: str
    operations: int
    """Done to the disk until then."""
    failed: str
    """The first that failed, and its file."""


class Caller:
    """A process that forks for each call."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, call: Call) -> Ended:
        """Make a call and wait until it has ended."""
        to, answers = self._process.stdin, self._process.stdout
        assert to is not None
        assert answers is not None
        print(json.dumps({**asdict(call), "folder": str(call.folder)}), file=to, flush=True)
        return Ended(**json.loads(answers.readline()))


@contextmanager
def calling(*before: str) -> Iterator[Caller]:
    """Start a caller, behind another command if one is given; without Linux and a compiler the test is skipped."""
    needed("Linux", "linux" if sys.platform == "linux" else None)
    compiler = needed("a C compiler", shutil.which("cc"))
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "disk.so")
        source = Path(__file__).with_name("disk.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        there = {**os.environ, "LD_PRELOAD": str(library), "BIDKIT_FAULTS": str(library)}
        command = [*before, sys.executable, "-m", "tests.faults.calling"]
        with subprocess.Popen(
            command, cwd=ROOT, env=there, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            try:
                yield Caller(process)
            finally:
                process.kill()


class _Plan(ctypes.Structure):
    """As in disk.c."""

    _fields_ = (
        ("done", ctypes.c_long),
        ("at", ctypes.c_long),
        ("error", ctypes.c_int),
        ("lasting", ctypes.c_int),
        ("folder", ctypes.c_char * 4096),
        ("what", ctypes.c_char * 128),
    )


def answer() -> None:
    """Answer calls until there are no more."""
    _import_everything()
    shared = mmap.mmap(-1, ctypes.sizeof(_Plan))
    plan = _Plan.from_buffer(shared)
    ctypes.CDLL(os.environ["BIDKIT_FAULTS"]).disk_plan(ctypes.byref(plan))
    for line in sys.stdin:
        call = json.loads(line)
        ctypes.memset(ctypes.byref(plan), 0, ctypes.sizeof(_Plan))
        with tempfile.TemporaryFile() as said:
            code = _called(call, plan, said.fileno())
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        print(json.dumps(asdict(Ended(code, text, plan.done, plan.what.decode()))), flush=True)


def _import_everything() -> None:
    import bidkit
    import pricing

    for package in (bidkit, pricing):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not each.name.endswith("__main__") and ".migrations" not in each.name:
                import_module(each.name)
    for name in ("alembic.command", "weasyprint", "docx", "openpyxl", "psycopg", "numpy", "pypdf", "filelock"):
        with suppress(ImportError):
            import_module(name)


def _called(call: Mapping[str, object], plan: _Plan, said: int) -> int:
    child = os.fork()
    if not child:
        _become(call, plan, said)
    with suppress(OSError):  # it has ended already
        os.setpgid(child, child)
    watched = os.pidfd_open(child)
    kills_at = float(str(call["seconds"]))
    if not select.select([watched], [], [], kills_at or LONGEST)[0]:
        os.killpg(child, signal.SIGKILL)
    os.close(watched)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _become(call: Mapping[str, object], plan: _Plan, said: int) -> NoReturn:
    """Be the command, as `python -m bidkit` would."""
    from bidkit.cli import main

    code = 1
    os.setpgid(0, 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(str(call["folder"]))
    os.environ.update(call["environment"])  # type: ignore[call-overload] # texts, from JSON
    os.environ.pop("LD_PRELOAD", None)
    sys.argv = ["bidkit", *call["words"]]  # type: ignore[misc] # texts, from JSON
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    fault: Mapping[str, int] = call["fault"]  # type: ignore[assignment]
    plan.at, plan.error, plan.lasting = fault["at"], fault["error"], fault["lasting"]
    plan.folder = os.fsencode(str(call["folder"]))
    try:
        main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    answer()
