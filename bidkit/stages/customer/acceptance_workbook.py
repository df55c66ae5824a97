"""The checklist as a workbook, for those who fill in a table rather than a form."""

from collections.abc import Iterator

from bidkit.phrases import Phrase
from bidkit.stages.customer.acceptance_sheet import AcceptanceSheet, TestRow
from bidkit.stages.customer.acceptance_words import RESULTS
from bidkit.workbook import Cell, Sheet, Workbook

_FIRST = 8  # the row of the heads
FILLED: dict[str, Phrase] = {
    "instrument": Phrase("Instrument"),
    "value": Phrase("Measured value"),
    "uncertainty": Phrase("Uncertainty (±)"),
    "result": Phrase("Result"),
    "date": Phrase("Date"),
    "by": Phrase("Initials of the supplier"),
    "witness": Phrase("Initials of the customer"),
    "remark": Phrase("Remark"),
}
"""The columns that are filled in; the name of each is that of its head in the file."""
_SHOWN = (
    *(Phrase("Id"), Phrase("Test"), Phrase("Machine"), Phrase("Requirements"), Phrase("Passed when")),
    *(Phrase("Unit"), Phrase("Measured with")),
)
_WIDTHS = (9, 44, 14, 16, 30, 9, 26, 14, 14, 14, 12, 13, 14, 14, 26)
_RESULTS = tuple(RESULTS[name] for name in ("pass", "fail", "waived"))


def acceptance_workbook(sheet: AcceptanceSheet) -> Workbook:
    """Return the checklist as a workbook with one row for each test that is still to be done."""
    title = Phrase("{title}: acceptance checklist", title=sheet.head.title)
    heads = tuple(Cell(name, look="head") for name in (*_SHOWN, *FILLED.values()))
    letters = {name: chr(ord("A") + len(_SHOWN) + at) for at, name in enumerate(FILLED)}
    names = {"code": "B6", "tests": f"A{_FIRST}", **{name: f"{at}{_FIRST}" for name, at in letters.items()}}
    page = Sheet(Phrase("Checklist"), (*_head(sheet), heads, *_rows(sheet)), _WIDTHS, names, repeated=_FIRST)
    return Workbook(title, Phrase("For both sides"), (page,))


def _head(sheet: AcceptanceSheet) -> Iterator[tuple[Cell, ...]]:
    yield (Cell(Phrase("{title}: acceptance checklist", title=sheet.head.title), look="title"),)
    told = (
        (Phrase("Contract"), sheet.contract),
        (Phrase("Customer"), sheet.customer.name),
        (Phrase("Supplier"), sheet.seller.name),
        (Phrase("Site"), sheet.site),
        (Phrase("Code"), sheet.code),
    )
    yield from ((Cell(name, look="note"), Cell(value)) for name, value in told)
    yield (Cell(),)


def _rows(sheet: AcceptanceSheet) -> Iterator[tuple[Cell, ...]]:
    for machine in sheet.machines:
        name = machine.equipment.id if machine.equipment else None
        yield from (_row(row, name) for row in machine.rows if row.fill)


def _row(row: TestRow, machine: str | None) -> tuple[Cell, ...]:
    asked = {"value": row.measured, "uncertainty": row.measured, "instrument": row.asks_instrument}
    places = (
        Cell(look="input", form="number" if name in ("value", "uncertainty") else "text", choices=_choices(name))
        if asked.get(name, True)
        else Cell("–")
        for name in FILLED
    )
    rule = row.criterion_text if row.criterion is None else row.criterion
    tool = f"{row.instrument.id} {row.instrument.what}" if row.instrument else None
    shown = (row.id, row.what, machine, ", ".join(row.requirements) or None, rule, row.unit, tool)
    return (*map(Cell, shown), *places)


def _choices(name: str) -> tuple[Phrase, ...]:
    return _RESULTS if name == "result" else ()
