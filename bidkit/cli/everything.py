"""Commands on many documents, or many deals, at once."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bidkit.cli.documents import Language

if TYPE_CHECKING:
    from bidkit.cli.crew import Crew
    from bidkit.cli.jobs import Made
    from bidkit.cli.making import Order


def make(
    target: Annotated[Path, typer.Argument(metavar="RECORD|DIR", help="A deal record, or a folder of deals.")],
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="docx, pdf or html; several times. Default: docx and pdf."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="One folder per deal below it. Default: documents/ beside each record."
        ),
    ] = None,
    language: Language = None,
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="At the same time. Default: one per core.")] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask", metavar="ADDRESS", help="Let a Dask cluster make them, such as tcp://host:8786, which you trust."
        ),
    ] = None,
) -> None:
    """Make every document that is due up to the deal's stage, of one deal or of every deal below a folder.

    Drafts. What has not changed since it was made is left as it stands; what a person edited is never overwritten.

    Example: bidkit make deals --jobs 2
    """
    import os

    from bidkit.cli.crew import Local
    from bidkit.cli.making import Order

    asked = tuple(dict.fromkeys(each.lower() for each in formats or ("docx", "pdf")))
    if unknown := [each for each in asked if each not in ("docx", "pdf", "html")]:
        raise typer.BadParameter(f"There is no format {unknown[0]} here; choose docx, pdf or html.")
    if jobs and dask:
        raise typer.BadParameter("--jobs is for this computer; with --dask the cluster says how many work.")
    order = Order(asked, out, language=language)
    if dask is None:
        made = _make(target, order, Local(jobs or os.cpu_count() or 1))
    else:
        from bidkit.cli.cluster import cluster

        with cluster(dask, pdf="pdf" in asked) as crew:
            made = _make(target, order, crew)
    from bidkit.cli.due import show

    if not show(made):
        raise typer.Exit(1)


def _make(target: Path, order: "Order", crew: "Crew") -> "list[Made]":
    """Have a crew make what is due, show how far it is, and return what came of it, in the order of the deals."""
    import sys

    from bidkit.cli.due import make_all, plan

    work = plan(target, order, crew.size)
    with typer.progressbar(length=len(work), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tell(name: str) -> None:
            bar.label = name
            bar.update(1)

        return sorted(make_all(work, crew, tell), key=lambda each: each.record)


def pipeline(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with deals in it or below it.")],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="FORMAT", help="docx, pdf, html, xlsx or json; several times. Default: terminal."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Default: documents/ in the folder.")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="What is due is counted from here. Default: the latest record."
        ),
    ] = None,
    language: Language = None,
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="At the same time. Default: one per core.")] = None,
) -> None:
    """Show all deals of a folder on one page: by stage and grade, weighted, what is due, where something is amiss.

    Internal. Exit code 1 where a record has mistakes; the others are shown all the same.

    Example: bidkit pipeline deals --format pdf --format xlsx
    """
    from bidkit.cli.pipeline import show_pipeline

    asked = tuple(dict.fromkeys(each.lower() for each in formats or ()))
    if unknown := [each for each in asked if each not in ("docx", "pdf", "html", "xlsx", "json")]:
        raise typer.BadParameter(f"There is no format {unknown[0]}; choose docx, pdf, html, xlsx or json.")
    day = as_of.date() if as_of else None
    if not show_pipeline(folder, asked, out, day, language, jobs):
        raise typer.Exit(1)
