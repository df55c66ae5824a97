"""Commands of the acceptance: the checklist to take to the plant, what is left to put right, the certificates."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bidkit.cli.documents import Final, Format, Formats, Language, Out
from bidkit.cli.record import AsJson, Record

if TYPE_CHECKING:
    from bidkit.cli.making import Order

Kind = Literal["factory", "completion", "provisional", "final"]
Stage = Literal["document", "factory", "delivery", "installation", "site", "performance", "final"]


def acceptance(
    record: Record,
    stage: Annotated[
        Stage | None, typer.Option("--stage", case_sensitive=False, help="Only the tests of one stage.")
    ] = None,
    lot: Annotated[
        str | None, typer.Option("--lot", metavar="LOT", help="Only the tests of one lot, by its id.")
    ] = None,
    formats: Formats = None,
    out: Out = None,
    final: Final = False,
    language: Language = None,
) -> None:
    """Write the checklist of the acceptance tests, to be filled in at the plant: in Word, as PDF or on paper.

    `bidkit acceptance read FILE... RECORD` brings filled files back into the record.

    Example: bidkit acceptance deals/springs/deal.yaml --stage factory --format docx --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.artifact import ForCustomer
    from bidkit.stages.customer.accepting import acceptance as build
    from bidkit.stages.for_customer import ACCEPTANCE

    lot = _lot(record, lot)
    part = "-".join(each for each in (stage, lot) if each)
    scoped = replace(ACCEPTANCE, build=ForCustomer(partial(build, stage=stage, lot=lot)), part=part)
    make(scoped, record, _order(formats, out, final, language))


def acceptance_read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The filled files: .docx, .pdf or .xlsx.")],
    record: Record,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring filled checklists back into the record: judge each value, and raise a punch item for each failure.

    It shows what it read and what it will change, and asks before it writes. Comments and order of the record stay.

    Example: bidkit acceptance read filled.pdf filled.docx deals/springs/deal.yaml --yes
    """
    from bidkit.cli.booking import all_edits, bookings
    from bidkit.cli.changing import change
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.reading_back import read_back
    from bidkit.cli.reading_view import read_data, read_text
    from bidkit.cli.saying import print_json, print_problems

    path = record_path(record)
    desk = sound_desk(path)
    found = read_back(files, desk)
    booked = bookings(found, desk)
    edits = all_edits(booked, desk)
    changed = change(path, edits) if edits else None
    if not as_json:
        print(read_text(found, booked, edits, path))
    print_problems(found.warnings)
    write = changed is not None and (yes or (not as_json and _agreed()))
    if changed is not None and write:
        changed.write()
    if as_json:
        print_json(read_data(found, booked, written=write))
    elif changed is not None:
        print(f"wrote {path}" if write else "Nothing was written.")
        said = {problem.message for problem in desk.problems}
        print_problems(problem for problem in changed.desk.problems if problem.message not in said)
    if changed is not None and not write:
        raise typer.Exit(1)


def _agreed() -> bool:
    try:
        return typer.confirm("Write this into the record?", default=False)
    except typer.Abort:
        return False


def punch(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the list of what is left to put right, with classes, owners, days and amounts withheld.

    Example: bidkit punch deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages.for_customer import PUNCH

    make(PUNCH, record, _order(formats, out, final, language))


def certificate(
    record: Record,
    kind: Annotated[Kind, typer.Option("--type", case_sensitive=False, help="Which certificate.")],
    lot: Annotated[str | None, typer.Option("--lot", metavar="LOT", help="Of one lot only, by its id.")] = None,
    formats: Formats = None,
    out: Out = None,
    final: Final = False,
    language: Language = None,
) -> None:
    """Write a certificate of acceptance for both sides to sign: its day, tests, concessions, open items and warranty.

    It is refused, with every reason, while anything stands against it: a test still to be made, a waiver by nobody,
    an instrument out of date, an open punch item.

    Example: bidkit certificate deals/springs/deal.yaml --type provisional
    """
    from bidkit.cli.making import make
    from bidkit.stages.for_customer import certificate_of

    make(certificate_of((kind, _lot(record, lot))), record, _order(formats, out, final, language))


def _lot(record: Path, lot: str | None) -> str | None:
    """Return a lot of the record, or say which there are."""
    if lot is None:
        return None
    from bidkit.cli.desk import check_lot, record_path, sound_desk

    check_lot(sound_desk(record_path(record)), lot)
    return lot


def _order(formats: list[Format] | None, out: Path | None, final: bool, language: str | None) -> "Order":
    from bidkit.cli.making import Order

    return Order(tuple(dict.fromkeys(formats or (Format.docx, Format.pdf))), out, final, language)
