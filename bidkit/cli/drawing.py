"""Documents without PDF, drawn in other processes while this one goes on reading and checking."""

import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bidkit.cli import laying_out
from bidkit.cli.lengths import is_long
from bidkit.garbage import uncollected
from bidkit.problems import Problem, ProblemsFound
from bidkit.processes import Workers, workers

if TYPE_CHECKING:
    from bidkit.cli.bid_set import BidDocument
    from bidkit.cli.desk import Desk
    from bidkit.cli.making import Order
    from bidkit.render.house_style import HouseStyle
    from bidkit.render.pdf import Profile

LARGE = 1_000_000
"""Bytes of a record from which on two processes more are worth their start, which takes each half a second."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a process has to know to draw a document: plain data, never the deal."""

    template: str
    data: bytes
    """The sheet as plain data, pickled."""
    language: str
    folders: tuple[Path, ...]
    formats: tuple[str, ...]
    style: "HouseStyle | None"
    paged: "Profile | None"
    """As which PDF its pages are counted; None where they need not be."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it, in the order in which it is told."""

    unshown: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By format."""
    pages: int | tuple[Problem, ...] | None = None
    """How many, or why they could not be counted."""
    refused: tuple[Problem, ...] = ()


def draw(asked: Drawing) -> Drawn:
    """Draw a document in whatever process; what is wrong with it is returned."""
    with uncollected():
        return _drawn(asked)


def _drawn(asked: Drawing) -> Drawn:
    from bidkit import render

    drawn = Drawn()
    try:
        data: dict[str, object] = pickle.loads(asked.data)  # noqa: S301 - of the process that asks, and of nobody else
        document = render.document(asked.template, data, language=asked.language, folders=asked.folders)
        drawn = Drawn(render.unshown_characters(document))
        writers = {"docx": lambda: render.to_docx(document, asked.style), "html": lambda: render.to_html(document)}
        drawn = replace(drawn, files={form: writers[form]() for form in asked.formats})
    except ProblemsFound as found:
        return replace(drawn, refused=found.problems)
    if asked.paged is None or is_long(drawn.files):
        return drawn
    try:
        return replace(drawn, pages=render.page_count(document, asked.paged))
    except ProblemsFound as found:
        return replace(drawn, pages=found.problems)


@contextmanager
def aside(record: Path, order: "Order") -> Iterator[Workers | None]:
    """Give processes that load what draws while a large record is read; a small one is drawn before they have."""
    drawn = {"docx", "html", "pdf"}.intersection(order.formats)
    if not drawn or order.final or record.stat().st_size < LARGE:
        yield None
        return
    load, most = (laying_out.load, None) if "pdf" in drawn else (_load, _MOST)
    with workers(shared=True, most=most) as shared:
        if shared.pool is None:
            yield None
            return
        for _ in range(shared.number):
            shared.begin(load, order.language or "en")
        yield shared


_MOST = 4  # processes; a bid has about as many long documents, and each process takes 100 MB
_TEMPLATES = (
    *("base.html", "customer.html", "bid.html", "bid-price.html", "bid-parts.html", "bid-forms.html"),
    *("parts.html", "charts.html", "scene.html"),
)
_BLANK = '<html lang="en"><head><title>-</title></head><body><p>-</p></body></html>'


def _load(language: str) -> None:
    """Load what the first document would wait for, by drawing a blank one; what is not there is told of a real one."""
    import_module("pricing.decision.decide")
    from bidkit import render
    from bidkit.render.checking import checked
    from bidkit.render.language import speaker
    from bidkit.render.model import make_document
    from bidkit.render.search import Search
    from bidkit.render.templates import make_environment

    search = Search(())
    environment = make_environment(speaker(language, *search.folders), search)
    for name in _TEMPLATES:
        environment.get_template(name)
    blank = make_document(checked(_BLANK, "-"), language, search)
    with suppress(ProblemsFound, OSError):
        render.unshown_characters(blank)
        render.to_docx(blank)
        render.page_count(blank, "archive")


class Ahead:
    """The documents of a set that are being drawn."""

    def __init__(self, shared: Workers, desk: "Desk", order: "Order") -> None:
        from bidkit.cli.making import language_of
        from bidkit.record.template_sets import template_folders

        self.shared, self.desk, self.order = shared, desk, order
        self.formats = tuple(each for each in order.formats if each != "json")
        self.style = desk.house_style() if "docx" in self.formats else None
        self.language, self.folders = language_of(desk, order), tuple(template_folders(desk.house_file))
        self.begun: dict[str, Callable[[], Drawn]] = {}
        self.pages: dict[str, int | tuple[Problem, ...]] = {}

    def begin(self, document: "BidDocument", *, paged: bool) -> None:
        """Have a document drawn that is not yet; `paged` where its pages are to be counted."""
        if document.artifact.name not in self.begun:
            self.begun[document.artifact.name] = self.shared.begin(draw, self._asked(document, paged=paged))

    def _asked(self, document: "BidDocument", *, paged: bool) -> Drawing:
        from bidkit.stages.sheet import plain

        data = pickle.dumps(plain(document.sheet), protocol=pickle.HIGHEST_PROTOCOL)
        profile = self.desk.house.pdf_profile if paged else None
        template = document.artifact.template
        return Drawing(template, data, self.language, self.folders, self.formats, self.style, profile)

    def files(self, document: "BidDocument") -> dict[str, bytes]:
        """Return the files of a document as soon as it is drawn, or raise ProblemsFound, as if it was drawn here."""
        from bidkit.cli.making import file_name, files_of
        from bidkit.cli.saying import print_problems, working

        artifact = document.artifact
        with working(f"making {file_name(artifact, self.desk, self.formats[0])}"):
            drawn = self.begun.pop(artifact.name)()
        if not self.begun:
            self.shared.leave()  # the processes end while this one publishes
        print_problems(drawn.unshown)
        if drawn.refused:
            raise ProblemsFound(drawn.refused)
        if drawn.pages is not None:
            self.pages[artifact.name] = drawn.pages
        told = tuple(form for form in self.order.formats if form == "json")
        made = files_of(artifact, self.desk, document.sheet, replace(self.order, formats=told))
        made |= {file_name(artifact, self.desk, form): content for form, content in drawn.files.items()}
        return {name: made[name] for name in (file_name(artifact, self.desk, form) for form in self.order.formats)}
