"""From a folder of deals to the page that shows them all."""

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

import typer

from bidkit.cli.due import records_of
from bidkit.cli.making import report
from bidkit.cli.pipeline_desk import read_all
from bidkit.cli.pipeline_view import pipeline_text
from bidkit.cli.saying import print_json, print_problems
from bidkit.publish import Output, publish
from bidkit.record.files import HouseFile, load_house
from bidkit.record.template_sets import template_folders
from bidkit.stages.pipeline import PipelineSheet, pipeline
from bidkit.stages.pipeline_workbook import pipeline_workbook
from bidkit.stages.sheet import jsonable, plain


def show_pipeline(
    folder: Path, formats: tuple[str, ...], out: Path | None, as_of: date | None, language: str | None, jobs: int | None
) -> bool:
    """Print the page or write it, and tell whether every record could be read."""
    records = records_of(folder)
    with typer.progressbar(length=len(records), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        found = read_all(records, folder, jobs or os.cpu_count() or 1, bar.update)
    house_file = load_house(folder)
    lines = [each.line for each in found if each.line]
    sheet = pipeline(lines, house_file.house.seller.name, as_of, len(found) - len(lines))
    _tell(sheet, formats, out or folder / "documents", house_file, language or house_file.house.language)
    print_problems(problem for each in found for problem in each.problems)
    return len(lines) == len(found)


def _tell(sheet: PipelineSheet, formats: tuple[str, ...], out: Path, house_file: HouseFile, language: str) -> None:
    if not formats:
        print(pipeline_text(sheet))
    elif formats == ("json",):
        print_json(jsonable(sheet))
    else:
        digest = sha256(repr(sheet.lines).encode()).hexdigest()
        files = _files(sheet, formats, house_file, language)
        report(publish(out, {name: Output(content, "pipeline", digest) for name, content in files.items()}))


def _files(sheet: PipelineSheet, formats: tuple[str, ...], house_file: HouseFile, language: str) -> dict[str, bytes]:
    from bidkit import render

    folders = template_folders(house_file)
    document = cache(partial(render.document, "pipeline.html", plain(sheet), language=language, folders=folders))
    data = json.dumps(jsonable(sheet), ensure_ascii=False, indent=2) + "\n"
    write: dict[str, Callable[[], bytes]] = {
        "docx": lambda: render.to_docx(document()),
        "pdf": lambda: render.to_pdf(document(), house_file.house.pdf_profile),
        "html": lambda: render.to_html(document()),
        "xlsx": lambda: render.to_xlsx(pipeline_workbook(sheet), language=language, folders=folders),
        "json": data.encode,
    }
    return {f"pipeline.{each}": write[each]() for each in formats}
