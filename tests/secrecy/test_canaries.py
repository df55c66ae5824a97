"""Unique words in every internal field are in no part, stream or property of anything that goes to the customer."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache

import pikepdf
import pytest
from pypdf import PdfReader

from bidkit import render
from bidkit.deal import Deal
from bidkit.stages.artifact import Artifact, WithPrices
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.for_customer import PROPOSAL
from bidkit.stages.sheet import plain
from tests.schema import pattern
from tests.secrecy.internal import Base, base_of, change, change_all, filled

CUSTOMER = [artifact for artifact in ARTIFACTS if artifact.audience == "customer"]
CANARY = "Kanarie"
SIGNAL = "Zeisig"
BASES = ("example", "filled")


def bird_house(artifact: Artifact, name: str) -> Base:
    """Return a record with a canary in every internal field that takes words, and a signal in one that is shown."""
    return _sung(base_of(artifact) if name == "example" else filled(isinstance(artifact.build, WithPrices)))


@cache
def _sung(silent: Base) -> Base:
    base = silent.copy()
    assert len(change_all(base, [leaf[2] for leaf in base.internal()], CANARY)) > 100
    titles = [("title",), ("tender", "notice", "title")]
    assert [change(base, leaf[2], (SIGNAL,)) for leaf in base.shown() if leaf[1] in titles]
    return base


def files(artifact: Artifact, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield each file that goes to the customer, by its ending."""
    deal, house = bird_house(artifact, name).read()
    sheet = artifact.build(deal, house, final=False)
    document = render.document(artifact.template, plain(sheet), language=house.language)
    yield "docx", render.to_docx(document)
    yield "pdf", render.to_pdf(document)
    yield "html", render.to_html(document)
    yield "json", json.dumps(artifact.data(sheet), ensure_ascii=False).encode()


def insides(kind: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield everything that a file holds, unpacked, by its place."""
    yield "file", content
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield "comment", archive.comment
            for part in archive.infolist():
                yield part.filename, part.filename.encode() + part.extra + part.comment + archive.read(part)
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, each in enumerate(pdf.objects):
                yield f"object {number}", each.unparse(resolved=True)
                if isinstance(each, pikepdf.Stream):
                    yield f"stream {number}", each.read_bytes()
        for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
            yield f"page {number}", page.extract_text().encode()


def found(word: str, kind: str, content: bytes) -> list[str]:
    forms = [word.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]
    forms += [form.hex().encode() for form in forms]  # as a PDF writes a string of more than Latin letters
    return [place for place, inside in insides(kind, content) if any(form in inside for form in forms)]


@pytest.mark.parametrize("artifact", CUSTOMER, ids=lambda artifact: artifact.name)
@pytest.mark.parametrize("name", BASES)
def test_no_canary_gets_out(artifact: Artifact, name: str) -> None:
    for kind, content in files(artifact, name):
        assert found(SIGNAL, kind, content), f"the scan of {kind} is blind"
        assert found(CANARY, kind, content) == [], kind


@pytest.mark.parametrize(
    "field",
    [
        "note",
        "owner",
        "competitors[].name",
        "competitors[].note",
        "costs.lines[].what",
        "costs.risks[].what",
        "price.decision.reason",
        "price.quality.evidence",
        "stakeholders[].attitude.evidence",
        "stakeholders[].win.what",
        "stakeholders[].note",
        "standards.requirements[].note",
        "standards.requirements[].source",
        "standards.requirements[].proposed_text",
        "standards.requirements[].rivals[].source",
        "standards.requirements[].no_cost",
        "standards.activities[].purpose",
        "key_nodes[].evidence",
        "actions[].do",
    ],
)
def test_what_must_never_get_out_has_its_canary(field: str) -> None:
    """Fields that would do harm are among those that the scan looks for; a rename would show here."""
    texts = [
        leaf[2].text or "" for leaf in bird_house(PROPOSAL, "filled").internal() if pattern(leaf[1], leaf[0]) == field
    ]
    assert texts
    assert all(CANARY in text for text in texts)


def test_the_names_of_files_and_their_numbers_come_from_what_is_shown() -> None:
    deal: Deal = bird_house(PROPOSAL, "example").read()[0]
    assert CANARY not in deal.id
