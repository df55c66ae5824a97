"""Past tenders from CSV: one row per bid, the estimate in a row of rank 0; every bad row named by its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

COLUMNS = {  # the first one that the file has counts; of the bidder's, the first that is filled
    "tender": ("contract_id", "tender_id", "tender", "contract"),
    "date": ("letting_date", "date", "opened"),
    "rank": ("rank",),
    "bidder": ("bidder_id", "bidder", "bidder_name"),
    "amount": ("amount", "amount_usd", "amount_eur", "amount_cny", "bid", "price", "total"),
}
BEGIN_FORMULAS = ("=", "+", "-", "@")
GUARD = "'"
"""Stands before a name that a spreadsheet would calculate, and is no part of it."""
_GUARDED = tuple(GUARD + sign for sign in BEGIN_FORMULAS)
_FORMULA = re.compile(r"=|[-+@].*[|(!]")  # a name such as +GF+ is none
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
_YEARS = range(1950, 2101)  # what a market learns from a year mistyped is that its level wanders for centuries
_SHOWN, _LONGEST, _MOST_LINES, _MOST_ROWS = 60, 200_000, 100, 200_000
_TOO_LONG = ("begins a row that is longer than any bid needs", "Close every quotation mark.")
_TOO_MANY = (f"begins what is beyond {_MOST_ROWS:,} rows", "Keep the later tenders in a file of their own.")
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
    column: int = 1


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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: the line in which it begins, how it is written, and its cells."""

    line: int
    written: str
    cells: Sequence[str]

    def place(self, cell: int) -> tuple[int, int]:
        """Return the line and the column in which a cell begins, or in which the row ends before it."""
        at = 0
        for text in self.cells[:cell]:
            quoted = self.written.startswith('"', at)
            at += len(text) + (text.count('"') + 2 if quoted else 0) + 1
        before = self.written.rstrip("\r\n")[:at].split("\n")
        return self.line + len(before) - 1, len(before[-1]) + 1


class StoppedError(ValueError):
    """Raised where a file cannot be read on, and says why."""

    def __init__(self, row: BadRow) -> None:
        super().__init__(row.message)
        self.row = row


def rows_in(text: str) -> Iterator[Row]:
    """Yield the rows of a file, its first line among them, or raise StoppedError."""
    given: list[str] = []
    line = 1

    def lines() -> Iterator[str]:
        for each in io.StringIO(text, newline=""):
            given.append(each)
            if len(each) > _LONGEST or len(given) > _MOST_LINES:
                raise StoppedError(BadRow(line, *_TOO_LONG))
            yield each

    reader = csv.reader(lines(), delimiter=delimiter_of(text), strict=True)
    try:
        for number, cells in enumerate(reader):
            if number > _MOST_ROWS:
                raise StoppedError(BadRow(line, *_TOO_MANY))
            yield Row(line, "".join(given), cells)
            given.clear()
            line = reader.line_num + 1
    except csv.Error as error:
        bad = BadRow(line, f"cannot be read as CSV ({error})", "Close every quotation mark.")
        raise StoppedError(bad) from None


def delimiter_of(text: str) -> str:
    """Return the sign between the cells of a file."""
    return max(",;\t", key=text.split("\n", 1)[0].count)


def said_in(cell: str) -> str:
    """Return what a cell says, on one line and without a guard."""
    text = " ".join(cell.split())
    return text.removeprefix(GUARD) if text.startswith(_GUARDED) else text


def _rows(text: str) -> Iterator[_Row | BadRow]:
    rows = rows_in(text)
    try:
        head = next(rows, Row(1, "", ()))
        places = _places(head)
        if bad := list(_bad_head(head, places)):
            yield from bad
            return
        for row in rows:
            if any(cell.strip() for cell in row.cells):
                yield from _row(row, places)
    except StoppedError as stopped:
        yield stopped.row


def _places(head: Row) -> dict[str, list[int]]:
    """Return where the columns of each thing stand, the first of them first."""
    header = [name.strip().lower() for name in head.cells]
    return {
        what: [at for name in names for at, own in enumerate(header) if own == name] for what, names in COLUMNS.items()
    }


def _bad_head(head: Row, places: Mapping[str, Sequence[int]]) -> Iterator[BadRow]:
    missing = [COLUMNS[what][0] for what, found in places.items() if not found]
    if missing:
        hint = "Name them in the first line: contract_id, letting_date, rank, bidder_id, amount."
        yield BadRow(1, f"has no column {', '.join(missing)}", hint)
    seen: set[str] = set()
    for at in sorted(place for found in places.values() for place in found):
        name = head.cells[at].strip().lower()
        if name in seen:
            line, column = head.place(at)
            hint = "Delete one of the two columns, or give it another name."
            yield BadRow(line, f"has the column {name} twice", hint, column=column)
        seen.add(name)


def _row(row: Row, places: Mapping[str, Sequence[int]]) -> Iterator[_Row | BadRow]:
    """Yield what a row says, or everything that is wrong with it."""
    said = [said_in(cell) for cell in row.cells]
    filled = {what: [at for at in each if at < len(said) and said[at]] for what, each in places.items()}
    values = {what: said[each[0]] if each else "" for what, each in filled.items()}
    bad = False
    if empty := [what for what, each in filled.items() if not each]:
        bad = True
        line, column = row.place(places[empty[0]][0])
        message = f"has no {', '.join(empty)}"
        yield BadRow(line, message, "Fill the cell, or delete the row.", values["tender"], column)
    for what, message, hint in _wrong(row, filled, values):
        bad = True
        line, column = row.place(filled[what][0])
        yield BadRow(line, message, hint, values["tender"], column)
    if not bad:
        tender = date.fromisoformat(values["date"]), values["tender"]
        yield _Row(row.line, tender, int(Decimal(values["rank"])), values["bidder"], Decimal(values["amount"]))


def _wrong(row: Row, filled: Mapping[str, Sequence[int]], values: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield which of a row's filled cells is wrong, what is wrong with it, and what to do."""
    shown = {what: value if len(value) <= _SHOWN else f"{value[: _SHOWN - 3]}..." for what, value in values.items()}
    if filled["date"] and not _is_day(values["date"]):
        yield "date", f"'{shown['date']}' is not a date", "Write year-month-day, such as 2026-09-30."
    if filled["rank"] and not _RANK.fullmatch(values["rank"]):
        yield "rank", f"'{shown['rank']}' is not a rank", "Write 0 for the estimate, 1 for the lowest bid."
    if filled["amount"] and not (_AMOUNT.fullmatch(values["amount"]) and Decimal(values["amount"])):
        hint = "Write digits with a point for decimals and nothing else, above zero."
        yield "amount", f"'{shown['amount']}' is not an amount", hint
    for what in ("tender", "bidder"):
        if filled[what] and _FORMULA.match(row.cells[filled[what][0]].strip()):
            hint = f"Write the name alone; if it begins so, put {GUARD} before it."
            yield what, f"'{shown[what]}' is a formula, which a spreadsheet would run", hint


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


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
