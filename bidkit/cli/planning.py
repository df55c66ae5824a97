"""The plan back from a bid's deadline, written as a calendar beside the documents."""

from pathlib import Path

import typer

from bidkit import render
from bidkit.bid_plan import plan_calendar
from bidkit.cli.desk import Desk
from bidkit.cli.making import report
from bidkit.publish import Output, publish
from bidkit.record.template_sets import template_folders


def write_plan(desk: Desk, record: Path, out: Path | None, language: str | None, *, to_error: bool = False) -> None:
    """Write the days of the plan as an .ics file and say so."""
    if desk.deal.tender.dates.deadline is None:
        raise typer.BadParameter("There is no deadline to plan from: add `tender: dates: deadline:`.")
    spoken = language or desk.deal.language or desk.house.language
    calendar = plan_calendar(desk.deal, desk.house)
    content = render.to_ics(calendar, language=spoken, folders=template_folders(desk.house_file))
    files = {f"{desk.deal.id}-bid-plan.ics": Output(content, "bid-plan", desk.digest)}
    report(publish(out or record.parent / "documents", files), to_error=to_error)
