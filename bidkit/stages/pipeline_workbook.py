"""The pipeline as a workbook: one row per deal, for those who sort and filter."""

from bidkit.deal.method import STAGE_NAMES
from bidkit.phrases import Phrase
from bidkit.stages.pipeline import DAYS, DealLine, PipelineSheet
from bidkit.workbook import Cell, Sheet, Workbook

_HEADS = (
    *(Phrase("Deal"), Phrase("Title"), Phrase("Customer"), Phrase("Owner"), Phrase("Stage"), Phrase("Grade")),
    *(
        Phrase("Currency"),
        Phrase("Value"),
        Phrase("Chance in percent"),
        Phrase("Weighted"),
        Phrase("Margin in percent"),
    ),
    *(Phrase("Next day"), Phrase("What"), Phrase("Closed gates"), Phrase("Passed by force"), Phrase("Approval")),
)


def pipeline_workbook(sheet: PipelineSheet) -> Workbook:
    """Return every deal, the heaviest first as the records name them."""
    heads = tuple(Cell(each, look="head") for each in _HEADS)
    rows = tuple(_row(each, sheet) for each in sheet.lines)
    widths = (16, 40, 26, 18, 18, 8, 9, 16, 10, 16, 10, 12, 20, 12, 12, 18)
    page = Sheet(Phrase("Deals"), (heads, *rows), widths, repeated=1)
    return Workbook(Phrase("Pipeline"), sheet.head.audience, (page,))


def _row(line: DealLine, sheet: PipelineSheet) -> tuple[Cell, ...]:
    day = line.next_day(sheet.head.as_of)
    return (
        *(Cell(line.id), Cell(line.title), Cell(line.customer), Cell(line.owner), Cell(STAGE_NAMES[line.stage])),
        *(Cell(line.grade), Cell(line.currency), Cell(line.value, form="money"), Cell(line.chance, form="number")),
        *(Cell(line.weighted, form="money"), Cell(line.margin, form="number")),
        *(Cell(day[0].isoformat() if day else None), Cell(DAYS[day[1]] if day else None)),
        *(Cell(len(line.closed), form="number"), Cell(len(line.forced), form="number")),
        Cell(Phrase("holds no more") if line.stale else None),
    )
