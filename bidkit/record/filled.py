"""Read a filled checklist: its code, and what stands in its fields, whichever program saved it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.source import unread

CODE = re.compile(r"\bAC(?:-[A-Z2-7]{4}){4}\b")
CLOSING = ("-date", "-by", "-witness")
"""How the fields of the row end that counts for all tests of its table."""
SOMETIMES = "_instrument"
"""How the field ends that a row has only where no instrument is planned."""
MAX_BYTES = 50_000_000
_KINDS = (".docx", ".pdf", ".xlsx")


@dataclass(frozen=True, slots=True)
class Filled:
    """One field as it was filled in; a box is ticked or not."""

    name: str
    """As the checklist names it; empty where the program that saved the file has lost it."""
    text: str
    box: bool
    ticked: bool
    place: Place
    row: str = ""
    """What the row of a table begins with, in which it stands."""


@dataclass(frozen=True, slots=True)
class FilledFile:
    """What stands in a filled file."""

    path: str
    code: str
    fields: tuple[Filled, ...]

    def named(self, names: Sequence[tuple[str, bool]]) -> Mapping[str, Filled]:
        """Return the fields by name, or raise ProblemsFound where they cannot be told apart.

        `names` are those of the checklist, in its order, each with whether it is a box. Some programs keep the fields
        of a Word file and forget what they are called; then the rows tell, in which they stand.
        """
        if not self.fields:
            hint = (
                "A print has no fields, nor has a PDF that went through LibreOffice Draw. "
                "Fill in the PDF in a reader of PDF, or the Word or Excel file; or write the results into the record."
            )
            raise ProblemsFound([Problem(Place(self.path), "has no fields that could be read", hint)])
        found = {each.name: each for each in self.fields}
        if found.keys() <= {name for name, _ in names} and len(found) == len(self.fields):
            return found
        by_rows = self._by_rows(names)
        if by_rows is None:
            hint = "Fill in the file as bidkit wrote it: add, delete and move no field, and save it in the same format."
            raise ProblemsFound([Problem(Place(self.path), "its fields are not those of the checklist", hint)])
        return by_rows

    def _by_rows(self, names: Sequence[tuple[str, bool]]) -> Mapping[str, Filled] | None:
        """Tell fields by the test that their row is of, and by their order in it."""
        found: dict[str, Filled] = {}
        at = 0
        for row, fields in groupby(self.fields, key=lambda each: each.row):
            group = list(fields)
            own, at = _of_row(row, names, at)
            asked = [each for each in own if len(own) == len(group) or not each[0].endswith(SOMETIMES)]
            if not row or [each.box for each in group] != [box for _, box in asked]:
                return None
            found |= {name: each for (name, _), each in zip(asked, group, strict=True)}
        return found if len(found) == len(self.fields) else None


def _of_row(row: str, names: Sequence[tuple[str, bool]], at: int) -> tuple[list[tuple[str, bool]], int]:
    """Return the names of the fields of a row, and where the next rows go on: of a test, or of all tests of a table."""
    test = f"{row.split(maxsplit=1)[0] if row else ''}_"
    own = [n for n, (name, _) in enumerate(names) if name.startswith(test)]
    if not own:
        start = next((n for n in range(at, len(names)) if names[n][0].endswith(CLOSING[0])), len(names))
        own = list(range(start, min(start + len(CLOSING), len(names))))
    return [names[n] for n in own], max(own, default=at) + 1


def read_filled(path: Path) -> FilledFile:
    """Return what stands in a filled file, or raise ProblemsFound."""
    kind = path.suffix.lower()
    if kind not in _KINDS:
        raise _refused(path, f"is not a filled checklist ({', '.join(_KINDS)})", "Give the file that was filled in.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProblemsFound([unread(path, error)]) from None
    if len(data) > MAX_BYTES:
        raise _refused(path, "is larger than 50 MB", "Leave pictures out of it.")
    text, fields = _reader(kind)(data, str(path))
    codes = set(CODE.findall(text))
    if len(codes) != 1:
        said = "bears no code of a checklist" if not codes else f"bears several codes: {', '.join(sorted(codes))}"
        raise _refused(path, said, "Give a file that `bidkit acceptance` wrote, saved in the format it had.")
    return FilledFile(str(path), codes.pop(), fields)


def _reader(kind: str) -> Callable[[bytes, str], tuple[str, tuple[Filled, ...]]]:
    if kind == ".docx":
        from bidkit.record.filled_docx import read_docx as read  # noqa: PLC0415
    elif kind == ".pdf":
        from bidkit.record.filled_pdf import read_pdf as read  # noqa: PLC0415
    else:
        from bidkit.record.filled_xlsx import read_xlsx as read  # noqa: PLC0415
    return read


def _refused(path: Path, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(str(path)), message, hint)])


def unreadable(path: str, kind: str) -> ProblemsFound:
    """Return what is said of a file that is not what its name says."""
    return ProblemsFound([Problem(Place(path), f"is not a sound {kind} file", "Save it again, or fill in a new one.")])
