"""Check a filled template against the vocabulary and make it a Document, or say everything that is wrong."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import chain

from lxml import etree

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render import vocabulary
from bidkit.render.outline import plain_text
from bidkit.render.templates import AT
from bidkit.render.vocabulary import BY_CLASS, BY_TYPE, ELEMENTS_TOLD, RULES, Rule

Element = etree._Element

_MARK = re.compile(rf' {AT}="([^"]*):([0-9]+)"')
_MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line \d+ and ([\w.-]+)")
_UNKNOWN_ENTITY = re.compile(r"Entity '(\w+)' not defined")


def checked(text: str, template: str) -> Element:
    """Return the document's tree without private attributes; raise ProblemsFound with every Problem."""
    root = _parsed(text, template)
    check = _Check(template)
    check.element(root, "", None)
    if root.tag != "html":
        check.report(root, "a document starts with <html>")
    for rule in WHOLE_DOCUMENT if not check.problems else ():
        rule(root, check)
    if check.problems:
        raise ProblemsFound(check.problems)
    for element in root.iter():
        element.attrib.pop(AT, "")
    return root


def _parsed(text: str, template: str) -> Element:
    if "<!DOCTYPE" in text:
        raise ProblemsFound([Problem(_near(text, text.index("<!DOCTYPE"), template), "<!DOCTYPE> is not needed")])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, huge_tree=False
    )
    try:
        return etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        start = len(text) - len(text.lstrip())
        place = _near(text, start + _offset(text.strip(), error), template)
        hint = "Every element must be closed, and every attribute value stands in quotes."
        raise ProblemsFound([Problem(place, _plain(error.msg or ""), hint)]) from error


def _offset(text: str, error: etree.XMLSyntaxError) -> int:
    line, column = error.position
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return starts[min(max(line, 1), len(starts)) - 1] + max(0, column)


def _near(text: str, offset: int, template: str) -> Place:
    """Return the place of the last marked tag before the offset, moved on by the lines in between."""
    marks = list(_MARK.finditer(text, 0, offset))
    if not marks:
        return Place(template)
    return Place(unescape(marks[-1][1]), int(marks[-1][2]))


def _plain(message: str) -> str:
    if mismatch := _MISMATCH.match(message):
        return f"<{mismatch[1]}> is not closed before </{mismatch[2]}>"
    if entity := _UNKNOWN_ENTITY.match(message):
        return f"&{entity[1]}; is not known; write the character itself"
    return "the template does not give well-formed XML: " + re.sub(r", line \d+, column \d+.*", "", message)


def kind(element: Element) -> str:
    """Return the name of the rule that an element falls under, such as `aside.note`."""
    tag = str(element.tag)
    if tag in BY_CLASS:
        return f"{tag}.{element.get('class', '')}"
    if tag in BY_TYPE:
        return f"{tag}.{element.get('type', '')}"
    if tag == "p" and element.get("class") in vocabulary.COVER_LINES:
        return f"p.{element.get('class')}"
    return tag


@dataclass
class _Check:
    template: str
    problems: list[Problem] = field(default_factory=list)
    _sound: set[tuple[str, ...]] = field(default_factory=set)
    """Elements with their attributes, and groups with the tags in them, of which nothing was to be said."""

    def report(self, element: Element, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.place(element), message, hint))

    def place(self, element: Element) -> Place:
        for marked in (element, *element.itersiblings(preceding=True), *element.iterancestors()):
            if mark := marked.get(AT):
                name, _, line = mark.rpartition(":")
                return Place(name, int(line))
        return Place(self.template)

    def element(self, element: Element, parent: str, allowed: frozenset[str] | None, name: str = "") -> None:
        if not isinstance(element.tag, str):
            self.report(element, "processing instructions are not part of a document")
            return
        name = name or kind(element)
        rule = RULES.get(name)
        if rule is None:
            self._unknown(element)
        elif allowed is not None and name not in allowed:
            self.report(element, f"{shown(name)} does not belong in {shown(parent)}")
        children = list(element)
        names = [kind(child) for child in children] if children else []
        if rule is not None:
            self._attributes(element, name, rule)
            self._content(element, name, rule, names)
        for child, of_child in zip(children, names, strict=True):
            self.element(child, name, rule.children if rule else None, of_child)

    def _unknown(self, element: Element) -> None:
        tag = str(element.tag)
        choices, what = (BY_CLASS[tag], "class") if tag in BY_CLASS else (BY_TYPE.get(tag, ()), "type")
        if not choices:
            self.report(element, f"unknown element <{tag}>", ELEMENTS_TOLD)
            return
        given = element.get(what)
        message = f"<{tag}> has no {what}" if given is None else f"unknown {what} '{given}' of <{tag}>"
        self.report(element, message, f"{what.capitalize()}: {', '.join(choices)}.")

    def _attributes(self, element: Element, name: str, rule: Rule) -> None:
        items = element.items()
        if not rule.required and len(items) == 1 and items[0][0] == AT:
            return
        tag, given = str(element.tag), [(str(key), str(value)) for key, value in items if key != AT]
        seen, before = (name, *chain.from_iterable(given)), len(self.problems)
        if seen in self._sound:
            return
        for attribute, value in given:
            if attribute == "class" and (rule.classes or "." in name):
                self._classes(element, name, rule, value)
            elif attribute not in rule.attributes:
                self.report(element, f"unknown attribute '{attribute}' of <{tag}>")
            elif not rule.attributes[attribute].fullmatch(value):
                self.report(element, f"attribute '{attribute}' of <{tag}> cannot be '{value}'")
        for attribute in sorted(rule.required - dict(given).keys()):
            self.report(element, f"<{tag}> needs the attribute '{attribute}'")
        if len(self.problems) == before:
            self._sound.add(seen)

    def _classes(self, element: Element, name: str, rule: Rule, value: str) -> None:
        if "." in name and name.endswith("." + value) and str(element.tag) not in BY_TYPE:
            return
        for word in value.split():
            if word not in rule.classes:
                hint = f"Classes: {', '.join(sorted(rule.classes))}." if rule.classes else ""
                self.report(element, f"unknown class '{word}' of <{element.tag}>", hint)

    def _content(self, element: Element, name: str, rule: Rule, names: Sequence[str]) -> None:
        if not rule.text:
            for text in (element.text, *(child.tail for child in element)):
                if text and text.strip():
                    said = " ".join(text.split())[:40]
                    self.report(element, f"the text '{said}' does not belong in {shown(name)}")
        seen = (name, "", *names)
        if not rule.order or seen in self._sound or not rule.children.issuperset(names):
            return
        if rule.order.fullmatch("".join(f"{child.tag} " for child in element)):
            self._sound.add(seen)
        else:
            self.report(element, f"{shown(name)} needs {rule.shape}")


def shown(name: str) -> str:
    """Return a rule's name as it is written in a template."""
    tag, _, word = name.partition(".")
    attribute = "type" if tag in BY_TYPE else "class"
    return f'<{tag} {attribute}="{word}">' if word else f"<{tag}>"


def _identifiers(root: Element, check: _Check) -> None:
    drawn = {element for drawing in root.iter("svg") for element in drawing.iter()}
    _unique((element for element in root.iter() if element not in drawn), check)
    _unique(root.iter("input"), check, "name")
    for drawing in root.iter("svg"):  # each drawing is a name space of its own
        _unique(drawing.iter(), check)


def _unique(elements: Iterable[Element], check: _Check, attribute: str = "id") -> None:
    seen: dict[str, Place] = {}
    for element in elements:
        identifier = element.get(attribute)
        if identifier in seen:
            check.report(element, f"the {attribute} '{identifier}' is taken", f"First used at {seen[identifier]}.")
        elif identifier:
            seen[identifier] = check.place(element)


def _references(root: Element, check: _Check) -> None:
    targets = {element.get("id"): element for element in root.iter("h1", "h2", "h3", "h4", "table", "figure")}
    for link in root.iter("a"):
        href = link.get("href", "")
        target = targets.get(href[1:]) if href.startswith("#") else None
        if href.startswith("#") and target is None:
            hint = "A reference leads to the id of a heading, a table or a figure."
            check.report(link, f"nothing here has the id '{href[1:]}'", hint)
        elif link.get("class") == "ref" and target is None:
            check.report(link, '<a class="ref"> needs an href that starts with #')
        elif target is not None and target.tag in ("table", "figure") and not _caption(target):
            check.report(link, f"'{href[1:]}' has no caption, so it has no number to refer to")
    for drawing in root.iter("svg"):
        known = {element.get("id") for element in drawing.iter()}
        for element in drawing.iter():
            for value in element.attrib.values():
                if str(value).startswith("url(#") and str(value)[5:-1] not in known:
                    check.report(element, f"nothing in this drawing has the id '{str(value)[5:-1]}'")


def _caption(target: Element) -> bool:
    return target.find("caption") is not None or target.find("figcaption") is not None


def _headings(root: Element, check: _Check) -> None:
    level, plain_above = 0, 5
    for heading in root.iter("h1", "h2", "h3", "h4"):
        depth = int(str(heading.tag)[1])
        if depth > level + 1:
            check.report(
                heading,
                f"<h{depth}> follows <h{level}>" if level else f"<h{depth}> comes before any <h1>",
                "Headings go down one level at a time.",
            )
        if not plain_text(heading):
            check.report(heading, f"<h{depth}> is empty")
        plain = heading.get("class") == "unnumbered"
        plain_above = depth if plain and depth <= plain_above else 5 if depth <= plain_above else plain_above
        if not plain and depth > plain_above:
            check.report(
                heading,
                f"a numbered <h{depth}> stands under an unnumbered <h{plain_above}>",
                'Give it class="unnumbered" too.',
            )
        level = depth


def _title(root: Element, check: _Check) -> None:
    for title in root.iterfind("head/title"):
        if not (title.text or "").strip():
            check.report(title, "the document has no title")
    if len(covers := root.findall("body/header")) > 1:
        check.report(covers[1], "a document has one cover")


def _grids(root: Element, check: _Check) -> None:
    for table in root.iter("table"):
        widths = {_width(rows) for rows in _row_groups(table)}
        columns = table.findall("colgroup/col")
        widths |= {len(columns)} if columns else set()
        for rows in _row_groups(table):
            _rows(rows, max(widths, default=0), check)
        if columns and sum(float(col.get("width", "0%")[:-1]) for col in columns) > 100.5:
            check.report(columns[0], "the column widths add up to more than 100%")


def _row_groups(table: Element) -> list[Sequence[Element]]:
    return [group.findall("tr") for group in table if group.tag in ("thead", "tbody", "tfoot")]


def _width(rows: Sequence[Element]) -> int:
    return max((sum(int(cell.get("colspan", "1")) for cell in row) for row in rows[:1]), default=0)


def _rows(rows: Sequence[Element], width: int, check: _Check) -> None:
    held: list[int] = [0] * width  # for how many more rows each column is taken from above
    for index, row in enumerate(rows):
        free = held.count(0)
        wanted = sum(int(cell.get("colspan", "1")) for cell in row)
        if wanted != free:
            check.report(row, f"this row fills {wanted + width - free} of {width} columns")
            return
        held = _next_row(held, row)
        if width and not held:
            check.report(row, "a colspan in this row runs into a rowspan from above")
            return
        if index + 1 + max(held, default=0) > len(rows):
            check.report(row, "a rowspan reaches past the last row of its group")
            return


def _next_row(held: list[int], row: Element) -> list[int]:
    """Return for how many rows each column is taken after this row; nothing where cells collide."""
    after = [max(rows - 1, 0) for rows in held]
    column = 0
    for cell in row:
        while held[column]:
            column += 1
        span = int(cell.get("colspan", "1"))
        if any(held[column : column + span]):
            return []
        after[column : column + span] = [int(cell.get("rowspan", "1")) - 1] * span
        column += span
    return after


WHOLE_DOCUMENT: tuple[Callable[[Element, _Check], None], ...] = (
    _identifiers,
    _references,
    _headings,
    _title,
    _grids,
)
