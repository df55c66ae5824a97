"""LibreOffice for tests; where it is not installed, CI fails and a person's machine skips."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from xml.sax.saxutils import escape

import openpyxl
import pytest


def program_at(name: str, package: str) -> str:
    """Return where a program lies, or skip the test."""
    found = shutil.which(name)
    if found is None:
        _lacking(f"{package} ({name})")
    return found


def _lacking(what: str) -> NoReturn:
    message = f"{what} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def pdf_text(path: Path) -> str:
    """Return the text of a PDF without blanks, in the order in which it was drawn."""
    command = [program_at("pdftotext", "Poppler"), "-raw", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return "".join(text.split())


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Return the file that LibreOffice makes of another."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [
        program_at("soffice", "LibreOffice"),
        home,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    return folder / "made" / f"{source.stem}.{kind.partition(':')[0]}"


def redrawn(source: Path, folder: Path) -> Path:
    """Return the PDF that LibreOffice Draw makes of another, told to keep its form fields."""
    program = Path(program_at("soffice", "LibreOffice")).resolve()
    if not program.with_name("sdraw").exists():
        _lacking("LibreOffice Draw")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    kept = '{"ExportFormFields":{"type":"boolean","value":"true"}}'
    kind = f"pdf:draw_pdf_Export:{kept}"
    how = ["--infilter=draw_pdf_import", "--convert-to", kind, "--outdir", str(folder / "redrawn")]
    subprocess.run([program, home, "--headless", *how, str(source)], check=True, timeout=240, capture_output=True)
    return folder / "redrawn" / source.name


_RESOLVE = """Sub Resolve(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(opened.CurrentController.Frame, ".uno:" & command, "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  opened.storeToURL(target, kind())
  opened.close(True)
  StarDesktop.terminate()
End Sub
"""
_SPACES = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONTAINER = (
    f'{_HEAD}<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">'
    f'<library:libraries {_SPACES}><library:library library:name="Standard"'
    ' xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>'
)
_LIBRARY = (
    f'{_HEAD}<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">'
    f'<library:library {_SPACES} library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Module1"/></library:library>'
)
_MODULE = (
    f'{_HEAD}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
    f' script:language="StarBasic">{escape(_RESOLVE)}</script:module>'
)


def resolved(redline: Path, folder: Path, *, accept: bool) -> Path:
    """Return the file that LibreOffice makes of a redline once all its changes are accepted or rejected."""
    program = [
        program_at("soffice", "LibreOffice"),
        f"-env:UserInstallation={(folder / 'home').as_uri()}",
        "--headless",
    ]
    if not (folder / "home").exists():  # a first start only lays out the profile
        subprocess.run([*program, "--terminate_after_init"], check=True, timeout=90, capture_output=True)
    library = folder / "home" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library.parent / "script.xlc").write_text(_CONTAINER, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library / "Module1.xba").write_text(_MODULE, encoding="utf-8")
    command = "AcceptAllTrackedChanges" if accept else "RejectAllTrackedChanges"
    target = folder / f"{command}-{redline.stem}.docx"
    macro = f'macro:///Standard.Module1.Resolve("{redline.as_uri()}","{target.as_uri()}","{command}")'
    subprocess.run([*program, macro], check=True, timeout=90, capture_output=True)
    return target


Row = tuple[object, ...]


def recalculated(workbook: Path, folder: Path) -> Mapping[str, tuple[Row, ...]]:
    """Return the values of each sheet of a workbook, as LibreOffice calculates its formulas."""
    program = Path(program_at("soffice", "LibreOffice")).resolve()
    if not program.with_name("scalc").exists():
        _lacking("LibreOffice Calc")
    book = openpyxl.load_workbook(convert(workbook, "xlsx", folder), data_only=True)
    return {page.title: tuple(page.iter_rows(values_only=True)) for page in book.worksheets}
