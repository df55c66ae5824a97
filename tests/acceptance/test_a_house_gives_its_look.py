"""A house's own Word file gives Word documents their look."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from bidkit.render.docx.reference import STYLE_NAMES
from tests.acceptance.house import bidkit, deal_of
from tests.unit.render.house_files import field, with_body
from tests.unit.render.word_files import faults

DOCS = Path(__file__).parents[2] / "docs" / "templates.md"
COVER = "<w:p><w:r><w:t>Springs since 1952</w:t></w:r></w:p>"


def record_with(folder: Path, path: str) -> Path:
    record = deal_of(folder / "deals" / "springs")
    house = record.parent / "house.yaml"
    text = house.read_text(encoding="utf-8")
    house.unlink()
    (record.parent / "content").rename(folder / "content")
    (folder / "house.yaml").write_text(f"house_style: {path}\n{text}", encoding="utf-8")
    return record


def letterhead(path: Path) -> Path:
    word = docx.Document()
    word.add_paragraph("Springs since 1952")
    word.save(str(path))
    return path


def test_the_cover_of_the_house_stands_in_front(tmp_path: Path) -> None:
    record = record_with(tmp_path, "style/house.docx")
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "house.docx").write_bytes(with_body(COVER).data)
    said = bidkit("evaluation", record, "--format", "docx", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    words = [paragraph.text for paragraph in docx.Document(str(next((tmp_path / "out").glob("*.docx")))).paragraphs]
    assert words[0] == "Springs since 1952"
    assert any("Enter the sale" in text for text in words)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_artifact_is_valid_in_a_completed_letterhead(tmp_path: Path, language: str) -> None:
    record = record_with(tmp_path, "house.docx")
    said = bidkit("house-style", letterhead(tmp_path / "letterhead.docx"), "--complete", tmp_path / "house.docx")
    assert said.code == 0, said.err
    assert "house_style: house.docx" in said.out
    said = bidkit("evaluation", record, "--format", "docx", "--language", language, "--out", tmp_path / "out")
    assert said.code == 0, said.err
    assert faults(next((tmp_path / "out").glob("*.docx")).read_bytes(), tmp_path) == []


def test_completing_keeps_what_is_there_and_overwrites_nothing(tmp_path: Path) -> None:
    source = letterhead(tmp_path / "letterhead.docx")
    assert bidkit("house-style", source, "--complete", tmp_path / "house.docx").code == 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "house.docx") as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)} - {"[Content_Types].xml"}
    assert {name for name in changed if not name.endswith(".rels")} == {"word/document.xml", "word/styles.xml"}
    again = bidkit("house-style", source, "--complete", tmp_path / "house.docx")
    assert again.code == 1
    assert "is there already" in again.err


def test_what_is_missing_is_said_once_and_nothing_is_written(tmp_path: Path) -> None:
    record = record_with(tmp_path, "house.docx")
    letterhead(tmp_path / "house.docx")
    for command in (("evaluation", record, "--format", "docx"), ("house-style", tmp_path / "house.docx")):
        said = bidkit(*command)
        assert said.code == 1
        assert said.err.count("has no styles") == 1
        assert "'Lead'" in said.err
        assert "has no paragraph [[content]]" in said.err
    assert not (record.parent / "documents").exists()


def test_a_dangerous_file_is_refused_by_name(tmp_path: Path) -> None:
    record = record_with(tmp_path, "house.docx")
    (tmp_path / "house.docx").write_bytes(with_body(field("DDEAUTO c:\\x")).data)
    said = bidkit("evaluation", record, "--format", "docx")
    assert said.code == 1
    assert "house.docx" in said.err
    assert "a field DDEAUTO, which reaches outside the document" in said.err


def test_a_file_that_is_not_there_is_named_at_its_line(tmp_path: Path) -> None:
    record = record_with(tmp_path, "nowhere.docx")
    said = bidkit("evaluation", record, "--format", "docx")
    assert said.code == 1
    assert "house.yaml:1:14" in said.err
    assert "nowhere.docx cannot be read" in said.err
    assert bidkit("evaluation", record, "--format", "html", "--out", tmp_path / "out").code == 0


def test_the_page_lists_every_style() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in STYLE_NAMES if f"`{name}`" not in text] == []


def test_a_style_of_the_house_is_not_replaced(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles.add_style("Lead", 1).font.italic = True
    buffer = io.BytesIO()
    word.save(buffer)
    (tmp_path / "letterhead.docx").write_bytes(buffer.getvalue())
    assert bidkit("house-style", tmp_path / "letterhead.docx", "--complete", tmp_path / "house.docx").code == 0
    done = docx.Document(str(tmp_path / "house.docx"))
    assert done.styles["Lead"].font.italic is True
    assert [style.name for style in done.styles].count("Lead") == 1
