"""Commands of the bid: the forms that the tender asks for, and the set that is handed in."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bidkit.cli.documents import Format, Language, Out
from bidkit.cli.record import AsJson, Record


def forms(record: Record, as_json: AsJson = False, language: Language = None) -> None:
    """List the forms that the tender asks for: number, envelope, who signs, copies, page limit.

    They are those of the profile that the record names, as its own form list changes them.

    Example: bidkit forms deals/springs/deal.yaml
    """
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.forms_view import forms_data, forms_text
    from bidkit.cli.saying import print_json, print_problems

    desk = sound_desk(record_path(record))
    if as_json:
        print_json(forms_data(desk.deal, desk.house, language))
        return
    print(forms_text(desk.deal, desk.house, language))
    print_problems(desk.problems)


def bid(  # noqa: PLR0913, PLR0917 - the options of a command
    record: Record,
    lot: Annotated[str | None, typer.Option("--lot", metavar="LOT", help="Only what is for one lot.")] = None,
    envelope: Annotated[
        Literal["technical", "price", "all"],
        typer.Option(
            "--envelope",
            case_sensitive=False,
            help="technical: all that shows no price; price: the forms of that envelope.",
        ),
    ] = "all",
    by: Annotated[
        Literal["form", "volume"],
        typer.Option("--by", case_sensitive=False, help="One file for each form, or one volume for each envelope."),
    ] = "form",
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            case_sensitive=False,
            help="docx, pdf, html or json. May be given several times. Default: docx and pdf.",
        ),
    ] = None,
    out: Out = None,
    language: Language = None,
    final: Annotated[
        bool,
        typer.Option(
            "--final", help="Issue it: numbered, entered in the register; only whole and with its price approved."
        ),
    ] = False,
) -> None:
    """Write the set of the bid: every form that the tender asks for, filled from the record.

    Letter with the total in figures and words, answers clause by clause, tables of deviations, price schedules,
    delivery, technical data, service, qualification, and a checklist. Prices stand in their own envelope alone.

    Example: bidkit bid deals/springs/deal.yaml --by volume --format pdf
    """
    from bidkit.cli.bid_making import make_bid
    from bidkit.cli.bid_set import BidOrder
    from bidkit.cli.making import Order

    asked = tuple(dict.fromkeys(formats or (Format.docx, Format.pdf)))
    if Format.xlsx in asked:
        raise typer.BadParameter("The bid has no workbook; choose docx, pdf, html or json.")
    make_bid(record, Order(asked, out, final, language), BidOrder(envelope, by, lot))


def ready(
    record: Record,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The files that are handed in. Default: documents/ beside the record."),
    ] = None,
    output: Annotated[
        Literal["text", "json"], typer.Option("--format", help="text for a person, json for other programs.")
    ] = "text",
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Write the plan back from the deadline as an .ics file too.")
    ] = False,
    language: Annotated[
        Literal["en", "zh-CN"] | None,
        typer.Option("--language", help="Of what is said. Default: the record's, or the house's."),
    ] = None,
) -> None:
    """Say what would get the bid rejected, from the record and from the very files that are handed in.

    Forms that are missing, not signed, not asked for, or in the wrong envelope; prices that do not add up or stand
    where they must not; figures that a person changed; names, certificates, securities, page limits.
    Exit code 0: nothing fatal; 1: something fatal, or problems.

    Example: bidkit ready deals/springs/deal.yaml deals/springs/documents
    """
    from bidkit.cli.desk import lay_out, record_path
    from bidkit.cli.ready_desk import judge, voice_of
    from bidkit.cli.ready_view import Account
    from bidkit.cli.saying import print_json

    path = record_path(record)
    desk = lay_out(path)
    if folder is not None and not folder.is_dir():
        raise typer.BadParameter(f"There is no folder {folder}.", param_hint="DIR")
    own = path.parent / "documents"
    looked_at = folder or (own if own.is_dir() else None)
    found = judge(desk, looked_at, own=folder is None)
    account = Account(found, looked_at, voice_of(desk, language))
    if output == "json":
        print_json(account.data())
    else:
        print(account.text())
    if calendar:
        from bidkit.cli.planning import write_plan

        write_plan(desk, path, None, language, to_error=output == "json")
    if any(fault.fatal for fault in found):
        raise typer.Exit(1)
