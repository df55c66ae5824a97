"""What a decision depends on most, and what it is worth to learn more of each rival."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np

from pricing.competition.evidence import P90, Array
from pricing.competition.field import Field
from pricing.cost.estimate import estimate_of, mean_of, multiple
from pricing.cost.model import CostLine, Risk
from pricing.cost.total import rate_of
from pricing.decision.curve import Curve, candidates, curve
from pricing.decision.situation import Situation
from pricing.win.contest import Contest

Kind = Literal["cost", "risk", "rate", "share", "rival_price", "level", "rival_quality", "taking_part", "quality"]
RATE = Decimal("0.05")  # by which a forward rate is tried higher and lower
SHARE = Decimal("0.2")  # by which a cost proportional to the price is
_POINTS = 40
_FEWER = 4000  # draws where every price has to be scored draw by draw
_BINS = 20


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does to the expected gross profit at a price, everything else as it is."""

    kind: Kind
    of: str
    """The id of the cost line, risk, currency or rival."""
    low: Decimal
    """Expected gross profit with the input at its low end."""
    high: Decimal
    """The same at its high end."""
    best_at_low: Decimal
    """The price of greatest expected gross profit with the input at its low end."""
    best_at_high: Decimal

    @property
    def width(self) -> Decimal:
        """How far apart both ends lie."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Learning:
    """What it is worth, in expected gross profit, to know a rival's price before ours is set."""

    rival: str
    worth: Decimal


def tornado(
    situation: Situation, found: Curve, price: Decimal, quality: tuple[float, float] | None = None
) -> tuple[Swing, ...]:
    """Return every input's swing at a price of the curve, the widest first; `quality`: low and high of our own."""
    swings = [*_of_costs(situation, found, price), *_of_contest(situation, price, quality)]
    return tuple(sorted(swings, key=lambda each: (-each.width, each.kind, each.of)))


def _of_costs(situation: Situation, found: Curve, price: Decimal) -> Iterator[Swing]:
    """Yield what concerns our side alone: the win chances stay, so the profits follow from the curve."""
    allowed = [at for at, each in enumerate(found.prices) if each >= situation.floor]
    values = np.array([float(each) for each in found.prices])
    here = found.prices.index(price)

    def end(costs: float, share: float) -> tuple[Decimal, Decimal]:
        profits = found.profits - found.chances * (costs + values * share)
        best = max(allowed, key=lambda at: float(profits[at]))
        return Decimal(float(profits[here])), found.prices[best]

    for kind, of, low, high in _changes(situation):
        ends = [end(*((0.0, each) if kind == "share" else (each, 0.0))) for each in (low, high)]
        yield Swing(kind, of, ends[0][0], ends[1][0], ends[0][1], ends[1][1])


def _changes(situation: Situation) -> Iterator[tuple[Kind, str, float, float]]:
    """Yield what each input adds to the mean cost at both ends; for a share of the price, to that share."""
    costs, currency = situation.costs, situation.currency
    for line in costs.lines:
        if estimate := estimate_of(line):
            times, mean = multiple(line) * rate_of(costs, line, currency), estimate.mean()
            yield "cost", line.id, float((estimate.low - mean) * times), float((estimate.high - mean) * times)
    for risk in costs.risks:
        impact, chance = mean_of(risk) * rate_of(costs, risk, currency), risk.probability / 100
        yield "risk", risk.id, float(-chance * impact), float((1 - chance) * impact)
    items: tuple[CostLine | Risk, ...] = (*costs.lines, *costs.risks)
    for code, rate in costs.forward_rates.items():
        spent = sum((_expected(item, rate.rate) for item in items if item.currency == code), Decimal(0))
        yield "rate", code, float(-RATE * spent), float(RATE * spent)
    for share in costs.proportional:
        change = float(SHARE * share.percent / 100)
        yield "share", share.id, -change, change


def _of_contest(situation: Situation, price: Decimal, quality: tuple[float, float] | None) -> Iterator[Swing]:
    """Yield what concerns the others and how we are scored: every price is tried anew."""
    small = situation.trying(situation.contest.sized(_FEWER)) if situation.contest.limits is None else situation
    for kind, of, ends in _contests(small.contest, quality):
        (low, best_at_low), (high, best_at_high) = (_outcome(small.trying(each), price) for each in ends)
        yield Swing(kind, of, low, high, best_at_low, best_at_high)


def _outcome(situation: Situation, price: Decimal) -> tuple[Decimal, Decimal]:
    prices = [each for each in candidates(situation, _POINTS) if each >= situation.floor]
    found = curve(situation, (price, *prices))
    return Decimal(float(found.profits[0])), found.prices[int(np.argmax(found.profits))]


Pair = tuple[Contest, Contest]


def _contests(contest: Contest, quality: tuple[float, float] | None) -> Iterator[tuple[Kind, str, Pair]]:
    """Yield each rival's price and quality at P10 and P90, all prices together, and each doubtful rival out and in."""
    field = contest.field

    def pair(low: Field, high: Field) -> Pair:
        return contest.changed(low), contest.changed(high)

    def priced(change: Array) -> Pair:
        low, high = (replace(field, log_median=field.log_median + sign * change) for sign in (-1, 1))
        return pair(low, high)

    for at, rival in enumerate(field.rivals):
        one = np.arange(len(field.rivals)) == at
        yield "rival_price", rival, priced(np.where(one, P90 * field.own_sd, 0.0))
        if field.quality_sd[at] > 0:
            change = np.where(one, P90 * field.quality_sd, 0.0)
            low, high = (replace(field, quality_mean=field.quality_mean + sign * change) for sign in (-1, 1))
            yield "rival_quality", rival, pair(low, high)
        if field.bids[at] < 1:
            out, here = (replace(field, bids=np.where(one, each, field.bids)) for each in (0.0, 1.0))
            yield "taking_part", rival, pair(out, here)
    if field.rivals and field.common_sd:
        yield "level", "", priced(np.full(len(field.rivals), P90 * field.common_sd))
    if quality and quality[0] < quality[1]:
        yield "quality", "", (contest.changed(quality=quality[0]), contest.changed(quality=quality[1]))


def _expected(item: CostLine | Risk, rate: Decimal) -> Decimal:
    return rate * mean_of(item) * (item.probability / 100 if isinstance(item, Risk) else 1)


def learning(situation: Situation, found: Curve) -> tuple[Learning, ...]:
    """Return what knowing each rival's price would be worth, the most first.

    The draws are sorted by that price into groups; in each, the best price is chosen on one half of the draws and
    judged on the other, so that no gain is made of luck. What cannot be told apart from nothing is nothing.
    """
    profit = np.stack(
        [wins * situation.profit(float(price)) for price, wins in zip(found.prices, found.wins, strict=True)]
    )
    gains = [
        Learning(rival, Decimal(max(0.0, _gain(profit, order))))
        for rival, order in zip(situation.contest.field.rivals, situation.contest.draws.prices, strict=True)
    ]
    return tuple(sorted(gains, key=lambda each: (-each.worth, each.rival)))


def _gain(profit: Array, rival: Array) -> float:
    """Return how much the mean profit grows where the price may follow the rival's."""
    order = np.argsort(rival, kind="stable")
    gains = []
    for group in np.array_split(order, _BINS):
        for chosen, judged in ((group[::2], group[1::2]), (group[1::2], group[::2])):
            best = int(np.argmax(profit[:, chosen].mean(axis=1)))
            gains.append(float(profit[best, judged].mean()))
    return float(np.mean(gains) - profit.mean(axis=1).max())
