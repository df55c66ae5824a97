"""How long a Word file takes, beside writing the same file by hand and beside other libraries; one run, medians.

Run it with `python benchmarks/docx_speed.py`. It ends with 1 when a ratio misses its bound.
"""

import io
import re
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape, unescape

import docx
from docxtpl import DocxTemplate

from bidkit import render
from bidkit.render.model import Document

ROUNDS = 7
TEXT = re.compile(r"(?<=[te\"]>)([^<]+)(?=</w:t>)")
HEAD = ("Id", "Requirement", "Answer", "Number", "Price", "Source")
Rows = Sequence[tuple[str, ...]]


def rows(count: int) -> Rows:
    """Return rows as a compliance table has them."""
    answers = ("complies", "complies with a remark", "deviates: see the list", "to be clarified")
    return [
        (
            f"REQ-{number:04}",
            f"The drive of position {number} holds {number % 37} kN for at least {number % 11 + 1} hours & more",
            answers[number % 4],
            str(number % 23),
            f"{number * 17 % 90000}.{number % 100:02}",
            f"clause {number % 40}.{number % 9}",
        )
        for number in range(count)
    ]


def page(body: str) -> Document:
    """Return a document with this body."""
    with tempfile.TemporaryDirectory() as folder:
        text = f'<html lang="en"><head><title>Benchmark</title></head><body>{body}</body></html>'
        (Path(folder) / "page.html").write_text(text, encoding="utf-8")
        return render.document("page.html", {}, language="en", folders=[Path(folder)])


def table_page(lines: Rows) -> str:
    """Return a table as a template would write it."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEAD)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def long_page(pages: int) -> str:
    """Return about so many pages of headings, paragraphs, lists and tables."""
    words = "The stand moves steel coils of 28 t between the line &amp; the store and keeps its position within 2 mm. "
    points = f"<ul>{f'<li>{words}</li>' * 5}</ul>"
    chapter = (
        f"<h1>Chapter {{n}}</h1><p>{words * 3}</p><p><strong>Load.</strong> {words * 3}</p>"
        f"<h2>Points of {{n}}</h2>{points}<p>{words * 4}</p>{{table}}<p>{words * 5}</p>"
    )
    return "".join(
        chapter.replace("{n}", str(number)).replace("{table}", table_page(rows(18))) for number in range(pages * 2 // 3)
    )


def medians(*works: Callable[[], object]) -> list[float]:
    """Return each work's median time, in seconds; they take turns, so that a busy machine is busy for all of them."""
    times: list[list[float]] = [[] for _ in works]
    for each in range(ROUNDS + 1):
        for work, taken in zip(works, times, strict=True):
            started = perf_counter()
            work()
            if each:  # the first round warms up
                taken.append(perf_counter() - started)
    return [statistics.median(taken) for taken in times]


def packed(parts: dict[str, bytes]) -> bytes:
    """Write the zip: what no writer can do without."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_hand(parts: dict[str, bytes]) -> Callable[[], bytes]:
    """Return a writer of the same file by hand: the same parts, and each text escaped into the same markup."""
    document = parts["word/document.xml"].decode()
    pieces = TEXT.split(document)
    markup, texts = pieces[::2], [unescape(text, {"&quot;": '"'}) for text in pieces[1::2]]

    def write() -> bytes:
        written = [markup[0]]
        for text, after in zip(texts, markup[1:], strict=True):
            written.append(f"{escape(text)}{after}")
        return packed({**parts, "word/document.xml": "".join(written).encode()})

    return write


def with_row_cells(lines: Rows) -> bytes:
    """Write the table with python-docx, row by row through `row.cells`."""
    word = docx.Document()
    table = word.add_table(rows=len(lines) + 1, cols=len(HEAD))
    for row, line in zip(table.rows, (HEAD, *lines), strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def docxtpl_template(folder: Path) -> Path:
    """Write the template that docxtpl fills: one row, repeated."""
    word = docx.Document()
    table = word.add_table(rows=4, cols=len(HEAD))
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for line in lines %}"
    for index, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ line[{index}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    path = folder / "template.docx"
    word.save(str(path))
    return path


def with_docxtpl(template: Path, lines: Rows) -> bytes:
    """Write the table with docxtpl."""
    word = DocxTemplate(template)
    word.render({"lines": lines}, autoescape=True)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def table_ratios(count: int = 1000) -> Iterator[tuple[str, float, bool]]:
    """Yield each comparison of the table: what is said, the ratio, and whether it holds."""
    lines = rows(count)
    document = page(table_page(lines))
    data = render.to_docx(document)
    hand = by_hand(parts_of(data))
    same_text(hand(), data)
    with tempfile.TemporaryDirectory() as folder:
        template = docxtpl_template(Path(folder))
        ours, by_us, templated, by_cells = medians(
            lambda: render.to_docx(document),
            hand,
            lambda: with_docxtpl(template, lines),
            lambda: with_row_cells(lines),
        )
    print(f"{count} rows of 6 columns: bidkit {ours * 1000:.1f} ms, by hand {by_us * 1000:.1f} ms")
    yield "bidkit / by hand, at most 4", ours / by_us, ours / by_us <= 4
    yield "docxtpl / bidkit, at least 2.5", templated / ours, templated / ours >= 2.5
    yield "python-docx row.cells / bidkit, at least 10", by_cells / ours, by_cells / ours >= 10


def long_ratios(pages: int = 60) -> Iterator[tuple[str, float, bool]]:
    """Yield the comparison of a long document with writing it by hand."""
    document = page(long_page(pages))
    data = render.to_docx(document)
    parts, hand = parts_of(data), by_hand(parts_of(data))
    same_text(hand(), data)
    ours, by_us, floor = medians(lambda: render.to_docx(document), hand, lambda: packed(parts))
    print(f"about {pages} pages: bidkit {ours * 1000:.1f} ms, by hand {by_us * 1000:.1f} ms")
    print(f"  (packing the parts without writing them: {floor * 1000:.1f} ms)")
    yield "bidkit / by hand, at most 4", ours / by_us, ours / by_us <= 4


def same_text(one: bytes, other: bytes) -> None:
    """Make sure that two files hold the same document part."""
    if parts_of(one)["word/document.xml"] != parts_of(other)["word/document.xml"]:
        raise AssertionError("the file written by hand is another one")


def main() -> int:
    """Print every ratio; return 1 when one misses its bound."""
    failed = 0
    for ratios in (table_ratios, long_ratios):
        for said, ratio, holds in ratios():
            print(f"  {'ok  ' if holds else 'MISS'} {ratio:6.2f}  {said}")
            failed |= not holds
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
