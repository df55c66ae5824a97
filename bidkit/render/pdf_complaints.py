"""What WeasyPrint complains of while it lays a document out, and which of it means that content is lost."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from bidkit.problems import Place, Problem

_CHARACTER = "Install a font that has it, or write it otherwise; `bidkit doctor` names fonts."
_TEMPLATE = "This is a slip in the template or its style; the Word file is made without them."

_DATA = re.compile(r"(data:[^,]{0,40},)[^']+")  # what a picture holds tells nobody anything

# WeasyPrint writes errors for what it leaves out, and warnings for most of what it does otherwise than asked.
# These warnings, by the start of their text, are about content too.
_LOSSES: Mapping[str, str] = {
    ".notdef glyph": _CHARACTER,
    "Too many glyphs missing": "The text could not be copied or searched; another font has to be installed.",
    "Unable to subset": "The font cannot be embedded; another font has to be installed.",
    "Unable to instantiate": "The font cannot be embedded; another font has to be installed.",
    "Unable to save emoji font": "The font cannot be embedded; another font has to be installed.",
    "Unable to compute content": _TEMPLATE,
    "Anchor defined twice": _TEMPLATE,
    "This row has more columns": _TEMPLATE,
}


@contextmanager
def heard() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint logs; fontTools' remarks on fonts are kept off the terminal as well."""
    ear = _Ear()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(ear)
    try:
        yield ear.records
    finally:
        for logger in loggers:
            logger.removeHandler(ear)


def problems(records: Iterable[logging.LogRecord], name: str) -> tuple[Problem, ...]:
    """Return a Problem for each complaint that means lost content, once."""
    found = {Problem(Place(name), said, hint) for record in records for said, hint in _loss(record)}
    return tuple(sorted(found))


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _loss(record: logging.LogRecord) -> Iterator[tuple[str, str]]:
    start = next((start for start in _LOSSES if str(record.msg).startswith(start)), None)
    if start == ".notdef glyph" and isinstance(record.args, tuple):
        character, code = record.args
        yield f"no font on this machine has the character '{character}' (U+{code:04X})", _CHARACTER
    elif start is not None or record.levelno >= logging.ERROR:
        said = _DATA.sub(r"\1…", record.getMessage())
        yield f"the PDF would lose content: {said}", _LOSSES.get(start or "", _TEMPLATE)
