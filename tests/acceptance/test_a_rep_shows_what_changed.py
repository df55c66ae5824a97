"""A rep changes a proposal and shows what changed: as tracked changes in Word, under the rep's own name."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.house import Said, bidkit, deal_of, edit
from tests.unit.render.redline.resolving import Side, q, resolve, unpacked
from tests.unit.render.word_files import paragraphs

OLD, NEW = "147 days after the order, three days before", "140 days after the order, ten days before"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return deal_of(tmp_path / "sent")


@pytest.fixture
def deal(sent: Path) -> Path:
    """The record after the customer has struck a standard and the delivery has become shorter."""
    shutil.copytree(sent.parent, sent.parents[1] / "now")
    deal = sent.parents[1] / "now" / sent.name
    edit(deal, OLD, NEW)
    text = deal.read_text(encoding="utf-8")
    start, end = text.index("    - id: REQ-022\n"), text.index("    - id: REQ-023\n")
    deal.write_text(text[:start] + text[end:], encoding="utf-8")
    return deal


def redline(*words: str | Path, out: Path) -> tuple[Said, bytes]:
    said = bidkit("redline", *words, "--out", out)
    assert said.code == 0, said.err
    return said, out.read_bytes()


def proposal(deal: Path) -> Path:
    assert bidkit("proposal", deal, "--format", "docx", "--out", deal.parent / "out").code == 0
    return deal.parent / "out" / "SPRINGS-proposal.docx"


def told(data: bytes, side: Side = "new") -> list[str]:
    return paragraphs(resolve(unpacked(data).root("word/document.xml"), side))


@pytest.mark.parametrize("of_files", [False, True], ids=["records", "files"])
def test_accepting_all_gives_the_new_proposal_and_rejecting_all_the_old_one(
    sent: Path, deal: Path, of_files: bool, tmp_path: Path
) -> None:
    old, new = proposal(sent), proposal(deal)
    said, made = redline(*((old, new) if of_files else (sent, deal)), out=tmp_path / "changes.docx")
    assert told(made, "new") == told(new.read_bytes()) != told(old.read_bytes()) == told(made, "old")
    assert "6 insertions, 7 deletions, 1 whole row." in said.out


def test_only_what_changed_is_marked_and_under_the_reps_name(sent: Path, deal: Path, tmp_path: Path) -> None:
    said, made = redline(sent, deal, out=tmp_path / "changes.docx")
    marks = list(unpacked(made).root("word/document.xml").iter(q("ins"), q("del")))
    assert said.out.splitlines()[0] == "proposal: for the customer"
    assert {each.get(q("author")) for each in marks} == {"Chen Yu"}
    assert {each.get(q("date")) for each in marks} == {"2026-09-15T00:00:00Z"}
    words = {text for each in marks for text in each.itertext() if text.strip()}
    assert {"147", "140", "three", "ten", "Guards, emergency stop, end limits, overload protection."} <= words
    assert not any("Spring tension" in text for text in words)
    _, by_another = redline(sent, deal, "--author", "Gao Ming", out=tmp_path / "another.docx")
    assert {each.get(q("author")) for each in unpacked(by_another).root("word/document.xml").iter(q("ins"))} == {
        "Gao Ming"
    }


def test_two_documents_that_are_no_revisions_of_one_another_are_noticed(sent: Path, deal: Path, tmp_path: Path) -> None:
    assert bidkit("evaluation", sent, "--format", "docx", "--out", sent.parent / "out").code == 0
    evaluation = sent.parent / "out" / "SPRINGS-evaluation.docx"
    said, _ = redline(proposal(sent), evaluation, out=tmp_path / "changes.docx")
    assert "% of the text stands in both: are these two revisions of one document?" in said.out
    said, _ = redline(proposal(sent), proposal(deal), out=tmp_path / "changes.docx")
    assert "stands in both" not in said.out


def test_what_we_alone_know_is_no_change_for_the_customer_but_one_for_us(sent: Path, tmp_path: Path) -> None:
    now = tmp_path / "now.yaml"
    shutil.copytree(sent.parent / "content", tmp_path / "content")
    (tmp_path / "house.yaml").write_bytes((sent.parent / "house.yaml").read_bytes())
    now.write_text(sent.read_text(encoding="utf-8"), encoding="utf-8")
    edit(now, "expected_value: 3650000.00", "expected_value: 3990000.00")
    said, _ = redline(sent, now, out=tmp_path / "changes.docx")
    assert said.out.endswith("Nothing differs that can be shown as a tracked change.\n")
    said, made = redline(sent, now, "--artifact", "evaluation", out=tmp_path / "ours.docx")
    assert said.out.splitlines()[0] == "evaluation: internal"
    assert "3,990,000" in "".join(told(made, "new"))
    assert "3,650,000" in "".join(told(made, "old"))


def test_what_the_customer_must_not_read_is_said_and_stops_it_if_the_proposal_stops(
    sent: Path, deal: Path, tmp_path: Path
) -> None:
    edit(deal, "says: Kept in Jinan and renewed by us; you pay", "says: Unlike Baixin Test Equipment; you pay")
    said, _ = redline(sent, deal, out=tmp_path / "changes.docx")
    assert "warning: names the rival Baixin Test Equipment" in said.err
    edit(deal.parent / "content" / "warranty.md", "**24 months**", "<b>24 months</b>")
    said = bidkit("redline", sent, deal, "--out", tmp_path / "none.docx")
    assert said.code == 1
    assert "raw HTML cannot stand in a block" in said.err
    assert not (tmp_path / "none.docx").exists()


def test_what_cannot_be_compared_is_said(sent: Path, tmp_path: Path) -> None:
    pdf, gone, word = tmp_path / "offer.pdf", tmp_path / "gone.docx", tmp_path / "offer.docx"
    pdf.write_bytes(b"%PDF-1.7")
    word.write_bytes(b"no Word file")
    for words, message in (
        ((gone, word), "gone.docx:1:1: cannot be read: No such file or directory"),
        ((word, word), "offer.docx:1:1: is not a Word file (.docx), or has a password"),
        ((pdf, pdf), "A PDF cannot be compared."),
        ((word, sent), "have to be two Word files, or two records"),
        ((sent, sent, "--artifact", "offer"), "There is no document offer."),
        ((word, word, "--language", "en"), "are for two records"),
    ):
        said = bidkit("redline", *words, cwd=tmp_path)
        assert said.code != 0
        assert message in " ".join(said.err.split()), said.err
    assert not list(tmp_path.rglob("*redline*"))
