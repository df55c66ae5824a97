"""A tender on the desk: read and checked, and changed as asked on the command line."""

from collections.abc import Sequence
from pathlib import Path

import typer
from pydantic import ValidationError

from bidkit.checks.tender_rules import check_tender
from bidkit.problems import Problem
from bidkit.record.tenders import load_tender
from bidkit.record.tree import locate
from bidkit.record.validate import near
from pricing.evaluation import Bid, Tender


def lay_out(path: Path) -> tuple[Tender, tuple[Problem, ...]]:
    """Return a tender whose fields are sound, and every Problem across them."""
    file = load_tender(path)
    found = (
        Problem(locate(file.tree, finding.path), finding.message, finding.hint, finding.severity)
        for finding in check_tender(file.tender)
    )
    return file.tender, tuple(sorted(found))


def changed(tender: Tender, without: Sequence[str], add: Sequence[str]) -> Tender:
    """Return the tender without some bids and with others, or the same one where nothing is to change."""
    if not without and not add:
        return tender
    gone = {_named(tender, name).bidder for name in without}
    kept = tuple(bid for bid in tender.bids if bid.bidder not in gone)
    if not kept and not add:
        raise typer.BadParameter("No bid would be left.", param_hint="--without")
    added = tuple(_added(text, added_name(number, len(add))) for number, text in enumerate(add, start=1))
    other = tender.model_copy(update={"bids": (*kept, *added)})
    for finding in check_tender(other):
        if finding.severity == "error":
            raise typer.BadParameter(f"{finding.message}. {finding.hint}", param_hint="--add")
    return other


def added_name(number: int, of: int) -> str:
    """Return what an added bid is called."""
    return "added bid" if of == 1 else f"added bid {number}"


def _named(tender: Tender, name: str) -> Bid:
    for bid in tender.bids:
        if bid.bidder.casefold() == name.strip().casefold():
            return bid
    hint = near(name, [bid.bidder for bid in tender.bids])
    raise typer.BadParameter(f"'{name}' does not bid here. {hint}", param_hint="--without")


def _added(text: str, name: str) -> Bid:
    price, _, quality = text.partition(",")
    fields = {"bidder": name, "price": price} | ({"quality": quality} if quality.strip() else {})
    try:
        return Bid.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        hint = (first.get("ctx") or {}).get("hint", "")
        raise typer.BadParameter(f"{first['loc'][0]}: {first['msg']}. {hint}", param_hint="--add") from None
