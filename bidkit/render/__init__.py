"""From a template and plain data to a checked document, and from there to HTML, PDF and DOCX.

The libraries behind each writer are loaded when that writer is first used.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.house_style import HouseStyle, read_style

if TYPE_CHECKING:
    from bidkit.calendar import Calendar
    from bidkit.processes import Workers
    from bidkit.render.model import Document
    from bidkit.render.pdf import Profile
    from bidkit.workbook import Workbook

__all__ = [
    "HouseStyle",
    "begin_pdf",
    "document",
    "page_count",
    "read_style",
    "to_docx",
    "to_html",
    "to_ics",
    "to_pdf",
    "to_xlsx",
    "unshown_characters",
]


def document(template: str, data: Mapping[str, object], *, language: str, folders: Sequence[Path] = ()) -> "Document":
    """Fill a template and check it; raise ProblemsFound with every Problem at once.

    `template` is a file name such as `evaluation.html`, looked for in `folders` and then in the built-in set;
    a folder is given as a person would type it, because Problems name files in it so.
    """
    from bidkit.render.checking import checked  # noqa: PLC0415
    from bidkit.render.model import make_document  # noqa: PLC0415
    from bidkit.render.search import Search  # noqa: PLC0415
    from bidkit.render.templates import fill  # noqa: PLC0415

    text = fill(template, data, language=language, folders=folders)
    return make_document(checked(text, template), language, Search(folders))


def to_html(document: "Document") -> bytes:
    """Return the document as one HTML file with its style inside."""
    from bidkit.render.html import to_html  # noqa: PLC0415

    return to_html(document)


def to_pdf(document: "Document", profile: "Profile" = "archive") -> bytes:
    """Return the document as a tagged PDF that keeps to the standards of the profile.

    Raises ProblemsFound where a character would show as a box.
    """
    from bidkit.processes import workers  # noqa: PLC0415

    with workers(shared=False) as alone:
        return begin_pdf(document, profile, alone)()


def begin_pdf(document: "Document", profile: "Profile", workers: "Workers") -> "Callable[[], bytes]":
    """Have the parts of a document drawn; return what waits for them, and then does as `to_pdf`."""
    _load_pango(document)
    from bidkit.render.characters import unshown_in_pdf  # noqa: PLC0415
    from bidkit.render.pdf import to_pdf  # noqa: PLC0415

    if problems := unshown_in_pdf(document):
        raise ProblemsFound(problems)
    return to_pdf(document, profile, workers)


def page_count(document: "Document", profile: "Profile") -> int:
    """Return how many pages the document has as PDF, or raise ProblemsFound; nothing is drawn."""
    _load_pango(document)
    from bidkit.render.pdf import page_count  # noqa: PLC0415

    return page_count(document, profile)


def _load_pango(document: "Document") -> None:
    try:
        from bidkit.render.pango import load  # noqa: PLC0415

        load()
    except OSError as error:
        hint = "`bidkit doctor` says how to install it; Word files need none of it."
        raise ProblemsFound([Problem(Place(document.title), f"PDF needs the library Pango: {error}", hint)]) from None


def to_docx(document: "Document", house_style: HouseStyle | None = None) -> bytes:
    """Return the document as a Word file, in the house's own style if there is one."""
    from bidkit.render.docx import to_docx  # noqa: PLC0415

    return to_docx(document, house_style)


def to_xlsx(workbook: "Workbook", *, language: str, folders: Sequence[Path] = ()) -> bytes:
    """Return the workbook as a file, its sentences from the catalogues that a document finds in the folders."""
    from bidkit.render.language import speaker  # noqa: PLC0415
    from bidkit.render.search import Search  # noqa: PLC0415
    from bidkit.render.workbook import to_xlsx  # noqa: PLC0415

    return to_xlsx(workbook, speaker(language, *Search(folders).folders).plain)


def to_ics(calendar: "Calendar", *, language: str, folders: Sequence[Path] = ()) -> bytes:
    """Return the calendar as an iCalendar file, its sentences from the catalogues as above."""
    from bidkit.render.calendar import to_ics  # noqa: PLC0415
    from bidkit.render.language import speaker  # noqa: PLC0415
    from bidkit.render.search import Search  # noqa: PLC0415

    return to_ics(calendar, speaker(language, *Search(folders).folders).plain)


def unshown_characters(document: "Document") -> tuple[Problem, ...]:
    """Warn of each character that no font of this machine has."""
    from bidkit.render.characters import unshown_here  # noqa: PLC0415

    return unshown_here(document)
