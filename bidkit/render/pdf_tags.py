"""Mend what WeasyPrint's tags leave open under PDF/UA-1: links, list items, and the headers of spanning cells."""

from collections import defaultdict
from collections.abc import Iterator

import pydyf
from pydyf import PDF
from weasyprint.document import Document as Laid
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

_IN_ITEM = ("/Lbl", "/LBody")


def one_link_each(laid: Laid) -> None:
    """Keep the link of each <a>, and drop those of the boxes inside it, which cover the same place again."""
    for page in laid.pages:
        page.links[:] = [link for link in page.links if link[3].element_tag == "a"]


def mend_tags(laid: Laid, pdf: PDF) -> None:
    """Give list items their body and cells of tables with spans their headers."""
    for item in [item for item in pdf.objects if isinstance(item, dict) and item.get("S") == "/LI"]:
        _give_body(item, pdf)
    for page in laid.pages:
        for table in tables(page):
            _give_headers(table)


def _give_body(item: pydyf.Dictionary, pdf: PDF) -> None:
    """Put what stands in a list item beside its label into a body."""
    kids = [pdf.objects[int(reference.split()[0])] for reference in item["K"]]
    loose = [kid for kid in kids if kid["S"] not in _IN_ITEM]
    if not loose:
        return
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference})
    pdf.add_object(body)
    body["K"] = pydyf.Array([kid.reference for kid in loose])
    for kid in loose:
        kid["P"] = body.reference
    kept = [kid.reference for kid in kids if kid["S"] in _IN_ITEM]
    item["K"] = pydyf.Array([*kept, body.reference])


def tables(page: Page) -> Iterator[boxes.TableBox]:
    """Yield the tables of a page."""
    waiting: list[boxes.Box] = [page._page_box]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.TableBox):
            yield box
        elif isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
            waiting += box.children


def _give_headers(table: boxes.TableBox) -> None:
    """Name the headers of each cell by the columns that it and they really cover."""
    rows = [row for group in table.children for row in group.children]
    cells = [(number, cell) for number, row in enumerate(rows) for cell in row.children]
    if all(cell.colspan == cell.rowspan == 1 for _, cell in cells):
        return
    above: dict[int, list[pydyf.String]] = defaultdict(list)
    beside: dict[int, list[pydyf.String]] = defaultdict(list)
    for row, cell in cells:
        if cell.element_tag == "th":
            side = cell.element.get("scope") in ("row", "rowgroup")
            places = _span(row, cell.rowspan) if side else _span(cell.grid_x, cell.colspan)
            for place in places:
                (beside if side else above)[place].append(cell.mark["ID"])
    for row, cell in cells:
        if cell.element_tag == "td":
            headers = [header for place in _span(row, cell.rowspan) for header in beside[place]]
            headers += [header for place in _span(cell.grid_x, cell.colspan) for header in above[place]]
            cell.mark["A"]["Headers"] = pydyf.Array(dict.fromkeys(headers))


def _span(start: int, length: int) -> range:
    return range(start, start + length)
