"""What is spared when a PDF is made leaves no trace: neither in the file nor in the process."""

import ctypes.util
import gc
import io
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pydyf
import pytest
from pypdf import PdfReader

from bidkit import render
from bidkit.garbage import uncollected
from bidkit.render import pango, pdf, pdf_layout, pdf_once
from bidkit.render.html import page
from bidkit.render.model import Document
from tests.unit.render.conftest import Make

ROOT = Path(__file__).parents[3]


def test_objects_written_once_are_the_same(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make("<h1>x</h1><table><tbody><tr><td>y</td></tr></tbody></table>")
    once = render.to_pdf(document)
    monkeypatch.setattr(pdf, "write_once", lambda _pdf: None)
    assert render.to_pdf(document) == once


def test_the_tree_gives_the_same_file_as_the_text(english: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint import HTML

    short = render.to_pdf(english)
    text = render.to_html(english).decode()
    monkeypatch.setattr(pdf_layout, "Parsed", lambda _page, fetcher: HTML(string=text, url_fetcher=fetcher))
    assert render.to_pdf(english) == short


SAID = [
    "float: footnote",
    r"float: f\6f otnote",
    r"float: FOOT\note",
    "position: note(x)",
    r"display: list-\69 tem",
    "",
]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("body", ["<p>y</p>", "<ul><li>y</li></ul>"])
def test_a_style_has_the_rules_for_what_it_makes(
    make: Make, body: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make("<h1>x</h1>" + body)
    styled = replace(document, style=document.style + f"p {{ {said} }}")
    short = render.to_pdf(styled)
    spared = pdf_once.unneeded(page(styled))
    assert ("footnote-call" in spared) == ("note" not in said and "f" not in said)
    assert ("marker" in spared) == ("li" not in body + said)
    monkeypatch.setattr(pdf_layout, "unneeded", lambda _page: frozenset[str]())
    assert render.to_pdf(styled) == short


def test_what_was_laid_out_goes_without_garbage(make: Make) -> None:
    document = make("<table><tbody><tr><td>y</td></tr></tbody></table>" * 200)
    left = []
    for let_go in (pdf_once.let_go, lambda _laid: None):
        whole = page(document)
        with pdf_layout.guarded("x", 1000) as fetcher:
            laid = pdf_layout.laid(whole, fetcher, {"pdf_variant": None, "pdf_tags": False, "pdf_forms": False})
            gc.collect()
            let_go(laid)
            del laid
            left.append(gc.collect())
    assert left[0] < left[1] / 2


def test_pages_named_once_have_their_names(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make("<h1>x</h1>" + "<table><tbody><tr><td>y</td></tr></tbody></table>" * 200)
    named = pydyf.PDF.page_references
    before = render.to_pdf(document)
    assert pydyf.PDF.page_references is named
    monkeypatch.setattr(pdf_layout, "pages_named_once", nullcontext)
    assert render.to_pdf(document) == before


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == on
    finally:
        (gc.enable if before else gc.disable)()


def test_what_is_packed_sooner_is_hardly_longer(whole: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    packer = pydyf.zlib
    sooner = len(render.to_pdf(whole))
    assert pydyf.zlib is packer
    monkeypatch.setattr(pdf_layout, "packed_sooner", nullcontext)
    utmost = len(render.to_pdf(whole))
    assert utmost < sooner < 1.02 * utmost


def test_the_search_for_libraries_is_left_as_it_was() -> None:
    search = ctypes.util.find_library
    pango.load()
    assert ctypes.util.find_library is search


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ctypes starts programs on Linux alone")
def test_loading_starts_no_program() -> None:
    script = """
import subprocess, os
def refuse(*_args, **_options):
    raise SystemExit("a program was started")
subprocess.Popen = os.posix_spawn = refuse
from bidkit.render import pango
pango.load()
print("loaded")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("loaded\n", "")


def test_a_library_that_is_not_there_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "_SUBSET_ON_LINUX", "libnowhere.so.0")
    monkeypatch.setattr(sys, "platform", "linux")
    assert pango.lacks_subsetting()


def test_what_is_opened_first_stands_by_itself(make: Make) -> None:
    data = render.to_pdf(make("<h1>x</h1>" + '<hr class="page-break"/><p>y</p>' * 4))
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 5
    numbers = [reader.root_object.indirect_reference, reader.root_object["/Pages"].indirect_reference]
    assert all(number and f"\n{number.idnum} 0 obj".encode() in data for number in numbers)
