"""Numbers in words, in English and in Chinese, plain and formal: where they stand in a text, what they are worth."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORTH = {word: at for at, word in enumerate(_ONES.split())} | {
    word: 10 * at for at, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORD = "|".join(sorted((*_WORTH, *_SCALES), key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:{_WORD})(?:(?:[\s,-]+(?:and\s+)?)(?:{_WORD}))+\b(?:[^.;\d]{{0,24}}?\band\s(?P<part>\d\d)/100)?",
    re.IGNORECASE,
)

_DIGITS = {sign: value for row in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖") for value, sign in enumerate(row)}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "陸": 6}
_TIMES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SIGNS = "".join((*_DIGITS, *_TIMES, *_MYRIADS))
_CHINESE = re.compile(
    rf"(?P<whole>[{_SIGNS}]{{2,}})(?:[元圆圓](?:(?P<jiao>[{_SIGNS}])角)?零?(?:(?P<fen>[{_SIGNS}])分)?)?"
)


class Said(NamedTuple):
    """A number in words, and where it stands in a text."""

    words: str
    value: Decimal
    begins: int
    ends: int


def english_value(text: str) -> Iterator[Said]:
    """Yield each number of several English words; 35/100 behind it are its cents."""
    for found in _ENGLISH.finditer(text):
        words = re.findall(_WORD, found.group().lower())
        if any(word in _SCALES for word in words):
            cents = Decimal(found["part"] or 0) / 100
            yield Said(found.group(), _counted(words) + cents, *found.span())


def _counted(words: list[str]) -> int:
    whole = part = 0
    for word in words:
        scale = _SCALES.get(word)
        if scale is None:
            part += _WORTH[word]
        elif scale == 100:
            part = max(part, 1) * scale
        else:
            whole, part = whole + max(part, 1) * scale, 0
    return whole + part


def chinese_value(text: str) -> Iterator[Said]:
    """Yield each number of several Chinese numerals, with its jiao and fen."""
    for found in _CHINESE.finditer(text):
        if any(sign in _TIMES or sign in _MYRIADS for sign in found["whole"]):
            jiao, fen = (_DIGITS.get(found[name] or "零", 0) for name in ("jiao", "fen"))
            yield Said(found.group(), _worth(found["whole"]) + Decimal(10 * jiao + fen) / 100, *found.span())


def _worth(signs: str) -> int:
    for unit in ("亿億", "万萬"):
        at = max(signs.rfind(sign) for sign in unit)
        if at >= 0:
            return max(_worth(signs[:at]), 1) * _MYRIADS[signs[at]] + _worth(signs[at + 1 :])
    whole, digit = 0, 0
    for sign in signs:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            whole, digit = whole + max(digit, 1) * _TIMES[sign], 0
    return whole + digit
