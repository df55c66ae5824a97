"""Which characters fonts have, and what is said of one that none has."""

import struct
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.render import characters, fonts
from bidkit.render.cmap import covers
from bidkit.render.fonts import files_of_the_layout, font_files, fonts_for_words, uncovered
from bidkit.render.scripts import font_advice, named
from tests.unit.render.conftest import Make

NOWHERE = "\U0010fffd"  # for private use: no font that text is set in has it


def font(path: Path, *codes: int) -> Path:
    """Build a font with just these characters."""
    names = [".notdef", *(f"g{code}" for code in codes)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"g{code}" for code in codes})
    builder.setupGlyf({name: _empty() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(path)
    return path


def _empty() -> object:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()


def test_a_font_has_what_its_map_says(tmp_path: Path) -> None:
    codes = {0x41, 0x42, 0x43, 0x61, 0x20AC, 0x4E2D, 0x20BB7}
    test = covers(font(tmp_path / "a.ttf", *codes))
    assert {code for code in range(0x30000) if test(code)} == codes


def test_a_collection_has_what_its_first_font_has(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(font(tmp_path / "a.ttf", 0x41)), TTFont(font(tmp_path / "b.ttf", 0x42))]
    collection.save(tmp_path / "both.ttc")
    assert covers(tmp_path / "both.ttc")(0x41)
    assert not covers(tmp_path / "both.ttc")(0x42)


def test_the_fonts_of_this_machine_have_what_another_reader_says() -> None:
    paths = list(font_files())[::9]
    assert paths, "a machine without fonts cannot make a PDF"
    for path in paths:
        with TTFont(path, fontNumber=0, lazy=True) as read:
            known = read.getBestCmap().keys() & {*range(0x20, 0x30000)}
        test = covers(path)
        assert {code for code in range(0x20, 0x30000) if test(code)} == known, path


@pytest.mark.parametrize("junk", [b"", b"ttcf", b"\0\1\0\0" + b"\xff" * 40, struct.pack(">4s8xI", b"ttcf", 2**31)])
def test_a_file_that_is_no_font_has_nothing(junk: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(junk)
    assert not covers(tmp_path / "a.ttf")(0x41)
    assert not covers(tmp_path / "none.ttf")(0x41)


def test_a_font_that_changes_is_read_again(tmp_path: Path) -> None:
    path = font(tmp_path / "a.ttf", 0x41)
    assert covers(path)(0x41)
    font(path, 0x42, 0x43)
    assert not covers(path)(0x41)


def test_characters_without_ink_need_no_font() -> None:
    assert uncovered("\u00ad\u200b\u200d\ufe0f \t\n\u3000\ufeff", []) == set()
    assert uncovered("a\u3000b", []) == {"a", "b"}


def test_each_font_is_asked_for_what_the_others_lack(tmp_path: Path) -> None:
    files = [font(tmp_path / "x.ttf", 0x41), font(tmp_path / "y.ttf", 0x42)]
    assert uncovered("ABC", files) == {"C"}


def test_the_layout_engine_knows_fonts() -> None:
    assert uncovered("Ag1€", files_of_the_layout()) == set()


def test_a_character_that_no_font_has_stops_the_pdf(make: Make) -> None:
    document = make(f"<h1>Scope</h1><p>Cell {NOWHERE} of the plant</p>")
    with pytest.raises(ProblemsFound) as caught:
        render.to_pdf(document)
    (problem,) = caught.value.problems
    assert "(U+10FFFD)" in problem.message
    assert f"section 1 'Scope': 'Cell {NOWHERE} of the pla'" in problem.message
    assert problem.hint == "It is for private use and means nothing elsewhere; write it otherwise."


def test_for_word_it_is_a_warning(make: Make) -> None:
    (problem,) = render.unshown_characters(make(f"<p>{NOWHERE}</p>"))
    assert problem.severity == "warning"
    assert render.to_docx(make(f"<p>{NOWHERE}</p>"))


@pytest.mark.parametrize(
    ("markup", "head", "where"),
    [
        (f"<p>{NOWHERE}</p>", "", "the cover or before the first heading"),
        (f'<div class="signatures"><div class="signature" data-role="{NOWHERE}"></div></div>', "", "the cover or"),
        ("<p>a</p>", f'<meta name="organisation" content="{NOWHERE}"/>', "the page's header or footer"),
    ],
)
def test_every_text_on_the_page_is_looked_at(markup: str, head: str, where: str, make: Make) -> None:
    (problem,) = render.unshown_characters(make(markup, head=head))
    assert where in problem.message


def test_what_is_not_on_the_page_does_not_count(make: Make) -> None:
    assert render.unshown_characters(make("<p>a</p>", head=f'<meta name="author" content="{NOWHERE}"/>')) == ()


def test_a_font_that_only_the_layout_knows_is_enough(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make(f"<p>{NOWHERE}</p>")
    own = font(tmp_path / "own.ttf", ord(NOWHERE))
    monkeypatch.setattr(characters, "files_of_the_layout", lambda: [own])
    assert characters.unshown_in_pdf(document) == ()
    assert len(characters.unshown_here(document)) == 1


@pytest.mark.parametrize(
    ("character", "package"),
    [
        ("中", "fonts-noto-cjk"),
        ("한", "fonts-noto-cjk"),
        ("か", "fonts-noto-cjk"),
        ("𠮷", "fonts-hanazono"),
        ("ش", "fonts-noto-core"),
        ("ไ", "fonts-noto-core"),
        ("ß", "fonts-dejavu-core"),
        ("😀", "fonts-noto-color-emoji"),
    ],
)
def test_the_advice_names_the_package(character: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert f"apt-get install {package} " in font_advice(character)


@pytest.mark.parametrize(("system", "word"), [("win32", "Optional features"), ("darwin", "Font Book")])
def test_the_advice_fits_the_system(system: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert word in font_advice("中")
    assert "apt-get" not in font_advice("中") + font_advice("ش")


def test_a_character_is_named() -> None:
    assert named("𓀀") == "'𓀀' (U+13000, EGYPTIAN HIEROGLYPH A001)"
    assert named("中") == "'中' (U+4E2D)"


def test_the_languages_have_their_fonts() -> None:
    assert {fonts.font_for(language) is not None for language in fonts.SAMPLES} == {True}


def test_a_drawing_opens_the_fonts_that_it_names_and_all_for_an_odd_character() -> None:
    named = fonts_for_words(["Points", "评估"])
    assert 0 < len(named) < len(list(font_files()))
    assert fonts_for_words([NOWHERE]) == ()
