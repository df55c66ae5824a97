"""Reading somebody else's PDF starts no program, says nothing on the side, and comes to an end."""

import subprocess
import sys

import pytest
from pypdf import apply_configuration
from pypdf.errors import DependencyError

from bidkit import foreign_pdf
from bidkit.deadline import TooLongError
from bidkit.foreign_pdf import UnsoundPdfError, pdf_reader
from tests.hostile.pdfs import PDFS


def text(name: str) -> str:
    with pdf_reader(PDFS[name]()) as reader:
        return "".join(page.extract_text() for page in reader.pages)


def test_no_filter_starts_a_program() -> None:
    with apply_configuration(jbig2dec_binary=sys.executable), pytest.raises(UnsoundPdfError) as refused:
        text("filter-that-is-a-program.pdf")
    assert isinstance(refused.value.__cause__, DependencyError)


def test_what_does_not_come_to_an_end_is_unsound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_pdf, "SECONDS", 0.3)
    with pytest.raises(UnsoundPdfError) as refused:
        text("text-in-one-piece.pdf")
    assert isinstance(refused.value.__cause__, TooLongError)


def test_nothing_is_said_on_the_side() -> None:
    """In a process of its own, since pytest listens to what is logged."""
    read = "from tests.unit.test_foreign_pdf import text; text('drawing-in-a-circle.pdf')"
    done = subprocess.run([sys.executable, "-c", read], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
