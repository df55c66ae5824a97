"""Put a story in order: before it is compared, and after its changes are written."""

from collections.abc import Iterator
from itertools import count

from bidkit.render.redline.marking import Pen
from bidkit.render.redline.names import (
    BOOKMARK,
    ID,
    NAME,
    PLACES,
    PPR,
    SDTPR,
    VAL,
    Element,
    P,
    replace,
    w,
)

_AMONG_TEXT = frozenset((P, w("hyperlink"), w("ins"), w("del"), w("r")))
_WRAPPED = w("customXml")
_TRACKED = frozenset(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *(f"{each}Change" for each in ("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")),
        *(f"customXml{each}RangeStart" for each in ("Ins", "Del", "MoveFrom", "MoveTo")),
    )
)


def tracked(root: Element) -> bool:
    """Tell whether a story has tracked changes."""
    return next(root.iter(*_TRACKED), None) is not None


def prepare(root: Element, prefix: str = "") -> None:
    """Take tags of other programs off blocks, and let every bookmark begin and end inside a paragraph."""
    for wrapped in list(root.iter(_WRAPPED)):
        replace(wrapped, [each for each in wrapped if each.tag != w("customXmlPr")])
    for place in list(root.iter(*PLACES)):
        place.set(ID, f"{prefix}{place.get(ID)}")
        parent = place.getparent()
        if parent is not None and parent.tag not in _AMONG_TEXT and parent.tag != w("sdtContent"):
            _move_into_paragraph(place)


def _move_into_paragraph(place: Element) -> None:
    after = next((each for each in place.itersiblings() if each.tag == P), None)
    before = next((each for each in place.itersiblings(preceding=True) if each.tag == P), None)
    if after is not None:
        after.insert(1 if after.find(PPR) is not None else 0, place)
    elif before is not None:
        before.append(place)


def tidy(root: Element, pen: Pen) -> None:
    """Give bookmarks, drawings and controls numbers that are there once."""
    _places(root, pen)
    drawings = count(1)
    for each in root.iter("{*}docPr"):
        each.set("id", str(next(drawings)))
    _controls(root)


def _places(root: Element, pen: Pen) -> None:
    starts = {str(each.get(ID)): each for each in reversed(list(_kind(root, start=True)))}
    ends = {str(each.get(ID)) for each in _kind(root, start=False)}
    names: set[str] = set()
    numbers: dict[str, str] = {}
    for key, start in reversed(starts.items()):
        name = str(start.get(NAME))
        if key in ends and not (start.tag == BOOKMARK and name in names):
            names.add(name)
            numbers[key] = str(next(pen.numbers))
    seen: set[tuple[object, str]] = set()
    for each in list(root.iter(*PLACES)):
        key = str(each.get(ID))
        if key in numbers and (each.tag, key) not in seen:
            seen.add((each.tag, key))
            each.set(ID, numbers[key])
        else:
            replace(each)


def _kind(root: Element, *, start: bool) -> Iterator[Element]:
    return (each for each in root.iter(*PLACES) if str(each.tag).endswith("Start") is start)


def _controls(root: Element) -> None:
    taken: set[str] = set()
    for each in root.iterfind(f".//{SDTPR}/{ID}"):
        number = str(each.get(VAL))
        while number in taken:
            number = str(int(number) + 7919)
        taken.add(number)
        each.set(VAL, number)
