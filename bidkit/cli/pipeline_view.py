"""The pipeline on a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from babel.numbers import format_decimal

from bidkit.cli.saying import count, table
from bidkit.deal.method import STAGE_NAMES
from bidkit.stages.pipeline import DAYS, DealLine, Group, PipelineSheet, Worth

_HEADS = ("Deal", "Stage", "Grade", "Value", "Chance", "Next")


def pipeline_text(sheet: PipelineSheet) -> str:
    """Return the page as lines for a person."""
    as_of = f", as of {sheet.head.as_of}" if sheet.head.as_of else ""
    return "\n".join(
        [
            f"{count(sheet.deals, 'deal', 'deals')}{as_of}",
            *(f"  {_worth(each)}" for each in sheet.worth),
            *_over(sheet),
            "",
            *table([("", "Deals", "Value", "Weighted"), *map(_group, (*sheet.stages, *sheet.grades))]),
            "",
            *table([_HEADS, *(_line(each, sheet) for each in sheet.largest)]),
            *_due(sheet),
            *_concerns(sheet),
        ]
    )


def _over(sheet: PipelineSheet) -> Iterator[str]:
    if sheet.over:
        are = "is" if sheet.over == 1 else "are"
        yield f"  {count(sheet.over, 'deal has', 'deals have')} ended and {are} left out"


def _worth(worth: Worth) -> str:
    return f"{worth.currency} {_amount(worth.value)}, weighted by the stated chances {_amount(worth.weighted)}"


def _amount(value: Decimal) -> str:
    return str(format_decimal(value, "#,##0", locale="en"))


def _group(group: Group) -> tuple[str, ...]:
    value = "; ".join(f"{each.currency} {_amount(each.value)}" for each in group.worth)
    weighted = "; ".join(f"{each.currency} {_amount(each.weighted)}" for each in group.worth)
    return str(group.name), str(group.deals), value, weighted


def _line(line: DealLine, sheet: PipelineSheet) -> tuple[str, ...]:
    value = f"{line.currency} {_amount(line.value)}" if line.value is not None and line.currency else "missing"
    chance = f"{line.chance} %" if line.chance is not None else "missing"
    day = line.next_day(sheet.head.as_of)
    due = f"{day[0]} {DAYS[day[1]]}" if day else ""
    return line.id, str(STAGE_NAMES[line.stage]), line.grade or "none", value, chance, due


def _due(sheet: PipelineSheet) -> Iterator[str]:
    if sheet.due:
        yield from ("", f"Due next ({len(sheet.due)} of {sheet.due_in_all})")
        yield from (f"  {each.date}  {each.deal}: {each.what}" for each in sheet.due)


def _concerns(sheet: PipelineSheet) -> Iterator[str]:
    if sheet.concerns:
        yield from ("", f"Amiss ({len(sheet.concerns)} of {sheet.concerns_in_all})")
        yield from (f"  {each.deal}: {'; '.join(map(str, each.what))}" for each in sheet.concerns)
