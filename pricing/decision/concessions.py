"""What concessions make of a price: margin, win chance, room to the floor and to the next level of authority."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from pricing.cost.model import CostLine, Proportional
from pricing.decision.curve import curve
from pricing.decision.positions import Position, position, who
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice, gross_profit, price_for_margin
from pricing.money import minor_unit, rounded

_NONE = Decimal(0)
_STEP = Decimal(100)  # minor units, in which the end of a level is looked for: whole units of most currencies


@dataclass(frozen=True, slots=True)
class Give:
    """Something given away: what it takes off the price, adds to the cost and to the costs that rise with the price."""

    id: str
    off_price: Decimal = _NONE
    cost: Decimal = _NONE
    share: Decimal = _NONE
    """Its share of the price: 0.004 is 0.4 points of margin."""
    quality: Decimal = _NONE
    """By how many quality points it raises us under the tender's rule."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a price stands once some gives have been made."""

    situation: Situation
    figures: Position
    band_ends: Decimal | None
    """The lowest price that needs no higher level; None where there is none below, or nobody may approve it."""
    next_role: str | None
    """Who has to approve what lies below that; None where nobody may."""

    @property
    def price(self) -> Decimal:
        """The price excluding tax."""
        return self.figures.price

    @property
    def role(self) -> str | None:
        """The lowest level that may approve it."""
        return self.figures.authority

    @property
    def profit(self) -> Decimal:
        """The gross profit at the mean cost."""
        return rounded(gross_profit(self.price, self.situation.expected, self.situation.share), self.situation.currency)

    @property
    def to_floor(self) -> Decimal:
        """What may still come off the price before the floor; below nought under it."""
        return self.price - self.situation.floor

    @property
    def to_band(self) -> Decimal | None:
        """What may still come off the price before a higher level has to approve it."""
        return None if self.band_ends is None else self.price - self.band_ends

    def at(self, price: Decimal) -> "Stand":
        """Return where another price stands with the same gives made."""
        return stand(self.situation, price)

    def price_for(self, profit: Decimal) -> Decimal:
        """Return the price that leaves a gross profit with the same gives made."""
        with localcontext(prec=50):
            cost = self.situation.expected + profit
        return price_for_margin(cost, _NONE, self.situation.share, self.situation.currency)


@dataclass(frozen=True, slots=True)
class Entry:
    """A give in the ledger: where we stood before it and after it."""

    give: Give
    before: Stand
    after: Stand

    @property
    def margin(self) -> Decimal:
        """What it does to the gross margin."""
        return self.after.figures.gross_margin - self.before.figures.gross_margin

    @property
    def chance(self) -> float:
        """What it does to the win chance."""
        return self.after.figures.win_probability - self.before.figures.win_probability

    @property
    def profit(self) -> Decimal:
        """What it does to the gross profit."""
        return self.after.profit - self.before.profit


def ledger(situation: Situation, price: Decimal, gives: Iterable[Give]) -> Iterator[Entry]:
    """Yield each give with where it leaves us, one after the other."""
    before = stand(situation, price)
    for give in gives:
        after = stand(before.situation, before.price, (give,))
        yield Entry(give, before, after)
        before = after


def stand(situation: Situation, price: Decimal, gives: Sequence[Give] = ()) -> Stand:
    """Return where a price stands after some gives, or raise NoSuchPrice where they leave nothing of it."""
    for give in gives:
        situation, price = given(situation, give), price - give.off_price
    if price <= 0:
        raise NoSuchPrice("the gives leave nothing of the price")
    figures = position(curve(situation, (price,)), "other", 0)
    ends = None if figures.authority is None else _band_ends(situation, price)
    below = None if ends is None else _role(situation, ends - _step(situation))
    return Stand(situation, figures, ends, below)


def given(situation: Situation, give: Give) -> Situation:
    """Return the situation once a give has changed cost, proportional costs or our quality."""
    if not (give.cost or give.share or give.quality):
        return situation
    costs, contest = situation.costs, situation.contest
    lines = (CostLine(id=give.id, category="concessions", unit_cost=give.cost),) if give.cost else ()
    shares = (Proportional.model_construct(id=give.id, percent=give.share * 100),) if give.share else ()
    changed = costs.model_copy(update={"lines": (*costs.lines, *lines), "proportional": (*costs.proportional, *shares)})
    quality = min(contest.quality + float(give.quality), float(contest.rule.quality_maximum))
    return replace(situation, costs=changed, contest=replace(contest, quality=quality) if give.quality else contest)


def needs_more(situation: Situation, approved: str | None, after: Stand) -> bool:
    """Say whether a price needs a higher level than the one that approved, or is one that nobody may approve."""
    roles = [level.role for level in situation.policy.authority]
    if not roles or approved is None:
        return False
    return after.role is None or roles.index(after.role) > roles.index(approved)


def _role(situation: Situation, price: Decimal) -> str | None:
    return who(situation.policy.authority, situation.margin(price), situation.below_floor(price))


def _step(situation: Situation) -> Decimal:
    return minor_unit(situation.currency) * _STEP


def _band_ends(situation: Situation, price: Decimal) -> Decimal | None:
    """Return the lowest price above the walk-away price that needs no higher level than this one, by bisection."""
    roles, step = [level.role for level in situation.policy.authority], _step(situation)
    level = roles.index(_role(situation, price) or roles[-1])

    def enough(candidate: Decimal) -> bool:
        needed = _role(situation, candidate)
        return needed is not None and roles.index(needed) <= level

    if situation.walk_away >= price or enough(situation.walk_away):
        return None
    reached, beyond = 0, int((price - situation.walk_away) / step) + 1
    while beyond - reached > 1:  # enough at price - reached, not enough at price - beyond
        middle = (reached + beyond) // 2
        reached, beyond = (middle, beyond) if enough(price - middle * step) else (reached, middle)
    return price - reached * step
