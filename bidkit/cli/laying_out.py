"""Documents with a PDF: filled here one after the other, and laid out by other processes from the first one on."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from bidkit.cli.making import Order, writers, written
from bidkit.problems import Problem, ProblemsFound
from bidkit.processes import Workers

if TYPE_CHECKING:
    from bidkit.cli.bid_set import BidDocument
    from bidkit.cli.desk import Desk

Files = dict[str, bytes]


def load(_: str) -> None:
    """Load what lays a part out, and what works a price out; a library that is not there is told later."""
    with suppress(OSError):
        for name in ("pricing.decision.decide", "bidkit.render.pdf_parts"):
            import_module(name)


class AheadInParts:
    """The documents of a set of which parts are being laid out, put together in the order in which they were begun."""

    def __init__(self, shared: Workers, desk: "Desk", order: Order) -> None:
        self.shared, self.desk, self.order = shared, desk, order
        self.begun: dict[str, Callable[[], Files]] = {}
        self.made: dict[str, Files | ProblemsFound] = {}
        self.pages: dict[str, int | tuple[Problem, ...]] = {}

    def begin(self, document: "BidDocument", *, paged: bool) -> None:  # noqa: ARG002 - a PDF says how many pages it has
        """Fill a document that is not yet, and have its parts laid out."""
        name = document.artifact.name
        if name in self.begun or name in self.made:
            return
        try:
            ready = writers(document.artifact, self.desk, document.sheet, self.order, self.shared)
        except ProblemsFound as found:
            self.made[name] = found
        else:
            self.begun[name] = partial(written, ready)

    def files(self, document: "BidDocument") -> Files:
        """Return the files of a document once all that was begun before it is put together, or raise ProblemsFound."""
        while document.artifact.name not in self.made:
            name = next(iter(self.begun))
            try:
                self.made[name] = self.begun.pop(name)()
            except ProblemsFound as found:
                self.made[name] = found
        made = self.made.pop(document.artifact.name)
        if isinstance(made, ProblemsFound):
            raise made
        return made
