"""What screen readers go by: links, list items, and the headers of cells."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from bidkit import render
from tests.unit.render.conftest import Make

SPANS = """<table><thead>
<tr><th rowspan="2" scope="col">Part</th><th colspan="2" scope="colgroup">Price</th></tr>
<tr><th scope="col">Each</th><th scope="col">Sum</th></tr></thead>
<tbody><tr><th scope="row">Spring</th><td>2</td><td>4</td></tr>
<tr><td>a</td><td colspan="2">b</td></tr></tbody></table>"""


def elements(reader: PdfReader) -> Iterator[Any]:
    """Every element of the structure tree, in order."""
    root: Any = reader.root_object["/StructTreeRoot"]
    waiting = [root["/K"][0].get_object()]
    while waiting:
        element = waiting.pop(0)
        if "/S" in element:
            yield element
            kids = [kid.get_object() for kid in element.get("/K", ())]
            waiting[:0] = [kid for kid in kids if isinstance(kid, dict)]


def read(make: Make, body: str) -> PdfReader:
    return PdfReader(io.BytesIO(render.to_pdf(make(body))))


def kinds(element: Any) -> list[str]:  # noqa: ANN401 - pypdf types no entry
    return [kid.get_object()["/S"] for kid in element["/K"]]


def test_a_link_is_one_annotation_and_tagged_as_link(make: Make) -> None:
    reader = read(
        make, '<nav class="contents"/><h1 id="one">One</h1><h1>Two</h1><p><a href="#one">a <em>b</em> c</a></p>'
    )
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert len(notes) == 3
    links = [element for element in elements(reader) if element["/S"] == "/Link"]
    held = [kid.get_object() for link in links for kid in link["/K"]]
    assert [kid["/Obj"].get_object() for kid in held if isinstance(kid, dict) and "/Obj" in kid] == notes


def test_a_list_item_holds_a_label_and_a_body(make: Make) -> None:
    reader = read(make, "<ul><li>a</li><li><p>b</p><p>c</p></li><li>d<ol><li>e</li></ol></li></ul>")
    items = [element for element in elements(reader) if element["/S"] == "/LI"]
    assert [kinds(item) for item in items] == [["/Lbl", "/LBody"]] * 4
    assert kinds(items[1]["/K"][1].get_object()) == ["/P", "/P"]


def test_cells_name_the_headers_of_the_columns_they_cover(make: Make) -> None:
    found = list(elements(read(make, SPANS)))
    headers = [element["/ID"] for element in found if element["/S"] == "/TH"]
    names = dict(zip(headers, ("Part", "Price", "Each", "Sum", "Spring"), strict=True))
    said = [[names[key] for key in cell["/A"]["/Headers"]] for cell in found if cell["/S"] == "/TD"]
    assert said == [["Spring", "Price", "Each"], ["Spring", "Price", "Sum"], ["Part"], ["Price", "Each", "Sum"]]
