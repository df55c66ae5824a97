"""The workbook of the pricing analysis: what it calculates is what the analysis says, in each language."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.acceptance.house import bidkit, deal_of, drop
from tests.unit.render.libreoffice import Row, recalculated

Sheets = Mapping[str, tuple[Row, ...]]
WORDS = {
    "en": ("Price", "Costs", "Curve", "Base cost", "Expected cost", "Gross margin, on the price", "Break-even"),
    "zh-CN": ("价格", "成本", "曲线", "基础成本", "期望成本", "毛利率（占价格）", "盈亏平衡价"),
}


def workbook_of(record: Path, language: str, folder: Path) -> Path:
    said = bidkit("pricing", record, "--format", "xlsx", "--language", language, "--out", folder)
    assert said.code == 0, said.err
    return next(folder.glob("*-pricing.xlsx"))


def figure(rows: tuple[Row, ...], label: str) -> Any:  # noqa: ANN401 - whatever the cell holds
    return next(row[1] for row in rows if row[0] == label)


@pytest.fixture(params=WORDS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_it_calculates_what_the_analysis_says(language: str, tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    analysis = bidkit("pricing", record, "--format", "json").json()
    sheets = recalculated(workbook_of(record, language, tmp_path / "out"), tmp_path)
    price, costs, curve, base, expected, margin, break_even = WORDS[language]
    balanced = next(each for each in analysis["positions"] if each["name"] == "balanced")
    assert figure(sheets[price], base) == pytest.approx(analysis["cost"]["base"], abs=0.005)
    assert figure(sheets[price], expected) == pytest.approx(analysis["cost"]["mean"], abs=0.005)
    assert figure(sheets[price], break_even) == pytest.approx(analysis["walk_away"], abs=0.005)
    assert figure(sheets[price], margin) == pytest.approx(balanced["gross_margin"], abs=0.00005)
    assert [row[:3] for row in sheets[curve][1:]] == [
        (each["price"], each["win_probability"], each["expected_gross_profit"]) for each in analysis["curve"]
    ]
    assert next(row[7] for row in sheets[costs] if row[1] == base) == analysis["cost"]["base"]
    assert_no_errors(sheets)


def assert_no_errors(sheets: Sheets) -> None:
    wrong = [cell for rows in sheets.values() for row in rows for cell in row if str(cell).startswith("#")]
    assert wrong == []


def test_a_figure_that_is_changed_moves_the_margin(tmp_path: Path) -> None:
    path = workbook_of(deal_of(tmp_path), "en", tmp_path / "out")
    before = recalculated(path, tmp_path / "before")["Price"]
    book = openpyxl.load_workbook(path)
    book["Price"]["B3"], book["Costs"]["E4"] = 3_600_000, 208_000
    book.save(tmp_path / "tried.xlsx")
    after = recalculated(tmp_path / "tried.xlsx", tmp_path / "after")["Price"]
    assert figure(after, "Base cost") == figure(before, "Base cost") + 20_000
    cost, share = figure(after, "Expected cost"), figure(after, "Costs that rise with the price") / 3_600_000
    assert figure(after, "Gross margin, on the price") == pytest.approx(1 - cost / 3_600_000 - share)
    assert figure(after, "Break-even") > figure(before, "Break-even")


def test_without_a_recommended_price_it_waits_for_one(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    drop(record, "expected_value")
    sheets = recalculated(workbook_of(record, "en", tmp_path / "out"), tmp_path)
    assert figure(sheets["Price"], "Price") is None
    assert figure(sheets["Price"], "Gross margin, on the price") in (None, "")
    assert figure(sheets["Price"], "Base cost") > 0
    assert "Curve" not in sheets
    assert_no_errors(sheets)


def test_the_same_record_gives_the_same_workbook(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    first, second = (workbook_of(record, "zh-CN", tmp_path / name).read_bytes() for name in ("one", "two"))
    assert first == second
