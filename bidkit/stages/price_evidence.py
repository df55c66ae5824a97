"""What the analysis rests on: the rivals as they are judged, and every assumption with its source and age."""

import math
from collections.abc import Iterator
from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.deal.opportunity import Competitor
from bidkit.deal.types import When
from bidkit.influence import standing
from bidkit.phrases import Phrase
from bidkit.stages import pricing_sheet as sheet
from bidkit.stages.price_basis import Basis
from bidkit.stages.sheet import age
from pricing.competition.evidence import P90
from pricing.competition.model import RivalBid
from pricing.money import rounded


def rival_rows(deal: Deal, house: House, basis: Basis) -> tuple[sheet.RivalRow, ...]:
    """Return the rivals with what each may bid."""
    ranked = {each.supplier: each.place for each in deal.price.ranking}
    expected = _expected(deal, basis)
    return tuple(
        _rival(
            rival, bid, ranked.get(rival.id), expected.get(rival.id, (None, None, None)), _standing(rival, deal, house)
        )
        for rival, bid in zip(deal.competitors, basis.rivals, strict=True)
    )


Points = tuple[Decimal | None, Decimal | None, Decimal | None]


def _expected(deal: Deal, basis: Basis) -> dict[str, Points]:
    """Return P10, P50 and P90 of each rival's price as the field has them."""
    situation = basis.situation
    if situation is None or deal.currency is None:
        return {}
    field = situation.contest.field
    found: dict[str, Points] = {}
    for rival, median, spread in zip(field.rivals, field.log_median, field.spread, strict=True):
        low, middle, high = (
            rounded(Decimal(round(math.exp(median + sign * P90 * spread))), deal.currency) for sign in (-1, 0, 1)
        )
        found[rival] = (low, middle, high)
    return found


Standing = tuple[tuple[str | Phrase, ...], tuple[str | Phrase, ...]]


def _standing(rival: Competitor, deal: Deal, house: House) -> Standing:
    """Return where a rival is ahead of us or level, and where behind: by the evaluation, and standard by standard."""
    middle = (house.evaluation_model.scale.lowest + house.evaluation_model.scale.highest) / 2
    told = [(each.score, each.evidence) for each in rival.standing.values() if each.evidence]
    ahead, behind = ([_answers(ids)] if ids else [] for ids in standing(deal, rival.id))
    return (
        (*(evidence for score, evidence in told if score < middle), *ahead),
        (*(evidence for score, evidence in told if score > middle + 1), *behind),
    )


def _answers(ids: tuple[str, ...]) -> Phrase:
    """Count the standards that a rival answers better or less well, and name the first; the ledger has them all."""
    return Phrase("Standards: {n} ({ids})", n=len(ids), ids=", ".join((*ids[:2], "…") if len(ids) > 2 else ids))


def _rival(rival: Competitor, bid: RivalBid, place: int | None, expected: Points, stands: Standing) -> sheet.RivalRow:
    guess = bid.price
    return sheet.RivalRow(
        id=rival.id,
        name=rival.name,
        low=guess.low if guess else None,
        likely=guess.likely if guess else None,
        high=guess.high if guess else None,
        expected_low=expected[0],
        expected=expected[1],
        expected_high=expected[2],
        quality=bid.quality.likely if bid.quality else None,
        takes_part=bid.takes_part / 100,
        ranking=place,
        strengths=stands[0],
        weaknesses=stands[1],
        evidence=bid.evidence,
        source=bid.source,
        date=bid.date,
    )


def assumptions(deal: Deal, house: House, basis: Basis) -> tuple[sheet.AssumptionRow, ...]:
    """Return everything that the analysis takes as it stands, with its source and age."""
    rows = (*_of_the_tender(deal), *_of_rivals(deal, basis), *_of_costs(deal), *_of_the_house(house))
    return tuple(rows)


def _of_the_tender(deal: Deal) -> Iterator[sheet.AssumptionRow]:
    told, quality = deal.tender.instructions, deal.price.quality
    if told.rule:
        date = told.date
        yield sheet.AssumptionRow(Phrase("The rule of evaluation"), told.source, date, age(date, deal.as_of))
    if quality:
        said = Phrase("Our quality points: {points}", points=quality.likely)
        yield sheet.AssumptionRow(said, quality.source, quality.date, age(quality.date, deal.as_of))
    for each in deal.price.ranking:
        if each.supplier == "us":
            said = Phrase("The customer ranks us at place {place}", place=each.place)
            yield sheet.AssumptionRow(said, each.source, each.date, age(each.date, deal.as_of))


def _of_rivals(deal: Deal, basis: Basis) -> Iterator[sheet.AssumptionRow]:
    names = {rival.id: rival.name or rival.id for rival in deal.competitors}
    for bid in basis.rivals:
        name = names[bid.rival]
        if bid.price or bid.history:
            said = Phrase("The price of {rival}", rival=name)
            yield sheet.AssumptionRow(said, bid.source, bid.date, age(bid.date, deal.as_of))
        else:
            said = Phrase(
                "The price of {rival}: nobody has judged it; the order value we expect stands in",
                rival=name,
            )
            yield sheet.AssumptionRow(said, None, None, None)
        if bid.quality is None and basis.situation and basis.situation.contest.rule.needs_quality():
            said = Phrase("The quality of {rival}: unknown; it counts as equal to ours", rival=name)
            yield sheet.AssumptionRow(said, None, None, None)


def _of_costs(deal: Deal) -> Iterator[sheet.AssumptionRow]:
    costs = deal.costs
    if costs is None:
        return
    for line in costs.lines:
        if line.three_point:
            said = Phrase("{id} is uncertain: {what}", id=line.id, what=line.what or line.category)
            yield sheet.AssumptionRow(said, line.source, line.date, age(line.date, deal.as_of))
    for code, rate in costs.forward_rates.items():
        said = Phrase("One {code} costs {rate} when it is paid", code=code, rate=rate.rate)
        when = None if rate.date is None else When(year=rate.date.year, month=rate.date.month, day=rate.date.day)
        yield sheet.AssumptionRow(said, rate.source, when, age(when, deal.as_of))


def _of_the_house(house: House) -> Iterator[sheet.AssumptionRow]:
    policy = house.pricing
    note = Phrase(policy.note) if policy.note else None
    told = Phrase(
        "Rivals' prices tell of our own cost with a correlation of {correlation}", correlation=policy.rivals_know
    )
    yield sheet.AssumptionRow(told, note, None, None)
    yield sheet.AssumptionRow(Phrase("Floor margin and authority of the house"), note, None, None)
