"""A workbook as a file: text stays text, formulas calculate in each language, the same data gives the same bytes."""

import hashlib
import io
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from bidkit import render
from bidkit.phrases import Phrase
from bidkit.workbook import Cell, Sheet, Workbook
from tests.unit.render.libreoffice import recalculated

ROOT = Path(__file__).parents[3]
LOOKS_LIKE_A_FORMULA = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.com")', "'=1", "\t=1")


def workbook() -> Workbook:
    costs = Sheet(
        Phrase("Costs"),
        (
            (Cell(Phrase("What"), look="head"), Cell(Phrase("Amount"), look="head")),
            (Cell("Frame"), Cell(Decimal("1250.40"), form="money", look="input")),
            (Cell("Test & trial"), Cell(Decimal("0.1"), form="money", look="input")),
            (Cell(Phrase("Base cost"), look="total"), Cell(formula="SUM(B2:B3)", form="money", look="total")),
            *((Cell(text),) for text in LOOKS_LIKE_A_FORMULA),
        ),
        (20, 16),
        {"base_cost": "B4"},
        repeated=1,
    )
    price = Sheet(Phrase("Price"), ((Cell(formula="ROUND(base_cost*2,1)", form="money"),),), (20,))
    return Workbook(
        Phrase("{title}: pricing analysis", title="R&D"),
        Phrase("Internal: not for the customer"),
        (price, costs),
    )


def saved(folder: Path, language: str) -> Path:
    path = folder / f"{language}.xlsx"
    path.write_bytes(render.to_xlsx(workbook(), language=language))
    return path


@pytest.mark.parametrize(("language", "price", "costs"), [("en", "Price", "Costs"), ("zh-CN", "价格", "成本")])
def test_formulas_find_the_cells_of_other_sheets(language: str, price: str, costs: str, tmp_path: Path) -> None:
    found = recalculated(saved(tmp_path, language), tmp_path)
    assert found[price] == ((2501,),)
    assert found[costs][3][1] == 1250.5
    assert [row[0] for row in found[costs][4:]] == list(LOOKS_LIKE_A_FORMULA)


def test_text_that_begins_like_a_formula_is_stored_as_text(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(saved(tmp_path, "en"))["Costs"]
    cells = [page.cell(row, 1) for row in range(5, 5 + len(LOOKS_LIKE_A_FORMULA))]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in LOOKS_LIKE_A_FORMULA]
    assert page["B4"].data_type == "f"


def test_each_printed_page_says_who_may_read_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path, "zh-CN"))
    assert book.properties.title == "R&D：定价分析"
    for page in book.worksheets:
        assert page.oddHeader is not None
        assert page.oddHeader.right.text == "内部资料，不得提供给客户"
    assert book["成本"].print_title_rows == "$1:$1"
    assert book["成本"].freeze_panes == "A2"


def test_wrapped_text_has_the_height_that_it_needs() -> None:
    def height(text: str) -> float:
        sheet = Sheet(Phrase("Costs"), ((Cell(text),),), (20,))
        content = render.to_xlsx(Workbook(Phrase("Costs"), Phrase("DRAFT"), (sheet,)), language="en")
        return float(openpyxl.load_workbook(io.BytesIO(content))["Costs"].row_dimensions[1].height)

    assert height("twenty letters long.") == height("一二三四五六七八九") < height("一二三四五六七八九十")
    assert height("forty letters and then a few more letters") == height("two\nlines") == 2 * height("") - 2


def test_no_part_says_when_it_was_made(tmp_path: Path) -> None:
    with ZipFile(saved(tmp_path, "en")) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(tmp_path / "en.xlsx").properties
    assert properties.created is not None
    assert properties.modified is not None
    assert (properties.created.year, properties.modified.year) == (1980, 1980)
    assert not properties.creator


SCRIPT = """
import hashlib
from bidkit import render
from tests.unit.render.test_workbook import workbook
print(hashlib.sha256(render.to_xlsx(workbook(), language="zh-CN")).hexdigest())
"""


def test_the_same_workbook_is_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT]
    other = subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert other.stdout.strip() == hashlib.sha256(saved(tmp_path, "zh-CN").read_bytes()).hexdigest()
