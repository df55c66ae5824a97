import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bidkit import render
from bidkit.phrases import Phrase
from bidkit.problems import ProblemsFound
from bidkit.render.outline import plain_text
from tests.unit.render.conftest import Make, Wrong

HOSTILE = "<script>x</script> & \"q\" 'a' {{ 7 * 7 }} </p>"


def said(make: Make, markup: str, language: str = "en", **data: object) -> str:
    return plain_text(make(f"<p>{markup}</p>", data, language).body)


@pytest.mark.parametrize(
    ("markup", "value", "english", "chinese"),
    [
        ('{{ v|money("EUR") }}', Decimal("1234.5"), "€1,234.50", "€1,234.50"),
        ('{{ v|money("CNY") }}', Decimal("1234.5"), "CN¥1,234.50", "¥1,234.50"),
        ('{{ v|money("JPY") }}', 1234, "JP¥1,234", "JP¥1,234"),
        ("{{ v|number }}", Decimal("1234.50"), "1,234.50", "1,234.50"),
        ("{{ v|number(1) }}", Decimal("0.25"), "0.2", "0.2"),
        ("{{ v|percent }}", Decimal("0.25"), "25%", "25%"),
        ("{{ v|percent(1) }}", Decimal("0.125"), "12.5%", "12.5%"),
        ("{{ v|date }}", dt.date(2026, 11, 3), "3 Nov 2026", "2026年11月3日"),
        ("{{ v|date }}", {"year": 2026, "month": 11, "day": None}, "November 2026", "2026年11月"),
        ("{{ v|date }}", {"year": 2026, "month": None, "day": None}, "2026", "2026年"),
        ("{{ v|date }}", {"year": None, "month": 11, "day": None}, "November", "十一月"),
        ("{{ v|date }}", {"year": None, "month": 2, "day": 29}, "29 February", "2月29日"),
        ("{{ v|date }}", {"year": None, "month": None, "day": None}, "missing", "缺失"),
        ("{{ v }}", None, "missing", "缺失"),
        ('{{ v|money("EUR") }}', None, "missing", "缺失"),
        ("{{ v|number }}", None, "missing", "缺失"),
        ("{{ v|percent }}", None, "missing", "缺失"),
        ("{{ v|date }}", None, "missing", "缺失"),
        ("{{ v|say }}", "as it is", "as it is", "as it is"),
        ("{{ v }}", Phrase("Table {n}", n=3), "Table 3", "表 3"),
        ("{{ v }}", Phrase("Table {n}", n=None), "Table missing", "表 缺失"),
        ("{{ v }}", Phrase("not translated {n}", n=12345), "not translated 12,345", "not translated 12,345"),
        ('{{ _("Figure {n}", n=v) }}', 2026, "Figure 2026", "图 2026"),
        ("{{ v.items }}", {"items": "the entry"}, "the entry", "the entry"),
    ],
)
def test_values_are_said_in_the_language(markup: str, value: object, english: str, chinese: str, make: Make) -> None:
    assert said(make, markup, v=value) == english
    assert said(make, markup, "zh-CN", v=value) == chinese


def test_a_missing_value_is_marked_even_inside_a_phrase(make: Make) -> None:
    document = make("<p>{{ v }}</p>", {"v": Phrase("Table {n}", n=None)})
    assert document.body.find(".//mark") is not None


@pytest.mark.parametrize(
    ("markup", "value", "message"),
    [
        ("{{ v }}", True, "a yes/no value stands here without a format"),
        ("{{ v }}", Decimal(1), "a number stands here without a format"),
        ("{{ v }}", 0.5, "an inexact number stands here without a format"),
        ("{{ v }}", dt.date(2026, 1, 1), "a date stands here without a format"),
        ("{{ v }}", {"a": 1}, "a structure stands here without a format"),
        ("{{ v|number }}", 0.5, "0.5 is not an exact number"),
        ("{{ v|date }}", "tomorrow", "'tomorrow' is not a date"),
        ("{{ w }}", 1, "'w' is undefined"),
        ("{{ v.w }}", {"a": 1}, "there is no entry 'w'"),
        ("{{ v }}", "a\x00b", "a value holds the control character U+0000"),
        ("{{ v|nosuch }}", 1, "No filter named 'nosuch'."),
        ("{% if %}", 1, "Expected an expression, got 'end of statement block'"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ('{{ _("a {n}") }}', 1, "'n'"),
    ],
)
def test_what_goes_wrong_in_a_template_is_said_with_its_line(
    markup: str, value: object, message: str, wrong: Wrong
) -> None:
    assert wrong(f"<p>a</p>\n<p>{markup}</p>", {"v": value}) == [f"6: {message}"]


@pytest.mark.parametrize(
    ("markup", "line", "word", "before"),
    [
        ("<p>\n{% for each in v %}\n<b>x</b></p>\n", 6, "for", "never closed"),
        ("<p>{% if v %}\n{% for each in v %}x{% endfor %}</p>", 5, "if", "never closed"),
        ("{% if v %}\n{% for each in v %}\n{% endif %}", 6, "for", "not closed before `{% endif %}` in line 7"),
        ("{% set a = 1 %}{% macro f() %}\n<p>", 5, "macro", "never closed"),
        ("{% set a %}\n<p>{{ a }}</p>", 5, "set", "never closed"),
        ("{% for a in v %}{% if a %}a{% elif v %}b{% else %}c{% endif %}", 5, "for", "never closed"),
    ],
)
def test_a_block_that_is_not_closed_is_said_where_it_opens(
    markup: str, line: int, word: str, before: str, make: Make
) -> None:
    with pytest.raises(ProblemsFound) as caught:
        make(markup, {"v": []})
    [problem] = caught.value.problems
    assert (problem.place.line, problem.message) == (line, f"`{{% {word} %}}` opens here and is {before}")
    assert problem.hint == f"Write `{{% end{word} %}}` where it is to end."


def test_a_mistake_in_an_included_template_names_that_template(tmp_path: Path) -> None:
    (tmp_path / "outer.html").write_text('<p>{% include "inner.html" %}</p>', encoding="utf-8")
    (tmp_path / "inner.html").write_text("a\nb {{ nothing }}", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        render.document("outer.html", {}, language="en", folders=[tmp_path])
    assert str(caught.value) == f"{tmp_path / 'inner.html'}:2:1: 'nothing' is undefined"


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r"none\.html:1:1: there is no template 'none\.html'"):
        render.document("none.html", {}, language="en", folders=[tmp_path])


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(ProblemsFound, match="no translations for language 'tlh'"):
        render.document("base.html", {}, language="tlh")


def test_text_from_data_is_never_markup(make: Make) -> None:
    document = make(
        '<p>{{ v }}</p><p><a href="https://example.com/{{ v }}">x</a></p>'.replace("/{{ v }}", ""),
        {"v": HOSTILE},
    )
    assert document.body[0].text == HOSTILE
    assert len(document.body[0]) == 0


def test_text_from_data_cannot_leave_an_attribute(make: Make) -> None:
    document = make("", {"v": HOSTILE}, head='<meta name="subject" content="{{ v }}"/>')
    assert document.metadata["subject"] == HOSTILE


@pytest.mark.parametrize("expression", ["''.__class__", "v.__class__.__mro__", "v.clear()", "_.__globals__"])
def test_the_sandbox_holds(expression: str, make: Make) -> None:
    with pytest.raises(ProblemsFound):
        make(f"<p>{{{{ {expression} }}}}</p>", {"v": {"a": "b"}})


def test_data_stays_as_it_was(make: Make) -> None:
    data = {"v": ["a"]}
    with pytest.raises(ProblemsFound):
        make("<p>{{ v.append('b') }}</p>", data)
    assert data == {"v": ["a"]}


def _deeper(calls: int, work: Callable[[], object]) -> object:
    return _deeper(calls - 1, work) if calls else work()


@pytest.mark.parametrize("calls", range(6))
def test_a_template_without_end_names_the_line_that_calls_however_deep_it_is_called(calls: int, wrong: Wrong) -> None:
    body = "{% macro f() %}\n<p>x</p>\n{{ f() }}\n{% endmacro %}\n{{ f() }}"
    assert _deeper(calls, lambda: wrong(body)) == ["7: the template calls itself without end"]
