"""A bid goes out once its price is approved; afterwards anybody can ask what a file is."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.approving import Office, office_in
from tests.acceptance.house import Said, drop, edit
from tests.postgres import Engine

NUMBER = "NTM-B-2026-041"
COST = ("unit_cost: 198000\n", "unit_cost: 198500\n")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


@pytest.fixture(scope="module")
def issued_once(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = office_in(tmp_path_factory.mktemp("office"))
    approve(office)
    said = issue(office, "--format", "pdf")
    assert said.code == 0, said.err
    return office


@pytest.fixture
def after(issued_once: Office, tmp_path: Path) -> Office:
    """Return an office whose bid has gone out."""
    copy = shutil.copytree(issued_once.record.parent, tmp_path / "office")
    return Office(copy / "deal.yaml", copy / "keys")


def issue(office: Office, *words: str) -> Said:
    """Have the bid issued as Word files, one volume for each envelope."""
    out = office.record.parent / "out"
    return office.run("bid", office.record, "--final", "--by", "volume", "--format", "docx", "--out", out, *words)


def approve(office: Office) -> None:
    for name in ("Gao Ming", "Deng Li"):
        said = office.decide("approve", name)
        assert said.code == 0, said.err


def file(office: Office, revision: int, part: str = "technical") -> Path:
    return office.record.parent / "out" / f"SPRINGS-bid-volume-{part}-rev{revision}.docx"


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> bytes:
    """Return a Word file in which a person has changed something."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            assert name != part or old in text
            after.writestr(name, text.replace(old, new, 1) if name == part else text)
    return made.getvalue()


def test_the_springs_bid_goes_out_is_undone_and_goes_out_again(tmp_path: Path, engine: Engine) -> None:
    office = office_in(tmp_path, engine)
    assert bool(office.run("pricing", office.record, "--format", "json").json()["recommended"])
    assert office.decide("refuse", "Deng Li", "--reason", "Too little is left", position="aggressive").code == 0
    early = issue(office)
    assert (early.code, "the price is not approved and in force" in early.err) == (1, True)
    assert not (tmp_path / "out").exists()

    approve(office)
    first = issue(office)
    assert first.code == 0, first.err
    assert "warning: `letter`, 一、Letter of bid, is not signed" in first.err
    assert f"issued as {NUMBER} rev 1 on 2026-12-10 under approval A-2, A-3" in first.out
    told = office.run("verify", file(office, 1), file(office, 1, "price"))
    assert told.code == 0
    assert told.out.count(f"issued as {NUMBER} rev 1 on 2026-12-10 under approval A-2 (Gao Ming), A-3 (Deng Li)") == 2

    edit(office.record, *COST)
    refused = issue(office)
    assert refused.code == 1
    assert "A-3 of Deng Li: what was approved has changed" in refused.err
    assert "costs.lines.K-01.unit_cost: from 198000 to 198500" in refused.err
    assert office.good() == [False, False]

    edit(office.record, "model: SF-10\n", "model: SF-10 A\n")
    approve(office)
    assert f"issued as {NUMBER} rev 2 on 2026-12-10 under approval A-5, A-6" in issue(office).out
    asked = office.run("verify", "--json", file(office, 1), file(office, 2))
    assert asked.code == 1
    assert [(each["state"], each["revision"], each["superseded_by"]) for each in asked.json()] == [
        ("superseded", 1, 2),
        ("issued", 2, None),
    ]
    changed = office.run("redline", file(office, 1), file(office, 2), "--out", tmp_path / "changed.docx")
    assert (changed.code, "insertion" in changed.out) == (0, True)
    assert "superseded by rev 2; it was issued as" in office.run("verify", file(office, 1)).out
    assert office.run("register", "verify", tmp_path).code == 0


def test_issuing_the_same_again_gives_the_same_revision(after: Office) -> None:
    content = file(after, 1).read_bytes()
    file(after, 1).unlink()
    assert f"issued as {NUMBER} rev 1" in issue(after).out
    assert file(after, 1).read_bytes() == content
    assert not file(after, 2).exists()


def test_number_and_revision_stand_on_the_pages_and_draft_does_not(after: Office) -> None:
    with zipfile.ZipFile(file(after, 1)) as archive:
        words = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/"))
    assert f"{NUMBER} · Rev 1" in words
    assert "DRAFT" not in words


def test_nothing_of_the_margin_is_in_what_is_issued(tmp_path: Path) -> None:
    """Two bids at one price, of which one costs more, are the same to the byte, whoever approved them."""
    issued = []
    for name in ("cheap", "dear"):
        (tmp_path / name).mkdir()
        office = office_in(tmp_path / name)
        if name == "dear":
            edit(office.record, *COST)
            office.decide("approve", "Gao Ming", "--condition", "Gao Ming signs first")
        approve(office)
        said = issue(office)
        assert said.code == 0, said.err
        issued.append({path.name: path.read_bytes() for path in (tmp_path / name / "out").glob("*.docx")})
    assert len(issued[0]) >= 4
    assert issued[0] == issued[1]


def test_an_edited_file_is_told_from_an_issued_one(after: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mail" / "their copy.docx"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(rewritten(file(after, 1), "word/document.xml", b"delivery", b"DELIVERY"))
    said = after.run("verify", elsewhere, "--house", after.record.parent)
    assert (said.code, f"edited since it was issued as {NUMBER} rev 1" in said.out) == (1, True)
    copy = elsewhere.with_name("renamed.docx")
    copy.write_bytes(file(after, 1).read_bytes())
    assert after.run("verify", copy, "--house", after.record.parent).code == 0


def test_an_edited_pdf_is_told_by_what_stands_on_its_pages(after: Office) -> None:
    copy = after.record.with_name("price.pdf")
    copy.write_bytes(file(after, 1, "price").with_suffix(".pdf").read_bytes() + b"% noted\n")
    assert f"edited since it was issued as {NUMBER} rev 1" in after.run("verify", copy).out


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"a letter", b"\x00" * 99])
def test_what_was_never_issued_is_unknown(after: Office, content: bytes) -> None:
    strange = after.record.parent / "strange.pdf"
    strange.write_bytes(content)
    said = after.run("verify", strange, "--json")
    assert (said.code, said.json()[0]["state"]) == (1, "unknown")


def test_a_draft_is_unknown_even_where_a_bid_has_gone_out(after: Office) -> None:
    drawn = after.run("bid", after.record, "--by", "volume", "--format", "docx", "--out", after.record.parent)
    assert drawn.code == 0, drawn.err
    draft = after.record.parent / "SPRINGS-bid-volume-technical.docx"
    assert "unknown: it was not issued here" in after.run("verify", draft).out


def test_where_nothing_was_issued_everything_is_unknown(office: Office) -> None:
    assert "unknown: it was not issued here" in office.run("verify", office.record).out


def test_everything_that_hinders_is_said_at_once(office: Office) -> None:
    drop(office.record, "bid", "number")
    drop(office.record, "key_nodes", "candidate-list")
    said = issue(office)
    assert said.code == 1
    assert "`bid.number` is missing; --final writes nothing while a value is missing" in said.err
    assert "candidate-list not reached" in said.err
    assert "the price is not approved and in force" in said.err


def test_what_would_get_the_set_rejected_stops_it_and_all_of_it_is_said(office: Office) -> None:
    """What `bidkit ready` finds fatal in the files that are about to go out is found before they do."""
    papers = office.record.parent / "papers"
    (papers / "calibration-statement.pdf").write_bytes(b"%PDF-1.7 damaged")
    said = issue(office)
    assert said.code == 1
    assert "SPRINGS-bid-13-calibration-rev1.pdf:1:1: it is damaged, or no PDF" in said.err
    assert "the price is not approved and in force" in said.err
    assert not (office.record.parent / "out").exists()


def test_another_price_than_the_approved_one_does_not_go_out(office: Office) -> None:
    for name in ("Gao Ming", "Deng Li"):
        assert office.decide("approve", name, "--price", "3500000", position=None).code == 0
    said = issue(office)
    assert said.code == 1
    assert "the bid is made at 3430000.00, and what is approved is 3500000" in said.err


def test_a_revoked_or_ended_approval_lets_nothing_out(office: Office) -> None:
    approve(office)
    office.decide("revoke", "Deng Li", position=None)
    said = issue(office)
    assert "has 1 of 2 in the band 'large'" in said.err
    assert said.code == 1


@pytest.mark.parametrize("words", [("--envelope", "price"), ("--format", "json")])
def test_only_the_whole_set_is_issued(office: Office, words: tuple[str, ...]) -> None:
    said = issue(office, *words)
    assert said.code == 2
    assert not office.record.with_name("bidkit.db").exists()
