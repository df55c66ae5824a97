"""What the order is expected to cost: lines in the record itself, or in a spreadsheet of the house beside it."""

from typing import Annotated

from pydantic import AfterValidator

from bidkit.deal.types import Count, Line, Part, wrong
from pricing.cost.model import Costs


def _workbook(name: str) -> str:
    if "/" in name or "\\" in name or not name.lower().endswith((".xlsx", ".xlsm")):
        hint = "Put the workbook beside the record and write its name alone, such as costs.xlsx."
        raise wrong("not_a_workbook", f"'{name}' is not the name of an Excel workbook (.xlsx)", hint)
    return name


class CostColumns(Part):
    """Where each field of a cost line stands in a spreadsheet: a column's header, or its letter."""

    id: Line | None = None
    """The column of the line's id."""
    category: Line | None = None
    """The column of the category."""
    what: Line | None = None
    """The column of what is paid for."""
    quantity: Line | None = None
    """The column of the quantity; each line is one unit where there is no such column."""
    unit: Line | None = None
    """The column of the unit."""
    unit_cost: Line | None = None
    """The column of the cost of one unit."""
    currency: Line | None = None
    """The column of the currency; an empty cell stands for the record's own."""
    low: Line | None = None
    """The column of the lowest unit cost."""
    likely: Line | None = None
    """The column of the most likely unit cost; the unit cost itself where there is no such column."""
    high: Line | None = None
    """The column of the highest unit cost."""
    author: Line | None = None
    """The column of who stated the figure."""
    source: Line | None = None
    """The column of what the figure rests on."""
    date: Line | None = None
    """The column of when it was stated."""


class CostFile(Part):
    """A spreadsheet of the house in which the cost lines stand, in place of `lines`."""

    file: Annotated[Line, AfterValidator(_workbook)] | None = None
    """The name of an Excel workbook (.xlsx) beside the record; its stored values are read, and nothing is written."""
    sheet: Line | None = None
    """The sheet; may be left out where the workbook shows only one."""
    header_row: Count = 1
    """The row of the headers; the lines stand below it. 0 where there are none and `columns` gives letters."""
    last_row: Count | None = None
    """The last row of the lines, where totals or notes stand below them."""
    columns: CostColumns = CostColumns.model_construct()
    """Which column is which field; a column whose header is the field's own name need not be named."""


class DealCosts(Costs, CostFile):
    """What the order is expected to cost."""
