"""Fill in checklists as people do: a PDF in a viewer, a Word file in its controls, an Excel table in its cells."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple
from pypdf import PdfReader, PdfWriter

Values = Mapping[str, str | bool]
"""What is written, by the name of the field; a box is ticked or not."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def fill_pdf(source: Path, target: Path, values: Values) -> Path:
    reader, writer = PdfReader(source), PdfWriter()
    assert set(values) <= set(reader.get_fields() or {})
    writer.append(reader)
    written = {name: "/on" if value is True else str(value) for name, value in values.items() if value is not False}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, written, auto_regenerate=False)
    writer.write(target)
    return target


def fill_docx(source: Path, target: Path, values: Values) -> Path:
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    open_ = dict(values)
    for control in root.iter(f"{_W}sdt"):
        told = control[0]
        tag = told.find(f"{_W}tag")
        value = open_.pop("" if tag is None else str(tag.get(f"{_W}val")), False)
        if value is not False:
            _write(control, told, value)
    assert not open_
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target


def _write(control: etree._Element, told: etree._Element, value: str | bool) -> None:
    text = next(control.iter(f"{_W}t"))
    checked = told.find(f"{_W14}checkbox/{_W14}checked")
    if checked is not None:
        checked.set(f"{_W14}val", "1")
        text.text = "☒"
        return
    placeholder = told.find(f"{_W}showingPlcHdr")
    assert placeholder is not None
    told.remove(placeholder)
    text.text = str(value)


def fill_xlsx(source: Path, target: Path, values: Values) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(source.read_bytes()))
    page = book.worksheets[0]
    heads = {name: next(iter(each.destinations))[1].replace("$", "") for name, each in book.defined_names.items()}
    columns = {name: coordinate_to_tuple(cell)[1] for name, cell in heads.items()}
    rows = {page.cell(row, 1).value: row for row in range(coordinate_to_tuple(heads["tests"])[0] + 1, page.max_row + 1)}
    for name, value in values.items():
        test, _, field = name.rpartition("_")
        if field in ("pass", "fail", "waived"):
            page.cell(rows[test], columns["result"]).value = {"pass": "passed", "fail": "failed"}.get(field, field)
        else:
            page.cell(rows[test], columns[field]).value = _typed(str(value))
    book.save(target)
    return target


def _typed(text: str) -> str | Decimal | date:
    """Return what Excel makes of what is typed: a number, a day, or text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        try:
            return Decimal(text)
        except ArithmeticError:
            return text
