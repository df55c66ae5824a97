"""The evaluation sheet: drafts that show what is missing, finals that refuse, files that are never lost."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from bidkit.publish import LOCK
from tests.acceptance.house import bidkit, deal_of, drop, edit


def words_of_docx(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_of_pdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_both_formats_say_the_decision_and_the_grade(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    said = bidkit("evaluation", record, "--out", tmp_path / "out")
    assert said.code == 0, said.err
    docx, pdf = (next((tmp_path / "out").glob(f"*-evaluation.{kind}")) for kind in ("docx", "pdf"))
    for words in (words_of_docx(docx), words_of_pdf(pdf)):
        assert "Enter the sale" in words
        assert "Go all out" in words
        assert "missing" not in words


def test_the_manifest_names_each_file_with_its_digest(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    bidkit("evaluation", record, "--format", "html", "--format", "json", "--out", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["files"]
    assert {*manifest, "manifest.json"} == {path.name for path in (tmp_path / "out").iterdir() if path.name != LOCK}
    assert all(len(entry["sha256"]) == 64 for entry in manifest.values())


def test_an_incomplete_record_gives_a_draft_that_marks_what_is_missing(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "ningxia")
    said = bidkit("evaluation", record, "--format", "pdf", "--out", tmp_path / "out")
    assert said.code == 0
    assert "values are missing" in said.err
    words = words_of_pdf(next((tmp_path / "out").glob("*.pdf")))
    assert "Not decided: the evaluation is incomplete" in words.replace("\n", " ")
    assert "budget" in words[words.index("What is missing") :]


def test_final_refuses_an_incomplete_record_and_lists_all_of_it(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "ningxia")
    said = bidkit("evaluation", record, "--final", "--out", tmp_path / "out")
    assert said.code == 1
    for path in ("customer.name", "elements.needs", "evaluation.knock_outs.capital_risk", "grading.possibility"):
        assert f"`{path}` is missing" in said.err
    for path in ("elements.schedule", "elements.competition"):
        assert f"`{path}` is only assumed" in said.err
        assert f"`{path}` is missing" not in said.err
    assert not (tmp_path / "out").exists()


def test_a_score_without_evidence_counts_as_zero_and_is_marked(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    whole = bidkit("evaluation", record, "--format", "json").json()
    drop(record, "evaluation", "scores", "project_level", "evidence")
    less = bidkit("evaluation", record, "--format", "json").json()
    row = less["factors"][0]
    assert (row["counts_as_zero"], row["points"]) == (True, 0)
    assert less["total"] == whole["total"] - whole["factors"][0]["points"]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "json"])
def test_the_same_record_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    first, second = tmp_path / "a", tmp_path / "b" / "deeper"
    for folder, zone, seed in ((first, "UTC", "1"), (second, "Asia/Shanghai", "2")):
        record = deal_of(folder)
        said = bidkit("evaluation", record, "--format", kind, "--out", folder / "out", TZ=zone, PYTHONHASHSEED=seed)
        assert said.code == 0, said.err
    one, other = (next((folder / "out").glob(f"*.{kind}")) for folder in (first, second))
    assert one.read_bytes() == other.read_bytes()


def test_a_file_that_somebody_edited_is_kept(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    out = tmp_path / "out"
    bidkit("evaluation", record, "--format", "html", "--out", out)
    page = next(out.glob("*.html"))
    page.write_text("edited by hand", encoding="utf-8")
    edit(record, "as_of: 2026-09-15", "as_of: 2026-09-16")
    said = bidkit("evaluation", record, "--format", "html", "--out", out)
    assert said.code == 0
    assert page.read_text("utf-8") == "edited by hand"
    beside = page.with_name(page.stem + "-new.html")
    assert beside.exists()
    assert page.name in said.err
    assert beside.name in said.err


def test_a_record_with_mistakes_leaves_no_file(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "currency: CNY", "currency: RMB")
    said = bidkit("evaluation", record, "--out", tmp_path / "out")
    assert said.code == 1
    assert f"{record}:" in said.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    (tmp_path / "out").write_text("a file where the folder should be", encoding="utf-8")
    said = bidkit("evaluation", record, "--format", "html", "--out", tmp_path / "out")
    assert said.code == 1
    assert f"{tmp_path / 'out'}:1:1: is a file, and a folder belongs there" in said.err


def test_the_docx_is_a_word_file_without_traces(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    bidkit("evaluation", record, "--format", "docx", "--out", tmp_path / "out")
    with ZipFile(next((tmp_path / "out").glob("*.docx"))) as package:
        names = package.namelist()
        core = package.read("docProps/core.xml").decode()
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert "python-docx" not in core


def words_of(record: Path) -> str:
    """Return the words of the sheet in HTML."""
    said = bidkit("evaluation", record, "--format", "html", "--out", record.parent / "out")
    assert said.code == 0, said.err
    html = next((record.parent / "out").glob("*.html")).read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_grade_never_speaks_against_the_decision(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    assert "Grade A: Go all out" in words_of(record)
    edit(record, "capital_risk:\n      applies: no", "capital_risk:\n      applies: yes")
    words = words_of(record)
    assert "Decision proposed: Give up." in words
    assert "Grade A: Go all out" not in words
    assert "Grade A by time and possibility; it says how resources are spent only once" in words


def test_what_is_not_scored_is_not_shown_as_a_total(tmp_path: Path) -> None:
    words = words_of(deal_of(tmp_path, "ningxia"))
    assert "0 of 100 points" not in words
    assert "What counts so far makes 0.00 points; with top marks for all that is open it would be 100.00." in words
    assert "60.00 points below the threshold 60." in words


def test_the_page_says_what_a_score_means_as_the_house_does(tmp_path: Path) -> None:
    words = words_of(deal_of(tmp_path))
    assert "What a score means: 0 nothing speaks for us; 1 clearly against us; 2 somewhat against us; 3 level;" in words
    assert "is level" not in words


def test_the_house_says_what_pdf_files_keep_to(tmp_path: Path) -> None:
    record = deal_of(tmp_path / "deal")
    bidkit("evaluation", record, "--format", "pdf", "--out", tmp_path / "archive")
    with (record.parent / "house.yaml").open("a", encoding="utf-8") as house:
        house.write("\npdf_profile: plain\n")
    bidkit("evaluation", record, "--format", "pdf", "--out", tmp_path / "plain")
    stated = [
        "/Metadata" in PdfReader(next((tmp_path / name).glob("*.pdf"))).root_object for name in ("archive", "plain")
    ]
    assert stated == [True, False]


def test_more_than_five_rivals_head_their_columns_with_their_ids(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    bidkit("evaluation", record, "--format", "html", "--out", tmp_path / "three")
    more = "".join(f"  - id: C-{number}\n    state: assumed\n    source: Li Na\n" for number in range(11, 14))
    edit(record, "  - id: C-03\n", f"{more}  - id: C-03\n")
    bidkit("evaluation", record, "--format", "html", "--out", tmp_path / "six")
    heads = [
        re.search(r'id="table-rivals".*?</thead>', next((tmp_path / out).glob("*.html")).read_text("utf-8"), re.DOTALL)
        for out in ("three", "six")
    ]
    three, six = (re.findall(r">([^<]+)</th>", head.group()) for head in heads if head)
    assert three[1:4] == ["Eastlake Instruments", "Kestrel Material Test", "Baixin Test Equipment"]
    assert six[1:7] == ["C-01", "C-02", "C-11", "C-12", "C-13", "C-03"]


def test_a_title_without_a_blank_stays_within_the_page_header(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "title: Materials-testing laboratory for Qinglan Spring, Jinan", f"title: {'n' * 200}")
    bidkit("evaluation", record, "--format", "pdf", "--out", tmp_path / "out")
    first = PdfReader(next((tmp_path / "out").glob("*.pdf"))).pages[0].extract_text()
    runs = [len(run) for run in re.findall("n{20,}", first)]
    assert sum(runs) == 400  # once in the header, once as the title
    assert max(runs) < 100
