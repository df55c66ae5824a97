"""What a decision depends on most, and what it is worth to learn more of each rival."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np

from pricing.competition.evidence import P90, Array, Numbers
from pricing.competition.field import Field
from pricing.cost.estimate import estimate_of, mean_of, multiple
from pricing.cost.model import CostLine, Risk
from pricing.cost.quantiles import quantile
from pricing.cost.total import rate_of
from pricing.decision.curve import Curve, candidates
from pricing.decision.situation import Situation
from pricing.money import rounded
from pricing.win.contest import Contest

Kind = Literal["cost", "risk", "rate", "share", "rival_price", "level", "rival_quality", "taking_part", "quality"]
RATE = Decimal("0.05")  # by which a forward rate is tried higher and lower
SHARE = Decimal("0.2")  # by which a cost proportional to the price is
_POINTS = 40
_DRAWS = 20_000
_FEWER = 3000  # draws where every price is scored anew in every draw
_BINS = 40  # fewer know the price too roughly, more leave too few draws to choose the best price by
_LOW, _HIGH = 0.1, 0.9  # P10 and P90, as for the rivals


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
    """What it is worth, in expected gross profit, to know a rival's price before ours is set.

    The field calls it the expected value of perfect information; this is a lower bound of it, which finds at least
    three quarters of it where one rival decides.
    """

    rival: str
    worth: Decimal


def tornado(
    situation: Situation, found: Curve, price: Decimal, quality: tuple[float, float] | None = None
) -> tuple[Swing, ...]:
    """Return every input's swing at a price of the curve, the widest first; `quality`: P10 and P90 of our own.

    Costs, prices and qualities go from P10 to P90, a risk and a doubtful rival from out to in, rates and shares by
    stated percentages. Nothing swings where no price lies between floor and ceiling.
    """
    if not found.allowed.size:
        return ()
    swings = [*_of_costs(situation, found, price), *_of_contest(situation, found, price, quality)]
    return tuple(sorted(swings, key=lambda each: (-each.width, each.kind, each.of)))


def _of_costs(situation: Situation, found: Curve, price: Decimal) -> Iterator[Swing]:
    """Yield what concerns our side alone: the win chances stay, so the profits follow from the curve."""
    here = found.prices.index(price)

    def end(costs: float, share: float) -> tuple[Decimal, Decimal]:
        profits = found.profits - found.chances * (costs + found.values * share)
        return _money(situation, float(profits[here])), found.prices[_best(found, profits)]

    for kind, of, low, high in _changes(situation):
        ends = [end(*((0.0, each) if kind == "share" else (each, 0.0))) for each in (low, high)]
        yield Swing(kind, of, ends[0][0], ends[1][0], ends[0][1], ends[1][1])


def _changes(situation: Situation) -> Iterator[tuple[Kind, str, float, float]]:
    """Yield what each input adds to the mean cost at both ends; for a share of the price, to that share."""
    costs, currency = situation.costs, situation.currency
    for line in costs.lines:
        if estimate := estimate_of(line):
            times, mean = float(multiple(line) * rate_of(costs, line, currency)), float(estimate.mean())
            low, high = (times * (quantile(estimate, each) - mean) for each in (_LOW, _HIGH))
            yield "cost", line.id, low, high
    for risk in costs.risks:
        yield "risk", risk.id, *_risk(risk, float(rate_of(costs, risk, currency)))
    items: tuple[CostLine | Risk, ...] = (*costs.lines, *costs.risks)
    for code, rate in costs.forward_rates.items():
        spent = sum((_expected(item, rate.rate) for item in items if item.currency == code), Decimal(0))
        yield "rate", code, float(-RATE * spent), float(RATE * spent)
    for share in costs.proportional:
        change = float(SHARE * share.percent / 100)
        yield "share", share.id, -change, change


def _risk(risk: Risk, rate: float) -> tuple[float, float]:
    """Return what a risk adds to its own mean where it does not come about, and where it does.

    One that is sure to come about swings with its impact, one that is sure not to does not swing.
    """
    chance, impact = float(risk.probability) / 100, rate * float(mean_of(risk))
    if 0 < chance < 1:
        return -chance * impact, (1 - chance) * impact
    estimate = estimate_of(risk)
    if not chance or estimate is None:
        return 0.0, 0.0
    return rate * quantile(estimate, _LOW) - impact, rate * quantile(estimate, _HIGH) - impact


def _of_contest(
    situation: Situation, found: Curve, price: Decimal, quality: tuple[float, float] | None
) -> Iterator[Swing]:
    """Yield what concerns the others and how we are scored: every price is tried anew.

    Fewer draws do for that, because both ends are compared with the base case in the same draws.
    """
    whole = situation.contest
    contest = whole.sized(min(whole.size, _FEWER if whole.rescored else _DRAWS))
    small = replace(situation, contest=contest)
    prices = _prices(situation, contest, price)
    here = prices.index(price)
    beside = float(found.profits[found.prices.index(price)] - Curve(small, contest, prices).profits[here])
    for kind, of, ends in _contests(contest, quality):
        low, high = (Curve(small, each, prices).profits for each in ends)
        yield Swing(
            kind,
            of,
            _money(situation, float(low[here]) + beside),
            _money(situation, float(high[here]) + beside),
            prices[int(np.argmax(low))],
            prices[int(np.argmax(high))],
        )


def _prices(situation: Situation, contest: Contest, price: Decimal) -> tuple[Decimal, ...]:
    """Return prices from the floor to the highest that has a chance where all rivals are dear."""
    field = contest.field
    dear = contest.changed(replace(field, log_median=field.log_median + P90 * field.spread))
    tried = candidates(situation, _POINTS, dear)
    return tuple(sorted({price, *(each for each in tried if situation.allows(each))}))


def _best(found: Curve, profits: Array) -> int:
    return int(found.allowed[int(np.argmax(profits[found.allowed]))])


def _money(situation: Situation, amount: float) -> Decimal:
    return rounded(Decimal(amount), situation.currency)


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
    gains = [
        Learning(rival, _money(situation, max(0.0, _gain(situation, found, theirs))))
        for rival, theirs in zip(situation.contest.field.rivals, situation.contest.draws.prices, strict=True)
    ]
    return tuple(sorted(gains, key=lambda each: (-each.worth, each.rival)))


def _gain(situation: Situation, found: Curve, rival: Array) -> float:
    """Return how much the mean profit grows where the price may follow the rival's."""
    if not found.allowed.size:
        return 0.0
    groups, halves = _halves(rival), 2 * _BINS
    cost = situation.drawn if situation.policy.rivals_know else np.full(len(rival), float(situation.expected))
    won = found.wins.sums(np.ones(len(rival)), groups, halves)
    profit = found.values[:, None] * (1 - float(situation.share)) * won - found.wins.sums(cost, groups, halves)
    pairs = profit[found.allowed].reshape(-1, _BINS, 2)
    chosen = pairs.argmax(axis=0)[:, ::-1]  # each half follows what was best in the other
    followed = np.take_along_axis(pairs, chosen[None], axis=0).sum()
    return float((followed - pairs.sum(axis=(1, 2)).max()) / len(rival))


def _halves(rival: Array) -> Numbers:
    """Return the group of each draw: by the rival's price, each group parted into halves."""
    rank = np.empty(len(rival), dtype=np.intp)
    rank[np.argsort(rival, kind="stable")] = np.arange(len(rival))
    return rank * _BINS // len(rival) * 2 + rank % 2
