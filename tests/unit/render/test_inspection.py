"""Templates are read against the shape of their sheet, before anything is rendered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.render.inspection import Inspection, inspect, inspect_alone
from bidkit.shapes import shape_of

FRAME = '{% extends "base.html" %}{% block title %}T{% endblock %}'


@dataclass(frozen=True)
class Part:
    name: str | None
    price: Decimal
    due: date | None
    known: bool
    number: int


@dataclass(frozen=True)
class Sheet:
    title: str
    finding: Phrase
    said: str | Phrase
    total: Decimal
    when: When | None
    parts: tuple[Part, ...]
    first: Part
    reasons: tuple[Phrase, ...]
    pairs: tuple[tuple[str, Decimal], ...]


def read(folder: Path, body: str, **files: str) -> Inspection:
    """Read a document whose body block begins on line 2."""
    texts = {
        "t.html": f"{FRAME}\n{{% block body %}}{body}{{% endblock %}}",
        **{f"{k}.html": v for k, v in files.items()},
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return inspect("t.html", shape_of(Sheet), [folder])


def said(inspection: Inspection) -> list[str]:
    return [f"{Path(each.place.path).name}:{each.place.line}: {each.message}" for each in inspection.problems]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ titel }}", "there is no field 'titel' on this sheet"),
        ("{{ first.nam }}", "there is no field 'nam' in 'first'"),
        ("{{ first['nam'] }}", "there is no field 'nam' in 'first'"),
        ("{% for p in parts %}{{ p.nam }}{% endfor %}", "there is no field 'nam' in 'parts[]'"),
        ("{% set p = first %}{{ p.nam }}", "there is no field 'nam' in 'first'"),
        ("{% set p = parts|first %}{{ p.nam }}", "there is no field 'nam' in 'parts[]'"),
        ("{% with p = first %}{{ p.nam }}{% endwith %}", "there is no field 'nam' in 'first'"),
        ("{{ (parts|selectattr('known')|first).nam }}", "there is no field 'nam' in 'parts[]'"),
        ("{{ parts|map(attribute='nam')|join }}", "there is no field 'nam' in 'parts[]'"),
        ("{{ parts|sort(attribute='nam')|length }}", "there is no field 'nam' in 'parts[]'"),
        ("{% for k, ps in parts|groupby('name') %}{{ ps[0].nam }}{% endfor %}", "there is no field 'nam' in 'parts[]'"),
        ("{{ parts[0].nam }}", "there is no field 'nam' in 'parts[]'"),
        ("{{ when.hour }}", "there is no field 'hour' in 'when'"),
        ("{{ first.price.units|number }}", "there is no field 'units' in 'first.price', which is a number"),
        ("{{ first.name.surname }}", "there is no field 'surname' in 'first.name', which is text"),
        ("{% for p in parts %}{{ loop.idx }}{% endfor %}", "there is no field 'idx' in this value"),
        ("{% for p in parts %}{% endfor %}{{ p.name }}", "there is no field 'p' on this sheet"),
        ("{% for a, b, c in pairs %}{{ a }}{% endfor %}", "a row here has 2 values; 3 names stand for them"),
        ("{% for p in pairs %}{{ p[2] }}{% endfor %}", "a row here has 2 values; there is none at 2"),
        ("{% for x in total %}{% endfor %}", "what the loop runs over is not a list"),
        ("{{ total }}", "a number stands here without a format"),
        ("{{ total / 2 }}", "a number stands here without a format"),
        ("{{ first.due }}", "a date stands here without a format"),
        ("{{ when }}", "a date stands here without a format"),
        ("{{ first.known }}", "a yes/no value stands here without a format"),
        ("{{ first }}", "a group of fields stands here; one of them is meant"),
        ("{{ parts }}", "a list stands here; each of its items is shown in a loop"),
        ("{{ first.due + 1 }}", "'first.due' is a date; nothing can be worked out with it"),
        ("{{ title|upperr }}", "there is no filter 'upperr'"),
        ("{% if title is colour %}{% endif %}", "there is no test 'colour'"),
        ("{{ title|money('EUR') }}", "the filter 'money' takes a number; 'title' is text"),
        ("{{ total|date }}", "the filter 'date' takes a date; 'total' is a number"),
        ("{{ title|join }}", "the filter 'join' takes a list; 'title' is text"),
        ("{{ finding ~ 'x' }}", "~ would leave 'finding' untranslated"),
        ("{{ finding|upper }}", "the filter 'upper' would leave 'finding' untranslated"),
        ("{{ reasons|join }}", "the filter 'join' would leave 'reasons' untranslated"),
        ("{{ _('of {n}', m=1) }}", "the sentence has a place '{n}', and nothing is given for it"),
        ("{% include 'none.html' %}", "there is no template 'none.html'"),
        ("{% import 'none.html' as m %}{{ m.anything() }}", "there is no template 'none.html'"),
        ("{{ super() }}{{ super() }}{% block x %}{{ super() }}{% endblock %}", "super() has nothing below it"),
        ("<foo>x</foo>", "unknown element <foo>"),
        ('<p class="leed">x</p>', "unknown class 'leed' of <p>"),
        ('<p style="x">x</p>', "unknown attribute 'style' of <p>"),
        ('<td colspan="many">x</td>', "attribute 'colspan' of <td> cannot be 'many'"),
    ],
)
def test_what_cannot_be_is_said_with_file_and_line(body: str, message: str, tmp_path: Path) -> None:
    assert said(read(tmp_path, body)) == [f"t.html:2: {message}"]


@pytest.mark.parametrize(
    "body",
    [
        "{{ title.upper() }}{{ first.name }}{{ first.number }}{{ finding }}{{ said }}{{ total|number }}",
        "{% if colour is defined %}{{ title }}{% endif %}{{ colour|default('red') }}",
        "{% for a, b in pairs %}{{ a }}{{ b|number }}{{ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}",
        "{{ when|date }}{{ when.year }}{{ first.due|date }}{{ (first.due if first.known else none)|date }}",
        "{{ reasons|map('say')|join('; ') }}{{ parts|map(attribute='name')|join }}",
        "{% set ns = namespace(sum=0) %}{% for p in parts %}{% set ns.sum = ns.sum + p.price %}{% endfor %}",
        "{% macro m(x) %}{{ x.anything }}{{ caller() }}{% endmacro %}{% call m({'anything': 1}) %}x{% endcall %}",
        "{% for n in range(3) %}{{ n + 1 }}{{ n * 2 }}{% endfor %}{{ parts|length }}{{ language }}",
        "{% set x = title %}{% if total %}{% set x = parts %}{% endif %}{{ x.whatever }}",
        "{{ parts[:2]|length }}{{ [1, 2]|max }}{{ {'a': 1}.a }}{% if parts and not total > 1 %}{% endif %}",
        "<p{% if total %} class=\"{{ 'alarm' }}\"{% endif %}>x</p>",
        "{% filter upper %}x{% endfilter %}{% set t %}x{% endset %}{{ t }}",
    ],
)
def test_what_can_be_is_not_complained_of(body: str, tmp_path: Path) -> None:
    assert said(read(tmp_path, body)) == []


def test_everything_is_said_at_once(tmp_path: Path) -> None:
    found = read(tmp_path, "{{ a1 }}\n<foo>{{ total }}</foo>\n{{ title|nosuch }}")
    assert [each.place.line for each in found.problems] == [2, 3, 3, 4]


def test_a_near_name_is_proposed(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "{{ first.nmae }}").problems
    assert problem.hint.startswith("Did you mean 'name'? There is: due, known, name,")


def test_a_macro_is_followed_with_what_the_call_gives_it(tmp_path: Path) -> None:
    macros = "{% macro show(part, wide=none) %}{{ part.name }}{{ part.colour }}{% endmacro %}"
    body = '{% import "m.html" as m %}\n{{ m.show(first) }}{{ m.shw(first) }}{{ m.show(first, wied=1) }}{{ m.show() }}'
    assert said(read(tmp_path, body, m=macros)) == [
        f"t.html:3: {tmp_path / 'm.html'} has no 'shw'",
        "t.html:3: in the macro 'show': there is no field 'colour' in 'first'",
        "t.html:3: the macro 'show' needs 'part'",
        "t.html:3: the macro 'show' takes no 'wied'",
    ]


def test_a_macro_sees_nothing_of_the_sheet(tmp_path: Path) -> None:
    found = read(tmp_path, '{% import "m.html" as m %}{{ m.show() }}', m="{% macro show() %}{{ title }}{% endmacro %}")
    assert said(found) == ["m.html:1: there is no field 'title' on this sheet"]


def test_an_included_file_sees_what_stands_around_it(tmp_path: Path) -> None:
    body = '{% for p in parts %}{% include "row.html" %}{% endfor %}'
    assert said(read(tmp_path, body, row="{{ p.name }}\n{{ p.nam }}")) == [
        "row.html:2: there is no field 'nam' in 'parts[]'"
    ]


def test_macros_that_call_themselves_come_to_an_end(tmp_path: Path) -> None:
    body = "{% macro m(x) %}{{ m(x) }}{{ x.nam }}{% endmacro %}{{ m(first) }}"
    assert said(read(tmp_path, body)) == ["t.html:2: there is no field 'nam' in 'first'"]


def test_a_block_that_stands_over_nothing_and_words_outside_of_blocks(tmp_path: Path) -> None:
    found = read(tmp_path, "x{% endblock %}\nStray words{% block boddy %}y")
    assert said(found) == [
        "t.html:3: 'Stray words' stands outside of every block and is never shown",
        "t.html:3: no template has a block 'boddy'",
    ]


@pytest.mark.parametrize("text", ["{% if %}", "{% block body %}", "{{ 'a }}", "{% nosuch %}"])
def test_a_slip_of_grammar_is_a_problem_at_its_line(text: str, tmp_path: Path) -> None:
    found = read(tmp_path, '{% include "inner.html" %}{{ nothing }}', inner=f"\n{text}")
    assert [(Path(each.place.path).name, each.place.line) for each in found.problems] == [
        ("inner.html", 2),
        ("t.html", 2),
    ]


def test_a_template_that_extends_itself(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text('{% extends "t.html" %}', encoding="utf-8")
    assert "extends itself" in said(inspect("t.html", shape_of(Sheet), [tmp_path]))[0]


def test_a_template_that_extends_nothing_known(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text('{% extends "parent/t.html" %}', encoding="utf-8")
    found = inspect("t.html", shape_of(Sheet), [tmp_path])
    assert said(found) == ["t.html:1: there is no template 'parent/t.html'"]


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_bytes(b"<p>\n\xff</p>")
    assert said(inspect("t.html", shape_of(Sheet), [tmp_path])) == ["t.html:2: the file is not UTF-8; save it as UTF-8"]


def test_reads_say_which_line_shows_which_value(tmp_path: Path) -> None:
    body = "{% for p in parts %}\n{{ p.name }}{% endfor %}\n{{ parts|map(attribute='number')|join }}"
    body += "{{ reasons|map('say')|join }}"
    reads = {(".".join(path), place.line) for path, place in read(tmp_path, body).reads}
    assert {("parts.*.name", 3), ("parts.*.number", 4), ("reasons.*", 4)} <= reads
    assert not any(path.startswith("first") for path, _ in reads)


def test_a_block_that_is_stood_over_shows_nothing(tmp_path: Path) -> None:
    lower = tmp_path / "lower"
    lower.mkdir()
    (lower / "t.html").write_text(f"{FRAME}{{% block body %}}{{{{ title }}}}{{% endblock %}}", encoding="utf-8")
    upper = tmp_path / "upper"
    upper.mkdir()
    for inner, shown in (("", False), ("{{ super() }}", True)):
        text = f'{{% extends "parent/t.html" %}}{{% block body %}}{inner}{{% endblock %}}'
        (upper / "t.html").write_text(text, encoding="utf-8")
        reads = inspect("t.html", shape_of(Sheet), [upper, lower]).reads
        assert any(path == ("title",) for path, _ in reads) is shown


def test_a_file_alone_is_read_for_grammar_and_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("<p>{{ whatever.it.is }}</p>\n<foo/>", encoding="utf-8")
    found = inspect_alone("part.html", 0, [tmp_path])
    assert said(found) == ["part.html:2: unknown element <foo>"]
