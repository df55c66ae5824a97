"""Hostile files that are made when they are needed: packed ones from their parts, and those that must be large."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.unit.render.house_files import parts

MEGABYTE = 1_000_000
_STEP = re.compile(r"^(into|part|change|only) (.+)\n", re.MULTILINE)


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def packed(path: Path, address: str, secret: str) -> bytes:
    """Return the built-in Word file with what a file of parts puts into it."""
    text = path.read_text(encoding="utf-8").replace("SERVER", address).replace("SECRET-FILE", secret)
    files: dict[str, str | bytes] = {**parts()}
    for step, name, content in _steps(text):
        if step == "only":
            files = {}
        if step == "into":
            files[name] = _into(str(files[name]), content, first=name == "word/document.xml")
        elif step == "change":
            old, new = content.split("\n", 1)
            assert old in str(files[name]), path
            files[name] = str(files[name]).replace(old, new.rstrip("\n"), 1)
        else:
            files[name] = content
    return zipped(files)


def _steps(text: str) -> Iterator[tuple[str, str, str]]:
    _, *said = _STEP.split(text)
    yield from zip(said[::3], said[1::3], (each.removesuffix("\n") for each in said[2::3]), strict=True)


def _into(part: str, content: str, *, first: bool) -> str:
    at = part.index("<w:body>") + len("<w:body>") if first else part.rindex("</")
    return part[:at] + content + part[at:]


MAKERS: dict[str, Callable[[], bytes]] = {}
