"""Commands of the acceptance: the checklist to take to the plant, and what is left to put right."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bidkit.cli.documents import Final, Format, Formats, Language, Out
from bidkit.cli.record import Record

if TYPE_CHECKING:
    from bidkit.cli.making import Order

Stage = Literal["document", "factory", "delivery", "installation", "site", "performance", "final"]


def acceptance(
    record: Record,
    stage: Annotated[Stage | None, typer.Option("--stage", help="Only the tests of one stage.")] = None,
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
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.making import make
    from bidkit.stages import ACCEPTANCE, ForCustomer
    from bidkit.stages.customer.accepting import acceptance as build

    known = [each.id for each in sound_desk(record_path(record)).deal.standards.lots]
    if lot is not None and lot not in known:
        raise typer.BadParameter(f"The record has no lot {lot}. Lots: {', '.join(known) or 'none'}.")
    part = "-".join(each for each in (stage, lot) if each)
    scoped = replace(ACCEPTANCE, build=ForCustomer(partial(build, stage=stage, lot=lot)), part=part)
    make(scoped, record, _order(formats, out, final, language))


def punch(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the list of what is left to put right, with classes, owners, days and amounts withheld.

    Example: bidkit punch deals/springs/deal.yaml --format pdf
    """
    from bidkit.cli.making import make
    from bidkit.stages import PUNCH

    make(PUNCH, record, _order(formats, out, final, language))


def _order(formats: list[Format] | None, out: Path | None, final: bool, language: str | None) -> "Order":
    from bidkit.cli.making import Order

    return Order(tuple(dict.fromkeys(formats or (Format.docx, Format.pdf))), out, final, language)
