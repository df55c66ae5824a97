"""Amounts of money in a text, however a person writes them: in figures of any grouping, rounded, or in words.

One spelling may be read in two ways (3.430 is three thousand or three and a half); both are amounts then, since what is
asked is whether one of them is a certain price.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache

from bidkit.ready.beside import is_a_name, is_measured, speaks_of_prices
from bidkit.ready.number_words import chinese_value, english_value
from bidkit.ready.spelling import Figure, in_figures, is_named, roughly

_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f\u2009]")
_CENT = Decimal("0.01")
_LARGE, _USUAL, _LEAST = 100_000, 10_000, 1000
_BESIDE = 60
"""How many letters before and behind an amount are looked at."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it stands in a text, with what stands before and behind it."""

    said: str
    figure: Figure
    before: str
    after: str

    @property
    def value(self) -> Decimal:
        """What it is worth."""
        return self.figure.value

    def is_one_of(self, prices: frozenset[Decimal]) -> bool:
        """Tell whether a price stands here, exactly or rounded as it is said; what could be anything else is none."""
        stands = self._is_exact(prices) or self._lacks_cents(prices) or self._is_rounded(prices)
        return stands and not self._is_no_money

    def _is_exact(self, prices: frozenset[Decimal]) -> bool:
        if self.value not in prices:
            return False
        if self.figure.scaled:
            return self._told >= (1 if self._marked else 2)
        return self.value >= self._least

    def _lacks_cents(self, prices: frozenset[Decimal]) -> bool:
        step = self.figure.step
        return step <= 1 and any(self.value in said for said in _said_to(prices, step)) and self.value >= self._least

    def _is_rounded(self, prices: frozenset[Decimal]) -> bool:
        """Tell whether a price was rounded to this, or cut off; two digits say too little to count as cut off."""
        figure, told = self.figure, self._told
        rounded, cut = _said_to(prices, figure.roughly)
        if self.value not in rounded and not (self.value in cut and (told > 2 or figure.over)):
            return False
        least = _LARGE if not figure.scaled else _LEAST if self._marked else _USUAL
        return told >= (2 if figure.scaled or self._marked else 3) and self.value >= least

    @property
    def _told(self) -> int:
        return len(self.value.normalize().as_tuple().digits)

    @property
    def _marked(self) -> bool:
        return self.figure.marked or speaks_of_prices(self.before)

    @property
    def _least(self) -> int:
        """The smallest value from which a figure that is written out may be money."""
        cents = self.value != self.value.to_integral_value() or re.search(r"[.,]\d\d$", self.said) is not None
        return _LEAST if cents or self._marked else _USUAL if self.figure.grouped or self._told > 1 else _LARGE

    @property
    def _is_no_money(self) -> bool:
        if self.figure.marked:
            return False
        name = re.fullmatch(r"[\d. ]+", self.said) is not None and is_a_name(self.before, self.after)
        return name or is_measured(self.before, self.after)


def amounts(text: str) -> Iterator[Amount]:
    """Yield every amount in a text, each spelling in every way in which it can be read."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text).replace("’", "'"))
    for figure in (*in_figures(plain), *_in_words(plain)):
        said = plain[figure.begins : figure.ends].strip()
        yield Amount(said, figure, plain[: figure.begins][-_BESIDE:], plain[figure.ends :][:_BESIDE])


def _in_words(text: str) -> Iterator[Figure]:
    for said, value, begins, ends in (*chinese_value(text), *english_value(text)):
        marked = re.search("[元圆圓]", said) is not None or is_named(text[:begins][-_BESIDE:], text[ends:][:_BESIDE])
        step = Decimal(1) if value == value.to_integral_value() else _CENT
        yield Figure(begins, ends, value, step, roughly(value) if step == 1 else step, marked, scaled=True)


@lru_cache(maxsize=64)
def _said_to(prices: frozenset[Decimal], step: Decimal) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
    """Return the prices rounded to a step, and cut off to it."""
    if step < _CENT:
        return prices, prices
    one = Decimal(1)
    rounded = frozenset((price / step).quantize(one, ROUND_HALF_UP) * step for price in prices)
    return rounded, frozenset((price / step).quantize(one, ROUND_FLOOR) * step for price in prices)
