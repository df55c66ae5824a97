"""The dates of a tender in one time zone with a name, as a record asks for it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from importlib import resources

from bidkit.published.draft import Draft, Field
from bidkit.published.leaves import Node
from bidkit.published.words import Instant

DATES: Field = ("tender", "dates")
ZONE: Field = (*DATES, "zone")


def put_moments(draft: Draft, found: Mapping[str, tuple[Node, Instant]], country: str | None = None) -> None:
    """Put the moments of a tender, the deadline's zone being that of all."""
    whole = {name: each for name, each in found.items() if each[1].has_hour}
    first = _first_with_offset(whole)
    offset = first.offset if first else None
    if offset is not None and offset % timedelta(hours=1) and not _zone_of(country, first):
        offset = timedelta()
        draft.remark(found["deadline"][0] if "deadline" in found else Node(()), "the record holds its hours in UTC")
    for name, (node, instant) in found.items():
        to = (*DATES, name)
        if name not in whole:
            draft.drop_use(node, to, "a day without an hour; the record asks for both")
            draft.remark(node, f"{instant.local.date()} has no hour; write day and hour under `{'.'.join(to)}`")
            continue
        if instant.offset is None:
            draft.remark(node, "has no time zone; ask in which zone the hour is meant")
        draft.put(to, f"{_moved(instant, offset):%Y-%m-%d %H:%M}")
    if first and offset is not None:
        draft.put(ZONE, _zone_of(country, first) or _fixed(offset))


def _first_with_offset(whole: Mapping[str, tuple[Node, Instant]]) -> Instant | None:
    """Return the deadline if it states a zone, or else the first moment that does."""
    in_order = sorted(whole.items(), key=lambda each: each[0] != "deadline")
    return next((instant for _, (_, instant) in in_order if instant.offset is not None), None)


def _moved(instant: Instant, offset: timedelta | None) -> datetime:
    if instant.offset is None or offset is None:
        return instant.local
    return instant.local - instant.offset + offset


def _fixed(offset: timedelta) -> str:
    """Return the name of a zone with a fixed difference from UTC; its sign is turned, as POSIX has it."""
    hours = offset // timedelta(hours=1)
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"


def _zone_of(country: str | None, instant: Instant | None) -> str | None:
    """Return the zone of a country whose clocks differ from UTC as the moment says."""
    if country is None or instant is None:
        return None
    zones = (name for name in _zones().get(country.casefold(), ()) if _differs(name, instant))
    return next(zones, None)


def _differs(name: str, instant: Instant) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - few imports state a zone

    try:
        return instant.local.replace(tzinfo=ZoneInfo(name)).utcoffset() == instant.offset
    except (ZoneInfoNotFoundError, OSError, OverflowError):
        return False


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, list[str]]:
    """Return the zones of each country by its English name and by its code of two or of three letters."""
    folder = resources.files("tzdata") / "zoneinfo"
    by_code: dict[str, list[str]] = {}
    for code, _, name, *_ in _rows(folder.joinpath("zone.tab").read_text("utf-8")):
        by_code.setdefault(code, []).append(name)
    names = {
        name.casefold(): by_code.get(code, [])
        for code, name in _rows(folder.joinpath("iso3166.tab").read_text("utf-8"))
    }
    longer = {three.casefold(): by_code.get(two, []) for two, three in _THREE_LETTERS.items()}
    return {**names, **longer, **{code.casefold(): zones for code, zones in by_code.items()}}


def _rows(text: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


_THREE_LETTERS = {
    "AT": "AUT", "BE": "BEL", "BG": "BGR", "HR": "HRV", "CY": "CYP", "CZ": "CZE", "DK": "DNK", "EE": "EST", "FI": "FIN",
    "FR": "FRA", "DE": "DEU", "GR": "GRC", "HU": "HUN", "IE": "IRL", "IT": "ITA", "LV": "LVA", "LT": "LTU", "LU": "LUX",
    "MT": "MLT", "NL": "NLD", "PL": "POL", "PT": "PRT", "RO": "ROU", "SK": "SVK", "SI": "SVN", "ES": "ESP", "SE": "SWE",
    "IS": "ISL", "LI": "LIE", "NO": "NOR", "CH": "CHE", "GB": "GBR", "AL": "ALB", "BA": "BIH", "ME": "MNE", "MK": "MKD",
    "RS": "SRB", "TR": "TUR", "UA": "UKR", "MD": "MDA", "GE": "GEO", "AM": "ARM",
}  # fmt: skip
"""The countries that publish in the forms of the European Union, by both of their codes."""
