"""Say text, figures and dates in the language of the document."""

import datetime as dt
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale, dates, numbers
from babel.messages import pofile
from babel.messages.catalog import Catalog
from markupsafe import Markup, escape

from bidkit.phrases import Phrase
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.swelling import MOST_OF_SET, first_of

LANGUAGES: Mapping[str, str] = {"en": "en_GB", "zh-CN": "zh_CN"}  # British: "3 Nov 2026" cannot be misread

MISSING = Phrase("missing")

_ANY_YEAR = 2000  # a leap year, so that 29 February without a year can be said

_DIGITS = 25  # a number of more, which no record holds, is left to those who know whether it can be written
_WHOLE_MONEY = "¤#,##0"

_A_FILE = "Put the catalogue itself there, a file that may be read."


@dataclass(frozen=True, eq=False)
class Speaker:
    """Turns plain values into text of one language; there is one for a state of the catalogues."""

    language: str
    locale: Locale
    catalogue: Mapping[str, str] = field(repr=False)

    @cached_property
    def _groups_by_commas(self) -> bool:
        """Whether the language writes numbers as Python does: 1,234.50."""
        return numbers.format_decimal(Decimal("1234567.5"), "#,##0.00", self.locale) == "1,234,567.50"

    def translate(self, text: str) -> str:
        """Return the text's translation, or the English text itself where there is none."""
        return self.catalogue.get(text) or text

    def say(self, value: object) -> str:
        """Say a Phrase or plain value; the result is Markup where a value is missing."""
        if isinstance(value, Phrase):
            said = self.translate(value.text)  # without values it may be a house's own words, with braces in them
            return self.filled(said, value.values) if value.values else said
        if value is None:
            return self.missing()
        if isinstance(value, str):
            return value
        return self._unnamed(value)

    def plain(self, value: object) -> str:
        """Say a value as text alone, for an attribute or a drawing, where no mark can stand."""
        said = self.say(value)
        return said.striptags() if isinstance(said, Markup) else said

    def missing(self) -> Markup:
        """Return the mark that stands where a value is missing."""
        return Markup('<mark class="missing">{}</mark>').format(self.translate(MISSING.text))

    def money(self, value: object, currency: str, *, whole: bool = False) -> str:
        """Say an amount with its currency's sign and minor units, or without those."""
        if value is None:
            return self.missing()
        form = _WHOLE_MONEY if whole else None
        return str(numbers.format_currency(_exact(value), currency, form, self.locale, currency_digits=not whole))

    def in_words(self, value: object, currency: str) -> str:
        """Say an amount in words, as a letter of bid states it beside the figures."""
        from bidkit.render.amount_words import in_words  # noqa: PLC0415 - few documents need it

        return self.missing() if value is None else in_words(_exact(value), currency, self.language)

    def number(self, value: object, places: int | None = None) -> str:
        """Say a number with exactly these decimal places, by default as many as it carries."""
        if value is None:
            return self.missing()
        number = _exact(value)
        places = _places(number) if places is None else places
        if self._groups_by_commas and not number.is_signed() and number.adjusted() + places < _DIGITS:
            return f"{number:,.{places}f}"  # a tenth of the time, for the thousands of figures of a price schedule
        return numbers.format_decimal(number, format=_pattern(f"#,##0{_fraction(places)}"), locale=self.locale)

    def percent(self, value: object, places: int = 0) -> str:
        """Say a share of one as per cent: 0.25 is 25%."""
        if value is None:
            return self.missing()
        return numbers.format_percent(_exact(value), format=_pattern(f"#,##0{_fraction(places)}%"), locale=self.locale)

    def date(self, value: object) -> str:
        """Say a date, or what is known of it: `year`, `month` and `day`, each of which may be None."""
        if value is None:
            return self.missing()
        if isinstance(value, dt.datetime):
            raise TypeError("a time of day stands where a date should stand")
        if isinstance(value, dt.date):
            return dates.format_date(value, "medium", locale=self.locale)
        if isinstance(value, Mapping):
            return self._part_of_date(value.get("year"), value.get("month"), value.get("day"))
        raise TypeError(f"{value!r} is not a date")

    def month(self, day: dt.date) -> str:
        """Say the month and year of a day in short, for an axis."""
        return str(dates.format_skeleton("yMMM", day, locale=self.locale))

    def _part_of_date(self, year: int | None, month: int | None, day: int | None) -> str:
        if month is None and year is None:
            return self.missing()
        if month is None:
            day = None  # a day without its month says nothing
        if year and month and day:
            return self.date(dt.date(year, month, day))
        known = dt.date(year or _ANY_YEAR, month or 1, day or 1)
        if not year and month and not day:
            return dates.format_date(known, "LLLL", locale=self.locale)
        skeleton = "yMMMM" if year and month else "y" if year else "MMMMd"
        return dates.format_skeleton(skeleton, known, locale=self.locale)

    def filled(self, text: str, values: Mapping[str, object]) -> str:
        """Put values into the places of a sentence; raise KeyError where one has none."""
        _refuse_more_than_names(text)
        said = {name: self.say(value) for name, value in values.items()}
        if any(isinstance(value, Markup) for value in said.values()):
            return escape(text).format_map({name: escape(value) for name, value in said.items()})
        return text.format_map(said)

    def _unnamed(self, value: object) -> str:
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, int) and abs(value) < 10_000:
            return str(_exact(value))  # four digits are read at a glance, and may well be a year
        return self.number(value)


@lru_cache(maxsize=4096)
def _refuse_more_than_names(text: str) -> None:
    """Refuse a place that looks into a value, or gives it a width: `{n.x}`, `{n:>9}`."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None and (form or conversion or not name.isidentifier()):
            more = f"!{conversion}" if conversion else f":{form}" if form else ""
            raise ValueError(f"'{{{name}{more}}}' in a sentence is more than the name of a value")


@lru_cache(maxsize=64)
def _pattern(text: str) -> numbers.NumberPattern:
    """Return a pattern as it is read once: of a long list each number was read with a pattern of its own."""
    return numbers.parse_pattern(text)


def speaker(language: str, *folders: Path) -> Speaker:
    """Return the speaker of a language; a sentence is looked up in the catalogue of each folder in turn.

    Raises LookupError for a language that is not offered.
    """
    paths = [folder / "locale" / LANGUAGES[language] / "bidkit.po" for folder in folders]
    return _speaker(language, tuple((path, path.stat().st_mtime_ns) for path in paths if path.exists()))


@lru_cache(maxsize=8)
def _speaker(language: str, catalogues: tuple[tuple[Path, int], ...]) -> Speaker:
    words = ChainMap(*(_read(path, changed) for path, changed in catalogues))
    return Speaker(language, Locale.parse(LANGUAGES[language]), dict(words))


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for message in catalogue_at(path)
        if message.id and message.string and not message.fuzzy
    }


def catalogue_at(path: Path) -> Catalog:
    """Return a catalogue of sentences, or raise ProblemsFound where it is none or too large."""
    try:
        data = first_of(path, MOST_OF_SET + 1)
        if len(data) > MOST_OF_SET:
            hint = "Keep in it only the sentences that the house says otherwise than bidkit."
            raise ProblemsFound([Problem(Place(str(path)), f"is larger than {MOST_OF_SET // 1_000_000} MB", hint)])
        return pofile.read_po(BytesIO(data), abort_invalid=True)
    except OSError as error:
        raise ProblemsFound([Problem(Place(str(path)), f"cannot be read: {error.strerror}", _A_FILE)]) from None
    except (pofile.PoFileError, ValueError) as error:
        place = Place(str(path), getattr(error, "lineno", 0) + 1)  # it counts lines from 0
        hint = "Each sentence is a line with msgid and one with msgstr, both in quotes."
        raise ProblemsFound([Problem(place, "is not a catalogue of sentences", hint)]) from None


def _exact(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError(f"{value!r} is not an exact number")


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _fraction(places: int) -> str:
    return "." + "0" * places if places else ""
