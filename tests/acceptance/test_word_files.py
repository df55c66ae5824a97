"""Every Word file is valid, and LibreOffice shows all that is in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from bidkit import render
from bidkit.cli.desk import sound_desk
from bidkit.cli.making import Order, files_of
from bidkit.stages.artifacts import ARTIFACTS
from tests.acceptance.house import EXAMPLES
from tests.unit.render.conftest import sink_document
from tests.unit.render.libreoffice import convert, pdf_text
from tests.unit.render.stress import stress_body
from tests.unit.render.word_files import W, faults, own_faults, paragraphs, stories

Make = Callable[[Path], bytes]


def _artifact(example: str, index: int, language: str) -> Make:
    def make(_folder: Path) -> bytes:
        desk = sound_desk(EXAMPLES / example / "deal.yaml").spoken(language)
        artifact = ARTIFACTS[index]
        sheet = artifact.build(desk.deal, desk.house, final=False)
        from bidkit.cli.documents import Format

        (data,) = files_of(artifact, desk, sheet, Order((Format.docx,), language=language)).values()
        return data

    return make


def _sink(language: str) -> Make:
    return lambda _folder: render.to_docx(sink_document(language))


def _stress(folder: Path) -> bytes:
    page = f'<html lang="en"><head><title>T</title></head><body>{stress_body(7, 30)}</body></html>'
    (folder / "stress.html").write_text(page, encoding="utf-8")
    return render.to_docx(render.document("stress.html", {}, language="en", folders=[folder]))


FILES: dict[str, Make] = {
    f"{example}-{artifact.name}-{language}": _artifact(example, index, language)
    for example in ("ningxia", "springs", "springs-bid")
    for index, artifact in enumerate(ARTIFACTS)
    if artifact.of_a_tender is (example == "springs-bid")
    for language in ("en", "zh-CN")
} | {"sink-en": _sink("en"), "sink-zh-CN": _sink("zh-CN"), "stress": _stress}


@pytest.mark.parametrize("name", FILES)
def test_a_word_file_is_valid(name: str, tmp_path: Path) -> None:
    assert faults(FILES[name](tmp_path), tmp_path) == []


@pytest.mark.parametrize("name", FILES)
def test_libreoffice_shows_every_paragraph_and_cell(name: str, tmp_path: Path) -> None:
    data = FILES[name](tmp_path)
    (tmp_path / "made.docx").write_bytes(data)
    shown = pdf_text(convert(tmp_path / "made.docx", "pdf", tmp_path))
    body = next(root for part, root in stories(data) if part == "word/document.xml")
    written = paragraphs(body)
    assert len(written) > 20
    assert [text for text in written if not _is_in(text, shown)] == []


def _is_in(text: str, shown: str) -> bool:
    """Tell whether a text is there as a whole, or in two parts where a page ends between them."""
    return text in shown or any(text[:cut] in shown and text[cut:] in shown for cut in range(1, len(text)))


def test_the_checks_see_what_is_wrong() -> None:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    bookmark = '<w:bookmarkStart w:id="1" w:name="a"/>'
    body = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{begin}{end}{end}{begin}{bookmark * 2}</w:p>')
    assert list(own_faults(body)) == [
        "a field end out of turn",
        "1 fields do not end",
        "bookmark id 1 is there 2 times",
        "bookmark a is there 2 times",
        "a bookmark does not end",
    ]
    assert not _is_in("abcd", "abxd")
