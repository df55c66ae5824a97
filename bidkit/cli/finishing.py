"""The command of the completion review."""

from dataclasses import replace
from typing import Annotated

import typer

from bidkit.cli.documents import Final, Formats, Language, Out, order
from bidkit.cli.record import Record


def completion(
    record: Record,
    formats: Formats = None,
    out: Out = None,
    final: Final = False,
    language: Language = None,
    calendar: Annotated[bool, typer.Option("--calendar", help="Write the days to keep as an .ics file too.")] = False,
) -> None:
    """Write the completion review: cost, margin, dates and promises as planned and as they came, and the lessons.

    Internal. A deal that was lost or given up ends in it as well: who won, at what price, and why.

    Example: bidkit completion deals/springs/deal.yaml --format pdf --calendar
    """
    from bidkit.cli.making import make
    from bidkit.stages.completion import COMPLETION

    asked = order(formats, out, final, language)
    make(COMPLETION, record, replace(asked, formats=(*asked.formats, "ics")) if calendar else asked)
