"""Work out how text of a Word file looks, so far as it decides whether a reader sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from tests.agreement.docx_numbering import W, val
from tests.agreement.pdf_content import FAINTEST, SMALLEST, Colour, contrast

Element = etree._Element

_OFF = ("0", "false", "off")
_NARROWEST = 30  # per cent of a letter's width
_WHITE: Colour = (1, 1, 1)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run stands in: its paragraph, and cell and table where there are any."""

    paragraph: Element
    cell: Element | None = None
    table: Element | None = None
    head: bool = False


class Styles:
    """The styles of a Word file."""

    def __init__(self, root: Element) -> None:
        self.by_id = {str(style.get(f"{W}styleId")): style for style in root.iter(f"{W}style")}
        self.defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.normal = next((key for key, style in self.by_id.items() if val(style, "name") == "Normal"), "")

    def name(self, identifier: str | None) -> str:
        """Return a style's name, that of normal paragraphs for none."""
        style = self.by_id.get(identifier or self.normal)
        return str(val(style, "name"))

    def chain(self, identifier: str | None) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        while identifier and (style := self.by_id.get(identifier)) is not None:
            yield style
            identifier = val(style, "basedOn")

    def paragraph(self, paragraph: Element, path: str) -> Element | None:
        """Return a paragraph property: its own, or that of its style."""
        identifier = val(paragraph, "pPr/pStyle") or self.normal
        holders = [paragraph, *self.chain(identifier)]
        return _first([holder.find(f"{W}pPr/{W}{path}") for holder in holders])

    def run(self, run: Element, name: str, around: Surroundings) -> Element | None:
        """Return a run property: its own, or that of its styles, its table, or all text."""
        own = run.find(f"{W}rPr")
        styles = [*self.chain(val(own, "rStyle")), *self.chain(val(around.paragraph, "pPr/pStyle") or self.normal)]
        holders = [own, *(style.find(f"{W}rPr") for style in styles)]
        for style in self.chain(val(around.table, "tblPr/tblStyle")):
            if around.head:
                holders.append(style.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}rPr"))
            holders.append(style.find(f"{W}rPr"))
        return _first([holder.find(f"{W}{name}") for holder in (*holders, self.defaults) if holder is not None])

    def hidden(self, run: Element, around: Surroundings) -> str:
        """Return why a run cannot be seen; nothing where it can."""
        for name in ("vanish", "specVanish"):
            if (found := self.run(run, name, around)) is not None and found.get(f"{W}val", "1") not in _OFF:
                return "is hidden"
        if (size := _number(self.run(run, "sz", around))) is not None and size / 2 < SMALLEST:
            return f"is {size / 2:.1f} pt high"
        if (width := _number(self.run(run, "w", around))) is not None and width < _NARROWEST:
            return f"is pressed to {width:.0f}% of its width"
        if contrast(self._colour(run, around), self._ground(run, around)) < FAINTEST:
            return "has the colour of what is under it"
        return ""

    def _colour(self, run: Element, around: Surroundings) -> Colour:
        found = self.run(run, "color", around)
        return _colour(None if found is None else found.get(f"{W}val")) or (0, 0, 0)

    def _ground(self, run: Element, around: Surroundings) -> Colour:
        shades = [
            self.run(run, "shd", around),
            self.paragraph(around.paragraph, "shd"),
            None if around.cell is None else around.cell.find(f"{W}tcPr/{W}shd"),
        ]
        for style in self.chain(val(around.table, "tblPr/tblStyle")):
            if around.head:
                shades.append(style.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd"))
        fills = (_colour(shade.get(f"{W}fill")) for shade in shades if shade is not None)
        return next((fill for fill in fills if fill), _WHITE)


def _first(found: Sequence[Element | None]) -> Element | None:
    return next((each for each in found if each is not None), None)


def _number(found: Element | None) -> float | None:
    return None if found is None else float(str(found.get(f"{W}val")).rstrip("%"))


def _colour(value: str | None) -> Colour | None:
    if value is None or value == "auto":
        return None
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue)
