"""Commands on past tenders: what they teach, how far it can be trusted, and how a deal of ours comes among them."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import AsJson, Record

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

    if not file.exists():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    found = report_of(file)
    if as_json:
        print_json(report_data(found))
    else:
        print(report_text(found))


@app.command()
def add(
    record: Record,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="The CSV file. Default: `bid_history` of house.yaml.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be added.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add who bid what to the past tenders: all prices excluding tax, who won, the estimate or the ceiling, the method.

    What stands in the file stays as it is. A tender that stands there, or of which a price is not known, is refused.

    Example: bidkit history add deals/springs/deal.yaml --to bids.csv
    """
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.history_adding import history_file, kept, kept_data, kept_text
    from bidkit.cli.saying import print_json

    desk = sound_desk(record_path(record))
    found = kept(desk, history_file(desk, to))
    if not as_json:
        print("\n".join(kept_text(found)))
    if not dry_run:
        found.write()
    if as_json:
        print_json(kept_data(found, written=not dry_run))
    else:
        print(f"would add to {found.path}" if dry_run else f"added to {found.path}")
