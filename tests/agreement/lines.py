"""What a reader of a document sees, as lines: the one model into which every format is read back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, unified_diff

from pricing.currencies import MINOR_UNITS

JOINT = "\ue000"  # where a line of a page ends: a space may have stood there, or nothing
LINK, TO, END = "⟨", "→", "⟩"

_BLANKS = re.compile(r"[ \t\r\n\u00a0\u2002]+")
_SPLIT_LINK = re.compile(rf"{TO}([^{END}]*){END}({JOINT}?){LINK}([^{TO}{END}]*){TO}\1{END}")
_NUMBER = r"\d[\d,.]*"
_CODE = f"(?:{'|'.join(MINOR_UNITS)})"
_BEFORE = rf"[-\u2212]?(?:[A-Z]{{0,2}}[€¥$£]|{_CODE}[\u00a0 ]?)[-\u2212]?{_NUMBER}"
_BEHIND = rf"{_NUMBER}[ \u00a0]?(?:[€¥$£]|{_CODE}\b)"
_MONEY = re.compile(f"{_BEFORE}|{_BEHIND}")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing seen, such as `h2 | 1.1 Points`; `pages` are those on which it begins and ends, where known."""

    kind: str
    text: str
    pages: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"{self.kind} | {self.text}"

    @property
    def key(self) -> str:
        """The line without any blank."""
        return self.kind + "|" + re.sub(rf"[ {JOINT}]", "", self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read back: what is seen, and what is there without being seen or counted as it should."""

    lines: tuple[Line, ...]
    oddities: tuple[str, ...] = ()

    def of(self, *kinds: str) -> list[str]:
        """Return the text of the lines of some kinds."""
        return [line.text for line in self.lines if line.kind.startswith(kinds)]

    @property
    def money(self) -> list[str]:
        """Every amount with its currency, in order."""
        return [re.sub(r"\s", "", token) for line in self.lines for token in _MONEY.findall(line.text)]


def tidy(text: str) -> str:
    """Return text with each run of blanks made one and the pieces of a link joined."""
    text = _BLANKS.sub(" ", text)
    text = re.sub(rf"(?: ?{JOINT})+ ?", lambda found: " " if " " in found[0] else JOINT, text).strip(" " + JOINT)
    while _SPLIT_LINK.search(text):
        text = _SPLIT_LINK.sub(rf"\2\3{TO}\1{END}", text)
    return text


def linked(text: str, target: str) -> str:
    """Return the text of a link with where it leads."""
    return f"{LINK}{text}{TO}{target}{END}"


def differences(one: Reading, other: Reading, names: tuple[str, str] = ("docx", "pdf")) -> list[str]:
    """Return what differs between two readings, and what is odd in either; nothing where they agree."""
    settled = _settled(other.lines, one.lines)
    diff = unified_diff([*map(str, one.lines)], [*map(str, settled)], *names, lineterm="", n=1)
    odd = [
        f"{name}: {oddity}" for name, reading in zip(names, (one, other), strict=True) for oddity in reading.oddities
    ]
    return [*diff, *odd]


def _settled(lines: Sequence[Line], like: Sequence[Line]) -> list[Line]:
    """Return lines with each joint decided, as in the other format where that explains it."""
    whole = list(_rejoined(lines, {line.key for line in like}))
    partner = dict[int, Line]()
    matcher = SequenceMatcher(None, [line.key for line in like], [line.key for line in whole], autojunk=False)
    for start, at, size in matcher.get_matching_blocks():
        partner |= {at + step: like[start + step] for step in range(size)}
    return [replace(line, text=_decided(line.text, partner.get(at))) for at, line in enumerate(whole)]


def _rejoined(lines: Iterable[Line], known: set[str]) -> Iterable[Line]:
    """Yield lines, those that a page break tore apart as one."""
    last: Line | None = None
    for line in lines:
        if last is None:
            last = line
            continue
        both = replace(last, text=tidy(last.text + JOINT + line.text), pages=(last.pages[0], line.pages[1]))
        torn = line.kind == "text" and last.pages[1] < line.pages[0]
        if torn and both.key in known and last.key not in known:
            last = both
            continue
        yield last
        last = line
    if last is not None:
        yield last


def _decided(text: str, partner: Line | None) -> str:
    out = ""
    pieces = text.split(JOINT)
    for number, piece in enumerate(pieces):
        if number:
            blank = partner.text[len(out) : len(out) + 1] == " " if partner else _needs_blank(pieces[number - 1], piece)
            out += " " * blank
        out += piece
    return out


def _needs_blank(before: str, after: str) -> bool:
    return not (_EAST_ASIAN.match(before[-1:]) or _EAST_ASIAN.match(after[:1]))
