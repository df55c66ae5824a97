import pytest

from bidkit.render.checking import kind
from bidkit.render.vocabulary import RULES
from tests.unit.render.conftest import Make, Wrong, sink_document

ROW = "<tbody><tr><td>a</td></tr></tbody>"
DRAWING = '<svg role="img" aria-label="x" viewBox="0 0 9 9">{}</svg>'


def figure(inside: str) -> str:
    return f"<figure>{DRAWING.format(inside)}</figure>"


def table(inside: str) -> str:
    return f"<table>{inside}</table>"


WRONG = [
    ("<blink>x</blink>", "5: unknown element <blink>"),
    ("<p>ok</p>\n<script>x</script>", "6: unknown element <script>"),
    ('<p style="color: red">x</p>', "5: unknown attribute 'style' of <p>"),
    ('<p onclick="x()">x</p>', "5: unknown attribute 'onclick' of <p>"),
    ('<p class="red">x</p>', "5: unknown class 'red' of <p>"),
    ('<p class="lead red">x</p>', "5: unknown class 'red' of <p>"),
    ("<aside><p>x</p></aside>", "5: <aside> has no class"),
    ('<aside class="hint"><p>x</p></aside>', "5: unknown class 'hint' of <aside>"),
    ('<p><input type="file"/></p>', "5: unknown type 'file' of <input>"),
    ('<p><input type="checkbox"/></p>', "5: <input> needs the attribute 'aria-label'",
     "5: <input> needs the attribute 'name'"),
    ('<p><input type="text" name="a" aria-label="x"/></p>\n<p><input type="checkbox" name="a" aria-label="y"/></p>',
     "6: the name 'a' is taken"),
    ("text", "3: the text 'text' does not belong in <body>"),
    ("<p>a<p>b</p></p>", "5: <p> does not belong in <p>"),
    ('<p class="kicker">b</p>', '5: <p class="kicker"> does not belong in <body>'),
    ("<ul></ul>", "5: <ul> needs one or more <li>"),
    ("<dl><dd>x</dd></dl>", "5: <dl> needs each <dt> followed by its <dd>"),
    (table(f"{ROW}<caption>x</caption>"), "5: <table> needs <caption>, <colgroup>, <thead>, <tbody>, <tfoot>"
     " in this order, with at least one <tbody>"),
    (f'<table width="3">{ROW}</table>', "5: unknown attribute 'width' of <table>"),
    (table('<tbody>\n<tr><td colspan="x">a</td></tr></tbody>'),
     "6: attribute 'colspan' of <td> cannot be 'x'"),
    ("<table><tbody>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></tbody></table>",
     "7: this row fills 1 of 2 columns"),
    ('<table><tbody><tr><td rowspan="2">a</td></tr></tbody></table>',
     "5: a rowspan reaches past the last row of its group"),
    (table('<tbody><tr><td>a</td><td rowspan="2">b</td><td>c</td></tr>\n'
           '<tr><td colspan="2">d</td></tr></tbody>'),
     "6: a colspan in this row runs into a rowspan from above"),
    ('<h1 id="a">x</h1>\n<h1 id="a">y</h1>', "6: the id 'a' is taken"),
    ('<p><a href="#nowhere">x</a></p>', "5: nothing here has the id 'nowhere'"),
    ('<p><a href="javascript:x">x</a></p>', "5: attribute 'href' of <a> cannot be 'javascript:x'"),
    ('<p><a href="file:///etc/passwd">x</a></p>', "5: attribute 'href' of <a> cannot be 'file:///etc/passwd'"),
    ("<p><a>x</a></p>", "5: <a> needs the attribute 'href'"),
    (f'<table id="t">{ROW}</table>\n<p><a class="ref" href="#t"/></p>',
     "6: 't' has no caption, so it has no number to refer to"),
    ("<h2>x</h2>", "5: <h2> comes before any <h1>"),
    ("<h1>x</h1>\n<h3>y</h3>", "6: <h3> follows <h1>"),
    ("<h1> </h1>", "5: <h1> is empty"),
    ('<h1 class="unnumbered">x</h1>\n<h2>y</h2>', "6: a numbered <h2> stands under an unnumbered <h1>"),
    ('<section class="landscape"><section class="landscape"/></section>',
     '5: <section class="landscape"> does not belong in <section class="landscape">'),
    ("<figure><figcaption>x</figcaption></figure>", "5: <figure> needs <svg>, then <figcaption>"),
    ('<figure><svg viewBox="0 0 1 1"/></figure>', "5: <svg> needs the attribute 'aria-label'",
     "5: <svg> needs the attribute 'role'"),
    (figure("<foreignObject/>"), "5: unknown element <foreignObject>"),
    (figure('<rect style="x"/>'),
     "5: unknown attribute 'style' of <rect>"),
    (figure('<rect fill="url(http://x/y)"/>'),
     "5: attribute 'fill' of <rect> cannot be 'url(http://x/y)'"),
    (figure('<rect fill="url(#no)"/>'),
     "5: nothing in this drawing has the id 'no'"),
    ('<svg xmlns="http://www.w3.org/2000/svg"/>', "5: unknown element <{http://www.w3.org/2000/svg}svg>"),
    ("<?php x?>", "3: processing instructions are not part of a document"),
    ("<p>a &nbsp; b</p>", "5: &nbsp; is not known; write the character itself"),
    ("<p>a</p>\n<p><em>b</p>", "6: <em> is not closed before </p>"),
    ("<!DOCTYPE html>", "3: <!DOCTYPE> is not needed"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: str(case[0])[:40])
def test_what_is_not_in_the_vocabulary_is_said_with_its_line(case: tuple[str, ...], wrong: Wrong) -> None:
    assert wrong(case[0]) == list(case[1:])


def test_everything_wrong_is_said_at_once(wrong: Wrong) -> None:
    assert wrong('<p x="1">a</p>\n<blink/>\n<ul/>\n<p class="no">b</p>') == [
        "5: unknown attribute 'x' of <p>",
        "6: unknown element <blink>",
        "7: <ul> needs one or more <li>",
        "8: unknown class 'no' of <p>",
    ]


def test_a_document_keeps_no_private_attribute(make: Make) -> None:
    document = make("<h1>x</h1><p>a <em>b</em></p>")
    assert not any("data-at" in element.attrib for element in document.root.iter())


def test_the_sample_uses_every_kind_of_element() -> None:
    used = {kind(element) for element in sink_document("en").root.iter()}
    drawing_only = {"g", "desc", "marker", "tspan", "path", "polygon", "polyline"}
    assert set(RULES) - used - drawing_only == set()
