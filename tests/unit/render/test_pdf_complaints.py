"""What would be lost in a PDF is said, and the files we make give no cause for complaint."""

import logging

import pytest

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.processes import Workers
from bidkit.render.model import Document
from bidkit.render.pdf import to_pdf
from bidkit.render.pdf_complaints import heard, problems
from tests.unit.render.conftest import Make

NOWHERE = "\U0010fffd"  # a private character that no font has


def test_a_character_that_no_font_has_is_named(make: Make) -> None:
    """Also where the look into the fonts beforehand took it for shown."""
    with pytest.raises(ProblemsFound) as caught:
        to_pdf(make(f"<p>a {NOWHERE} b {NOWHERE}</p>"), "archive", Workers(None, shared=False))()
    assert [problem.message for problem in caught.value.problems] == [
        f"no font on this machine has the character '{NOWHERE}' (U+10FFFD)"
    ]


def test_nothing_is_complained_of(whole: Document, caplog: pytest.LogCaptureFixture) -> None:
    """Not even the style sheet is: a rule that WeasyPrint ignores would be logged."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render.to_pdf(whole)
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


@pytest.mark.parametrize(
    ("level", "message", "lost"),
    [
        (logging.ERROR, "Failed to load inline SVG: no element found", True),
        (logging.ERROR, "Content discarded: target points to undefined anchor 'x'", True),
        (logging.WARNING, 'Unable to subset "Carlito" with HarfBuzz', True),
        (logging.WARNING, "Anchor defined twice: 'x'", True),
        (logging.WARNING, "Ignored `colour: red` at 1:1, unknown property.", False),
        (logging.INFO, "Anchor defined twice: 'x'", False),
    ],
)
def test_what_counts_as_lost(level: int, message: str, lost: bool) -> None:
    logger = logging.getLogger("weasyprint")
    with heard() as records:
        logger.log(level, message)
    assert [problem.message for problem in problems(records, "t")] == [f"the PDF would lose content: {message}"] * lost


def test_nothing_is_heard_afterwards() -> None:
    with heard() as records:
        pass
    logging.getLogger("weasyprint").error("late")
    assert records == []
