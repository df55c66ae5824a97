"""Past tenders from CSV: one row per bid, the estimate in a row of rank 0; every bad row named by its line."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

COLUMNS = {  # the first one that the file has counts; of the bidder's, the first that is filled
    "tender": ("contract_id", "tender_id", "tender", "contract"),
    "date": ("letting_date", "date", "opened"),
    "rank": ("rank",),
    "bidder": ("bidder_id", "bidder", "bidder_name"),
    "amount": ("amount", "amount_usd", "amount_eur", "amount_cny", "bid", "price", "total"),
}
_HIGHEST = Decimal(10) ** 15
_RANK = re.compile(r"[0-9]{1,6}(\.0+)?")  # spreadsheets write whole numbers with a decimal where a cell is empty


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
    tender: str | None = None


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
    tenders, bad = usable(path)
    if bad:
        raise BadHistoryError(path, bad)
    return tenders


def usable(path: Path) -> tuple[tuple[PastTender, ...], tuple[BadRow, ...]]:
    """Return the tenders of which every row can be used, and every row that cannot."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return (), (BadRow(line, "is not UTF-8 text", "Save the file as CSV UTF-8."),)
    return usable_in(text)


def usable_in(text: str) -> tuple[tuple[PastTender, ...], tuple[BadRow, ...]]:
    """Return the same of the text of a file."""
    read = list(_rows(text))
    good = [row for row in read if isinstance(row, _Row)]
    bad = [row for row in read if isinstance(row, BadRow)] + list(_repeated(good))
    if not read:
        bad = [BadRow(1, "holds no bids", "Write one row per bid below the names of the columns.")]
    spoilt = {row.tender for row in bad}
    tenders = _tenders([row for row in good if row.tender[1] not in spoilt])
    return tenders, tuple(sorted(bad, key=lambda row: row.line))


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


def _places(header: list[str]) -> dict[str, list[int]] | BadRow:
    found = {what: [header.index(name) for name in names if name in header] for what, names in COLUMNS.items()}
    missing = [COLUMNS[what][0] for what, places in found.items() if not places]
    if missing:
        hint = "Name them in the first line: contract_id, letting_date, rank, bidder_id, amount."
        return BadRow(1, f"has no column {', '.join(missing)}", hint)
    return found


def _row(line: int, places: dict[str, list[int]], cells: list[str]) -> _Row | BadRow:
    filled = {what: [cells[at].strip() for at in each if at < len(cells)] for what, each in places.items()}
    values = {what: next(filter(None, each), "") for what, each in filled.items()}
    wrong = _wrong(values)
    if wrong:
        return BadRow(line, *wrong, values["tender"])
    tender = date.fromisoformat(values["date"]), values["tender"]
    return _Row(line, tender, int(Decimal(values["rank"])), values["bidder"], Decimal(values["amount"]))


def _wrong(values: dict[str, str]) -> tuple[str, str] | None:
    """Return what is wrong with a row and what to do, or None."""
    empty = [what for what, value in values.items() if not value]
    if empty:
        return f"has no {', '.join(empty)}", "Fill the cell, or delete the row."
    if not _is_day(values["date"]):
        return f"'{values['date']}' is not a date", "Write year-month-day, such as 2026-09-30."
    if not _RANK.fullmatch(values["rank"]):
        return f"'{values['rank']}' is not a rank", "Write 0 for the estimate, 1 for the lowest bid."
    if _amount(values["amount"]) is None:
        hint = "Write digits with a point for decimals and nothing else, above zero."
        return f"'{values['amount']}' is not an amount", hint
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < _HIGHEST else None


def _repeated(rows: list[_Row]) -> Iterator[BadRow]:
    """Yield second estimates, and bids that stand twice; two amounts of one bidder are two offers."""
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        who = "the estimate" if row.rank == 0 else f"the bid of {row.bidder}"
        first = seen.setdefault((row.tender, who, row.rank and row.amount), row.line)
        if first != row.line:
            message = f"{who} stands in tender {row.tender[1]} of {row.tender[0]} already (line {first})"
            yield BadRow(row.line, message, "Keep one of the two rows.", row.tender[1])


def _tenders(rows: list[_Row]) -> tuple[PastTender, ...]:
    bids: dict[tuple[date, str], list[_Row]] = {}
    for row in rows:
        bids.setdefault(row.tender, []).append(row)
    return tuple(_tender(*key, bids[key]) for key in sorted(bids))


def _tender(when: date, name: str, rows: list[_Row]) -> PastTender:
    estimate = next((row.amount for row in rows if row.rank == 0), None)
    ordered = sorted((row for row in rows if row.rank), key=lambda row: (row.amount, row.rank, row.bidder))
    return PastTender(name, when, estimate, tuple((row.bidder, row.amount) for row in ordered))
