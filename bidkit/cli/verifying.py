"""Say of a file what it is: issued, superseded, edited since, or unknown."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

from bidkit.cli.desk import sound_house
from bidkit.cli.register_desk import register_of, there_is_a_register
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import HouseFile, find_house
from bidkit.record.source import unread
from bidkit.register.documents import Issued, issued
from bidkit.swelling import UNPACKING, refuse_endless

State = Literal["issued", "superseded", "edited", "unknown"]

_TAGS = re.compile(r"<[^<>]*>")
_LARGEST = 50_000_000  # bytes of a file that is looked into
_MOST_WORDS = 20_000_000  # bytes of its parts
_PAGES = 2  # of a PDF, whose every page bears its number


@dataclass(frozen=True, slots=True)
class Verified:
    """What a file is; `known` is what it was issued as, or what it was issued as before somebody edited it."""

    path: Path
    state: State
    known: Issued | None
    people: tuple[str, ...]
    """Who gave the approvals under which it was issued."""

    def line(self) -> str:
        """Return it for a person."""
        if self.known is None:
            return f"{self.path}: unknown: it was not issued here"
        said, names = self.known.document, zip(self.known.document.approvals, self.people, strict=True)
        given = ", ".join(f"{each} ({name})" for each, name in names)
        under = f" under approval {given}" if given else ""
        issue = f"issued as {said.number} rev {said.revision} on {said.date}{under}"
        return {
            "issued": f"{self.path}: {issue}",
            "superseded": f"{self.path}: superseded by rev {self.known.superseded_by}; it was {issue}",
            "edited": f"{self.path}: edited since it was {issue}",
        }[self.state]

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        found: dict[str, Any] = {"file": str(self.path), "state": self.state}
        if self.known is None:
            return found
        said = self.known.document
        return found | {
            "number": said.number,
            "revision": said.revision,
            "date": said.date,
            "deal": said.deal,
            "artifact": said.artifact,
            "approvals": list(said.approvals),
            "approved_by": list(self.people),
            "superseded_by": self.known.superseded_by,
        }


def verified(paths: Sequence[Path], house: Path | None) -> list[Verified]:
    """Return what each file is by the register of the house that it lies in, or of the one given."""
    digests = {path: _digest(path) for each in paths for path in _files(each)}
    registers: dict[Path | None, _Known] = {}
    found = []
    for path, digest in digests.items():
        where = _house_of(path, house)
        if where not in registers:
            registers[where] = _known(sound_house(where.parent if where else Path()))
        found.append(registers[where].look_at(path, digest))
    return found


def _files(path: Path) -> Iterable[Path]:
    """Return a file, or those below a folder that may have been issued."""
    if not path.is_dir():
        return (path,)
    found = sorted(
        each for each in path.rglob("*") if each.suffix.lower() in (".docx", ".pdf") and each.name[:2] != "~$"
    )
    if not found:
        hint = "Give a file, or a folder with documents."
        raise ProblemsFound([Problem(Place(str(path)), "holds no Word file and no PDF", hint)])
    return found


def _house_of(path: Path, house: Path | None) -> Path | None:
    if house is not None:
        return find_house(house if house.is_dir() else house.parent)
    return find_house(path.parent) or find_house(Path())


def _digest(path: Path) -> str:
    try:
        refuse_endless(path)
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ProblemsFound([unread(path, error)]) from None


def _known(house_file: HouseFile) -> "_Known":
    if not there_is_a_register(house_file):
        return _Known((), {})
    with register_of(house_file) as register:
        approvals = register.entries(kinds=("approve",))
        return _Known(issued(register), {entry.id: str(entry.content.get("person", "?")) for entry in approvals})


@dataclass(frozen=True, slots=True)
class _Known:
    """What a register knows of issued documents."""

    documents: Sequence[Issued]
    people: Mapping[str, str]

    def look_at(self, path: Path, digest: str) -> Verified:
        """Return what a file is."""
        same = [each for each in self.documents if digest in each.document.files.values()]
        if same:
            newest = next((each for each in reversed(same) if each.superseded_by is None), same[-1])
            return self._said(path, "superseded" if newest.superseded_by else "issued", newest)
        once = self._claimed(path)
        return self._said(path, "edited" if once else "unknown", once)

    def _said(self, path: Path, state: State, known: Issued | None) -> Verified:
        approvals = known.document.approvals if known else ()
        return Verified(path, state, known, tuple(self.people.get(each, "?") for each in approvals))

    def _claimed(self, path: Path) -> Issued | None:
        """Return what a file calls itself, in its words or by its name."""
        words = _words(path.read_bytes()) if path.stat().st_size <= _LARGEST else ""
        for each in reversed(self.documents):
            said = each.document
            mark = rf"(?<!\w){re.escape(said.number)}\s*·\s*(?:Rev\s*{said.revision}\b|第\s*{said.revision}\s*版)"
            if re.search(mark, words) or path.name in said.files:
                return each
        return None


def _words(content: bytes) -> str:
    """Return the text of a Word file or of a PDF, as far as it can be read; nothing of any other file."""
    if content[:4] == b"PK\x03\x04":
        return _words_of_word(content)
    return _words_of_pdf(content) if content[:5] == b"%PDF-" else ""


def _words_of_word(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = (each for each in archive.infolist() if re.fullmatch(r"word/.*\.xml", each.filename))
            smallest_first = sorted(parts, key=lambda each: each.file_size)
            sizes = accumulate(each.file_size for each in smallest_first)
            kept = [each for each, size in zip(smallest_first, sizes, strict=True) if size <= _MOST_WORDS]
            return "\n".join(_TAGS.sub("", archive.read(each).decode("utf-8", "replace")) for each in kept)
    except UNPACKING:
        return ""  # whatever it is, it is not what was issued


def _words_of_pdf(content: bytes) -> str:
    from bidkit.foreign_pdf import UnsoundPdfError, pdf_reader

    try:
        with pdf_reader(content) as reader:
            pages = reader.pages
            return "\n".join(pages[number].extract_text() for number in range(min(_PAGES, len(pages))))
    except UnsoundPdfError:
        return ""  # whatever it is, it is not what was issued
