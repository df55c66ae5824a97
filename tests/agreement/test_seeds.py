"""The agreement check finds every difference that was put into a file on purpose."""

from functools import cache

import pytest

from tests.agreement import docx_seeds, pdf_seeds
from tests.agreement.conftest import pair
from tests.agreement.from_docx import read_docx
from tests.agreement.from_pdf import read_pdf
from tests.agreement.lines import Reading, differences


@cache
def sound() -> tuple[Reading, Reading]:
    made = pair("offer/all/en")
    return read_docx(made.docx), read_pdf(made.pdf)


def said(found: list[str]) -> str:
    return "".join(f"{line}\n" for line in found)


def found_in_docx(name: str) -> str:
    return said(differences(read_docx(docx_seeds.seeded(pair("offer/all/en").docx, name)), sound()[1]))


def found_in_pdf(name: str) -> str:
    return said(differences(sound()[0], read_pdf(pdf_seeds.seeded(pair("offer/all/en").pdf, name))))


@pytest.mark.parametrize("name", docx_seeds.SEEDS)
def test_a_difference_in_the_word_file_is_found(name: str) -> None:
    assert docx_seeds.SEEDS[name][1] in found_in_docx(name)


@pytest.mark.parametrize("name", pdf_seeds.SEEDS)
def test_a_difference_in_the_pdf_is_found(name: str) -> None:
    assert pdf_seeds.SEEDS[name][1] in found_in_pdf(name)


def test_taking_a_file_apart_and_packing_it_again_is_no_difference() -> None:
    made = pair("offer/all/en")
    docx, pdf = docx_seeds.WordFile(made.docx), pdf_seeds.PdfFile(made.pdf)
    docx.root()
    pdf.around("16 weeks", [("0", "Tr")], [])
    assert differences(read_docx(docx.packed()), read_pdf(pdf.saved())) == []


def test_there_are_thirty_of_each() -> None:
    assert min(len(docx_seeds.SEEDS), len(pdf_seeds.SEEDS)) >= 30
