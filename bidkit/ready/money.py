"""Amounts of money in a text, however a person writes them: in figures of any grouping, rounded, or in words.

One spelling may be read in two ways (3.430 is three thousand or three and a half); both are amounts then, since what is
asked is whether one of them is a certain price.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bidkit.ready.number_words import chinese_value, english_value

_CODES = "CNY|RMB|CN¥|EUR|USD|US\\$|GBP|JPY|CHF|HKD|INR|KRW|SGD|AUD|CAD|RUB|BRL|AED|SAR|MYR|THB|VND|IDR|Rs\\.?"
_SIGN = rf"(?:{_CODES}|[¥€$£₹]|人民币|港币|美元|欧元)"
_NAME = rf"(?:{_SIGN}|元|圆|yuan|renminbi|euros?|dollars?|pounds?|rupees?)"
_SCALES = {
    **{"thousand": 3, "k": 3, "千": 3, "lakh": 5, "lakhs": 5, "million": 6, "millions": 6, "mio": 6, "mln": 6},
    **{"mn": 6, "m": 6, "百万": 6, "万": 4, "萬": 4, "千万": 7, "crore": 7, "crores": 7, "亿": 8, "億": 8},
    **{"billion": 9, "bn": 9, "十亿": 9},
}
_SHORT = ("k", "m", "mn", "bn")
"""They stand for units of measure too, and count beside the name of a currency alone."""
_WORDS = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:(?<![A-Za-z])(?P<before>{_SIGN})\s?|(?<![A-Za-z0-9_])(?<![A-Za-z]-)(?<!\d[.,']))(?P<number>\d+(?:[.,' ]\d+)*)"
    rf"(?:\s?(?P<scale>{_WORDS})\.?(?![A-Za-z]))?\s?(?P<after>{_NAME})?(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(\d{1,3}(?:([,.' ])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?")
_INDIAN = re.compile(r"(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?")
_BY_FOUR = re.compile(r"(\d{1,4}(?:([, ])\d{4})+)(?:\.(\d+))?")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")
_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f\u2009]")
_LARGE, _GROUPED_FROM, _LEAST = 100_000, 10_000, 1000


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it stands in a text."""

    said: str
    value: Decimal
    step: Decimal = Decimal("0.01")
    """How finely it is said: 3.43 million is said to ten thousand."""
    marked: bool = False
    """Whether a currency, or words, say that it is money."""
    grouped: bool = False

    def is_one_of(self, prices: Collection[Decimal]) -> bool:
        """Tell whether a price stands here, exactly or rounded as it is said; what could be anything else is none."""
        if self.step <= 1:
            return self.value in prices and self._like_money
        told = len(self.value.normalize().as_tuple().digits)
        return told >= (2 if self.marked else 3) and any(self._rounds(price) for price in prices)

    def _rounds(self, price: Decimal) -> bool:
        return (price / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step == self.value

    @property
    def _like_money(self) -> bool:
        cents = self.value != self.value.to_integral_value() or re.search(r"[.,]\d\d$", self.said) is not None
        least = _LEAST if self.marked or cents else _GROUPED_FROM if self.grouped else _LARGE
        return self.value >= least


def amounts(text: str) -> Iterator[Amount]:
    """Yield every amount in a text, each spelling in every way in which it can be read."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text).replace("’", "'"))
    for found in _FIGURE.finditer(plain):
        yield from _in_figures(found)
    for said, value in (*chinese_value(plain), *english_value(plain)):
        yield Amount(said, value, marked=True)


def _in_figures(found: re.Match[str]) -> Iterator[Amount]:
    marked = bool(found["before"] or found["after"])
    scale = (found["scale"] or "").lower()
    if scale in _SHORT and not marked:
        return
    unit = Decimal(10) ** _SCALES.get(scale, 0)
    for number, places, grouped in _readings(found["number"]):
        step = unit.scaleb(-places) if scale else Decimal("0.01")
        yield Amount(found.group().strip(), number * unit, step, marked, grouped)


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
