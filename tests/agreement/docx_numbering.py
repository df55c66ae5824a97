"""Work out the numbers and marks that Word shows before paragraphs."""

from dataclasses import dataclass, field

from lxml import etree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def val(parent: Element | None, path: str) -> str | None:
    """Return the w:val of a child, found by a path of names such as `pPr/numPr/ilvl`."""
    found = None if parent is None else parent.find("/".join(f"{W}{name}" for name in path.split("/")))
    return None if found is None else str(found.get(f"{W}val", ""))


@dataclass
class Numbering:
    """The numbering part, and how far each list has counted."""

    root: Element | None
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by abstract numbering
    started: set[tuple[str, int]] = field(default_factory=set)  # instances whose own start was used

    def mark(self, instance: str, level: int) -> str:
        """Count a paragraph and return what Word writes before it."""
        if self.root is None or instance == "0":
            return ""
        number = next(each for each in self.root.iter(f"{W}num") if each.get(f"{W}numId") == instance)
        abstract = str(val(number, "abstractNumId"))
        counts = self.counts.setdefault(abstract, {})
        self._count(number, abstract, counts, level)
        shape = self._level(abstract, level)
        text = val(shape, "lvlText") or ""
        if val(shape, "numFmt") == "bullet":
            return "•"
        for other in range(level + 1):
            text = text.replace(f"%{other + 1}", self._said(abstract, other, counts))
        return text

    def _count(self, number: Element, abstract: str, counts: dict[int, int], level: int) -> None:
        override = number.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        key = (str(number.get(f"{W}numId")), level)
        if override is not None and key not in self.started:
            self.started.add(key)
            counts[level] = int(str(override.get(f"{W}val")))
        else:
            counts[level] = counts.get(level, self._start(abstract, level) - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]

    def _said(self, abstract: str, level: int, counts: dict[int, int]) -> str:
        kind = val(self._level(abstract, level), "numFmt")
        number = counts.get(level, self._start(abstract, level))
        if kind == "none":
            return ""
        if kind != "decimal":
            raise ValueError(f"numbers of the kind {kind} are not known here")
        return str(number)

    def _level(self, abstract: str, level: int) -> Element | None:
        if self.root is None:
            return None
        path = f"{W}abstractNum[@{W}abstractNumId='{abstract}']/{W}lvl[@{W}ilvl='{level}']"
        return self.root.find(path)

    def _start(self, abstract: str, level: int) -> int:
        return int(val(self._level(abstract, level), "start") or "1")
