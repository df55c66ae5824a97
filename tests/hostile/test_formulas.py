"""Texts that look like formulas stay texts in all that a spreadsheet opens: each workbook, and past tenders."""

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest

import bidkit as package
from bidkit import render
from bidkit.phrases import Phrase
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.pipeline import line_of, pipeline
from bidkit.stages.pipeline_workbook import pipeline_workbook
from bidkit.stages.requirement_workbook import requirement_workbook
from bidkit.workbook import Workbook
from pricing.history.read import past_tenders
from tests.acceptance.house import bidkit, deal_of, edit
from tests.builders import STANDARDS, write
from tests.secrecy.internal import Base, base_of, change_all
from tests.unit.record.wrong_records.test_wrong_records import EARLY_RECORD
from tests.unit.render.libreoffice import convert, recalculated

WORDS = ("=cmd|'/c calc'!A1 ", "+1+cmd|'/c calc'!A1 ", "-1+1 ", "@SUM(1+1) ", "=1+1 ", "'=1+1 ", "%=1 ", "'-1 ")
CALCULATED = [artifact for artifact in ARTIFACTS if artifact.workbook]
LEGITIMATE = ("-5 °C to +40 °C", "+/- 0.5 %", "'-5' in quotes", "=", "- by e-mail", "@ 20 °C", "−5", "''=")
READS_FORMULAS = "CSV:44,34,76,1,,0,false,true,false,false,,true"  # commas, quotes, UTF-8, from line 1, calculating
US = "Northfield Testing Machines (Beijing) Co., Ltd."


@cache
def poisoned(artifact: Artifact) -> Base:
    """Return a record and a house whose texts all begin like formulas."""
    base = base_of(artifact).copy()
    scalars = [leaf[2] for leaf in (*base.internal(), *base.shown())]
    changed = [len(change_all(base, scalars[at :: len(WORDS)], word)) for at, word in enumerate(WORDS)]
    assert min(changed) > 20
    return base


def workbooks() -> Iterator[tuple[str, Workbook]]:
    """Yield every workbook that bidkit writes, of such a record."""
    for artifact in CALCULATED:
        assert artifact.workbook
        deal, house = poisoned(artifact).read()
        yield artifact.name, artifact.workbook(artifact.build(deal, house, final=False))
    deal, house = poisoned(CALCULATED[0]).read()
    yield "requirements", requirement_workbook(deal)
    yield "pipeline", pipeline_workbook(pipeline([line_of(deal, house)], house.seller.name, None, 0))


BOOKS = dict(workbooks())


def test_every_command_that_writes_a_workbook_is_looked_at() -> None:
    folder = Path(package.__file__).parent / "cli"
    writers = {path.name for path in folder.glob("*.py") if "to_xlsx" in path.read_text(encoding="utf-8")}
    assert writers == {"making.py", "pipeline.py", "requirement_export.py"}
    assert set(BOOKS) >= {"pricing", "trace", "acceptance", "requirements", "pipeline"}


@pytest.mark.parametrize("name", BOOKS)
def test_only_what_bidkit_means_as_a_formula_is_one(name: str, tmp_path: Path) -> None:
    meant = BOOKS[name]
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(render.to_xlsx(meant, language="en"))
    calculated = recalculated(path, tmp_path)
    begun = 0
    for sheet, page in zip(meant.sheets, openpyxl.load_workbook(path).worksheets, strict=True):
        for at, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                written = page.cell(at + 1, column + 1)
                assert (written.data_type == "f") == (cell.formula is not None), written.coordinate
                if isinstance(cell.value, str | Phrase) and str(written.value).startswith(("=", "+", "-", "@")):
                    assert calculated[page.title][at][column] == written.value
                    begun += 1
    assert begun


def test_legitimate_texts_come_back_as_they_were_by_way_of_another_program(tmp_path: Path) -> None:
    record = write(tmp_path, EARLY_RECORD + STANDARDS)
    for text in LEGITIMATE:
        edit(record, "text: Open export of the raw data", f"text: {json.dumps(text)}")
        file = tmp_path / "list.xlsx"
        assert bidkit("requirements", "export", record, "-o", file).code == 0
        found = bidkit("requirements", "import", convert(file, "xlsx", tmp_path), record, "--json").json()
        assert (found["same"], found["changed"], found["new"]) == (3, [], []), text
        edit(record, f"text: {json.dumps(text)}", "text: Open export of the raw data")
        file.unlink()


def test_no_name_in_past_tenders_is_calculated(tmp_path: Path) -> None:
    record, file = deal_of(tmp_path / "deal", "springs-acceptance"), tmp_path / "bids.csv"
    names = dict(
        zip(("Baixin Test Equipment", "Eastlake Instruments"), ("=cmd|'/c calc'!A1", "@SUM(1+1)"), strict=True)
    )
    for name, formula in names.items():
        edit(record, f"name: {name}", f'name: "{formula}"')
    edit(record, "reference: QLT-2026-117", 'reference: "+1+1"')
    assert bidkit("history", "add", record, "--to", file).code == 0
    rows = _opened(file, tmp_path)
    assert [row[3] for row in rows[1:]] == ["ceiling", "'=cmd|'/c calc'!A1", US, "'@SUM(1+1)"]
    assert {row[0] for row in rows[1:]} == {"'+1+1"}
    (tender,) = past_tenders(file)
    assert (tender.id, [bidder for bidder, _ in tender.bids]) == ("+1+1", ["=cmd|'/c calc'!A1", US, "@SUM(1+1)"])


def test_a_spreadsheet_would_calculate_what_is_not_guarded(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    file.write_text("a,=1+1\n", encoding="utf-8")
    assert _opened(file, tmp_path) == [("a", "=1+1", "f")]


def _opened(file: Path, folder: Path) -> list[tuple[object, ...]]:
    """Return the cells of a CSV file as LibreOffice opens it when it calculates; of a row with a formula, say so."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = ["soffice", home, "--headless", f"--infilter={READS_FORMULAS}", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "made"), str(file)], check=True, timeout=240, capture_output=True
    )
    page = openpyxl.load_workbook(folder / "made" / f"{file.stem}.xlsx").worksheets[0]
    return [
        (*(cell.value for cell in row), *("f" for cell in row if cell.data_type == "f")) for row in page.iter_rows()
    ]
