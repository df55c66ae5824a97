"""Whether something internal can reach the customer unnoticed: in a file, by a template, by what builds a sheet."""

import io
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from benchmarks.checkers.trial import BODY, Trial, sample, texts
from bidkit import render
from bidkit.cli.template_check import sheet_of
from bidkit.prose import paragraphs
from bidkit.render.inspection import inspect
from bidkit.stages.for_customer import PROPOSAL
from bidkit.stages.sheet import plain
from tests.agreement.docx_seeds import WordFile
from tests.schema import pattern
from tests.secrecy.internal import Base, base_of, change
from tests.secrecy.test_canaries import CANARY, files, found
from tests.secrecy.test_noninterference import CUSTOMER, VALUES, before, document

SET = "name: own\n"
TEMPLATE = '{{% extends "parent/proposal.html" %}}\n{{% block summary %}}\n<p>{{{{ {asked} }}}}</p>\n{{% endblock %}}\n'


def trials(chance: random.Random) -> Iterator[Trial]:
    """Let internal things out in every way that can be thought of, and change them without letting them out."""
    yield from _in_files(chance)
    yield from _by_template(chance)
    yield from _by_builder(chance)
    yield from _varied(chance)


def _in_files(chance: random.Random) -> Iterator[Trial]:
    made = {kind: content for kind, content in files(PROPOSAL, "example") if kind in ("docx", "pdf")}
    for kind, content in made.items():
        yield Trial("nothing: a file as it is made", False, _told(kind, content))
    for name, put in sample(INTO_WORD, 70):
        word = f"{CANARY}{chance.randrange(100_000):05}"
        yield Trial(f"an internal word in a Word file: {name}", True, _told("docx", put(made["docx"], word, chance)))
    for name, put in sample(INTO_PDF, 60):
        word = f"{CANARY}{chance.randrange(100_000):05}"
        yield Trial(f"an internal word in a PDF: {name}", True, _told("pdf", put(made["pdf"], word, chance)))


def _told(kind: str, content: bytes) -> bool:
    return bool(found(CANARY, kind, content))


Put = Callable[[bytes, str, random.Random], bytes]


def _in_text(part: str) -> Put:
    def put(data: bytes, word: str, chance: random.Random) -> bytes:
        file = WordFile(data)
        place = chance.choice(texts(file, part))
        place.text = f"{place.text} {word}"
        return file.packed()

    return put


def _in_attribute(path: str, name: str) -> Put:
    def put(data: bytes, word: str, chance: random.Random) -> bytes:
        file = WordFile(data)
        chance.choice(list(file.root().iter(path))).set(name, word)
        return file.packed()

    return put


def _in_part(name: str, text: str) -> Put:
    def put(data: bytes, word: str, _: random.Random) -> bytes:
        file = WordFile(data)
        file.parts[name] = text.format(word=word).encode()
        return file.packed()

    return put


def _in_properties(data: bytes, word: str, _: random.Random) -> bytes:
    file = WordFile(data)
    root = file.root("docProps/core.xml")
    etree.SubElement(
        root, "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
    ).text = word
    return file.packed()


_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
INTO_WORD: Mapping[str, Put] = {
    "in its text": _in_text(BODY),
    "in what a picture is called": _in_attribute(_PICTURE, "descr"),
    "in its properties": _in_properties,
    "in a remark": _in_part("word/comments.xml", "<comments>{word}</comments>"),
    "in a part of its own": _in_part("customXml/item9.xml", "<deal>{word}</deal>"),
    "in the name of a part": lambda data, word, chance: _in_part(f"word/{word}.xml", "<a/>")(data, word, chance),
    "in the remark of the archive": lambda data, word, _: _with_remark(data, word),
}


def _with_remark(data: bytes, word: str) -> bytes:
    import zipfile

    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = word.encode()
    return made.getvalue()


def _pdf(how: Callable[[pikepdf.Pdf, str, random.Random], object]) -> Put:
    def put(data: bytes, word: str, chance: random.Random) -> bytes:
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as file:
            how(file, word, chance)
            file.save(made)
        return made.getvalue()

    return put


def _on_page(file: pikepdf.Pdf, word: str, chance: random.Random) -> None:
    page = chance.choice(list(file.pages))
    page.Resources.Font["/F99"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.contents_add(file.make_stream(f"BT /F99 8 Tf 40 40 Td ({word}) Tj ET".encode()))


def _annotation(file: pikepdf.Pdf, word: str, chance: random.Random) -> None:
    page = chance.choice(list(file.pages))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=word)
    page.Annots = pikepdf.Array([*page.get("/Annots", []), file.make_indirect(note)])


def _attached(file: pikepdf.Pdf, word: str, _: random.Random) -> None:
    file.attachments["notes.txt"] = pikepdf.AttachedFileSpec(
        file, f"what we know: {word}".encode(), filename="notes.txt"
    )


def _told_of(file: pikepdf.Pdf, word: str, _: random.Random) -> None:
    file.docinfo["/Subject"] = word


def _told_widely(file: pikepdf.Pdf, word: str, _: random.Random) -> None:
    file.docinfo["/Keywords"] = f"{word} 报价"  # a sign beyond Latin makes the string UTF-16


INTO_PDF: Mapping[str, Put] = {
    "drawn on a page": _pdf(_on_page),
    "in a remark on a page": _pdf(_annotation),
    "in an attachment": _pdf(_attached),
    "in its properties": _pdf(_told_of),
    "in its properties, in two bytes a letter": _pdf(_told_widely),
}


def _by_template(chance: random.Random) -> Iterator[Trial]:
    base = base_of(PROPOSAL)
    internal = sorted({pattern(path, model).replace("[]", "") for model, path, _ in base.internal()})
    for path in chance.sample(internal, 60):
        yield Trial("a template asks for an internal field of the deal", True, _complained(f"deal.{path}"))
        yield Trial("a template asks for an internal field by its name", True, _complained(f"customer.{path}"))
    for path in ("customer.name", "seller.name", "dated|date", "head.artifact"):
        yield Trial("a template asks for what the sheet shows", False, _complained(path))


def _complained(asked: str) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "set.yaml").write_text(SET, encoding="utf-8")
        (folder / "proposal.html").write_text(TEMPLATE.format(asked=asked), encoding="utf-8")
        problems = inspect("proposal.html", sheet_of(PROPOSAL), [folder]).problems
    return any(each.severity == "error" for each in problems)


def _by_builder(chance: random.Random) -> Iterator[Trial]:
    base = base_of(PROPOSAL).copy()
    leaves = [leaf for leaf in base.internal() if leaf[2].text]
    for _, _, scalar in chance.sample(leaves, 80):
        before_it, said = _leaking(base, scalar.text or ""), scalar.text
        if not change(base, scalar, VALUES):
            continue
        yield Trial(
            "what builds the proposal shows an internal value", True, _leaking(base, scalar.text or "") != before_it
        )
        scalar.text = said


def _leaking(base: Base, internal: str) -> bytes:
    """Return the proposal whose letter says something that it must not know."""
    deal, house = base.read()
    sheet: Any = PROPOSAL.build(deal, house, final=False)
    leaking = replace(sheet, letter=paragraphs(f"Dear customer, {internal}"))
    return etree.tostring(render.document(PROPOSAL.template, plain(leaking), language="en").root)


def _varied(chance: random.Random) -> Iterator[Trial]:
    for artifact in CUSTOMER:
        base = base_of(artifact).copy()
        for leaf in chance.sample(base.internal(), 12):
            if change(base, leaf[2], VALUES):
                changed = etree.tostring(document(artifact, *base.read(), "en").root) != before(artifact, "en")
                yield Trial("an internal value is another one, and nobody shows it", False, changed)
