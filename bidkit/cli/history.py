"""Commands on past tenders: what they teach, and how far a chance learned from them can be trusted."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import AsJson

app = group("Past tenders: what they teach of rivals' prices.")


@app.command()
def report(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV, one row per bid: contract_id, letting_date, rank, bidder_id, amount; rank 0 is the estimate.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Judge chances learned from the earlier tenders on the later ones: Brier, log-loss, calibration, against 1/n.

    Example: bidkit history report tenders.csv
    """
    from bidkit.cli.history_view import report_data, report_of, report_text
    from bidkit.cli.saying import print_json

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    found = report_of(file)
    if as_json:
        print_json(report_data(found))
    else:
        print(report_text(found))
