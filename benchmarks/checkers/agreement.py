"""The check that Word file and PDF say the same: whatever differs in one of them is found."""

import io
import random
from collections.abc import Callable, Iterator, Mapping

import pikepdf

from benchmarks.checkers.trial import TEXT_CHANGES, Trial, packed_otherwise, resaved, sample, sown
from tests.agreement import docx_seeds, pdf_seeds
from tests.agreement.conftest import pair
from tests.agreement.from_docx import read_docx
from tests.agreement.from_pdf import read_pdf
from tests.agreement.lines import differences

DOCUMENT = "offer/all/en"


def trials(chance: random.Random) -> Iterator[Trial]:
    """Sow differences into a document that has an element of every kind."""
    made = pair(DOCUMENT)
    word, page = read_docx(made.docx), read_pdf(made.pdf)
    for name in docx_seeds.SEEDS:
        found = differences(read_docx(docx_seeds.seeded(made.docx, name)), page)
        yield Trial("in the Word file, thought of by hand", True, bool(found))
    for name in pdf_seeds.SEEDS:
        found = differences(word, read_pdf(pdf_seeds.seeded(made.pdf, name)))
        yield Trial("in the PDF, thought of by hand", True, bool(found))
    for kind, how in sample(TEXT_CHANGES, 120):
        found = differences(read_docx(sown(made.docx, how, chance)), page)
        yield Trial(f"in the Word file, by chance: {kind}", True, bool(found))
    for kind, again in WORD_AGAIN.items():
        yield Trial(kind, False, bool(differences(read_docx(again(made.docx)), page)))
    for kind, settings in PDF_AGAIN.items():
        yield Trial(kind, False, bool(differences(word, read_pdf(_saved(made.pdf, settings)))))


WORD_AGAIN: Mapping[str, Callable[[bytes], bytes]] = {
    "the Word file is packed tighter": lambda data: packed_otherwise(data, level=9, turned=False),
    "the Word file is packed in another order": lambda data: packed_otherwise(data, level=1, turned=True),
    "the Word file was saved by python-docx": resaved,
}
PDF_AGAIN: Mapping[str, Mapping[str, bool]] = {
    "the PDF is packed tighter": {"compress_streams": True, "recompress_flate": True},
    "the PDF is made ready for the web": {"linearize": True},
    "the PDF is not packed": {"compress_streams": False},
}


def _saved(data: bytes, settings: Mapping[str, bool]) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(made, **settings)  # type: ignore[arg-type] # the settings are what save takes
    return made.getvalue()
