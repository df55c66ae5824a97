"""What the examples' documents say and how their Word files are built, line by line.

`pytest tests/golden --update-golden` writes the files anew; read their diff before you commit it.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from lxml import etree

from tests.agreement.conftest import Pair, names, pair
from tests.agreement.from_docx import read_docx

Element = etree._Element

HERE = Path(__file__).parent
AT_THE_TABLE = ("negotiation", "signing", "handover")
NAMES = [
    name
    for name in names()
    if name.split("/")[0] in ("ningxia", "springs", "springs-acceptance")
    or (name.split("/")[0] == "springs-contract" and name.split("/")[1] in AT_THE_TABLE)
    or name.startswith(("springs-bid/bid/", "springs-bid/bid-price/"))
]
_HOLDERS = frozenset({"document", "body", "tbl", "tr", "tc"})


def outline(made: Pair) -> Iterator[str]:
    """Yield the document's headings with their level, number and kind of element."""
    for entry in made.document.outline.entries:
        yield f"{'  ' * (int(entry.kind[1]) if entry.kind[0] == 'h' else 5)}{entry.kind} {entry.number} {entry.text}"


def text(made: Pair) -> Iterator[str]:
    """Yield what the Word file shows, block by block."""
    return map(str, read_docx(made.docx).lines)


def markup(made: Pair) -> Iterator[str]:
    """Yield the Word file's body, one line per paragraph, without the declarations of namespaces."""
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        yield from _lines(etree.fromstring(archive.read("word/document.xml")), 0)


def _lines(element: Element, depth: int) -> Iterator[str]:
    name = etree.QName(element).localname
    if name not in _HOLDERS:
        yield "  " * depth + _markup(element)
        return
    yield f"{'  ' * depth}<{name}>"
    for child in element:
        yield from _lines(child, depth + 1)


def _markup(element: Element) -> str:
    local = etree.QName(element).localname
    name = f"{element.prefix!s}:{local}" if element.prefix else local
    attributes = "".join(f' {_short(element, str(key))}="{value!s}"' for key, value in element.attrib.items())
    inner = (element.text or "") + "".join(_markup(child) + (child.tail or "") for child in element)
    name = name.removeprefix("w:")
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _short(element: Element, key: str) -> str:
    if not key.startswith("{"):
        return key
    space, _, name = key[1:].partition("}")
    prefix = next((str(short) for short, long in element.nsmap.items() if long == space), "xml")
    return name if prefix == "w" else f"{prefix}:{name}"


@pytest.mark.parametrize("part", [outline, text, markup], ids=["outline", "text", "markup"])
@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, part: Callable[[Pair], Iterable[str]], request: pytest.FixtureRequest) -> None:
    file = HERE / f"{name.replace('/', '-')}.{part.__name__}.txt"
    made = [line.rstrip() for line in part(pair(name))]
    if request.config.getoption("--update-golden"):
        file.write_text("\n".join(made) + "\n", encoding="utf-8", newline="\n")
    kept = file.read_text(encoding="utf-8").splitlines()
    changes = unified_diff(kept, made, f"{file.name} (kept)", "made now", lineterm="", n=2)
    assert "\n".join(changes) == ""


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{name.replace('/', '-')}.{part}.txt" for name in NAMES for part in ("outline", "text", "markup")}
    assert {path.name for path in HERE.glob("*.txt")} == expected
