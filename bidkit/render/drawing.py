"""Small measures that chart macros need: coordinates as text, and how much room words take."""

import unicodedata
from decimal import Decimal

# Advances of a sans-serif's letters as shares of the type size: those of the widest font in the stylesheet's list.
_ADVANCES = {
    **dict.fromkeys("ijl'|", 0.23),
    **dict.fromkeys(" .,:;!/\\ftI[]", 0.28),
    **dict.fromkeys('()r-"`{}', 0.34),
    **dict.fromkeys("Jckvsxyz*", 0.5),
    **dict.fromkeys("ABEFKPSTVXYZ&", 0.67),
    **dict.fromkeys("CDHNRUw", 0.73),
    **dict.fromkeys("GOQm", 0.84),
    **dict.fromkeys("MW%", 0.95),
    "@": 1.02,
}
_OTHER = 0.585  # digits and every other letter
_CAPITAL = 0.78  # where the alphabet is not ours


def points(value: float | Decimal) -> str:
    """Write a coordinate with at most two decimals, in the way SVG reads it."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def ems(text: str) -> float:
    """Estimate a text's width in type sizes; East Asian characters are as wide as they are high."""
    return sum(map(_ASCII.__getitem__ if text.isascii() else _advance, text))


def _advance(character: str) -> float:
    if character in _ADVANCES:
        return _ADVANCES[character]
    if character.isascii() or unicodedata.category(character).startswith("L"):
        return 1.0 if _wide(character) else _CAPITAL if character.isupper() else _OTHER
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _OTHER  # Chinese fonts set “ and — wide


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


_ASCII = {chr(code): _advance(chr(code)) for code in range(128)}


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """Break a text into lines of at most this many type sizes; East Asian text breaks anywhere."""
    lines: list[str] = []
    line = ""
    for piece in (part for whole in _pieces(text) for part in _cut(whole, room)):
        if line and ems((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def fitted(text: str, room: float, most: int) -> tuple[str, ...]:
    """Break a text like `wrapped`, into so many lines at most; an ellipsis says that words are left out."""
    lines = wrapped(text, room)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and ems(last) + ems("…") > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def _cut(piece: str, room: float) -> list[str]:
    """Cut a word that alone is longer than a line."""
    parts = [""]
    for character in piece:
        if parts[-1] and ems((parts[-1] + character).rstrip()) > room:
            parts.append("")
        parts[-1] += character
    return parts


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    joins = True  # whether the next character may not stand apart from the last
    for character in " ".join(text.split()):
        wide = _wide(character)
        closing = wide and unicodedata.category(character) in ("Pe", "Pf", "Po")
        if pieces and (closing or (joins and not wide)):
            pieces[-1] += character
        else:
            pieces.append(character)
        joins = not wide and character not in " -/"
    return pieces
