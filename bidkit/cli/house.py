"""Commands on the house and the machine."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bidkit.cli.saying import print_json


def config(
    start: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder of a deal; default: this one.", exists=True)
    ] = Path(),
) -> None:
    """Show the house data that holds here, and where each value comes from.

    Example: bidkit config deals/springs
    """
    from bidkit.cli.config_view import config_lines
    from bidkit.cli.desk import sound_house

    house_file = sound_house(start if start.is_dir() else start.parent)
    for line in config_lines(house_file):
        print(line)


def schema(
    what: Annotated[
        Literal["deal", "house", "score"],
        typer.Argument(
            metavar="[deal|house|score]",
            help="deal for records, house for house.yaml, score for the files of `bidkit score`.",
        ),
    ] = "deal",
) -> None:
    """Print the list of the record's fields (JSON Schema), with which an editor helps while typing.

    Example: bidkit schema > deal.schema.json
    """
    if what == "score":
        from pricing.evaluation import Tender

        print_json(Tender.model_json_schema())
        return
    from bidkit.deal import Deal, House

    print_json((Deal if what == "deal" else House).model_json_schema())


def house_style(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Word file (.docx).", exists=True, dir_okay=False)],
    complete: Annotated[
        Path | None, typer.Option("--complete", metavar="COPY", help="Write a copy with the styles that are missing.")
    ] = None,
) -> None:
    """Say whether a Word file can give documents their look: its styles, its safety, the place of the content.

    Example: bidkit house-style letterhead.docx --complete house.docx
    """
    from bidkit.cli.styling import complete_style, examine_style

    for line in examine_style(file) if complete is None else complete_style(file, complete):
        print(line)


def doctor(
    record: Annotated[
        Path | None, typer.Argument(metavar="[RECORD]", help="A record, for its language and folder.")
    ] = None,
) -> None:
    """Say what this machine lacks to make the documents, and the line that mends it.

    Example: bidkit doctor deals/springs/deal.yaml
    """
    from bidkit.cli.examination import examine

    findings = examine(record)
    for finding in findings:
        print(finding)
    raise typer.Exit(0 if all(finding.sound for finding in findings) else 1)
