"""How amounts are spelled in figures: grouped, with a word for thousands, beside a currency, several in a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_CODES = "CNY|RMB|CN¥|EUR|USD|GBP|JPY|CHF|HKD|INR|KRW|SGD|AUD|CAD|RUB|BRL|AED|SAR|MYR|THB|VND|IDR|Rs\\.?"
_SIGN = rf"(?:{_CODES}|[A-Z]{{0,3}}\$|[¥€£₹]|人民币|港币|港元|美元|欧元|日元|英镑|卢布)"
_NAME = rf"(?:{_SIGN}|元|圆|yuan|renminbi|euros?|dollars?|pounds?|rupees?)"
_SHORT_SCALES = {"k": 3, "m": 6, "mn": 6, "mm": 6, "bn": 9, "w": 4}
"""They stand for units of measure too, and count beside the name of a currency alone; and M, which is no metre."""
_LONG_SCALES = {
    **{"thousand": 3, "lakh": 5, "lakhs": 5, "million": 6, "millions": 6, "mio": 6, "mln": 6},
    **{"crore": 7, "crores": 7, "billion": 9},
    **{"千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8, "十亿": 9},
}
_SCALES = _SHORT_SCALES | _LONG_SCALES
_LONG, _ANY = ("|".join(sorted(each, key=len, reverse=True)) for each in (_LONG_SCALES, _SCALES))

_BEGINS = rf"(?:(?<![A-Za-z])(?P<before>(?:{_SIGN}\s?:?\s?){{1,2}})|(?<![A-Za-z0-9_])(?<![A-Za-z]-)(?<!\d[.,']))"
_NUMBER = r"\d+(?:[.,']\d+)*"
_NO_CENTS = r"[.,][-–—]{1,2}|/[-=]"
_ENDS = rf"(?P<closed>{_NO_CENTS})?\s?(?P<after>{_NAME})?(?![A-Za-z0-9_])"
_FIGURE = re.compile(
    rf"{_BEGINS}(?P<number>{_NUMBER}(?: {_NUMBER})*)"
    rf"(?:[\s-]?(?P<over>[余多几])?(?P<scale>{_ANY})(?P<odd>[余多])?\.?(?![A-Za-z]))?{_ENDS}",
    re.IGNORECASE,
)
_PART = rf"({_NUMBER})\s?({_LONG})(?![A-Za-z])"
_PARTS = rf"(?:{_NUMBER}\s?(?:{_LONG})(?![A-Za-z])[\s,]*(?:and\s)?零?)+"
_IN_PARTS = re.compile(rf"{_BEGINS}(?P<parts>{_PARTS})(?P<rest>{_NUMBER})?{_ENDS}", re.IGNORECASE)
_GROUPED = re.compile(r"(\d{1,3}(?:([,.' ])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?")
_INDIAN = re.compile(r"(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?")
_BY_FOUR = re.compile(r"(\d{1,4}(?:([, ])\d{4})+)(?:\.(\d+))?")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")
_FOUR_AND_CENTS = re.compile(r"\d{4}[.,]\d\d")
_LONGEST_ROW = 6
"""As many groups as a figure has at most whose thousands stand apart."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be an amount, in one of the ways in which it can be read."""

    begins: int
    ends: int
    value: Decimal
    step: Decimal
    """How finely it is said: 3.43 million is said to ten thousand."""
    roughly: Decimal
    """How finely it is said if the zeros at its end come from rounding."""
    marked: bool
    """Whether a currency says that it is money."""
    grouped: bool = False
    scaled: bool = False
    over: bool = False
    """Whether it says that there is more: 386万余元."""


def in_figures(text: str) -> Iterator[Figure]:
    """Yield every figure of a text, in every way in which it can be read."""
    for found in _FIGURE.finditer(text):
        yield from _of_row(found)
    for found in _IN_PARTS.finditer(text):
        yield from _in_parts(found)


def is_named(before: str, after: str) -> bool:
    """Tell whether a currency stands beside something."""
    return re.match(rf"\s?(?:\w+\s)?{_NAME}", after, re.I) is not None or re.search(rf"{_SIGN}\s?$", before) is not None


def _of_row(found: re.Match[str]) -> Iterator[Figure]:
    """Yield the figures of a row; 3 430 000 is one, and 12 2400.00 are two."""
    number, begins = found["number"], found.start("number")
    for first, last in _runs(number):
        starts, closes = first == 0, last == len(number)
        at = (found.start() if starts else begins + first, found.end() if closes else begins + last)
        marked = (starts and bool(found["before"])) or (closes and _is_closed(found))
        scale = (found["scale"] if closes else None) or ""
        if scale.lower() not in _SHORT_SCALES or marked or scale == "M":
            over = closes and bool(found["over"] or found["odd"])
            yield from _read(number[first:last], at, _SCALES.get(scale.lower()), marked, over)


def _is_closed(found: re.Match[str]) -> bool:
    """Tell whether a currency, or the dash for no cents, stands behind a figure."""
    return found["after"] is not None or found["closed"] is not None


def _runs(number: str) -> Iterator[tuple[int, int]]:
    """Yield where each figure of a row begins and ends; as many groups as can be read together are one."""
    groups = [found.span() for found in re.finditer(r"\S+", number)]
    at = 0
    while at < len(groups):
        row = groups[at : at + _LONGEST_ROW]
        most = next((n for n in range(len(row), 1, -1) if any(_readings(number[row[0][0] : row[n - 1][1]]))), 1)
        yield row[0][0], row[most - 1][1]
        if most > 1 and _FOUR_AND_CENTS.fullmatch(number, *row[most - 1]):
            yield row[most - 1]  # 12 2400.00 is a quantity and a price, or 122,400 grouped by four
        at += most


def _read(said: str, at: tuple[int, int], scale: int | None, marked: bool, over: bool) -> Iterator[Figure]:
    unit = Decimal(10) ** (scale or 0)
    for number, places, grouped in _readings(said):
        step = unit.scaleb(-places)
        rounded = not places and (scale is not None or grouped or marked)
        value = number * unit
        yield Figure(*at, value, step, roughly(value) if rounded else step, marked, grouped, scale is not None, over)


def roughly(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not zero."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)


def _in_parts(found: re.Match[str]) -> Iterator[Figure]:
    """Yield the figure that several parts with words make: 386万1214, 38 lakh 61 thousand."""
    pairs = [(next(_readings(said))[0], _SCALES[word.lower()]) for said, word in _parts_of(found["parts"])]
    parts = [number.scaleb(scale) for number, scale in pairs]
    rest, places, _ = next(_readings(found["rest"] or "0"), (Decimal(0), 0, False))
    smaller = [*parts[1:], *([rest] if found["rest"] else [])]
    below = all(part < Decimal(10) ** scale for part, (_, scale) in zip(smaller, pairs, strict=False))
    if smaller and below:
        value = sum(parts, rest)
        step = Decimal(1).scaleb(-places)
        marked = bool(found["before"]) or _is_closed(found)
        yield Figure(*found.span(), value, step, step if places else roughly(value), marked, scaled=True)


def _parts_of(parts: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(_PART, parts, re.IGNORECASE):
        if any(_readings(found[1])):
            yield found[1], found[2]


def _readings(said: str) -> Iterator[tuple[Decimal, int, bool]]:
    """Yield what figures can mean: the number, its decimal places, and whether thousands are grouped."""
    seen = set()
    for pattern, grouped in ((_GROUPED, True), (_INDIAN, True), (_BY_FOUR, True), (_PLAIN, False)):
        found = pattern.fullmatch(said)
        if found is None:
            continue
        decimals = found.groups()[-1] or ""
        whole = re.sub(r"\D", "", found.group(1))
        number = Decimal(f"{whole}.{decimals}" if decimals else whole)
        if number not in seen:
            seen.add(number)
            yield number, len(decimals), grouped
