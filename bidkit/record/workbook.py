"""Open a spreadsheet that a person keeps; nothing in it is run, fetched or written."""

import re
import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bidkit.problems import Place, column_number
from bidkit.swelling import MOST_TAGS, UNPACKING, first_of, xml_swells

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 5_000_000
MOST_MERGED = 100_000  # cells, each of which is held
MAX_UNPACKED = 25_000_000  # cost lines by the ten thousand; beyond that a workbook is made to swell

ALONE = "Keep these lines in a workbook of their own, without pictures."
_SAVE = "Save it in Excel as a workbook (.xlsx), without a password."
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
_BLOCK = re.compile(rb"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


class NotReadable(Exception):  # noqa: N818 - it says what happened
    """Raised where a workbook or a sheet cannot be had; carries what is wrong, what to do, and which field said so."""

    def __init__(self, message: str, hint: str, field: Literal["file", "sheet"] = "file") -> None:
        super().__init__(message)
        self.message, self.hint, self.field = message, hint, field


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet twice: with the values that were stored, and with the formulas behind them."""

    path: str
    values: "Worksheet"
    formulas: "Worksheet"

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(self.path, row, column, self.values.title)


def open_sheet(path: Path, name: str | None, homes: tuple[Path, ...]) -> Sheet:
    """Open a sheet of a workbook, the only visible one where no name is given; raise NotReadable."""
    raw = content(path, *homes)
    values, formulas = opened(raw, data_only=True), opened(raw, data_only=False)
    title = _title(values, name)
    return Sheet(str(path), values[title], formulas[title])


def content(path: Path, *homes: Path) -> bytes:
    """Return what a workbook's file holds, or raise NotReadable where it is none that may be opened."""
    try:
        raw = first_of(path, MAX_BYTES + 1, homes)
    except OSError as error:
        raise NotReadable(f"cannot be read: {error.strerror}", "Put the workbook beside the record.") from None
    return checked(raw)


def checked(raw: bytes) -> bytes:
    """Return a workbook as it is, or raise NotReadable where it is none, or swells while it is read."""
    if len(raw) > MAX_BYTES:
        raise NotReadable("is larger than 5 MB", ALONE)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            if not any(part.startswith("xl/") for part in archive.namelist()):
                raise NotReadable("is not an Excel workbook", _SAVE)
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise NotReadable("swells to more than 25 MB", ALONE)
            parts = [archive.read(part).replace(b"\0", b"") for part in archive.infolist()]
    except UNPACKING:
        raise NotReadable("is not an Excel workbook", _SAVE) from None
    if sum(map(xml_swells, parts)) or sum(part.count(b"<") for part in parts) > MOST_TAGS:
        raise NotReadable("has more cells than any list", ALONE)
    if sum(_merged(ref) for part in parts for ref in _MERGED.findall(part)) > MOST_MERGED:
        raise NotReadable("merges more cells than any list", "Take the merged cells apart.")
    return raw


def _merged(ref: bytes) -> int:
    """Return how many cells a block of merged cells covers; one that is written oddly covers too many."""
    found = _BLOCK.fullmatch(ref)
    if found is None:
        return MOST_MERGED + 1
    left, top, right, bottom = found.groups()
    return (column_number(right.decode()) - column_number(left.decode()) + 1) * (int(bottom) - int(top) + 1)


def opened(raw: bytes, *, data_only: bool) -> "Workbook":
    """Return a workbook, of which `data_only` gives the stored values in place of formulas; raise NotReadable."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only for records that name a workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: styles, pictures, rules of validation
            return load_workbook(BytesIO(raw), data_only=data_only, keep_links=False)
    except Exception as error:  # a damaged part may raise anything
        hint = "Open it in Excel, let Excel repair it, and save it again."
        raise NotReadable("is damaged", hint) from error


def _title(workbook: "Workbook", name: str | None) -> str:
    sheets = workbook.worksheets
    if name is not None and name in {sheet.title for sheet in sheets}:
        return name
    visible = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"]
    listed = f"The sheets are: {', '.join(visible)}."
    if name is not None:
        raise NotReadable(f"has no sheet '{name}'", listed, "sheet")
    if len(visible) != 1:
        raise NotReadable(f"shows {len(visible)} sheets", f"Name one of them under `sheet:`. {listed}")
    return visible[0]
