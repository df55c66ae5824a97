"""A tiny house in a temporary folder, and the command line as a sales person calls it."""

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bidkit.checks import check_deal, check_house
from bidkit.cli import main
from bidkit.deal import Deal, House
from bidkit.gates import entry_findings
from bidkit.record.files import load_deal, load_house

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - whatever the command printed
        return json.loads(self.out)


def bidkit(*words: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """Call the command line; in this process, since a test calls it often and starting it takes its time."""
    with chdir(cwd or Path.cwd()):
        return called(words, environment)


def in_its_own_process(*words: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """Call the command line as a shell does."""
    done = subprocess.run(
        [sys.executable, "-m", "bidkit", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def called(words: Sequence[str | Path], environment: Mapping[str, str]) -> Said:
    """Call the command line in this process, which saves what starting one takes."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    argv = patch.multiple(sys, argv=["bidkit", *map(str, words)], stdin=io.StringIO())
    with patch.dict(os.environ, environment), argv, redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def at_a_terminal(*words: str | Path, answer: str) -> str:
    """Call the command line as a person at a terminal who answers its question; return what they see."""
    pty = pytest.importorskip("pty", reason="a terminal of one's own needs a POSIX system")
    screen, line = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bidkit", *map(str, words)],
        stdin=line,
        stdout=line,
        stderr=line,
        env={**os.environ, "COLUMNS": "1000"},
    ):
        os.close(line)
        os.write(screen, f"{answer}\n".encode())
        return "".join(_until_closed(screen)).replace("\r\n", "\n")


def _until_closed(screen: int) -> Iterator[str]:
    with open(screen, encoding="utf-8", newline="", errors="replace") as shown:
        try:
            yield from iter(lambda: shown.read(1), "")
        except OSError as error:  # Linux says so when the other side has closed
            if error.errno != errno.EIO:
                raise


def read(record: Path) -> tuple[Deal, House]:
    """Load a record and its house; a Problem in the fields of either raises."""
    return load_deal(record).deal, load_house(record.parent).house


def findings(deal: Deal, house: House, severity: str) -> list[str]:
    """Return what the rules across fields say of a record and its house."""
    found = (*check_house(house), *check_deal(deal, house), *entry_findings(deal, house))
    return [finding.message for finding in found if finding.severity == severity]


def deal_of(folder: Path, example: str = "springs") -> Path:
    """Copy an example into a folder and return its record."""
    source = EXAMPLES / example
    for file in (*source.glob("*.yaml"), *source.glob("content/*.md"), *source.glob("papers/*.pdf")):
        target = folder / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return folder / "deal.yaml"


def edit(record: Path, old: str, new: str) -> None:
    """Change one place of a record."""
    text = record.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {record}"
    record.write_text(text.replace(old, new), encoding="utf-8")


def drop(record: Path, *path: str) -> None:
    """Delete one field, written in block style, with all its lines."""
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    at = -1
    for name in path:
        at = next(i for i in range(at + 1, len(lines)) if lines[i].strip().startswith(f"{name}:"))
    depth = _indent(lines[at])
    end = next((i for i in range(at + 1, len(lines)) if lines[i].strip() and _indent(lines[i]) <= depth), len(lines))
    record.write_text("".join(lines[:at] + lines[end:]), encoding="utf-8")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
