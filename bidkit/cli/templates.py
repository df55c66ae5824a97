"""Commands on the templates of the house."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.saying import count, print_problems

app = group("The templates that documents are made from: list, find, change and check them.")

Folder = Annotated[
    Path,
    typer.Option(
        "--house", metavar="DIR", help="A folder of the house. Default: this one.", show_default=False, exists=True
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A template, such as evaluation or style.css.")]


@app.command("list")
def list_templates(folder: Folder = Path()) -> None:
    """Name every template, the file that holds, and what it makes.

    Example: bidkit templates list
    """
    from bidkit.cli.template_set import template_rows

    for row in template_rows(folder):
        print(row)


@app.command()
def where(name: Name, folder: Folder = Path()) -> None:
    """Print the path of the file that holds for a template.

    Example: bidkit templates where evaluation
    """
    from bidkit.cli.template_set import found_template

    print(found_template(name, folder).path)


@app.command()
def copy(
    name: Name,
    blocks: Annotated[
        list[str] | None,
        typer.Option("--block", metavar="BLOCK", help="Copy only this block; may be given several times."),
    ] = None,
    folder: Folder = Path(),
) -> None:
    """Put a template into the house's own set, to change it there. Nothing is overwritten.

    With --block the copy holds only these blocks; everything else stays as built in, also in later versions.

    Example: bidkit templates copy evaluation --block summary
    """
    from bidkit.cli.template_copy import copy_template

    for line in copy_template(name, tuple(blocks or ()), folder):
        print(line)


@app.command()
def check(
    record: Annotated[
        Path | None, typer.Argument(metavar="[RECORD]", help="A record that is filled in as well.")
    ] = None,
    folder: Folder = Path(),
) -> None:
    """Name everything that is wrong with the templates, before any document is made.

    Reads every template against the fields that there are, then fills each with the built-in examples.

    Example: bidkit templates check deals/springs/deal.yaml
    """
    from bidkit.cli.template_check import check_templates

    checked = check_templates(folder, record)
    print_problems(checked.problems, to_error=False)
    errors = sum(1 for problem in checked.problems if problem.severity == "error")
    warnings = len(checked.problems) - errors
    said = count(errors, "problem", "problems") if errors else "sound"
    said += f", {count(warnings, 'warning', 'warnings')}" if warnings else ""
    print(f"{count(checked.templates, 'template', 'templates')}: {said}")
    raise typer.Exit(1 if errors else 0)


@app.command("where-used")
def where_used(
    field: Annotated[str, typer.Argument(metavar="FIELD", help="A field of the record or of house.yaml.")],
    folder: Folder = Path(),
) -> None:
    """Name the templates, with their lines, that show a field or something that follows from it.

    Example: bidkit templates where-used customer.name
    """
    from bidkit.cli.where_used import uses_of

    for line in uses_of(field, folder):
        print(line)
