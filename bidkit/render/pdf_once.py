"""Spare WeasyPrint work that does not show in the file."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pydyf
from pydyf import PDF


class Written(pydyf.Object):  # type: ignore[misc] # pydyf ships no types
    """An object in its final form."""

    data = b""
    compressible = False

    def __init__(self, source: pydyf.Object) -> None:
        super().__init__()
        self.number = source.number
        self.data = source.data
        self.compressible = source.compressible


def write_once(pdf: PDF) -> None:
    """Write each object out now: PDF/A asks for an identifier, for which pydyf would write all of them twice."""
    pdf.objects[:] = [item if item.free == "f" else Written(item) for item in pdf.objects]


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking the growing tree of boxes again and again; next to none of it is free."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
