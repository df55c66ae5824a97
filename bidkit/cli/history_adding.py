"""Who bid what in a deal, from its record to the house's past tenders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import typer

from bidkit.checks.finding import FieldPath
from bidkit.cli.desk import Desk
from bidkit.cli.saying import table
from bidkit.deal.completion import OpenedBid
from bidkit.outcome import result_of
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish.rewriting import begin, rewrite
from bidkit.record.past_tenders import history_bytes, refuse
from bidkit.record.source import decoded
from bidkit.stages.completion_money import US, our_price, took_part
from bidkit.stages.price_basis import ceiling_of
from pricing.history.add import Addition, CannotAddError, NewBid, NewTender, added
from pricing.history.read import usable_in

_WHOLE = "A tender is kept whole or not at all."


@dataclass(frozen=True, slots=True)
class Kept:
    """A tender, the file to which it goes, and what that file becomes."""

    path: Path
    before: bytes | None
    tender: NewTender
    addition: Addition

    def write(self) -> None:
        """Write the file, or raise ProblemsFound and leave what stands there."""
        if self.before is None:
            begin(self.path, self.addition.after)
        else:
            rewrite(self.path, self.before, self.addition.after)


def history_file(desk: Desk, given: Path | None) -> Path:
    """Return the file of past tenders: the one given, or the one that the house names."""
    if given is not None:
        return given
    house = desk.house_file
    if house.path is None or desk.house.bid_history is None:
        hint = "Give it with --to FILE, or write `bid_history: bids.csv` into house.yaml."
        raise typer.BadParameter(f"The house names no file of past tenders. {hint}", param_hint="--to")
    return house.path.parent / desk.house.bid_history


def kept(desk: Desk, path: Path) -> Kept:
    """Return a deal's tender beside the past ones, or raise ProblemsFound with all that is not known or in the way."""
    before = history_bytes(path) if path.exists() else None
    text = decoded(before or b"", path)
    try:
        tender = tender_of(desk)
    except ProblemsFound as unknown:
        raise ProblemsFound([*unknown.problems, *_wrong_with(text, path)]) from None
    try:
        found = added(before or b"", tender)
    except CannotAddError as bad:
        refuse(text, path, bad.rows)
        raise
    refuse(text, path, ())
    return Kept(path, before, tender, found)


def _wrong_with(text: str, path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file of past tenders, whatever is to be added to it."""
    try:
        refuse(text, path, usable_in(text)[1] if text.strip() else ())
    except ProblemsFound as found:
        return found.problems
    return ()


def tender_of(desk: Desk) -> NewTender:
    """Return who bid what in a deal, or raise ProblemsFound with every figure that is not known."""
    deal, rule = desk.deal, desk.deal.tender.instructions.rule
    problems, bids = tuple(_unknown(desk)), tuple(_bids(desk))
    day = _opened(desk)
    if problems or day is None or deal.currency is None:
        raise ProblemsFound(problems)
    reference, is_what = deal.completion.estimate, "estimate"
    if reference is None and rule is not None:
        reference, is_what = ceiling_of(rule, deal.currency), "ceiling"
    name = deal.tender.notice.reference or deal.id
    return NewTender(name, day, deal.currency, rule.method if rule else None, reference, is_what, bids)


def _opened(desk: Desk) -> date | None:
    dates = desk.deal.tender.dates
    moment = dates.opening or dates.deadline
    return moment.date() if moment else None


def _bids(desk: Desk) -> Iterator[NewBid]:
    deal, ours = desk.deal, our_price(desk.deal, desk.house)
    if took_part(deal) and ours is not None:
        yield NewBid(desk.house.seller.name or US, ours, result_of(deal) == "won", ours=True)
    names = {each.id: each.name or each.id for each in deal.competitors}
    for each in deal.completion.bids:
        if each.bidder != US and each.price is not None:
            yield NewBid(names[each.bidder], each.price, each.bidder == deal.completion.winner)


def _unknown(desk: Desk) -> Iterator[Problem]:
    """Yield what has to be known before a tender can be kept; nothing is left out in silence."""
    deal, told = desk.deal, desk.deal.completion
    if result_of(deal) is None:
        yield _problem(
            desk,
            ("completion", "result"),
            "the tender is not decided yet",
            "Write what came of it under `completion: result:`.",
        )
    if result_of(deal) == "lost" and told.winner is None:
        yield _problem(desk, ("completion", "winner"), "who won is not known", "Write the id of the competitor.")
    if deal.currency is None:
        yield _problem(desk, ("currency",), "the record names no currency", "Add `currency:`.")
    if _opened(desk) is None:
        hint = "Add `opening:`, or at least `deadline:`."
        yield _problem(desk, ("tender", "dates"), "when the bids were opened is not known", hint)
    if desk.house.seller.name is None:
        message, place = "our own name is not known", desk.house_file.place(("seller", "name"))
        yield Problem(place, message, "Write it, so that our bids are known again from tender to tender.")
    if took_part(deal) and our_price(deal, desk.house) is None:
        hint = f"Write it under `completion.bids` with `bidder: us`. {_WHOLE}"
        yield _problem(desk, ("completion", "bids"), "the price of our own bid is not known", hint)
    yield from _unknown_rivals(desk)


def _unknown_rivals(desk: Desk) -> Iterator[Problem]:
    places = {each.bidder: at for at, each in enumerate(desk.deal.completion.bids)}
    for at, rival in enumerate(desk.deal.competitors):
        if rival.name is None:
            message = f"`{rival.id}` has no name, by which it is known again in other tenders"
            yield _problem(desk, ("competitors", at), message, "Add `name:`.")
        number = places.get(rival.id)
        bid = OpenedBid(bidder=rival.id) if number is None else desk.deal.completion.bids[number]
        if bid.price is None and bid.takes_part == "yes":
            path: FieldPath = ("completion", "bids") if number is None else ("completion", "bids", number)
            called = f"`{rival.id}`, {rival.name}," if rival.name else f"`{rival.id}`"
            message = f"the price of {called} is not known"
            yield _problem(desk, path, message, f"Write it, or `takes_part: no` where it did not bid. {_WHOLE}")


def _problem(desk: Desk, path: FieldPath, message: str, hint: str) -> Problem:
    return Problem(desk.file.place(path), message, hint)


def kept_data(found: Kept, *, written: bool) -> dict[str, object]:
    """Return what is added as plain data."""
    return {
        "file": str(found.path),
        "tender": found.tender.id,
        "date": found.tender.date.isoformat(),
        "method": found.tender.method,
        "currency": found.tender.currency,
        "reference": None if found.tender.reference is None else float(found.tender.reference),
        "reference_is": None if found.tender.reference is None else found.tender.reference_is,
        "bids": [
            {"bidder": row["bidder"], "amount": float(row["amount"]), "won": row["won"] == "yes"}
            for row in found.addition.rows
            if row["rank"] != "0"
        ],
        "no_column": list(found.addition.no_column),
        "written": written,
    }


def kept_text(found: Kept) -> Iterator[str]:
    """Yield what is added as lines for a person."""
    tender = found.tender
    yield f"{tender.id} of {tender.date}, {tender.method or 'method not stated'}, {tender.currency} excluding tax"
    rows = [
        (row["rank"], row["bidder"], f"{Decimal(row['amount']):,}", _mark(row, found)) for row in found.addition.rows
    ]
    yield from (f"  {line}" for line in table(rows))
    if tender.reference is None:
        yield "There is no estimate and no ceiling to compare the bids with: `history report` learns nothing from it."
    if len(tender.bids) < 2:
        yield "Fewer than two bid: `history report` learns nothing from it."
    if found.addition.no_column:
        lost = ", ".join(found.addition.no_column)
        yield f"The file has no column for: {lost}. Name them in its first line to keep them."


def _mark(row: Mapping[str, str], found: Kept) -> str:
    """Say what is to be seen of a row: whether it won, whether the file knows the bidder, whether tax may be in it."""
    if row["rank"] == "0":
        return ""
    before, limit = found.addition.seen[row["bidder"]], found.tender.reference
    known = f"has bid {before} times before" if before > 1 else "has bid once before" if before else "new in this file"
    beyond = found.tender.reference_is == "ceiling" and limit is not None and Decimal(row["amount"]) > limit
    said = ("won" if row["won"] == "yes" else "", known, "above the ceiling: is tax in it?" if beyond else "")
    return "; ".join(each for each in said if each)
