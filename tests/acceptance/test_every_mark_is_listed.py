"""What a sheet marks as missing it also lists, so that a final sheet never carries a mark."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bidkit import render
from bidkit.deal import Deal, House
from bidkit.record.files import load_house
from bidkit.record.source import parse, read_text
from bidkit.record.tree import plain
from bidkit.record.validate import without_empty
from bidkit.stages import sheet as sheets
from bidkit.stages.development import EVALUATION
from tests.acceptance.house import EXAMPLES, bidkit, deal_of, drop, edit, findings

SPRINGS = EXAMPLES / "springs" / "deal.yaml"
MARK = 'class="missing"'


def fields(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - a YAML tree
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(step, str):
            yield (*path, step)
        if isinstance(value, dict | list):
            yield from fields(value, (*path, step))


def without(tree: Any, path: tuple[str | int, ...]) -> Deal | None:  # noqa: ANN401 - a YAML tree
    """Return the deal without one field, or None where that is no deal."""
    tree = deepcopy(tree)
    at = tree
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    try:
        return Deal.model_validate(tree)
    except ValidationError:
        return None


def said_of(deal: Deal, house: House) -> tuple[tuple[str, ...], Any]:
    """Return what the sheet lists as missing, and all that its page is made of."""
    sheet = EVALUATION.build(deal, house, final=False)
    return sheet.missing, sheets.plain(sheet)


def page(told: Any) -> str:  # noqa: ANN401 - a sheet's data
    return render.to_html(render.document(EVALUATION.template, told, language="en")).decode()


def test_no_field_can_be_left_out_and_be_marked_without_being_listed() -> None:
    house = load_house(SPRINGS.parent).house
    tree = without_empty(plain(parse(read_text(SPRINGS), "deal.yaml")[0]), Deal)
    whole = said_of(Deal.model_validate(tree), house)[1]
    assert MARK not in page(whole)
    unseen: set[str | int] = {
        path[0]
        for path in fields(tree)
        if len(path) == 1 and (deal := without(tree, path)) and said_of(deal, house)[1] == whole
    }
    marked = 0
    for path in fields(tree):
        deal = without(tree, path) if path[0] not in unseen else None
        missing, told = said_of(deal, house) if deal else ((), whole)
        if deal and told != whole and not findings(deal, house, "error"):
            html = page(told)
            assert MARK not in html or missing, path
            marked += MARK in html
    assert marked > 30


@pytest.mark.parametrize("field", ["evaluation.scores.project_level.source", "competitors.C-01.source"])
def test_final_refuses_a_score_or_a_rival_that_nobody_stands_for(tmp_path: Path, field: str) -> None:
    record = deal_of(tmp_path)
    drop(record, *(part for part in field.split(".") if part != "C-01"))
    said = bidkit("evaluation", record, "--format", "html", "--final", "--out", tmp_path / "out")
    assert said.code == 1
    assert f"`{field}` is missing" in said.err
    assert not (tmp_path / "out").exists()


def test_a_date_without_a_year_is_no_gap(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "signed by Wang Lei\n    date: 2026-06-11", "signed by Wang Lei\n    date: --06")
    said = bidkit("evaluation", record, "--format", "html", "--final", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    html = next((tmp_path / "out").glob("*.html")).read_text("utf-8")
    assert "year not stated" in html
    assert MARK not in html
