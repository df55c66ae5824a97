"""Run a command beside a hostile file and say everything that it must not have done."""

import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bidkit.cli import main
from tests.hostile.bases import BASES, SECRET
from tests.hostile.table import Case

OUT = "out"
_SIGNALS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    said: str
    calls: int = 0
    address: str = ""
    """Of the server that was called, or not."""


def lay(case: Case, folder: Path, address: str) -> Path:
    """Lay a case in a folder beside which a secret lies; return where the command runs."""
    secret = folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    inside = folder / "deals"
    inside.mkdir()
    BASES[case.base](inside)
    target = inside / case.at
    target.parent.mkdir(parents=True, exist_ok=True)
    content = case.content(address, secret.as_uri())
    if case.name.endswith(".link"):
        target.unlink(missing_ok=True)
        target.symlink_to(content.decode().strip())
    else:
        target.write_bytes(content)
    return inside


def in_process(case: Case, inside: Path) -> Ended:
    """Run the command as `python -m bidkit` does, in this process."""
    said, before = io.StringIO(), sys.argv
    sys.argv = ["bidkit", *case.run]
    try:
        with chdir(inside), redirect_stdout(said), redirect_stderr(said):
            main()
        return Ended(0, said.getvalue())
    except SystemExit as left:
        return Ended(int(left.code or 0), said.getvalue())
    finally:
        sys.argv = before


def standing(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but those below the output folder."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(f"deals/{OUT}/")}


def faults(case: Case, ended: Ended, folder: Path, before: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with how a case ended."""
    if case.refused and ended.code not in (1, 2):
        yield f"ended with {ended.code}, not with 1 or 2"
    if not case.refused and ended.code:
        yield f"ended with {ended.code}"
    if "Traceback" in ended.said:
        yield "gave a traceback"
    says = case.says.replace("SERVER", ended.address).replace("SECRET-FILE", (folder / "secret.txt").as_uri())
    if says not in ended.said:
        yield f"did not say: {says}"
    if case.alone and ended.said.strip() != says:
        yield "said more than that"
    if signals := sorted(set(_SIGNALS.findall(ended.said))):
        yield f"sent signals to the terminal: {signals}"
    if ended.calls:
        yield f"called the server {ended.calls} times"
    if standing(folder) != before:
        changed = set(standing(folder).items()) ^ set(before.items())
        yield f"changed files outside of its folder: {sorted({name for name, _ in changed})}"
    out = folder / "deals" / OUT
    if case.refused and out.exists():
        yield f"left files behind: {sorted(path.name for path in out.iterdir())}"
    if not case.refused and "--out" in case.run and not any(out.glob("*")):
        yield "wrote nothing"
    for path in out.rglob("*") if out.exists() else ():
        content = _opened(path) if path.is_file() else b""
        yield from (f"wrote '{word}' into {path.name}" for word in (SECRET, *case.never) if word.encode() in content)


def _opened(path: Path) -> bytes:
    """Return what a file holds, unpacked."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(path) as pdf:
            plain = io.BytesIO()
            pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        return plain.getvalue()
    return content
