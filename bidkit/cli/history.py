"""Commands on past tenders: what they teach, how far it can be trusted, and how a deal of ours comes among them."""

from datetime import datetime
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
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since", formats=["%Y-%m-%d"], help="Leave out tenders let before this day.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how far win chances learned from past tenders can be trusted: the earlier ones, tried on the later ones.

    Shown are the Brier score, the log-loss and the calibration, beside a guess that gives every bidder the same chance.

    Example: bidkit history report tenders.csv
    """
    from bidkit.cli.history_view import report_data, report_of, report_text
    from bidkit.cli.saying import print_json, working

    if not file.exists():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    with working("learning from past tenders"):
        found = report_of(file, since.date() if since else None)
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
    """Add a decided tender to the file of past tenders: who bid what, and who won.

    With it go the estimate or the ceiling, and the method; all prices are without tax.
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
