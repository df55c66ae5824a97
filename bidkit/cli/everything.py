"""Commands on many documents, or many deals, at once."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.documents import Language


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
) -> None:
    """Make every document that is due up to the deal's stage, of one deal or of every deal below a folder.

    Drafts. What has not changed since it was made is left as it stands; what a person edited is never overwritten.

    Example: bidkit make deals --jobs 2
    """
    import os
    import sys

    from bidkit.cli.due import make_all, plan, records_of, show
    from bidkit.cli.making import Order

    asked = tuple(dict.fromkeys(formats or ("docx", "pdf")))
    if unknown := [each for each in asked if each not in ("docx", "pdf", "html")]:
        raise typer.BadParameter(f"There is no format {unknown[0]} here; choose docx, pdf or html.")
    most = jobs or os.cpu_count() or 1
    work = plan(records_of(target), Order(asked, out, language=language), most)
    with typer.progressbar(length=len(work), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tell(name: str) -> None:
            bar.label = name
            bar.update(1)

        made = list(make_all(work, most, tell))
    if not show(made):
        raise typer.Exit(1)
