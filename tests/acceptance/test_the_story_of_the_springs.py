"""The demonstration: one deal from a price that is approved to a checklist that comes back from the plant."""

from pathlib import Path

import pytest

from bidkit.cli.story import tell_story


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    out = tmp_path_factory.mktemp("demo")
    return out / "story", list(tell_story(out))


def test_an_approval_is_undone_and_the_bid_goes_out_twice(told: tuple[Path, list[str]]) -> None:
    folder, lines = told
    said = "\n".join(lines)
    assert "costs.lines.K-01.unit_cost: from 198000 to 198500" in said
    assert said.index("rev 1 on 2026-12-10 under approval A-2, A-3") < said.index("rev 2 on 2026-12-10 under approval")
    assert "superseded by rev 2" in said
    assert (folder / "bid/changes.docx").stat().st_size > 10_000
    assert (folder / "bid/bidkit.db").exists()


def test_the_checklist_comes_back_and_what_failed_is_on_the_punch_list(told: tuple[Path, list[str]]) -> None:
    folder, lines = told
    said = "\n".join(lines)
    assert "7 read, 26 left open" in said
    assert "T-14  Force error at 10 kN, tension            10.07 kN          fail" in said
    assert (folder / "plant/site/SPRINGS-punch.pdf").exists()


def test_a_story_that_was_told_stays(told: tuple[Path, list[str]]) -> None:
    folder, _ = told
    assert list(tell_story(folder.parent)) == [f"{folder} stands; delete it to have the story told again"]
