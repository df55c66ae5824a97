"""A file that came back damaged is refused or read; its reader never falls over."""

import io
import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from openpyxl import Workbook

from bidkit import render
from bidkit.cli.verifying import _words
from bidkit.problems import ProblemsFound
from bidkit.ready.pages import read_pdf
from bidkit.ready.paper import Unreadable
from bidkit.ready.sheets import read_workbook
from bidkit.ready.word import read_word
from bidkit.record import filled_docx, filled_pdf
from bidkit.stages.for_customer import PUNCH
from bidkit.stages.sheet import plain
from tests.acceptance.house import EXAMPLES, read

TIMES = 30
READERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "a Word file handed in": ("docx", lambda data: read_word("a.docx", data)),
    "a PDF handed in": ("pdf", lambda data: read_pdf("a.pdf", data)),
    "a workbook handed in": ("xlsx", lambda data: read_workbook("a.xlsx", data)),
    "a filled Word file": ("docx", lambda data: filled_docx.read_docx(data, "a.docx")),
    "a filled PDF": ("pdf", lambda data: filled_pdf.read_pdf(data, "a.pdf")),
    "a Word file to be verified": ("docx", _words),
    "a PDF to be verified": ("pdf", _words),
}


@cache
def sound(kind: str) -> bytes:
    if kind == "xlsx":
        book, made = Workbook(), io.BytesIO()
        for row in range(40):
            book.worksheets[0].append([f"B-{row:02}", "Spring tester", row, 400440.0])
        book.save(made)
        return made.getvalue()
    sheet = PUNCH.build(*read(EXAMPLES / "springs-acceptance" / "deal.yaml"), final=False)
    document = render.document(PUNCH.template, plain(sheet), language="en")
    return render.to_docx(document) if kind == "docx" else render.to_pdf(document)


def damaged(data: bytes, chance: random.Random) -> bytes:
    at, how = chance.randrange(1, len(data)), chance.random()
    if how < 0.6:
        made = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 20))):
            made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        return bytes(made)
    return data[:at] if how < 0.8 else data[:at] + data[at + chance.randrange(1, 2000) :]


@pytest.mark.filterwarnings("ignore")  # readers complain of what is damaged
@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_refused_or_read(name: str) -> None:
    kind, reader = READERS[name]
    chance = random.Random(8)
    for _ in range(TIMES):
        with suppress(ProblemsFound, Unreadable):
            reader(damaged(sound(kind), chance))
