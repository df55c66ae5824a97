"""What a Word file and a PDF of one document say is the same, and is what the document says."""

from tests.agreement.conftest import Pair, pair
from tests.agreement.from_docx import read_docx
from tests.agreement.from_pdf import read_pdf
from tests.agreement.from_tree import read_tree
from tests.agreement.lines import differences


def test_word_says_what_the_document_says(made: Pair) -> None:
    assert differences(read_tree(made.document), read_docx(made.docx), ("document", "docx")) == []


def test_pdf_says_what_the_document_says(made: Pair) -> None:
    assert differences(read_tree(made.document), read_pdf(made.pdf), ("document", "pdf")) == []


def test_word_and_pdf_agree(made: Pair) -> None:
    word, page = read_docx(made.docx), read_pdf(made.pdf)
    assert differences(word, page) == []
    assert word.money == page.money


def test_what_is_compared_is_there(made: Pair) -> None:
    said = read_tree(made.document)
    assert said.of("h")
    assert bool(said.of("figure")) is (made.document.root.find(".//figure") is not None)


def test_the_document_with_every_element_has_lines_of_every_kind() -> None:
    kinds = {line.kind for line in read_tree(pair("sink/all/en").document).lines}
    blocks = {"h1", "h2", "h3", "h4", "text", "item1", "item2", "item3", "entry", "caption", "table", "row", "cell"}
    assert kinds == blocks | {"figure", "words", "language", "title", "author", "top", "bottom"}
