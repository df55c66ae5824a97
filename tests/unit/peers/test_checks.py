"""The checks that fill the table of peers say no where something is amiss, and yes where it is mended."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from benchmarks.peers.checks import check_docx, check_pdf, located
from benchmarks.peers.content import content
from benchmarks.peers.drive import bidkit, weasyprint
from benchmarks.peers.measure import HERE
from benchmarks.peers.reading_back import FAULTS, seeded

DATA = content(3)
SPOILT = {
    "header row repeats": (r"<w:tblHeader[^>]*/>", ""),
    "caption counts itself": (r"SEQ ", "REF "),
    "headings are headings": (r'(<w:pStyle w:val=")Heading1', r"\1Nothing"),
    "contents are a field": (r"TOC ", "PAGE "),
    "all contents there, no mark left": ("REQ-0002", "{{ id }}"),
    "`&<>` kept": ("&lt;Söhne&gt;", ""),
    "Chinese text reads": ("中泰弹簧", "????"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("peers") / "0.docx"
    bidkit(HERE / "bidkit.html", DATA, path)
    return path


def spoilt(path: Path, part: str, wrong: tuple[str, str], target: Path) -> Path:
    """Write a copy of a Word file with something else in one part."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name)
            if re.fullmatch(part, name):
                text = re.sub(*wrong, text.decode()).encode()
            copy.writestr(name, text)
    return target


def test_a_sound_file_has_all(whole: Path) -> None:
    assert [what for what, holds in check_docx(whole, DATA).items() if not holds] == []


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_taken_out_of_a_word_file_is_missed(what: str, whole: Path, tmp_path: Path) -> None:
    assert not check_docx(spoilt(whole, "word/document.xml", SPOILT[what], tmp_path / "x.docx"), DATA)[what]


def test_page_numbers_taken_out_are_missed(whole: Path, tmp_path: Path) -> None:
    path = spoilt(whole, r"word/(header|footer)\d*\.xml", (r"\bPAGE\b", "DATE"), tmp_path / "x.docx")
    assert not check_docx(path, DATA)["page numbers"]


def test_a_pdf_without_tags_numbers_or_repeated_heads_is_judged_so(tmp_path: Path) -> None:
    text = (HERE / "plain.html").read_text("utf-8")
    text = text.replace('@bottom-right { content: counter(page) " / " counter(pages) }', "")
    (tmp_path / "plain.html").write_text(text.replace("<thead>", "<tbody>").replace("</thead>", "</tbody>"), "utf-8")
    many = content(80)
    weasyprint(tmp_path / "plain.html", many, tmp_path / "0.pdf")
    found = check_pdf(tmp_path / "0.pdf", many)
    wrong = {"header row repeats", "tagged, with header cells", "caption is tagged", "page numbers"}
    assert {what for what, holds in found.items() if not holds} == wrong


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_stands_where_it_is_said_to(fault: str) -> None:
    right = (HERE / "plain.html").read_text("utf-8")
    wrong, line = seeded(right, fault)
    assert wrong != right
    assert ("customer" if fault != "unclosed loop" else "each in rows") in right.splitlines()[line - 1]


def test_a_place_is_said_by_its_line_or_its_words() -> None:
    assert all(located("x.html:7:1: wrong", "x.html", 7, ["rows"]).values())
    assert located("rows are not closed", "x.docx", 0, ["rows"]) == {"names the file": False, "names the place": True}
    assert not any(located("it failed", "x.docx", 0, ["rows"]).values())


def test_the_content_is_plain_data() -> None:
    assert json.load(io.StringIO(json.dumps(DATA))) == DATA
