"""Commands that write a deal in the form in which others read it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import Record

if TYPE_CHECKING:
    from bidkit.audience.publication import StatedPrices
    from bidkit.deal import Deal

app = group("Write what others may know of a deal as open data.")


@app.command()
def ocds(
    record: Record,
    process: Annotated[
        str | None,
        typer.Option("--ocid", metavar="ID", help="The id of the process, where the record does not have it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there; default: print it.")
    ] = None,
) -> None:
    """Write our bid and the contract's milestones as open data for others to read (OCDS 1.1, a .json file).

    Nothing internal is in it. What the record does not know is left out and named.

    Example: bidkit export ocds deals/springs/deal.yaml --out springs.ocds.json
    """
    import json
    import sys

    from bidkit.audience.publication import publication_of, stated_prices
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.importing_desk import sayer
    from bidkit.problems import Problem, ProblemsFound
    from bidkit.publish.rewriting import put
    from bidkit.published.writing import package_of, process_of

    desk = sound_desk(record_path(record))
    deal = publication_of(desk.deal)
    if deal.as_of is None:
        message = "`as_of` is missing, and open data has to bear a date"
        hint = "Add `as_of:` with the day on which the record was last brought up to date."
        raise ProblemsFound([Problem(desk.file.place(("as_of",)), message, hint)])
    prices = stated_prices(desk.deal)
    known = process or process_of(deal)
    package = package_of(deal, prices, desk.house.seller.name, known or deal.id)
    text = json.dumps(package, ensure_ascii=False, indent=2, default=sayer(deal.language or desk.house.language))
    if out is None:
        print(text)
    else:
        put(out, f"{text}\n".encode())
        print(f"wrote {out}")
    for lacking in _lacking(deal, prices, known):
        print(lacking, file=sys.stderr)


def _lacking(deal: "Deal", prices: "StatedPrices", process: str | None) -> Iterator[str]:
    """Say what a reader of the data will miss."""
    if process is None:
        yield f"The record does not know the id of the process; `{deal.id}` stands for it. Give it with --ocid."
    if deal.tender.dates.deadline and deal.tender.dates.zone is None:
        yield "The deadline has no time zone (tender.dates.zone); it was written in UTC."
    if deal.bid.bidder.legal_name is None:
        yield "Nobody is named who bids (bid.bidder.legal_name)."
    if prices.total is None:
        yield "The bid has no total: not all of its lines have a price."
    if not (deal.contract.number or deal.contract.price or deal.contract.signing.signed_on):
        yield "There is no contract yet (contract.number); its milestones are left out."
    elif deal.contract.signing.signed_on is None:
        yield "The contract is not signed (contract.signing.signed_on); it is called pending."
