"""The papers that a bid names lie beside its record, or are warned of at their line."""

from pathlib import Path

import pytest

from bidkit.cli.desk import lay_out
from tests.acceptance.house import deal_of, edit


def test_the_papers_of_the_example_are_there(tmp_path: Path) -> None:
    assert lay_out(deal_of(tmp_path, "springs-bid")).problems == ()


@pytest.mark.parametrize("name", ["papers/iso-9002.pdf", "papers", f"{'x' * 300}.pdf"])
def test_a_paper_that_is_not_there_is_named_at_its_line(name: str, tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    edit(record, "papers/iso-9001.pdf", name)
    line = next(at for at, text in enumerate(record.read_text(encoding="utf-8").splitlines(), 1) if "{id: Q-02" in text)
    (problem,) = lay_out(record).problems
    assert (problem.place.line, problem.severity) == (line, "warning")
    assert problem.message == f"`{name}` does not lie beside the record"


def test_every_kind_of_paper_is_looked_for(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    for paper in (tmp_path / "papers").iterdir():
        paper.unlink()
    assert len(lay_out(record).problems) == 9
