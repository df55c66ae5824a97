"""Lay the parts of a long document out in processes of their own, and draw what stands inside the margins."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pydyf
from lxml import etree
from weasyprint import DEFAULT_OPTIONS
from weasyprint.document import Document as Laid
from weasyprint.pdf import VARIANTS, generate_pdf

from bidkit.problems import Problem, ProblemsFound
from bidkit.processes import Workers
from bidkit.render.pdf_layout import Options, guarded, laid
from bidkit.render.pdf_once import let_go
from bidkit.render.pdf_tags import mend_tags

_MARGINS = (
    *("top-left-corner", "top-left", "top-center", "top-right", "top-right-corner"),
    *("left-top", "left-middle", "left-bottom", "right-top", "right-middle", "right-bottom"),
    *("bottom-left-corner", "bottom-left", "bottom-center", "bottom-right", "bottom-right-corner"),
)
_BARE = "@page { " + " ".join(f"@{margin} {{ content: none !important }}" for margin in _MARGINS) + " }"


class Job(NamedTuple):
    """What a process has to know to lay a part out."""

    page: bytes
    number: int
    elsewhere: frozenset[str]
    options: Options
    name: str


class Sheet(NamedTuple):
    """A page of a part: which kind it is, what can be found on it, and the numbers of its objects."""

    kind: str
    anchors: Mapping[str, tuple[float, ...]]
    bookmarks: Sequence[tuple[object, ...]]
    number: int
    contents: int
    resources: int
    links: Sequence[int]
    marked: Sequence[int]


_Found = tuple[str, Mapping[str, tuple[float, ...]], Sequence[tuple[object, ...]]]


class Part(NamedTuple):
    """A part as it was drawn, with references to its own objects: number, what may hold references, the rest."""

    sheets: Sequence[Sheet]
    objects: Sequence[tuple[int, bytes, bytes, bool]]
    root: int
    kids: Sequence[int]
    links: Mapping[int, tuple[int, int]]
    frames: int


_Came = Part | list[Problem]


def begin(pages: Sequence[etree._Element], options: Options, name: str, workers: Workers) -> Callable[[], list[Part]]:
    """Have all parts but the first drawn; return what waits for them, and raises ProblemsFound."""
    names = [{str(each.get("id")) for each in page.iter() if each.get("id")} for page in pages]
    everywhere = frozenset[str]().union(*names)
    jobs = [
        Job(etree.tostring(page), number, everywhere - own, options, name)
        for number, (page, own) in enumerate(zip(pages[1:], names[1:], strict=True), start=1)
    ]
    here = len(jobs) == 1 and not workers.shared  # sooner than a process has begun
    return partial(_parts, [partial(draw, job) if here else workers.begin(draw, job) for job in jobs])


def _parts(waiting: Sequence[Callable[[], _Came]]) -> list[Part]:
    came = [each() for each in waiting]
    if problems := {problem for part in came if isinstance(part, list) for problem in part}:
        raise ProblemsFound(problems)
    return [part for part in came if isinstance(part, Part)]


def draw(job: Job) -> _Came:
    """Lay a part out and draw it, or say why that cannot be."""
    page = etree.fromstring(job.page)
    etree.SubElement(page[0], "style").text = _BARE
    try:
        with guarded(job.name, sum(1 for _ in page.iter())) as fetcher:
            return _drawn(laid(page, fetcher, job.options), job)
    except ProblemsFound as error:
        return list(error.problems)


def _drawn(document: Laid, job: Job) -> Part:
    own = [(page._page_box.page_type.name, dict(page.anchors), list(page.bookmarks)) for page in document.pages]
    document.pages[0].anchors |= dict.fromkeys(job.elsewhere, (0, 0, 0, 0))  # so that links to them are kept
    for page in document.pages:
        page.bookmarks.clear()
    variant = VARIANTS[job.options["pdf_variant"]][1] if job.options["pdf_variant"] else {}
    pdf = generate_pdf(document, None, 1, **{**DEFAULT_OPTIONS, **job.options, **variant})
    mend_tags(document, pdf)
    _name_cells(pdf, job.number)
    let_go(document)
    return _part(pdf, own)


def _name_cells(pdf: pydyf.PDF, part: int) -> None:
    """Give the cells that head others names that no other part gives."""
    for item in pdf.objects:
        if isinstance(item, dict) and "ID" in item:
            item["ID"].string = f"{part}-{item['ID'].string}"


def _part(pdf: pydyf.PDF, own: Sequence[_Found]) -> Part:
    tree = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
    root = pdf.objects[number_of(tree["K"][0])]
    marks = pdf.objects[number_of(tree["ParentTree"])]["Nums"]
    numbers, frames = pdf.pages["Kids"][::3], len(pdf.objects)
    sheets = [_sheet(pdf, own[at], number, marks[2 * at + 1], frames + at) for at, number in enumerate(numbers)]
    elements = dict(zip(marks[::2], marks[1::2], strict=True))
    links = {
        item["StructParent"]: (number_of(elements[item["StructParent"]]), item.number)
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and "StructParent" in item
    }
    unneeded = (tree, root, pdf.objects[number_of(tree["ParentTree"])], pdf.pages, pdf.catalog)
    left_out = {0, *numbers, *(item.number for item in unneeded)}
    objects = [_split(item) for item in pdf.objects if item.number not in left_out]
    return Part(sheets, objects, root.number, [number_of(kid) for kid in root["K"]], links, frames)


def _sheet(pdf: pydyf.PDF, found: _Found, number: int, marked: Sequence[bytes], frame: int) -> Sheet:
    """Return a page, which draws its margins first; they are given later, under the number of the frame."""
    page = pdf.objects[number]
    contents, resources = (pdf.objects[number_of(page[name])] for name in ("Contents", "Resources"))
    resources["XObject"][f"frame{frame}"] = f"{frame} 0 R".encode()
    contents.stream.insert(0, f"q /frame{frame} Do Q".encode())
    links = [number_of(link) for link in page.get("Annots", ())]
    return Sheet(*found, number, contents.number, resources.number, links, [number_of(mark) for mark in marked])


def number_of(reference: bytes) -> int:
    """Return the number of the object that is referred to."""
    return int(reference.split()[0])


def _split(item: pydyf.Object) -> tuple[int, bytes, bytes, bool]:
    """Return an object's data in what may hold references and what does not."""
    data, mark = item.data, b"\nstream\n"
    at = data.index(mark) if isinstance(item, pydyf.Stream) else len(data)
    return item.number, data[:at], data[at:], item.compressible
