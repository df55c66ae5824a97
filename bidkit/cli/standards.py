"""Commands of the standards: the ledger of influence, and the thread of each requirement."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bidkit.cli.documents import Final, Format, Formats, Language, Out
from bidkit.cli.record import Record

if TYPE_CHECKING:
    from bidkit.cli.making import Order


def standards(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the standards ledger: what became of each standard, whom it favours, what to do.

    Internal.

    Example: bidkit standards deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.influencing import STANDARDS

    make(STANDARDS, record, _order(formats or [Format.docx, Format.pdf], out, final, language))


def proposal(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the proposal for the customer: its needs, our solution, its standards item by item.

    Nothing internal is in it. Lasting words come from the house's content library.

    Example: bidkit proposal deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.for_customer import PROPOSAL

    make(PROPOSAL, record, _order(formats or [Format.docx, Format.pdf], out, final, language))


def trace(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    record: Record,
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            case_sensitive=False,
            help="docx, pdf, html, json or xlsx. May be given several times. Default: a table on the terminal.",
        ),
    ] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="ID", help="Only what leads on from this id.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="ID", help="Only what leads to this id.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 where a mandatory requirement lacks a link that is due.")
    ] = False,
    out: Out = None,
    final: Final = False,
    language: Language = None,
) -> None:
    """Follow each need to its standard, response, cost, clauses and tests; show coverage and loose ends.

    Links to parts that the record does not have yet are said to be so.

    Example: bidkit trace deals/springs/deal.yaml --from N-01
    """
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.saying import print_problems
    from bidkit.cli.trace_view import trace_text
    from bidkit.stages.tracing import TRACE
    from bidkit.stages.tracing import trace as build
    from bidkit.thread import holes, ids

    desk = sound_desk(record_path(record))
    for name in (start, end):
        if name is not None and name not in ids(desk.deal):
            raise typer.BadParameter(
                f"The record has no need, lot, group, requirement, clause, cost line, test or punch item {name}."
            )
    followed = partial(build, start=start, end=end)
    if formats or final:
        from bidkit.cli.making import make

        make(replace(TRACE, build=followed), record, _order(formats or [Format.docx, Format.pdf], out, final, language))
    else:
        print(trace_text(followed(desk.deal, desk.house, final=False)))
        print_problems(desk.problems)
    if strict and holes(desk.deal):
        raise typer.Exit(1)


def _order(formats: list[Format], out: Path | None, final: bool, language: str | None) -> "Order":
    from bidkit.cli.making import Order

    return Order(tuple(dict.fromkeys(formats)), out, final, language)
