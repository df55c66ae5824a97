"""The requirements as a workbook in which engineers answer them; an import reads it back exactly."""

from decimal import Decimal

from bidkit.deal import Deal
from bidkit.deal.standards import Requirement
from bidkit.phrases import Phrase
from bidkit.requirement_columns import WRITTEN, Column
from bidkit.workbook import Cell, Look, Sheet, Workbook

_HEAD = Phrase("Requirements")


def requirement_workbook(deal: Deal) -> Workbook:
    """Return the workbook of a deal's requirements, with a sheet that says what belongs where."""
    title = Phrase("{title}: requirements", title=deal.title)
    return Workbook(title, Phrase("Internal: not for the customer"), (_list(deal), _guide(deal)))


def _list(deal: Deal) -> Sheet:
    heads = tuple(Cell(column.heading, look="head") for column in WRITTEN)
    rows = tuple(tuple(_cell(column, item) for column in WRITTEN) for item in deal.standards.requirements)
    return Sheet(_HEAD, (heads, *rows), tuple(column.width for column in WRITTEN), repeated=1)


def _cell(column: Column, item: Requirement) -> Cell:
    look: Look = "input" if column.for_engineers else "plain"
    value = column.value(item)
    if isinstance(value, Decimal):
        return Cell(value, form="number", look=look)
    if column.words:
        said = column.words[value] if isinstance(value, str) else None
        return Cell(said, look=look, choices=tuple(column.words.values()))
    if isinstance(value, tuple):
        return Cell(", ".join(value) or None, look=look)
    return Cell(None if value is None else str(value), look=look)


def _guide(deal: Deal) -> Sheet:
    """Return what belongs in each column, and the groups."""
    rows = [
        (Cell(deal.title, look="title"),),
        (
            Cell(
                Phrase("Fill in the yellow columns. Rows and ids stay as they are; an empty cell says nothing."),
                look="note",
            ),
        ),
        (),
        (Cell(Phrase("Column"), look="head"), Cell(Phrase("What belongs there"), look="head")),
        *(
            (Cell(each.heading, look="input" if each.for_engineers else "plain"), Cell(each.meaning))
            for each in WRITTEN
        ),
    ]
    if deal.standards.groups:
        lots = {lot.id: lot.title for lot in deal.standards.lots}
        rows += [
            (),
            tuple(Cell(name, look="head") for name in (Phrase("Group"), Phrase("What it holds"), Phrase("Lot"))),
        ]
        rows += [(Cell(each.id), Cell(each.title), Cell(lots.get(each.lot or ""))) for each in deal.standards.groups]
    return Sheet(Phrase("How to fill it in"), tuple(rows), (22, 50, 18))
