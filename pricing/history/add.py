"""Add a tender to past tenders kept as CSV: what stands in the file stays as it is, byte by byte."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricing.history.read import (
    BEGIN_FORMULAS,
    COLUMNS,
    GUARD,
    BadRow,
    PastTender,
    Row,
    delimiter_of,
    rows_in,
    said_in,
    usable_in,
)

HEADER = ("contract_id", "letting_date", "rank", "bidder_id", "amount", "currency", "won", "method")
_WHAT = {name: what for what, names in COLUMNS.items() for name in names}
_MORE = ("currency", "won", "method")
US = "us"


@dataclass(frozen=True, slots=True)
class NewBid:
    """A bid to be added: by whom, at what price excluding tax, and whether it won."""

    bidder: str
    amount: Decimal
    won: bool
    ours: bool = False


@dataclass(frozen=True, slots=True)
class NewTender:
    """A tender to be added."""

    id: str
    date: date
    currency: str
    method: str | None
    reference: Decimal | None
    """What the bids are compared with."""
    reference_is: str
    """What that is: estimate or ceiling."""
    bids: tuple[NewBid, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """A file with a tender added to it."""

    after: bytes
    rows: tuple[Mapping[str, str], ...]
    """What is added, by column."""
    no_column: tuple[str, ...]
    """What the file has no column for and does not keep."""
    seen: Mapping[str, int]
    """How many bids of each bidder stood in the file before."""


class CannotAddError(ValueError):
    """A tender that cannot be added to a file: all that is wrong with the file or stands there already."""

    def __init__(self, rows: Sequence[BadRow]) -> None:
        super().__init__("\n".join(f"{row.line}: {row.message}. {row.hint}" for row in rows))
        self.rows = tuple(rows)


def added(before: bytes, tender: NewTender) -> Addition:
    """Return a file with a tender added at its end, or raise CannotAddError; an empty file gets its first line."""
    text = _decoded(before)
    if not text.strip():
        return _written(before, tender, HEADER, ",", {})
    known, bad = usable_in(text)
    if bad:
        raise CannotAddError(bad)
    head, *lines = rows_in(text)
    header = tuple(name.strip().lower() for name in head.cells)
    if bad := (*_other_money(header, tender), *_stands_there(header, lines, known, tender)):
        raise CannotAddError(bad)
    return _written(before, tender, header, delimiter_of(text), _bidders(header, lines))


def _decoded(before: bytes) -> str:
    try:
        return before.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = before.count(b"\n", 0, error.start) + 1
        raise CannotAddError([BadRow(line, "is not UTF-8 text", "Save the file as CSV UTF-8.")]) from None


def _stands_there(
    header: Sequence[str], lines: Sequence[Row], known: Sequence[PastTender], tender: NewTender
) -> Iterator[BadRow]:
    """Find the tender itself, by its id or by the same prices on the same day."""
    ours = sorted(each.amount for each in tender.bids)
    for each in known:
        same_bids = each.date == tender.date and sorted(amount for _, amount in each.bids) == ours
        if each.id.casefold() == tender.id.casefold() or same_bids:
            line = next(row.line for row in lines if each.id in _filled(header, row.cells, "tender"))
            message = f"tender {each.id} of {each.date} stands here already"
            hint = "Nothing was added; a tender that was let again needs a reference of its own."
            yield BadRow(line, message, hint, each.id)


def _other_money(header: Sequence[str], tender: NewTender) -> Iterator[BadRow]:
    """Find a column of amounts that says by its name another currency than the tender's."""
    column = next((name for name in COLUMNS["amount"] if name in header), "amount")
    currency = column.partition("_")[2].upper()
    if currency and currency != tender.currency:
        hint = "Keep tenders of each currency in a file of their own, or call the column amount."
        yield BadRow(1, f"column {column} holds {currency}, and the bids are in {tender.currency}", hint)


def _filled(header: Sequence[str], cells: Sequence[str], what: str) -> list[str]:
    """Return what stands in the columns that one thing may have, as far as they are filled."""
    places = [header.index(name) for name in COLUMNS[what] if name in header]
    return [said for at in places if at < len(cells) and (said := said_in(cells[at]))]


def _bidders(header: Sequence[str], lines: Sequence[Row]) -> dict[str, tuple[str, int]]:
    """Return the id of each bidder by the names that the file has for it, and how often it has bid."""
    found: dict[str, tuple[str, int]] = {}
    for row in lines:
        names, rank = _filled(header, row.cells, "bidder"), _filled(header, row.cells, "rank")
        if names and rank[0].partition(".")[0] != "0":
            times = found.get(names[0].casefold(), ("", 0))[1] + 1
            found |= {name.casefold(): (names[0], times) for name in names}
    return found


def _written(
    before: bytes, tender: NewTender, header: Sequence[str], delimiter: str, bidders: Mapping[str, tuple[str, int]]
) -> Addition:
    rows = tuple(_rows(tender, bidders))
    end = "\r\n" if b"\r\n" in before else "\n"
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    if not before.removeprefix(BOM_UTF8).strip():
        writer.writerow(header)
    elif not before.endswith(b"\n"):
        out.write(end)
    writer.writerows([_guarded(_cell(name, row, header)) for name in header] for row in rows)
    facts = {"currency": tender.currency, "won": "yes", "method": tender.method}
    lost = tuple(name for name, value in facts.items() if value and name not in header)
    seen = {row["bidder"]: bidders.get(row["bidder"].casefold(), ("", 0))[1] for row in rows[-len(tender.bids) :]}
    return Addition(before + out.getvalue().encode(), rows, lost, seen)


def _cell(name: str, row: Mapping[str, str], header: Sequence[str]) -> str:
    """Return what stands in a column; of several names for one thing, the first that the file has is filled."""
    what = _WHAT.get(name)
    if what is None:
        return row[name] if name in _MORE else ""
    first = next(each for each in COLUMNS[what] if each in header)
    return row[what] if name == first else row["name"] if what == "bidder" else ""


def _guarded(text: str) -> str:
    return GUARD + text if text.startswith(BEGIN_FORMULAS) else text


def _rows(tender: NewTender, bidders: Mapping[str, tuple[str, int]]) -> Iterator[Mapping[str, str]]:
    shared = {"tender": tender.id, "date": tender.date.isoformat(), "currency": tender.currency}
    shared |= {"method": tender.method or ""}
    if tender.reference is not None:
        told = {"bidder": tender.reference_is, "name": tender.reference_is, "amount": f"{tender.reference:f}"}
        yield {**shared, **told, "rank": "0", "won": ""}
    for rank, bid in enumerate(sorted(tender.bids, key=lambda each: each.amount), 1):
        names = (US, bid.bidder) if bid.ours else (bid.bidder,)
        called = next((bidders[name.casefold()][0] for name in names if name.casefold() in bidders), bid.bidder)
        told = {"bidder": called, "name": bid.bidder, "amount": f"{bid.amount:f}", "won": "yes" if bid.won else "no"}
        yield {**shared, **told, "rank": str(rank)}
