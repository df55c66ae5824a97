"""The stylesheet of a template set: the first style.css found, with what it imports and the pictures it names."""

import re
from base64 import b64encode
from dataclasses import dataclass, field

from jinja2.exceptions import TemplateSyntaxError

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.search import Found, Search, read
from bidkit.swelling import MOST_OF_SET

NAME = "style.css"
KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}

_BUILD_ON = 'Write @import "parent/style.css"; to build on the style below this one.'
MOST_IMPORTS = 50
DEEPEST = 50
MOST_VARIANTS = 10_000

_IMPORT = re.compile(r"""@import\s+(?:"([^"]*)"|'([^']*)')\s*;""", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)""", re.IGNORECASE)
_STRING_OR_BRACKET = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}()\[\]]""", re.DOTALL)
_DEPTHS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_HUGE = re.compile(r"(?<![\w.#])(?:\d{5,}|[\d.]+e\+?\d+)", re.IGNORECASE)
_OTHER_IMPORT = re.compile(r"@(?:import\b|\\)", re.IGNORECASE)  # with a list of media, in pieces, or spelled in escapes
_CUSTOM = re.compile(r"--[\w-]+\s*:([^;{}]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def stylesheet(search: Search) -> str:
    """Return the set's style as one text that needs nothing beside it; raise ProblemsFound with every Problem."""
    found = search.find(NAME)
    sheet = _Sheet(search)
    try:
        text = sheet.whole(found, ()) if found else ""
    except TemplateSyntaxError as error:  # of `read`
        raise ProblemsFound([Problem(Place(error.name or NAME, error.lineno), error.message or "")]) from None
    if sheet.problems:
        raise ProblemsFound(sheet.problems)
    return text


@dataclass
class _Sheet:
    search: Search
    problems: list[Problem] = field(default_factory=list)
    imports: int = 0
    variants: int = 1

    def whole(self, found: Found, above: tuple[Found, ...]) -> str:
        """Return a file's text with its imports and pictures in it."""
        text = _COMMENT.sub(_blank, read(found))
        self._measure(found, text)
        if "</" in text:
            self.report(found, text, text.index("</"), "'</' cannot stand in a stylesheet")
        text = _URL.sub(lambda url: self.carried(url, found), text)
        own = _IMPORT.sub(lambda rule: "\n" * rule[0].count("\n"), text)
        if rule := _OTHER_IMPORT.search(own):
            self.report(found, own, rule.start(), "this @import is in a form that is not read", _BUILD_ON)
        return _IMPORT.sub(lambda rule: self.imported(rule, found, (*above, found)), text)

    def _measure(self, found: Found, text: str) -> None:
        """Report what takes a layout beyond all measure: huge figures, brackets in brackets, multiplied values."""
        depth = 0
        for bracket in _STRING_OR_BRACKET.finditer(text):
            depth += _DEPTHS.get(bracket[0], 0)
            if depth > DEEPEST:
                self.report(found, text, bracket.start(), f"brackets are nested over {DEEPEST} deep")
                break
        bare = _STRING_OR_BRACKET.sub(lambda part: part[0] if len(part[0]) == 1 else " " * len(part[0]), text)
        for figure in _HUGE.finditer(_URL.sub(lambda url: " " * len(url[0]), bare)):
            self.report(found, text, figure.start(), f"{figure[0][:20]} is more than any style needs")
        for value in _CUSTOM.finditer(text):
            self.variants *= max(1, value[1].count("var("))
        if self.variants > MOST_VARIANTS:
            self.report(found, text, 0, "custom properties multiply one another beyond all measure")

    def imported(self, rule: re.Match[str], found: Found, above: tuple[Found, ...]) -> str:
        """Return what stands in an imported file."""
        name = rule[1] or rule[2] or ""
        inner = self.search.follow(name, found.level)
        self.imports += 1
        if self.imports > MOST_IMPORTS:
            self.report(found, rule.string, rule.start(), f"the style imports more than {MOST_IMPORTS} files")
            return ""
        if inner is not None and inner not in above:
            return self.whole(inner, above)
        message = f"'{name}' imports itself" if inner else f"there is no stylesheet '{name}'"
        self.report(found, rule.string, rule.start(), message, _BUILD_ON)
        return ""

    def carried(self, url: re.Match[str], found: Found) -> str:
        """Return an address that needs no file: what the file holds, as data."""
        address = url[1] or url[2] or url[3] or ""
        if address.startswith(("data:", "#")):
            return url[0]
        inner = self.search.follow(address, found.level)
        kind = KINDS.get(inner.path.suffix.lower()) if inner else None
        if inner is None or kind is None:
            message = f"'{address}' is not a picture or font of this set"
            hint = f"Put the file into the set's folder: {', '.join(KINDS)}. Nothing is fetched from elsewhere."
            self.report(found, url.string, url.start(), message, hint)
            return url[0]
        if inner.path.stat().st_size > MOST_OF_SET:
            self.report(found, url.string, url.start(), f"'{address}' is over {MOST_OF_SET // 1_000_000} MB")
            return url[0]
        return f'url("data:{kind};base64,{b64encode(inner.path.read_bytes()).decode()}")'

    def report(self, found: Found, text: str, offset: int, message: str, hint: str = "") -> None:
        line = text.count("\n", 0, offset) + 1
        self.problems.append(Problem(Place(found.shown, line), message, hint))


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")
