"""Charts on a machine that has only wide fonts: nothing may be cut off."""

import io
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from bidkit import render
from bidkit.render import fitting
from bidkit.render.charts.scene import length
from bidkit.render.fonts import font_files
from bidkit.render.html import page
from bidkit.render.model import Document
from tests.unit.render.charts.gallery import gallery


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_narrow", lambda: False)


def sizes(root: etree._Element) -> list[float]:
    return [float(text.get("font-size", "0")) for text in root.iter("text")]


def drawn(document: Document) -> tuple[list[bytes], list[bytes]]:
    """Return the drawings and the pixel pictures of a Word file."""
    with zipfile.ZipFile(io.BytesIO(render.to_docx(document))) as package:
        read = {name: package.read(name) for name in package.namelist() if name.startswith("word/media/")}
    return [read[name] for name in read if name.endswith("svg")], [read[name] for name in read if name.endswith("png")]


def dejavu(weight: str) -> Path:
    found = next((path for path in font_files() if path.name == f"DejaVuSans{weight}.ttf"), None)
    if found is None:
        pytest.skip("DejaVu Sans is not installed")
    return found


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("weight", ["", "-Bold"])
def test_every_word_has_the_room_that_was_left_for_it(weight: str) -> None:
    document = gallery("en")
    with TTFont(dejavu(weight)) as font:
        glyphs, advances, whole = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for text, left in zip(page(document).iter("text"), document.root.iter("text"), strict=True):
            words = str(text.text)
            if (text.get("font-weight") == "bold") == bool(weight):
                across = sum(advances[glyphs[ord(each)]][0] for each in words) / whole
                room = length(words, float(left.get("font-size", "0")), bold=bool(weight))
                assert across * float(text.get("font-size", "0")) <= room * 1.01, words


@pytest.mark.usefixtures("wide")
def test_the_drawing_for_the_readers_machine_keeps_its_size() -> None:
    document = gallery("en")
    vectors, _ = drawn(document)
    kept = sorted(sizes(etree.fromstring(b"<all>" + b"".join(vectors).replace(b'xmlns="', b'name="') + b"</all>")))
    assert kept == sorted(sizes(document.root))


def test_only_the_pixels_made_here_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    document = gallery("en")
    monkeypatch.setattr(fitting, "_narrow", lambda: True)
    vectors, pixels = drawn(document)
    assert sizes(page(document)) == sizes(document.root)
    monkeypatch.setattr(fitting, "_narrow", lambda: False)
    assert drawn(document)[0] == vectors
    assert not set(drawn(document)[1]) & set(pixels)


@pytest.mark.usefixtures("wide")
def test_chinese_documents_keep_theirs() -> None:
    document = gallery("zh-CN")
    assert sizes(page(document)) == sizes(document.root)
