"""Whatever stands in a file, bidkit says what is wrong with it or carries on; it never falls over.

`make harden` sets BIDKIT_HARDEN and tries ten times as many.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from typer.testing import CliRunner

from bidkit.checks import check_deal, check_house
from bidkit.cli.app import app
from bidkit.cli.desk import Desk, lay_out, sound_desk
from bidkit.cli.status_view import status_data, status_text
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish import LOCK, MANIFEST
from bidkit.stages.development import evaluation
from bidkit.stages.price_data import pricing_data
from bidkit.stages.priced import pricing
from bidkit.stages.sheet import jsonable
from tests.builders import HOUSE, PRICE, RECORD, edited, tree_of, write
from tests.unit.record.mutants import mutants

TIMES = 10 if os.environ.get("BIDKIT_HARDEN") else 1
JSON = json.dumps(tree_of(RECORD), indent=1, ensure_ascii=False)
WORDS = json.dumps(tree_of(RECORD))
EARLY = edited(
    RECORD,
    ("stage: sales-entry", "stage: development"),
    (RECORD[RECORD.index("key_nodes:") : RECORD.index("actions:")], ""),
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def hold(record: Path) -> None:
    """Take a record all the way to its sheet, or find every Problem well formed."""
    try:
        desk = lay_out(record)
    except ProblemsFound as found:
        assert found.problems
        well_formed(found.problems, record)
    else:
        well_formed(desk.problems, record)
        carry_through(desk)


def carry_through(desk: Desk) -> None:
    assert not check_house(desk.house)
    assert len(check_deal(desk.deal, desk.house)) <= len(desk.problems)
    status = status_data(desk.deal, desk.house)
    assert json.loads(json.dumps(status))["stage"] == desk.deal.stage
    assert status_text(desk.deal, desk.house)
    sheet = evaluation(desk.deal, desk.house, final=False)
    assert 0 <= sheet.total <= 100
    json.dumps(jsonable(sheet), allow_nan=False)


def well_formed(problems: tuple[Problem, ...], record: Path) -> None:
    lines = {path.name: line_count(path) for path in (record, record.parent / "house.yaml")}
    assert list(problems) == sorted(problems)
    for problem in problems:
        place = problem.place
        assert 1 <= place.line <= lines[Path(place.path).name], problem
        assert place.column >= 1
        assert problem.message.strip()
        assert problem.hint.strip()
        assert "Traceback" not in str(problem)


def line_count(path: Path) -> int:
    return len(re.split(rb"\r\n|\r|\n", path.read_bytes()))


@settings(max_examples=500 * TIMES, deadline=None, derandomize=True)
@given(content=mutants(RECORD) | mutants(EARLY))
@example(content=EARLY.replace("as_of: 2026-09-15", "as_of: 9999-12-31").replace("2026-11\n", "9999-12\n").encode())
@example(content=b"\xff\xfe")
@example(content=b"")
def test_no_mutated_record_brings_bidkit_down(content: bytes, folder: Path) -> None:
    hold(write(folder, content))


@settings(max_examples=50 * TIMES, deadline=None, derandomize=True)
@given(content=mutants(EARLY + PRICE))
def test_no_mutated_price_brings_the_analysis_down(content: bytes, folder: Path) -> None:
    record = write(folder, content)
    hold(record)
    with suppress(ProblemsFound):
        desk = sound_desk(record)
        json.dumps(pricing_data(pricing(desk.deal, desk.house, final=False)), allow_nan=False)


@settings(max_examples=150 * TIMES, deadline=None, derandomize=True)
@given(content=mutants(JSON) | mutants(WORDS))
@example(content=WORDS.replace('"1250000.00"', "1" * 5000).encode())
def test_no_mutated_json_brings_bidkit_down(content: bytes, folder: Path) -> None:
    hold(write(folder, content, name="deal.json"))


@settings(max_examples=150 * TIMES, deadline=None, derandomize=True)
@given(content=mutants(HOUSE))
@example(content=HOUSE.replace("months: 12", "months: 999999999999999").encode())
def test_no_mutated_house_brings_bidkit_down(content: bytes, folder: Path) -> None:
    hold(write(folder, EARLY, content))


@settings(max_examples=40 * TIMES, deadline=None, derandomize=True)
@given(content=mutants(EARLY))
def test_a_mutated_record_leaves_no_partial_file(content: bytes) -> None:
    with TemporaryDirectory() as name:
        record = write(Path(name), content)
        before = {path: path.read_bytes() for path in Path(name).iterdir()}
        words = ["evaluation", str(record), "--format", "html", "--format", "json", "--out", str(Path(name, "out"))]
        result = CliRunner().invoke(app, words)
        assert result.exception is None or isinstance(result.exception, ProblemsFound)
        assert {path: path.read_bytes() for path in before} == before
        assert {path.name for path in Path(name).iterdir()} - {"out"} == {path.name for path in before}
        whole_or_nothing(Path(name, "out"), refused=result.exception is not None)


def whole_or_nothing(out: Path, *, refused: bool) -> None:
    if refused:
        assert not out.exists()
        return
    entries = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert {path.name for path in out.iterdir()} - {LOCK} == {*entries, MANIFEST}
    assert sorted(Path(each).suffix for each in entries) == [".html", ".json"]
    for each, entry in entries.items():
        content = (out / each).read_bytes()
        assert content
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
