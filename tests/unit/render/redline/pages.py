"""Documents to compare: made of a body in semantic HTML, by bidkit's own writer."""

import difflib
from collections.abc import Callable
from pathlib import Path

from bidkit import render
from bidkit.render.redline import Redline, WordFile, redline
from tests.unit.render.redline.resolving import normal
from tests.unit.render.word_files import faults

Word = Callable[[str], bytes]


def word_file(body: str, folder: Path, language: str = "en") -> bytes:
    """Return a body as a Word file."""
    page = f'<html lang="{language}"><head><title>T</title></head><body>{body}</body></html>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    return render.to_docx(render.document("page.html", {}, language=language, folders=[folder]))


def compared(old: bytes, new: bytes, folder: Path) -> Redline:
    """Compare two files, and hold the result to the schemas, to the new file and to the old one."""
    made = redline(WordFile("old.docx", old), WordFile("new.docx", new))
    assert differences(old, new, made.data) == []
    assert faults(made.data, folder) == []
    return made


def differences(old: bytes, new: bytes, made: bytes) -> list[str]:
    """Return where accepting does not give the new file, or rejecting not the old one."""
    accepted = difflib.unified_diff(normal(new), normal(made, "new"), "new", "accepted", n=1)
    rejected = difflib.unified_diff(normal(old), normal(made, "old"), "old", "rejected", n=1)
    return [*accepted, *rejected]
