"""One command makes every document that is due, and leaves alone what has not changed."""

from pathlib import Path

import pytest

from bidkit.assets import assets
from tests.acceptance.house import Said, bidkit, deal_of, edit

DUE = ["SPRINGS-evaluation.html", "SPRINGS-stakeholders.html"]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return deal_of(tmp_path / "springs")


def made(target: Path, *more: str | Path) -> Said:
    return bidkit("make", target, "--format", "html", "--jobs", "1", *more)


def documents(record: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((record.parent / "documents").glob("*.html"))}


def results(said: Said) -> list[tuple[str, ...]]:
    """Return deal, artifact and what came of it, line by line, without the sum at the end."""
    return [tuple(line.split()[:3]) for line in said.out.splitlines()[:-1]]


def test_what_is_due_up_to_the_deals_stage_is_made_and_not_more(record: Path) -> None:
    said = made(record)
    assert said.code == 0, said.err
    assert list(documents(record)) == DUE
    assert results(said) == [("springs", "evaluation", "written"), ("springs", "stakeholders", "written")]
    assert said.out.splitlines()[-1] == "2 written"


def test_what_has_not_changed_is_not_made_again(record: Path) -> None:
    made(record)
    before = {path: path.stat().st_mtime_ns for path in (record.parent / "documents").glob("*.html")}
    assert made(record).out.splitlines()[-1] == "2 unchanged"
    record.write_text("# only a comment more\n" + record.read_text(encoding="utf-8"), encoding="utf-8")
    assert made(record).out.splitlines()[-1] == "2 unchanged"
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_set_of_a_bid_is_made_and_left_alone_like_a_document(tmp_path: Path) -> None:
    record = deal_of(tmp_path / "springs", "springs-bid")
    first = made(record)
    assert first.code == 0, first.err
    assert ("springs", "bid", "written") in results(first)
    folder = record.parent / "documents"
    asked = bidkit("bid", record, "--format", "html", "--out", tmp_path / "asked")
    assert asked.code == 0, asked.err
    forms = {path.name: path.read_bytes() for path in (tmp_path / "asked").glob("SPRINGS-bid-*")}
    assert len(forms) > 10
    assert {name: (folder / name).read_bytes() for name in forms} == forms
    assert ("springs", "bid", "unchanged") in results(made(record))
    paper = record.parent / "papers" / "calibration-statement.pdf"
    paper.write_bytes(paper.read_bytes() + b"\n% signed\n")
    assert ("springs", "bid", "written") in results(made(record))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("deal.yaml", "title: Materials-testing laboratory", "title: The laboratory"),
        ("house.yaml", "language: en", "language: zh-CN"),
        ("templates/evaluation.html", "", "{# a house's own #}"),
    ],
)
def test_what_has_changed_is_made_again(record: Path, file: str, old: str, new: str) -> None:
    (record.parent / "templates").mkdir()
    (record.parent / "templates" / "set.yaml").write_text("name: ours\n", encoding="utf-8")
    with (record.parent / "house.yaml").open("a", encoding="utf-8") as house:
        house.write("\ntemplate_set: templates\n")
    made(record)
    path = record.parent / file
    if path.exists():
        edit(path, old, new)
    else:
        path.write_text((assets("templates") / path.name).read_text(encoding="utf-8") + new, encoding="utf-8")
    assert made(record).out.splitlines()[-1] == "2 written"


def test_a_document_that_a_person_edited_is_never_overwritten(record: Path) -> None:
    made(record)
    edited = record.parent / "documents" / DUE[0]
    edited.write_bytes(b"edited by hand")
    assert made(record).out.splitlines()[-1] == "1 unchanged, 1 edited by hand"
    edit(record, "title: Materials-testing laboratory", "title: The laboratory")
    assert made(record).out.splitlines()[-1] == "1 written, 1 written beside the edited one"
    assert edited.read_bytes() == b"edited by hand"
    assert b"The laboratory" in documents(record)["SPRINGS-evaluation-new.html"]


def test_one_sick_record_keeps_no_other_from_being_made(record: Path, tmp_path: Path) -> None:
    sick = deal_of(tmp_path / "sick")
    edit(sick, "currency: CNY", "currency: yuan")
    said = made(tmp_path)
    assert said.code == 1
    assert said.out.splitlines()[-1] == "2 written, 1 not made"
    assert said.err.count("sick/deal.yaml:") == 1
    assert "currency" in said.err
    assert list(documents(record)) == DUE
    assert not documents(sick)


def test_many_processes_write_the_same_bytes_as_one(record: Path, tmp_path: Path) -> None:
    bidkit("make", record, "--format", "html", "--format", "docx", "--jobs", "1", "--out", tmp_path / "one")
    bidkit("make", record, "--format", "html", "--format", "docx", "--jobs", "2", "--out", tmp_path / "two")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / each / "springs").iterdir()} for each in ("one", "two")
    )
    assert one == two
    assert "SPRINGS-stakeholders.docx" in one


def test_deals_in_folders_of_one_name_keep_apart(tmp_path: Path) -> None:
    deals = tmp_path / "deals"
    for year in ("2026", "2027"):
        edit(deal_of(deals / year / "springs"), "title: Materials-testing laboratory", f"title: Laboratory of {year}")
    said = made(deals, "--out", tmp_path / "out")
    assert said.code == 0, said.err
    for year in ("2026", "2027"):
        assert f"Laboratory of {year}".encode() in (tmp_path / "out" / year / "springs" / DUE[0]).read_bytes()


def test_a_folder_without_a_record_is_said_to_be_one(tmp_path: Path) -> None:
    said = bidkit("make", tmp_path)
    assert said.code == 2
    assert "There is no record" in said.err
