"""How amounts, dates and words are written in a picture: in the language of the document."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bidkit.phrases import Phrase
from bidkit.render.charts.scales import Amount, exact
from bidkit.render.language import MISSING, Speaker

NO_DATA = Phrase("No data")


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes plain values as plain text."""

    voice: Speaker

    def plain(self, value: object) -> str:
        """Return words as text without marks."""
        return self.voice.plain(value)

    @property
    def missing(self) -> str:
        """Return the word that stands where a value is missing."""
        return self.plain(MISSING)

    @property
    def no_data(self) -> str:
        """Return what an empty picture says."""
        return self.plain(NO_DATA)

    def amounts(self, values: Iterable[Amount | None], currency: str | None) -> Callable[[Amount], str]:
        """Return how these amounts are written: as money, in whole units where every one of them is whole."""
        known = [exact(value) for value in values if value is not None]
        whole = all(value == value.to_integral_value() for value in known)
        if currency:
            return lambda value: self.voice.money(exact(value), currency, whole=whole)
        places = 0 if whole else max(-int(value.normalize().as_tuple().exponent) for value in known)
        return lambda value: self.voice.number(exact(value), min(places, 4))

    def percent(self, value: Amount) -> str:
        """Return a share of one as per cent, with a decimal where it has one."""
        share = exact(value)
        return self.voice.percent(share, 0 if share * 100 == (share * 100).to_integral_value() else 1)

    def month(self, day: dt.date) -> str:
        """Return a month with its year, in short."""
        return self.voice.month(day)

    def year(self, day: dt.date) -> str:
        """Return the year alone."""
        return self.voice.date({"year": day.year})
