import io
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from bidkit import render
from bidkit.render.model import Document
from bidkit.render.pdf import Profile, standards
from tests.unit.render.conftest import Make

ARCHIVE = b'pdfaid:part="3"'
ACCESSIBLE = b'pdfuaid:part="1"'
FIELD = '<p><input type="text" name="load" aria-label="Load"/></p>'


def metadata(pdf: bytes) -> bytes:
    stream = PdfReader(io.BytesIO(pdf)).root_object.get("/Metadata")
    return b"" if stream is None else cast(StreamObject, stream.get_object()).get_data()


@pytest.mark.parametrize(
    ("profile", "body", "stated"),
    [
        ("archive", "<p>x</p>", {ARCHIVE, ACCESSIBLE}),
        ("accessible", "<p>x</p>", {ACCESSIBLE}),
        ("plain", "<p>x</p>", set()),
        ("archive", FIELD, {ACCESSIBLE}),
        ("accessible", FIELD, {ACCESSIBLE}),
        ("plain", FIELD, set()),
    ],
)
def test_a_file_states_what_its_profile_promises(make: Make, profile: Profile, body: str, stated: set[bytes]) -> None:
    document = make(body)
    said = metadata(render.to_pdf(document, profile))
    assert {mark for mark in (ARCHIVE, ACCESSIBLE) if mark in said} == stated
    assert len(standards(profile, fillable=document.fillable)) == len(stated)


def test_archive_is_the_default(make: Make) -> None:
    assert render.to_pdf(make("<p>x</p>")) == render.to_pdf(make("<p>x</p>"), "archive")


def test_what_is_stated_is_well_formed_xml(make: Make) -> None:
    from lxml import etree

    tree = etree.fromstring(metadata(render.to_pdf(make("<p>x</p>"))))
    assert [item.text for item in tree.iter("{http://www.aiim.org/pdfa/ns/schema#}prefix")] == ["pdfuaid"]


@pytest.mark.parametrize("profile", ["archive", "accessible", "plain"])
def test_every_profile_is_tagged_and_has_its_language(english: Document, profile: Profile) -> None:
    catalogue = PdfReader(io.BytesIO(render.to_pdf(english, profile))).root_object
    assert cast(DictionaryObject, catalogue["/MarkInfo"])["/Marked"]
    assert str(catalogue["/Lang"]) == "en"
    assert "/StructTreeRoot" in catalogue
