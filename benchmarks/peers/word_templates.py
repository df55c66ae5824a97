"""The templates of the peers that fill Word files: one careful template, with each peer's own marks in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from benchmarks.peers.content import CAPTION, HEAD, KEYS


class Marks(NamedTuple):
    """How a peer writes a field, and a loop over paragraphs or rows."""

    field: str
    each: str
    before: str = ""
    after: str = ""
    again: str = ""


MARKS: Mapping[str, Marks] = {
    "docxtpl": Marks("{{ %s }}", "each.%s", "{%%%s for each in %s %%}", "{%%%s endfor %%}"),
    "docxtemplater": Marks("{%s}", "%s", "{#%s}", "{/%s}"),
    "carbone": Marks("{d.%s}", "LIST[i].%s", again="LIST[i+1].%s"),
}


def write_template(peer: str, path: Path, fault: str = "") -> None:
    """Write a peer's template; a fault is a misspelt name, or a loop or a mark that does not end."""
    word: Any = docx.Document()
    marks = MARKS[peer]
    word.add_heading(marks.field % "title", 0)
    customer = marks.field % ("custmer" if fault == "misspelt" else "customer")
    if fault == "unclosed mark":
        customer = customer.rstrip("} ")
    for label, text in (("Customer", customer), *((key, marks.field % key) for key in ("number", "validity", "total"))):
        word.add_paragraph(f"{label.capitalize()}: {text}")
    field(word.add_paragraph(), 'TOC \\o "1-2" \\h', "Right-click to update")
    _chapters(word, peer, marks)
    caption = word.add_paragraph("Table ", style="Caption")
    field(caption, "SEQ Table \\* ARABIC", "1")
    caption.add_run(f" {CAPTION}")
    _table(word, peer, marks, unclosed=fault == "unclosed loop")
    page_numbers(word)
    word.save(str(path))


def page_numbers(word: Any) -> None:  # noqa: ANN401 - python-docx types its document in part
    """Put page and pages into the footer."""
    footer = word.sections[0].footer.paragraphs[0]
    field(footer, "PAGE", "1")
    footer.add_run(" / ")
    field(footer, "NUMPAGES", "1")


def field(paragraph: Any, code: str, shown: str) -> None:  # noqa: ANN401
    """Add a field of Word's."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "shown":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def _chapters(word: Any, peer: str, marks: Marks) -> None:  # noqa: ANN401
    def chapter(each: str) -> None:
        word.add_heading(marks.field % (each % "title").replace("LIST", "chapters"), 1)
        word.add_paragraph(marks.field % (each % "text").replace("LIST", "chapters"))

    if marks.before:
        word.add_paragraph(marks.before % (("p", "chapters") if peer == "docxtpl" else "chapters"))
    chapter(marks.each)
    if marks.again:
        chapter(marks.again)
    if marks.after:
        word.add_paragraph(marks.after % ("p" if peer == "docxtpl" else "chapters"))


def _table(word: Any, peer: str, marks: Marks, *, unclosed: bool) -> None:  # noqa: ANN401
    lines = [[marks.field % (marks.each % key).replace("LIST", "rows") for key in KEYS]]
    if peer == "docxtpl":
        lines = [[marks.before % ("tr", "rows")], *lines, *([] if unclosed else [[marks.after % "tr"]])]
    elif peer == "docxtemplater":
        lines[0][0] = marks.before % "rows" + lines[0][0]
        lines[0][-1] += "" if unclosed else marks.after % "rows"
    elif not unclosed:
        lines.append([marks.field % (marks.again % key).replace("LIST", "rows") for key in KEYS])
    table = word.add_table(rows=len(lines) + 1, cols=len(HEAD), style="Table Grid")
    for row, line in zip(table.rows, [HEAD, *lines], strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, line, strict=False):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
