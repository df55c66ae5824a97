"""Commands on the record: start one, check it, see where the deal stands."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bidkit.cli.saying import count, fail_with, print_json, print_problems, typed

Record = Annotated[Path, typer.Argument(metavar="RECORD", help="The folder of the deal, or the deal.yaml in it.")]
HouseFolder = Annotated[
    Path, typer.Argument(metavar="[DIR]", help="A folder in or below the house's; default: this one.", exists=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new deal.")]) -> None:
    """Start a deal: write a commented record, and a house.yaml if there is none above.

    Example: bidkit new deals/springs
    """
    from bidkit.cli.starting import start_deal

    written = start_deal(folder)
    for path in written:
        print(f"wrote {path}")
    if len(written) > 1:
        print(
            "house.yaml holds what is the same for all your deals: move it to the folder above them, and they share it."
        )
    print(f"Next: open {typed(folder / 'deal.yaml')} with a plain editor, such as Notepad or TextEdit, not with Word.")
    print(f"Fill in what you know, then: bidkit status {typed(folder)}")


def check(record: Record, as_json: AsJson = False) -> None:
    """Name everything that is wrong with a record, with line, column and what to do.

    Exit code 0: sound (warnings may remain); 1: problems; 2: the command was called wrongly.

    Example: bidkit check deals/springs/deal.yaml
    """
    from bidkit.cli.desk import lay_out, record_path
    from bidkit.problems import ProblemsFound

    try:
        desk = lay_out(record_path(record))
        problems = tuple(sorted((*desk.problems, *desk.for_customer(final=False))))
    except ProblemsFound as found:
        problems = found.problems
    errors = sum(1 for problem in problems if problem.severity == "error")
    if as_json:
        print_json({"ok": not errors, "problems": [problem.data() for problem in problems]})
    else:
        print_problems(problems, to_error=False)
        warnings = len(problems) - errors
        said = "sound" if not errors else count(errors, "problem", "problems")
        print(f"{record}: {said}" + (f", {count(warnings, 'warning', 'warnings')}" if warnings else ""))
    raise typer.Exit(1 if errors else 0)


def status(
    record: Record,
    as_json: AsJson = False,
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Write the plan back from the bid's deadline as an .ics file too.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to write it. Default: documents/ there.")
    ] = None,
    language: Annotated[Literal["en", "zh-CN"] | None, typer.Option("--language", help="Of the calendar.")] = None,
) -> None:
    """Show where the deal stands: our stage, the customer's step, key nodes, and what to do next.

    Where the house keeps approvals: whether one of the price is in force, whose and until when, or what undid it.
    In a tender it shows the plan back from the deadline too, and what a change of the tender has made stale.

    Example: bidkit status deals/springs/deal.yaml
    """
    from bidkit.cli.desk import lay_out, record_path, with_approval
    from bidkit.cli.status_view import stale_files, status_data, status_text

    path = record_path(record)
    desk = with_approval(lay_out(path))
    older = stale_files(desk, out or path.parent / "documents")
    if as_json:
        print_json(status_data(desk.deal, desk.house, older, desk.approval))
    else:
        print(status_text(desk.deal, desk.house, older, desk.approval))
    if calendar:
        from bidkit.cli.planning import write_plan

        write_plan(desk, path, out, language, to_error=as_json)
    if desk.errors:
        fail_with(desk.errors)


def where_used(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="An id of the record, such as REQ-005, P-02 or AD-1, or a date such as deadline."
        ),
    ],
    record: Record,
    as_json: AsJson = False,
) -> None:
    """Name everything in a record that refers to an id, and what a change of the tender has to do with it.

    Example: bidkit where-used REQ-005 deals/springs/deal.yaml
    """
    from bidkit.cli.desk import lay_out, record_path
    from bidkit.cli.uses_view import uses_data, uses_text

    path = record_path(record)
    desk = lay_out(path)
    if as_json:
        print_json(uses_data(desk, name, path))
    else:
        print(uses_text(desk, name, path))
