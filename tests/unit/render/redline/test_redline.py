"""Accept all gives the new revision, reject all the old one, and the file is a good Word file."""

import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.render.redline import WordFile, redline
from tests.unit.render.conftest import sink_document
from tests.unit.render.house_files import packed
from tests.unit.render.libreoffice import convert, resolved
from tests.unit.render.redline.pages import compared, differences, word_file
from tests.unit.render.redline.resolving import Side, q, resolve, unpacked
from tests.unit.render.stress import stress_body
from tests.unit.render.word_files import W, faults, paragraphs, stories

HEAD = "<thead><tr><th>Id</th><th>Part</th><th>Price</th></tr></thead>"


def table(*rows: str) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    return f"<table>{HEAD}<tbody>{cells}</tbody></table>"


CASES = {
    "a word": ("<p>The load is 10 kN.</p>", "<p>The load is 12.5 kN.</p>"),
    "a Chinese sign": ("<p>载荷为十千牛。</p>", "<p>载荷为百千牛。</p>"),
    "a look": ("<p>Class <strong>0.5</strong> is due</p>", "<p>Class 0.5 is <em>due</em></p>"),
    "a paragraph comes": ("<p>One.</p><p>Three.</p>", "<p>One.</p><p>Two of it.</p><p>Three.</p>"),
    "the last goes": ("<p>One.</p><p>Two of it.</p>", "<p>One.</p>"),
    "the last comes": ("<p>One.</p>", "<p>One.</p><p>Two of it.</p><p>Three.</p>"),
    "all is other": ("<p>One.</p>", f"<h1>Parts</h1>{table('1|Frame|10')}"),
    "a row comes": (table("1|Frame|10", "2|Drive|20"), table("1|Frame|10", "3|Sensor|7", "2|Drive|20")),
    "a row goes": (table("1|Frame|10", "2|Drive|20"), table("2|Drive|20")),
    "a figure in a row": (table("1|Frame|10", "2|Drive|20"), table("1|Frame|11", "2|Drive|20")),
    "a column comes": (table("1|Frame|10"), "<table><tbody><tr><td>1</td><td>Frame</td></tr></tbody></table><p>x</p>"),
    "tables at the end": (
        f"<p>a</p>{table('1|Frame|10')}",
        "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>",
    ),
    "a table comes": ("<p>a</p><p>b</p>", f"<p>a</p>{table('1|Frame|10')}<p>b</p>"),
    "a table goes": (f"<p>a</p>{table('1|Frame|10')}<p>b</p>", "<p>a</p><p>b</p>"),
    "nested lists": (
        "<ul><li>a<ol><li>one</li><li>two</li></ol></li><li>b</li></ul>",
        "<ul><li>a<ol><li>one</li><li>and half</li><li>two</li></ol></li><li>b<ul><li>c</li></ul></li></ul>",
    ),
    "a list in a cell": (
        "<table><tbody><tr><td><ul><li>a</li><li>b</li></ul></td><td>x</td></tr></tbody></table>",
        "<table><tbody><tr><td><ul><li>a</li><li>b</li><li>c d</li></ul></td><td>x</td></tr></tbody></table>",
    ),
    "one list becomes two": (
        "<ol><li>first one</li><li>second one</li></ol>",
        "<ol><li>first one</li></ol><p>between</p><ol><li>second one</li></ol>",
    ),
    "rows that are merged": (
        '<table><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>',
        '<table><tbody><tr><td rowspan="3">a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></tbody></table>',
    ),
    "a box is ticked": (
        '<p><input type="checkbox" name="t" aria-label="T"/> done</p>',
        '<p><input type="checkbox" name="t" aria-label="T" checked="checked"/> done</p>',
    ),
    "a section with its number": (
        '<nav class="contents"></nav><h1 id="a">Scope</h1><p>See <a href="#b"></a>.</p><h1 id="b">Price</h1><p>x</p>',
        '<nav class="contents"></nav><h1 id="a">Scope</h1><h1 id="c">Terms</h1><p>See <a href="#b"></a>.</p>'
        '<h1 id="b">Price</h1><p>x</p>',
    ),
    "a link": (
        '<p>See <a href="https://example.com/a">the page</a> now</p>',
        '<p>See <a href="https://example.com/b">the page</a> now</p>',
    ),
    "turned pages": ("<p>a</p><p>b</p>", '<p>a</p><section class="landscape"><p>wide</p></section><p>b</p>'),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
def test_every_kind_of_change(name: str, backwards: bool, tmp_path: Path) -> None:
    old, new = (word_file(body, tmp_path) for body in (CASES[name][::-1] if backwards else CASES[name]))
    assert not compared(old, new, tmp_path).empty


def shown(data: bytes) -> str:
    """Return the text of a redline, with what is gone in brackets and what has come in braces."""
    root = unpacked(data).root("word/document.xml")
    marks = {q("ins"): "{}", q("del"): "[]"}
    text = ""
    for each in root.iter(q("t"), q("delText")):
        inside = next((marks[above.tag] for above in each.iterancestors() if above.tag in marks), "  ")
        text += f"{inside[0]}{each.text}{inside[1]}".strip(" ") if inside != "  " else str(each.text)
    return text


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("The load is 1,250.00 kN.", "The load is 1,300.50 kN.", "The load is [1,250.00]{1,300.50} kN."),
        ("载荷为十千牛。", "载荷为百千牛。", "载荷为[十]{百}千牛。"),
        ("The old stand is here", "The new frame is here", "The [old stand]{new frame} is here"),
    ],
)
def test_a_change_is_as_small_as_a_reader_wants_it(old: str, new: str, marked: str, tmp_path: Path) -> None:
    was, now = (WordFile("x.docx", word_file(f"<p>{text}</p>", tmp_path)) for text in (old, new))
    assert shown(redline(was, now).data) == marked


def test_the_same_revision_has_no_changes(tmp_path: Path) -> None:
    data = render.to_docx(sink_document("en"))
    assert compared(data, data, tmp_path).empty


@pytest.mark.parametrize(("old", "new"), [("en", "zh-CN"), ("zh-CN", "en")])
def test_two_documents_that_share_only_their_build(old: str, new: str, tmp_path: Path) -> None:
    compared(render.to_docx(sink_document(old)), render.to_docx(sink_document(new)), tmp_path)


def test_long_documents(tmp_path: Path) -> None:
    old, new = (word_file(stress_body(seed, 20), tmp_path) for seed in (7, 8))
    compared(old, new, tmp_path)


def rows(price: Callable[[int], float]) -> str:
    return table(*(f"R{n}|spring of {n * 7} mm|{price(n):.2f}" for n in range(1000)))


def test_a_thousand_rows_are_compared_in_seconds(tmp_path: Path) -> None:
    old, new = word_file(rows(lambda n: n * 1.5), tmp_path), word_file(rows(lambda n: n * 1.7 + 3), tmp_path)
    started = perf_counter()
    made = redline(WordFile("old.docx", old), WordFile("new.docx", new))
    assert perf_counter() - started < 10  # about 1.5 s on two cores
    assert differences(old, new, made.data) == []
    assert (made.inserted, made.deleted, made.rows) == (1000, 1000, 0)


def texts(data: bytes) -> tuple[list[str], list[int]]:
    root = next(root for name, root in stories(data) if name == "word/document.xml")
    return paragraphs(root), [len(each.findall(f"{W}tr")) for each in root.iter(f"{W}tbl")]


def test_libreoffice_accepts_and_rejects(tmp_path: Path) -> None:
    # It leaves an empty heading above a table that is rejected, and counts it: what has section numbers comes first.
    names = sorted(CASES, key=lambda name: name != "a section with its number")
    old, new = (
        word_file("".join(f"<h1>{name}</h1>{CASES[name][k]}<p>end</p>" for name in names), tmp_path) for k in (0, 1)
    )
    (tmp_path / "made.docx").write_bytes(redline(WordFile("o.docx", old), WordFile("n.docx", new)).data)
    for accept, wanted in ((True, new), (False, old)):
        assert texts(resolved(tmp_path / "made.docx", tmp_path, accept=accept).read_bytes()) == texts(wanted)


def test_a_file_that_libreoffice_saved_is_compared_by_its_words(tmp_path: Path) -> None:
    old, new = (word_file(CASES["a figure in a row"][k] + CASES["a word"][k], tmp_path) for k in (0, 1))
    (tmp_path / "new.docx").write_bytes(new)
    saved = convert(tmp_path / "new.docx", "docx", tmp_path).read_bytes()
    made = redline(WordFile("old.docx", old), WordFile("new.docx", saved))
    assert made.rough
    assert shown(made.data) == "IdPartPrice1Frame[10]{11}2Drive20The load is [10]{12.5} kN."
    assert text_of(made.data, "new") == text_of(new, "new")
    assert text_of(made.data, "old") == text_of(old, "old")


def text_of(data: bytes, side: Side) -> list[str]:
    return paragraphs(resolve(unpacked(data).root("word/document.xml"), side))


def with_part(data: bytes, change: Callable[[bytes], bytes], part: str = "word/document.xml") -> bytes:
    files = dict(unpacked(data).parts)
    files[part] = change(files[part])
    return packed(files).data


STYLE = b'<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Normal"/></w:style>'
FOREIGN = {
    "bookmarks between blocks": b'<w:bookmarkStart w:id="91" w:name="here"/><w:p><w:r><w:t>Marked.</w:t></w:r></w:p>'
    b'<w:bookmarkEnd w:id="91"/>',
    "a tag of another program": b'<w:customXml w:uri="x" w:element="y"><w:p><w:r><w:t>Tagged.</w:t></w:r></w:p>'
    b"</w:customXml>",
    "a simple field": b'<w:p><w:fldSimple w:instr=" TITLE "><w:r><w:t>Named.</w:t></w:r></w:fldSimple></w:p>',
    "a style of its own": b'<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr><w:r><w:t>Styled.</w:t></w:r></w:p>',
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("gone", [False, True], ids=["come", "gone"])
def test_what_other_programs_write_comes_and_goes_too(name: str, gone: bool, tmp_path: Path) -> None:
    plain = word_file("<p>One.</p><p>Two.</p>", tmp_path)
    foreign = with_part(plain, lambda text: text.replace(b"</w:p>", b"</w:p>" + FOREIGN[name], 1))
    foreign = with_part(foreign, lambda text: text.replace(b"</w:styles>", STYLE + b"</w:styles>"), "word/styles.xml")
    old, new = (foreign, plain) if gone else (plain, foreign)
    made = redline(WordFile("old.docx", old), WordFile("new.docx", new)).data
    assert text_of(made, "new") == text_of(new, "new")
    assert text_of(made, "old") == text_of(old, "old")
    assert faults(made, tmp_path) == []
    assert (STYLE in unpacked(made).parts["word/styles.xml"]) is (name == "a style of its own" or not gone)


def said(old: bytes, new: bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        redline(WordFile("old.docx", old), WordFile("new.docx", new))
    return [f"{each.place.path}: {each.message}" for each in caught.value.problems]


def test_a_file_with_tracked_changes_is_refused(tmp_path: Path) -> None:
    data = word_file("<p>One.</p>", tmp_path)
    mark = b'<w:ins w:id="1" w:author="x"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'
    tracked = with_part(data, lambda text: text.replace(b"</w:p>", mark, 1))
    note = b'<w:p><w:pPr><w:pPrChange w:id="1" w:author="x"><w:pPr/></w:pPrChange></w:pPr>'
    restyled = with_part(data, lambda text: re.sub(rb"<w:p>", note, text, count=1))
    assert said(tracked, data) == ["old.docx: has tracked changes already"]
    assert said(data, restyled) == ["new.docx: has tracked changes already"]


def test_a_file_that_runs_or_fetches_is_refused(tmp_path: Path) -> None:
    data = word_file("<p>One.</p>", tmp_path)
    field = b'<w:fldSimple w:instr="INCLUDETEXT c:/x"/></w:p>'
    assert said(b"no Word file", with_part(data, lambda text: text.replace(b"</w:p>", field, 1))) == [
        "new.docx: word/document.xml: a field INCLUDETEXT, which reaches outside the document",
        "old.docx: is not a Word file (.docx), or has a password",
    ]


def test_the_same_revisions_give_the_same_bytes(tmp_path: Path) -> None:
    was, now = (WordFile("x.docx", word_file(body, tmp_path)) for body in CASES["nested lists"])
    assert redline(was, now).data == redline(was, now).data
