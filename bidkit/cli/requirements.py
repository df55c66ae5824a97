"""Commands that take requirements from a spreadsheet, and give them out for the engineers to answer."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.documents import Language
from bidkit.cli.overview import group
from bidkit.cli.record import AsJson, Record

app = group("Requirements from a spreadsheet and back: import a tender's list, export it for the engineers to answer.")


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook with the requirements.")],
    record: Record,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=COLUMN",
            help='Which column holds a field, by its heading or letter, such as text=C or ours.offered="Our value"; '
            "FIELD=- reads none. May be given several times. Default: headings that are known, English or Chinese.",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", help="The sheet. Default: the one with such headings.")
    ] = None,
    header_row: Annotated[
        int | None, typer.Option("--header-row", min=1, help="The row of the headings. Default: found by them.")
    ] = None,
    last_row: Annotated[int | None, typer.Option("--last-row", min=1, help="The last row that counts.")] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take requirements that the sheet does not hold out of the record.")
    ] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help="An empty cell empties the field. Default: the record keeps its value.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write what is shown without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a list of requirements changes in a record: new, changed, removed. Then write it, once that is agreed.

    Texts are kept word for word, ids stay; a tender's number that cannot be an id, such as 3.2.1, is kept as `source`.
    Comments and order of the record stay. Nothing in the workbook is calculated.

    Exit code 0: written, or nothing differs; 1: differences that were not written, or problems.

    Example: bidkit requirements import list.xlsx deals/springs/deal.yaml --column text=C --yes
    """
    from bidkit.cli.desk import record_path
    from bidkit.cli.requirement_import import Wanted, columns_given, import_requirements
    from bidkit.record.requirements.changes import Choice
    from bidkit.record.requirements.sheet import Asked

    if not file.is_file():
        said = f"{file} is a folder; give the file in it." if file.is_dir() else f"There is no file {file}."
        raise typer.BadParameter(said, param_hint="FILE.xlsx")
    asked = Asked(sheet, header_row, last_row, columns_given(columns or []))
    wanted = Wanted(asked, Choice(remove, clear), yes, as_json)
    raise typer.Exit(0 if import_requirements(file, record_path(record), wanted) else 1)


@app.command()
def export(
    record: Record,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE.xlsx", help="Where to write. Default: in documents/ beside the record."
        ),
    ] = None,
    language: Language = None,
) -> None:
    """Write the requirements as a workbook for the engineers: answer, value, evidence, test are theirs to fill in.

    Internal. What they filled in comes back with `bidkit requirements import`. A workbook that somebody has
    edited is not overwritten; the new one goes beside it.

    Example: bidkit requirements export deals/springs/deal.yaml -o for-engineering.xlsx
    """
    from bidkit.cli.desk import record_path
    from bidkit.cli.requirement_export import export_requirements

    export_requirements(record_path(record), out, language)
