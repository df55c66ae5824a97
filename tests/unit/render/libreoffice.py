"""LibreOffice for tests; where it is not installed, CI fails and a person's machine skips."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest


def _program(name: str, package: str) -> str:
    program = shutil.which(name)
    if program is None:
        _lacking(f"{package} ({name})")
    return program


def _lacking(what: str) -> NoReturn:
    message = f"{what} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def pdf_text(path: Path) -> str:
    """Return the text of a PDF without blanks, in the order in which it was drawn."""
    command = [_program("pdftotext", "Poppler"), "-raw", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return "".join(text.split())


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Return the file that LibreOffice makes of another."""
    program = _program("soffice", "LibreOffice")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [program, home, "--headless", "--convert-to", kind, "--outdir", str(folder / "made"), str(source)]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    return folder / "made" / f"{source.stem}.{kind.partition(':')[0]}"


Row = tuple[object, ...]


def recalculated(workbook: Path, folder: Path) -> Mapping[str, tuple[Row, ...]]:
    """Return the values of each sheet of a workbook, as LibreOffice calculates its formulas."""
    program = Path(_program("soffice", "LibreOffice")).resolve()
    if not program.with_name("scalc").exists():
        _lacking("LibreOffice Calc")
    book = openpyxl.load_workbook(convert(workbook, "xlsx", folder), data_only=True)
    return {page.title: tuple(page.iter_rows(values_only=True)) for page in book.worksheets}
