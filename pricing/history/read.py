"""Past tenders from CSV: one row per bid, the estimate in a row of rank 0; every bad row named by its line."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

COLUMNS = {
    "tender": ("contract_id", "tender_id", "tender", "contract"),
    "date": ("letting_date", "date", "opened"),
    "rank": ("rank",),
    "bidder": ("bidder_id", "bidder", "bidder_name"),
    "amount": ("amount", "amount_usd", "amount_eur", "amount_cny", "bid", "price", "total"),
}
_HIGHEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class PastTender:
    """One letting: what was estimated and what was bid."""

    id: str
    date: date
    estimate: Decimal | None
    bids: tuple[tuple[str, Decimal], ...]
    """Bidder and amount, lowest first."""

    @property
    def contested(self) -> bool:
        """Return whether two or more bid and there is an estimate to compare them with."""
        return self.estimate is not None and len(self.bids) > 1


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: its line in the file, what is wrong, what to do."""

    line: int
    message: str
    hint: str


class BadHistoryError(ValueError):
    """A file of past tenders with rows that cannot be used, all of them."""

    def __init__(self, path: Path, rows: Sequence[BadRow]) -> None:
        super().__init__("\n".join(f"{path}:{row.line}: {row.message}. {row.hint}" for row in rows))
        self.path, self.rows = path, tuple(rows)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    tender: tuple[date, str]
    rank: int
    bidder: str
    amount: Decimal


def past_tenders(path: Path) -> tuple[PastTender, ...]:
    """Read past tenders in the order in which they were let, or raise BadHistoryError with every bad row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadHistoryError(path, [BadRow(line, "is not UTF-8 text", "Save the file as CSV UTF-8.")]) from None
    read = list(_rows(text))
    good = [row for row in read if isinstance(row, _Row)]
    bad = [row for row in read if isinstance(row, BadRow)] + list(_repeated(good))
    if bad or not good:
        nothing = [BadRow(1, "holds no bids", "Write one row per bid below the names of the columns.")]
        raise BadHistoryError(path, sorted(bad, key=lambda row: row.line) or nothing)
    return _tenders(good)


def _rows(text: str) -> Iterator[_Row | BadRow]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        places = _places([name.strip().lower() for name in next(reader, [])])
        if isinstance(places, BadRow):
            yield places
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(reader.line_num, places, cells)
    except csv.Error as error:
        yield BadRow(reader.line_num, f"cannot be read as CSV ({error})", "Close every quotation mark.")


def _places(header: list[str]) -> dict[str, int] | BadRow:
    found = {what: next((header.index(n) for n in names if n in header), -1) for what, names in COLUMNS.items()}
    missing = [COLUMNS[what][0] for what, place in found.items() if place < 0]
    if missing:
        hint = "Name them in the first line: contract_id, letting_date, rank, bidder_id, amount."
        return BadRow(1, f"has no column {', '.join(missing)}", hint)
    return found


def _row(line: int, places: dict[str, int], cells: list[str]) -> _Row | BadRow:
    values = {what: cells[place].strip() if place < len(cells) else "" for what, place in places.items()}
    empty = [what for what, value in values.items() if not value]
    if empty:
        return BadRow(line, f"has no {', '.join(empty)}", "Fill the cell, or delete the row.")
    try:
        when = date.fromisoformat(values["date"])
    except ValueError:
        return BadRow(line, f"'{values['date']}' is not a date", "Write year-month-day, such as 2026-09-30.")
    if not (values["rank"].isascii() and values["rank"].isdigit()):
        return BadRow(line, f"'{values['rank']}' is not a rank", "Write 0 for the estimate, 1 for the lowest bid.")
    amount = _amount(values["amount"])
    if amount is None:
        hint = "Write digits with a point for decimals and nothing else, above zero."
        return BadRow(line, f"'{values['amount']}' is not an amount", hint)
    return _Row(line, (when, values["tender"]), int(values["rank"]), values["bidder"], amount)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < _HIGHEST else None


def _repeated(rows: list[_Row]) -> Iterator[BadRow]:
    seen: dict[tuple[tuple[date, str], str], int] = {}
    for row in rows:
        who = "the estimate" if row.rank == 0 else f"bidder {row.bidder}"
        first = seen.setdefault((row.tender, who), row.line)
        if first != row.line:
            message = f"{who} stands in tender {row.tender[1]} of {row.tender[0]} already (line {first})"
            yield BadRow(row.line, message, "Keep one of the two rows.")


def _tenders(rows: list[_Row]) -> tuple[PastTender, ...]:
    bids: dict[tuple[date, str], list[_Row]] = {}
    for row in rows:
        bids.setdefault(row.tender, []).append(row)
    return tuple(_tender(*key, bids[key]) for key in sorted(bids))


def _tender(when: date, name: str, rows: list[_Row]) -> PastTender:
    estimate = next((row.amount for row in rows if row.rank == 0), None)
    ordered = sorted((row for row in rows if row.rank), key=lambda row: (row.amount, row.rank, row.bidder))
    return PastTender(name, when, estimate, tuple((row.bidder, row.amount) for row in ordered))
