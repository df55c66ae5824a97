"""One page shows the sales manager all deals: what they are worth, what is due, where something is amiss."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bidkit.cli.pipeline_desk import CACHE
from bidkit.cli.register_desk import DATABASE
from bidkit.deal.method import STAGES
from bidkit.problems import Place
from bidkit.register.opening import opened
from tests.acceptance.house import bidkit, deal_of, drop, edit, in_its_own_process
from tests.builders import HOUSE, LOST, RECORD
from tests.unit.render.libreoffice import convert

EXAMPLES = ("springs", "ningxia", "springs-contract")


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    """Return a folder with three deals of one house."""
    for name in EXAMPLES:
        deal_of(tmp_path / name, name)
    return tmp_path


def page(folder: Path, *more: str) -> dict[str, Any]:
    said = in_its_own_process("pipeline", folder, "--format", "json", "--jobs", "1", *more)
    assert said.code == 0, said.err
    found: dict[str, Any] = said.json()
    return found


def stage_of(sheet: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in sheet["stages"] if each["name"] == name)


def test_deals_stand_by_stage_with_value_and_weight(deals: Path) -> None:
    sheet = page(deals)
    assert sheet["deals"] == 3
    assert [each["deals"] for each in sheet["stages"]] == [1, 1, 0, 0, 1, 0]
    assert [each["value"] for each in sheet["funnel"]] == [3, 2, 1, 1, 1, 0]
    entry = stage_of(sheet, "Sales entry")["worth"]
    assert entry == [{"currency": "CNY", "value": 3_650_000, "weighted": 2_372_500}]
    assert (sheet["without_value"], sheet["without_chance"]) == (1, 1)


def test_amounts_of_two_currencies_are_never_added(deals: Path) -> None:
    drop(deals / "springs" / "deal.yaml", "costs")
    edit(deals / "springs" / "deal.yaml", "currency: CNY", "currency: EUR")
    assert [each["currency"] for each in page(deals)["worth"]] == ["CNY", "EUR"]


def test_what_is_due_counts_from_the_day_asked_for(deals: Path) -> None:
    early, late = page(deals, "--as-of", "2026-01-01"), page(deals, "--as-of", "2040-01-01")
    days = [each["date"] for each in early["due"]]
    assert days == sorted(days)
    assert days
    assert late["due"] == []


def test_a_margin_below_the_floor_and_a_gate_passed_by_force_are_named(deals: Path) -> None:
    record = deals / "springs" / "deal.yaml"
    edit(record, "expected_value: 3650000", "expected_value: 2500000")
    said = [what for each in page(deals)["concerns"] if each["deal"] == "SPRINGS" for what in each["what"]]
    assert [each for each in said if "below the floor of 15 %" in each]


def test_a_record_with_a_mistake_is_named_and_the_others_are_shown(deals: Path) -> None:
    edit(deals / "ningxia" / "deal.yaml", "stage: development", "stage: dreaming")
    said = bidkit("pipeline", deals, "--jobs", "1")
    assert said.code == 1
    assert said.out.startswith("2 deals, as of ")
    assert "ningxia/deal.yaml:" in said.err
    assert "dreaming" in said.err


def test_what_was_kept_from_the_last_time_says_the_same(deals: Path) -> None:
    first = page(deals)
    assert (deals / CACHE).is_file()
    assert page(deals) == first
    edit(deals / "springs" / "deal.yaml", "expected_value: 3650000", "expected_value: 3660000")
    assert stage_of(page(deals), "Sales entry")["worth"][0]["value"] == 3_660_000
    (deals / CACHE).write_text("{ not ours", encoding="utf-8")
    assert stage_of(page(deals), "Sales entry")["worth"][0]["value"] == 3_660_000


def test_the_house_counts_as_well_as_the_record(deals: Path) -> None:
    page(deals)
    house = deals / "springs" / "house.yaml"
    with house.open("a", encoding="utf-8") as file:
        file.write("  floor_margin: 60\n")
    said = [what for each in page(deals)["concerns"] if each["deal"] == "SPRINGS" for what in each["what"]]
    assert "margin 24.4 % below the floor of 60 %" in said


def test_where_approvals_may_lapse_a_deal_is_read_anew_each_time(deals: Path) -> None:
    with opened(deals / "springs" / DATABASE, Place("house.yaml")):
        pass  # a register, as the first approval begins it
    sheet = page(deals)
    kept = (deals / CACHE).read_text(encoding="utf-8")
    assert '"NINGXIA"' in kept
    assert kept.count('"SPRINGS"') == 1, "the deal of the other house alone"
    assert page(deals) == sheet


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_page_is_written_in_every_format(deals: Path, language: str) -> None:
    formats = [word for each in ("docx", "pdf", "html", "xlsx") for word in ("--format", each)]
    said = bidkit("pipeline", deals, *formats, "--language", language)
    assert said.code == 0, said.err
    written = {path.name for path in (deals / "documents").glob("pipeline.*")}
    assert written == {"pipeline.docx", "pipeline.pdf", "pipeline.html", "pipeline.xlsx"}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_however_many_deals_there_are_they_stand_on_one_page(deals: Path, tmp_path: Path, language: str) -> None:
    for number, name in enumerate([*EXAMPLES, *EXAMPLES, *EXAMPLES, *EXAMPLES]):
        record = shutil.copytree(deals / name, deals / f"{name}-{number:02}") / "deal.yaml"
        text = re.sub(r"^(stage|id): .*\n", "", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
        record.write_text(f"id: {name.upper()}-{number:02}\nstage: {STAGES[number % 6]}\n{text}", encoding="utf-8")
    out = tmp_path / "out"
    said = bidkit("pipeline", deals, "--format", "pdf", "--format", "docx", "--language", language, "--out", out)
    assert said.code == 0, said.err
    assert len(PdfReader(out / "pipeline.pdf").pages) == 1
    assert len(PdfReader(convert(out / "pipeline.docx", "pdf", tmp_path)).pages) == 1


@pytest.mark.parametrize(("language", "words"), [("en", "No deal is on hand."), ("zh-CN", "目前没有在手项目。")])
def test_where_every_deal_has_ended_the_page_says_so_without_empty_tables(
    tmp_path: Path, language: str, words: str
) -> None:
    (tmp_path / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "deal.yaml").write_text(RECORD + LOST, encoding="utf-8")
    said = bidkit("pipeline", tmp_path, "--format", "html", "--language", language)
    assert said.code == 0, said.err
    text = (tmp_path / "documents" / "pipeline.html").read_text(encoding="utf-8")
    assert words in text
    assert "<table" not in text
    assert "<svg" not in text


def test_what_is_amiss_comes_first_on_the_page(deals: Path) -> None:
    edit(deals / "springs" / "deal.yaml", "stage: sales-entry", "stage: bidding")
    shown = page(deals)["notable"]
    assert [each["line"]["id"] for each in shown if each["amiss"]] == [shown[0]["line"]["id"]]
    assert shown[0]["amiss"][0].startswith("gate closed: ")
    assert [each["line"]["weighted"] for each in shown[1:]] == [3_258_500, None]


def test_many_processes_say_the_same_as_one(deals: Path) -> None:
    for number in range(60):
        shutil.copytree(deals / "ningxia", deals / f"ningxia-{number:02}")
    one = page(deals)
    (deals / CACHE).unlink()
    said = bidkit("pipeline", deals, "--format", "json", "--jobs", "2")
    assert said.json() == one
    assert one["deals"] == 63
