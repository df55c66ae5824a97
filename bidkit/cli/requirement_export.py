"""The requirements of a record as a workbook for the engineers."""

from collections.abc import Iterator
from pathlib import Path

import typer

from bidkit.cli.desk import Desk, sound_desk
from bidkit.cli.making import report
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish import Output, publish
from bidkit.requirement_columns import LONGEST, WRITTEN
from bidkit.stages.requirement_workbook import requirement_workbook


def export_requirements(record: Path, out: Path | None, language: str | None) -> None:
    """Write the workbook, or raise ProblemsFound where it could not hold every text in full."""
    from bidkit import render

    if out is not None and out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{out.name} is not the name of an Excel workbook (.xlsx).", param_hint="--out")
    desk = sound_desk(record)
    problems = tuple(_too_long(desk))
    if problems:
        raise ProblemsFound(problems)
    target = out or record.parent / "documents" / f"{desk.deal.id}-requirements.xlsx"
    book = requirement_workbook(desk.deal)
    content = render.to_xlsx(book, language=language or desk.deal.language or desk.house.language)
    report(publish(target.parent, {target.name: Output(content, "requirements", desk.digest)}))


def _too_long(desk: Desk) -> Iterator[Problem]:
    for at, item in enumerate(desk.deal.standards.requirements):
        for column in WRITTEN:
            if len(str(column.value(item) or "")) >= LONGEST:
                place = desk.file.place(("standards", "requirements", at, *column.path))
                hint = "Keep the long text in a document beside the record, and name it here."
                yield Problem(place, f"`{item.id}` is too long for a cell, which holds {LONGEST:,} signs", hint)
