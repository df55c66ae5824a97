"""Scored bids, as JSON and as lines for a person."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bidkit.cli.saying import padded, width
from bidkit.cli.scoring_desk import added_name
from pricing.evaluation import Rule, Tender
from pricing.evaluation.common import ByPoints
from pricing.evaluation.reversals import reversals
from pricing.evaluation.scoring import Scored, winner

_POINTS = ("price points", "quality points", "total")
_MONEY = ("price compared", "for quality", "total")
_LEFT = 1  # the bidder's name; figures stand on the right


def score_data(scored: Sequence[Scored]) -> dict[str, object]:
    """Return the scoring as plain data; a bid that was excluded has no points and no rank."""
    return {
        "winner": winner(scored),
        "bids": [
            {
                "bidder": each.bidder,
                "price_points": _number(each.price_points),
                "quality_points": _number(each.quality_points),
                "total": _number(each.total),
                "rank": each.rank,
                "abnormally_low": each.abnormally_low,
            }
            for each in scored
        ],
    }


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def score_text(tender: Tender, scored: Sequence[Scored]) -> str:
    """Return the scoring as a table, with the winner under it."""
    return "\n".join((_rule_line(tender.rule), "", *_table(tender, scored), "", _winner_line(tender.rule, scored)))


def changed_text(
    tender: Tender, before: Sequence[Scored], after: Sequence[Scored], without: Sequence[str], add: Sequence[str]
) -> str:
    """Return the scoring of the changed set of bids, and what it changes for the bids of both sets."""
    added = (f"with {added_name(number, len(add))} ({text})" for number, text in enumerate(add, start=1))
    title = ", ".join((*(f"without {name}" for name in without), *added))
    lines = (f"{title[0].upper()}{title[1:]}", "", *_table(tender, after), "", *_changes(before, after))
    return "\n".join(lines)


def _rule_line(rule: Rule) -> str:
    figure = f"rounded {rule.rounding.replace('_', ' ')} to {rule.decimals} places"
    if not isinstance(rule, ByPoints):
        return f"{rule.method}: the lowest total wins; {figure}"
    price, quality = (f"{float(share * 100):g} %" for share in rule.shares)
    return f"{rule.method}: price {price}, quality {quality}; {figure}"


def _table(tender: Tender, scored: Sequence[Scored]) -> Iterator[str]:
    heads = ("rank", "bidder", "price", "quality", *(_POINTS if isinstance(tender.rule, ByPoints) else _MONEY))
    bids = {bid.bidder: bid for bid in tender.bids}
    rows: list[tuple[str, ...]] = [heads]
    for each in sorted(scored, key=lambda each: each.rank or len(scored) + 1):
        bid = bids[each.bidder]
        figures = (bid.quality, each.price_points, each.quality_points, each.total)
        rows.append((str(each.rank or "-"), each.bidder, str(bid.price), *map(_shown, figures)))
    remarks = ["", *map(_remark, sorted(scored, key=lambda each: each.rank or len(scored) + 1))]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row, remark in zip(rows, remarks, strict=True):
        cells = (padded(cell, wide, left=at == _LEFT) for at, (cell, wide) in enumerate(zip(row, widths, strict=True)))
        yield f"{'  '.join(cells)}  {remark}".rstrip()


def _shown(figure: Decimal | None) -> str:
    return "-" if figure is None else str(figure)


def _remark(scored: Scored) -> str:
    if scored.excluded:
        return f"excluded: {scored.excluded}"
    return "abnormally low" if scored.abnormally_low else ""


def _winner_line(rule: Rule, scored: Sequence[Scored]) -> str:
    first = [each for each in scored if each.rank == 1]
    if len(first) != 1:
        names = ", ".join(each.bidder for each in first)
        return f"Winner: by lot among {names}" if first else "Winner: none; no bid is left"
    total = first[0].total or Decimal(0)
    rest = [each for each in scored if each.rank and each is not first[0] and each.total is not None]
    if not rest:
        return f"Winner: {first[0].bidder}"
    second = min(rest, key=lambda each: each.rank or 0)
    lead = abs((second.total or Decimal(0)) - total)
    by = (
        f"{lead} ahead of {second.bidder}"
        if lead
        else f"level with {second.bidder}, by {rule.tie_break.replace('_', ' ')}"
    )
    return f"Winner: {first[0].bidder} ({by})"


def _changes(before: Sequence[Scored], after: Sequence[Scored]) -> Iterator[str]:
    found = reversals(before, after)
    yield _who_wins(_firsts(before), _firsts(after))
    for old, new in found.moved:
        yield f"  {old.bidder}: {_standing(old)} -> {_standing(new)}"
    for ahead, behind in found.reversed:
        yield f"Rank reversal: {behind} passes {ahead}, though neither changed its bid."
    if not found.reversed:
        yield "No rank reversal: bids of both sets keep their order."


def _firsts(scored: Sequence[Scored]) -> list[str]:
    return [each.bidder for each in scored if each.rank == 1]


def _who_wins(was: list[str], now: list[str]) -> str:
    if len(was) == len(now) == 1:
        return f"{now[0]} still wins." if was == now else f"{now[0]} wins instead of {was[0]}."
    return f"Now {_winning(now)}; before, {_winning(was)}."


def _winning(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} wins"
    return f"a lot decides among {', '.join(names)}" if names else "nobody wins"


def _standing(scored: Scored) -> str:
    return f"excluded, {scored.excluded}" if scored.excluded else f"{scored.total} (rank {scored.rank})"
