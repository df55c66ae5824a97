"""Unknown never counts as good: what nobody has shown neither clears a knock-out nor beats a rival."""

from pathlib import Path
from typing import Any

from tests.acceptance.house import bidkit, deal_of, drop, edit


def sheet_of(record: Path) -> Any:  # noqa: ANN401 - the sheet's data
    said = bidkit("evaluation", record, "--format", "json")
    assert said.code == 0, said.err
    return said.json()


def without_rivals(folder: Path, line: str = "") -> Path:
    """Return springs with its rivals deleted, and a line put in their place."""
    record = deal_of(folder)
    drop(record, "competitors")
    for part in ("price", "standards", "proposal"):  # they name them too
        drop(record, part)
    edit(record, "grading:", f"{line}grading:")
    return record


def test_a_knock_out_cleared_without_evidence_is_not_cleared(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    drop(record, "knock_outs", "technical_unmet", "evidence")
    sheet = sheet_of(record)
    assert sheet["total"] == 68
    assert sheet["decision"]["outcome"] == "open"
    assert sheet["missing"] == ["evaluation.knock_outs.technical_unmet.evidence"]


def test_an_empty_list_of_rivals_does_not_say_that_nobody_competes(tmp_path: Path) -> None:
    sheet = sheet_of(without_rivals(tmp_path))
    assert sheet["decision"]["outcome"] == "open"
    assert sheet["total"] == 46
    assert sheet["missing"] == ["competitors"]


def test_a_sole_source_is_clearly_ahead(tmp_path: Path) -> None:
    sheet = sheet_of(without_rivals(tmp_path, "sole_source: yes\n"))
    assert (sheet["decision"]["outcome"], sheet["total"], sheet["missing"]) == ("enter", 86, [])


def test_a_sole_source_that_is_only_assumed_is_none(tmp_path: Path) -> None:
    record = without_rivals(tmp_path, "sole_source: yes\n")
    edit(record, "competition:\n    state: known", "competition:\n    state: assumed")
    assert "competitors" in sheet_of(record)["missing"]


def test_a_sole_source_has_no_rivals(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "competitors:", "sole_source: yes\ncompetitors:")
    problems = bidkit("check", record, "--json").json()["problems"]
    assert [(each["line"], each["message"]) for each in problems] == [
        (109, "`sole_source` says that nobody else competes, but the record names competitors")
    ]


def test_status_says_how_the_evaluation_came_out(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    assert "Evaluation        Enter the sale (68.00 of 100; the threshold is 62)" in bidkit("status", record).out
    edit(record, "capital_risk:\n      applies: no", "capital_risk:\n      applies: yes")
    drop(record, "elements", "budget")
    said = bidkit("status", record).out
    assert "Evaluation        Give up (a knock-out applies)" in said
    assert "A knock-out applies: give up, or clear it with evidence" in said
