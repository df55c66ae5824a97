"""What is kept for a style, to be used again, leaves no trace: neither in the file nor in WeasyPrint."""

import io
from contextlib import nullcontext
from dataclasses import replace
from unittest.mock import Mock

import pytest
import weasyprint.draw
from pypdf import PdfReader
from tinycss2.color4 import Color  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, inline, page, preferred, table
from weasyprint.text import line_break

from bidkit import render
from bidkit.render import pdf_kept, pdf_layout
from bidkit.render.model import Document
from tests.unit.render.conftest import Make

ROWS = (
    "<table><tbody>"
    + "<tr><td>as asked for, <em>with a fair copy</em></td><td>12 days</td></tr>" * 40
    + "</tbody></table>"
)
STYLES = [
    "",
    "table { border-collapse: collapse } td { border: 1pt solid; padding: 4% }",
    "td { text-align: justify; width: 23mm; hyphens: auto }",
    "em { text-decoration: underline } td { letter-spacing: 0.1em; word-spacing: 2mm }",
    "td { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 15mm }",
    "td::first-line { font-weight: bold } td::first-letter { font-size: 20pt }",
    "td { box-sizing: border-box; min-width: 30%; height: 10mm; direction: rtl; border-radius: 2mm }",
    "td { border-radius: 2mm / 5%; border: 1pt dashed red; border-left: 3pt double blue; background: #eee }",
    "table { border: 2pt ridge green; box-shadow: 1mm 1mm -1mm; overflow: hidden } td { border-right: 1pt dotted }",
    "tr { display: flex } td { display: block; flex: 1 1 30mm; margin: 1% }",
]


@pytest.mark.parametrize("style", STYLES)
def test_a_table_is_drawn_the_same(make: Make, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make(ROWS)
    document = replace(document, style=document.style + style)
    kept = render.to_pdf(document)
    monkeypatch.setattr(pdf_layout, "results_kept", nullcontext)
    assert render.to_pdf(document) == kept


PAGES = [
    "",
    "@page :first { margin: 50mm } @page :left { @bottom-left { content: counter(page) } }",
    "@page :nth(2n) { margin: 40mm; @bottom-center { content: 'even' } }",
    "@page { counter-increment: page 2; width: 50vw } @page landscape { @top-center { content: counter(pages) } }",
]


@pytest.mark.parametrize("style", PAGES)
def test_pages_have_the_styles_of_their_kind(make: Make, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make('<p>x</p><hr class="page-break"/>' * 5 + '<section class="landscape"><p>y</p></section>' * 3)
    document = replace(document, style=document.style + style)
    kept = render.to_pdf(document)
    assert len(PdfReader(io.BytesIO(kept)).pages) == 8
    monkeypatch.setattr(pdf_layout, "results_kept", nullcontext)
    assert render.to_pdf(document) == kept


def test_every_element_is_drawn_the_same(whole: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = render.to_pdf(whole)
    monkeypatch.setattr(pdf_layout, "results_kept", nullcontext)
    assert render.to_pdf(whole) == kept


def test_a_cell_is_split_and_drawn_once(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    split, drawn = Mock(wraps=line_break.split_first_line), Mock(wraps=weasyprint.draw.draw_text)
    monkeypatch.setattr(pdf_kept, "_split_first_line", split)
    monkeypatch.setattr(pdf_kept, "_draw_text", drawn)
    render.to_pdf(make(ROWS))
    assert 0 < sum(each.args[0] == "12 days" for each in split.call_args_list) < 5
    assert 0 < sum(each.args[1].text == "12 days" for each in drawn.call_args_list) < 5


def test_weasyprint_is_left_as_it_was() -> None:
    places: list[tuple[object, str]] = [(inline, "resolve_percentages"), (table, "resolve_percentages")]
    places += [(inline, "split_first_line")]
    places += [(preferred, "split_first_line"), (line_break, "_font_style_cache_key"), (weasyprint.draw, "draw_text")]
    places += [(page, "set_page_type_computed_styles"), (Color, "__hash__")]
    places += [(background, "resolve_radii_percentages"), (Box, "rounded_box")]
    before = [getattr(module, name) for module, name in places]
    with pdf_kept.results_kept():
        assert not any(getattr(*place) is was for place, was in zip(places, before, strict=True))
    assert [getattr(module, name) for module, name in places] == before


def test_what_is_drawn_in_another_way_is_not_drawn_again() -> None:
    noting = pdf_kept._Noting(Mock())
    noting.show_text("<0041>")  # type: ignore[operator]
    noting.add_font("Carlito")  # type: ignore[operator]
    assert (noting.done, noting.otherwise) == ([("show_text", ("<0041>",))], False)
    noting.stacked()  # type: ignore[operator] # as the picture of an emoji is
    assert noting.otherwise
