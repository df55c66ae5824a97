"""The demonstration: every example's documents, and one deal from its lead to the end of its warranty."""

from pathlib import Path

import pytest

from bidkit.cli.story import tell_story
from tests.acceptance.house import EXAMPLES, bidkit


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("demo")
    said = bidkit("demo", "--out", out)
    assert said.code == 0, said.err
    return out, said.out


def test_every_document_of_the_examples_is_written(told: tuple[Path, str]) -> None:
    out, _ = told
    for example in (path.name for path in EXAMPLES.iterdir()):
        kinds = {path.suffix for path in (out / example / "documents").iterdir()}
        assert {".docx", ".pdf", ".html", ".json"} <= kinds


def test_an_approval_is_undone_and_the_bid_goes_out_twice(told: tuple[Path, str]) -> None:
    out, said = told
    assert "costs.lines.K-01.unit_cost: from 198000 to 198500" in said
    assert said.index("rev 1 on 2026-12-10 under approval A-2, A-3") < said.index("rev 2 on 2026-12-10 under approval")
    assert "superseded by rev 2" in said
    assert (out / "story/bid/changes.docx").stat().st_size > 10_000
    assert (out / "story/bid/bidkit.db").exists()


def test_the_checklist_comes_back_and_what_failed_is_on_the_punch_list(told: tuple[Path, str]) -> None:
    out, said = told
    assert "7 read, 32 left open" in said
    assert "T-14  Force error at 10 kN, tension            10.07 kN          fail" in said
    assert (out / "story/plant/site/SPRINGS-punch.docx").exists()


def test_what_failed_is_tested_again_and_the_deal_ends_accepted(told: tuple[Path, str]) -> None:
    out, said = told
    assert "`T-14` was failed, and is not waived" in said
    assert "T-14  Force error at 10 kN, tension                     10.018 kN   pass  (was fail)" in said
    plant = out / "story/plant"
    for kind in ("provisional", "final"):
        assert (plant / f"certificates/SPRINGS-certificate-{kind}.docx").exists()
    assert (plant / "bids.csv").read_text(encoding="utf-8").count("QLT-2026-117") == 4  # with the ceiling
    where = bidkit("status", plant / "deal.yaml", "--json").json()
    assert all(node["reached"] for node in where["key_nodes"])


def test_the_story_begins_with_the_lead(told: tuple[Path, str]) -> None:
    out, _ = told
    made = {path.name for path in (out / "story/lead/documents").glob("*.docx")}
    assert made == {f"SPRINGS-{name}.docx" for name in ("evaluation", "stakeholders", "standards", "proposal")}


def test_a_story_that_was_told_stays(told: tuple[Path, str]) -> None:
    story = told[0] / "story"
    assert list(tell_story(told[0])) == [f"{story} stands; delete it to have the story told again"]
