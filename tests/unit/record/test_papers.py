"""The papers that a bid names lie beside its record, or are warned of at their line."""

from pathlib import Path

import pytest

from bidkit.cli.desk import lay_out
from bidkit.record.workbook import NotReadable, open_sheet
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


def test_a_paper_that_no_portal_takes_is_refused_at_its_line(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    with (tmp_path / "papers" / "iso-9001.pdf").open("r+b") as paper:
        paper.truncate(250_000_001)
    (problem,) = lay_out(record).problems
    assert (problem.severity, problem.message) == ("error", "`papers/iso-9001.pdf` is larger than 250 MB")


def test_every_kind_of_paper_is_looked_for(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    for paper in (tmp_path / "papers").iterdir():
        paper.unlink()
    assert len(lay_out(record).problems) == 9


def test_a_link_within_the_house_is_a_paper_and_one_that_leads_out_is_refused(tmp_path: Path) -> None:
    record = deal_of(tmp_path / "house" / "ours", "springs-bid")
    record.with_name("house.yaml").rename(tmp_path / "house" / "house.yaml")
    paper = record.parent / "papers" / "iso-9001.pdf"
    shared, theirs = tmp_path / "house" / "papers" / "iso.pdf", tmp_path / "house" / "theirs" / "iso.pdf"
    for each in (shared, theirs):
        each.parent.mkdir()
        paper.rename(each) if each == shared else each.write_bytes(b"%PDF")
    paper.symlink_to(shared)
    assert lay_out(record).problems == ()
    (theirs.parent / "deal.yaml").write_text("id: T-1", encoding="utf-8")
    paper.unlink()
    paper.symlink_to(theirs)
    (problem,) = lay_out(record).problems
    assert problem.severity == "error"
    assert problem.message == f"`papers/iso-9001.pdf` leads to {theirs}, outside of the deal and its house"


@pytest.mark.parametrize("name", ["../elsewhere.pdf", "/etc/passwd"])
def test_a_paper_named_from_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.pdf").write_bytes(b"%PDF")
    record = deal_of(tmp_path / "springs", "springs-bid")
    edit(record, "papers/iso-9001.pdf", name)
    (problem,) = lay_out(record).problems
    assert problem.severity == "error"
    assert problem.message.startswith(f"`{name}` leads to /")


def test_a_workbook_of_costs_is_no_link_that_leads_out(tmp_path: Path) -> None:
    elsewhere = tmp_path / "costs.xlsx"
    elsewhere.write_bytes(b"PK")
    named = tmp_path / "deal" / "costs.xlsx"
    named.parent.mkdir()
    named.symlink_to(elsewhere)
    with pytest.raises(NotReadable, match=r"it leads to /.*/costs\.xlsx, outside of the deal and its house"):
        open_sheet(named, None, (named.parent,))
