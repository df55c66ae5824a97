"""From a record on the desk to published files."""

import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bidkit.cli.depends import digest_of_all
from bidkit.cli.desk import Desk, lay_out, record_path, sound_desk
from bidkit.cli.saying import count, print_json, print_problems, typed, working
from bidkit.garbage import uncollected
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish import Output, Published, publish
from bidkit.record.files import DealFile, HouseFile
from bidkit.record.template_sets import template_folders
from bidkit.stages.artifact import Artifact, Sheet
from bidkit.stages.sheet import plain

if TYPE_CHECKING:
    from bidkit.processes import Workers
    from bidkit.render.model import Document


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for: formats, folder (default: documents/ beside the record), draft or final, language."""

    formats: Sequence[str]
    out: Path | None = None
    final: bool = False
    language: str | None = None
    seed: int | None = None


def make(artifact: Artifact, record: Path, order: Order) -> None:
    """Write one artifact of a record and say what was written."""
    if "xlsx" in order.formats and artifact.workbook is None:
        raise typer.BadParameter(f"The {artifact.name} has no workbook; choose docx, pdf, html or json.")
    path = record_path(record)
    desk = (lay_out(path) if order.final else sound_desk(path)).seeded(order.seed)
    spoken = desk.spoken(order.language)
    sheet = artifact.build(spoken.deal, spoken.house_for(artifact), final=order.final)
    of_view = for_customer(artifact, spoken, final=order.final)
    refusals = desk.refusals(artifact)
    wrong = [each for each in (*refusals, *of_view) if each.severity == "error"]
    if order.final:
        _refuse(desk, (*desk.errors, *desk.closed_gates(artifact.stage_of(desk.deal)), *wrong), sheet)
    elif wrong:
        said = {each.place for each in refusals}
        raise ProblemsFound((*(each for each in desk.problems if each.place not in said), *refusals, *of_view))
    only_data = list(order.formats) == ["json"]
    if order.final and artifact.name == "proposal" and desk.authority_path:
        from bidkit.cli.proposal_issuing import issue_proposal

        issue_proposal(artifact, path, desk, sheet, order)
        print_problems(sorted((*desk.problems, *of_view)))
        return
    if only_data:
        print_json(artifact.data(sheet))
    if order.out is not None or not only_data:
        published = publish(order.out or path.parent / "documents", outputs(artifact, desk, sheet, order))
        report(published, to_error=only_data)
    print_problems(sorted((*desk.problems, *refusals, *of_view)))
    say_what_is_missing(sheet.missing, record)


def for_customer(artifact: Artifact, desk: Desk, *, final: bool) -> tuple[Problem, ...]:
    """Return what is wrong with a document as one for the customer; nothing if it is internal."""
    return desk.for_customer(final=final) if artifact.audience == "customer" else ()


def _refuse(desk: Desk, problems: Sequence[Problem], sheet: Sheet) -> None:
    """Raise ProblemsFound with everything that hinders a final document, if anything does."""
    if problems or sheet.missing:
        raise ProblemsFound((*problems, *(missing_problem(desk, each) for each in sheet.missing)))


def files_of(artifact: Artifact, desk: Desk, sheet: Sheet, order: Order) -> dict[str, bytes]:
    """Return an artifact in each format ordered, by file name."""
    return written(writers(artifact, desk, sheet, order))


Writers = Mapping[str, Callable[[], bytes]]
"""What writes each file of an artifact, by its name."""


def writers(artifact: Artifact, desk: Desk, sheet: Sheet, order: Order, workers: "Workers | None" = None) -> Writers:
    """Return what writes an artifact in each format ordered; workers begin with the parts of a long PDF at once."""
    with uncollected():
        each = _drawing(artifact, desk, sheet, order, workers) | _telling(artifact, desk, sheet, order)
    return {file_name(artifact, desk, form): each[form] for form in order.formats}


def written(writers: Writers) -> dict[str, bytes]:
    """Return the files that are written, by name."""
    files: dict[str, bytes] = {}
    for name, write in writers.items():
        with working(f"making {name}"):
            files[name] = write()
    return files


def file_name(artifact: Artifact, desk: Desk, form: str) -> str:
    """Return the name of an artifact's file in a format."""
    return f"{desk.deal.id}-{artifact.stem}.{form}"


def _drawing(
    artifact: Artifact, desk: Desk, sheet: Sheet, order: Order, workers: "Workers | None"
) -> dict[str, Callable[[], bytes]]:
    """Return what writes each format that a template draws; nothing where none is ordered."""
    drawn = [each for each in order.formats if each not in ("json", "xlsx", "ics")]
    if not drawn:
        return {}
    from bidkit import render

    document = filled(artifact, desk, sheet, order)
    if "pdf" not in drawn:  # a PDF is refused rather than warned of
        print_problems(render.unshown_characters(document))
    style = desk.house_style() if "docx" in drawn else None
    profile = desk.house.pdf_profile
    ahead = render.begin_pdf(document, profile, workers) if workers and "pdf" in drawn else None
    return {
        "docx": partial(render.to_docx, document, style),
        "pdf": ahead or partial(render.to_pdf, document, profile),
        "html": partial(render.to_html, document),
    }


def filled(artifact: Artifact, desk: Desk, sheet: Sheet, order: Order) -> "Document":
    """Return an artifact's template with the sheet in it, as every writer takes it."""
    from bidkit import render

    folders = template_folders(desk.house_file)
    return render.document(artifact.template, plain(sheet), language=language_of(desk, order), folders=folders)


def _telling(artifact: Artifact, desk: Desk, sheet: Sheet, order: Order) -> dict[str, Callable[[], bytes]]:
    """Return what writes each format that no template draws."""

    def xlsx() -> bytes:
        from bidkit import render

        if artifact.workbook is None:
            raise ValueError(f"the {artifact.name} has no workbook")
        folders = template_folders(desk.house_file)
        return render.to_xlsx(artifact.workbook(sheet), language=language_of(desk, order), folders=folders)

    def as_json() -> bytes:
        return (json.dumps(artifact.data(sheet), ensure_ascii=False, indent=2) + "\n").encode()

    def ics() -> bytes:
        from bidkit import render

        if artifact.calendar is None:
            raise ValueError(f"the {artifact.name} plans no days")
        folders = template_folders(desk.house_file)
        return render.to_ics(artifact.calendar(sheet), language=language_of(desk, order), folders=folders)

    return {"json": as_json, "xlsx": xlsx, "ics": ics}


def language_of(desk: Desk, order: Order) -> str:
    """Return the language of the documents: as ordered, else the record's, else the house's."""
    return order.language or desk.deal.language or desk.house.language


def outputs(artifact: Artifact, desk: Desk, sheet: Sheet, order: Order) -> dict[str, Output]:
    """Return an artifact's files with what the manifest says of them."""
    return as_outputs(artifact, desk, order, files_of(artifact, desk, sheet, order))


def as_outputs(artifact: Artifact, desk: Desk, order: Order, files: Mapping[str, bytes]) -> dict[str, Output]:
    """Return files of an artifact with what the manifest says of them."""
    record, language = desk.digest, language_of(desk, order)
    made: dict[str, Output] = {}
    for name, content in files.items():
        made_from = None if order.final else digest_of_all(desk, name.rpartition(".")[2], language)
        made[name] = Output(content, artifact.name, record, made_from)
    return made


def report(published: Published, *, to_error: bool = False) -> None:
    """Say which files were written, and which were kept because a person had edited them."""
    for path in published.written:
        print(f"wrote {path}", file=sys.stderr if to_error else sys.stdout)
    for edited, beside in published.kept.items():
        print(f"kept {edited}: it was edited since it was generated; the new one is {beside.name}", file=sys.stderr)


def say_what_is_missing(missing: Collection[str], record: Path) -> None:
    """Say how many values a draft marks as missing, if any."""
    if missing:
        marked = count(len(missing), "value is", "values are")
        said = (
            f"Draft: {marked} missing, marked and listed in it. `bidkit status {typed(record)}` says what to do next."
        )
        print(said, file=sys.stderr)


def missing_problem(desk: Desk, path: str) -> Problem:
    """Say that a final document lacks a value, at its place."""
    steps = tuple(path.split("."))
    file: DealFile | HouseFile = desk.file
    if steps[0] == "house":
        file, steps = desk.house_file, steps[1:]
    entry = getattr(desk.deal.elements, steps[1]) if steps[0] == "elements" and len(steps) == 2 else None
    if entry is not None and entry.state == "assumed":
        message = f"`{path}` is only assumed; --final writes nothing until it is known"
        hint = "Have it confirmed and set its state to known, or leave out --final to write a draft."
    else:
        message = f"`{path}` is missing; --final writes nothing while a value is missing"
        hint = "Fill it in, or leave out --final to write a draft that marks it."
    return Problem(file.place(steps), message, hint)
