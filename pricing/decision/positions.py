"""The prices on a curve that have a name, and who may approve each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from pricing.competition.evidence import Numbers
from pricing.decision.curve import Curve
from pricing.decision.policy import Authority
from pricing.margin import gross_margin, markup
from pricing.money import rounded

Name = Literal["aggressive", "balanced", "premium"]
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Position:
    """One price that could be asked, with everything that is to be known of it."""

    name: str
    price: Decimal
    gross_margin: Decimal
    """At the mean cost, with the costs proportional to the price; a share of the price excluding tax."""
    markup: Decimal
    """On the mean cost without what is proportional to the price."""
    win_probability: float
    standard_error: float
    """Of the win chance, by sampling; nought where it is integrated."""
    expected_gross_profit: Decimal
    cost_if_won: Decimal
    """The mean cost where the order is won: above the mean cost where rivals know better (winner's curse)."""
    below_floor: float
    """How likely the realised margin falls below the floor margin."""
    authority: str | None
    """The lowest level that may approve it; None where nobody may."""
    ahead: Mapping[str, float]
    """How likely we stand before each rival."""


def named(found: Curve) -> dict[Name, int]:
    """Return where on the curve the positions stand; none where no price lies between floor and ceiling.

    aggressive: the best chance at or above the floor (the highest price that has it); balanced: the greatest expected
    gross profit; premium: the highest price that keeps the policy's share of it.
    """
    if not found.allowed.size:
        return {}
    chances = found.chances[found.allowed]
    aggressive = found.allowed[np.flatnonzero(chances >= chances.max() - _EQUAL)[-1]]
    balanced = found.allowed[int(np.argmax(found.profits[found.allowed]))]
    # Under rules that do not favour the lower price, the best chance may lie above the greatest profit.
    return {
        "aggressive": int(min(aggressive, balanced)),
        "balanced": int(balanced),
        "premium": int(_kept(found)[-1]),
    }


def band(found: Curve) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest price that keep the policy's share of the greatest expected gross profit."""
    if not found.allowed.size:
        return None
    kept = _kept(found)
    return found.prices[kept[0]], found.prices[kept[-1]]


def price_to_win(found: Curve, chance: float) -> Decimal | None:
    """Return the highest price within the ceiling that still wins with this chance, or None where none does."""
    ceiling = found.situation.ceiling
    reached = np.flatnonzero(found.chances >= chance)
    return max((found.prices[at] for at in reached if ceiling is None or found.prices[at] <= ceiling), default=None)


def position(found: Curve, name: str, at: int) -> Position:
    """Return everything that is to be known of one price of the curve."""
    situation, contest, price = found.situation, found.contest, found.prices[at]
    below, chance = situation.below_floor(price), float(found.chances[at])
    ahead = contest.ahead(float(price))
    return Position(
        name=name,
        price=price,
        gross_margin=gross_margin(price, situation.expected, situation.share),
        markup=markup(price, situation.expected),
        win_probability=chance,
        standard_error=contest.standard_error(chance),
        expected_gross_profit=_money(found, float(found.profits[at])),
        cost_if_won=_money(found, float(found.cost_if_won[at])),
        below_floor=below,
        authority=who(situation.policy.authority, situation.margin(price), below),
        ahead={rival: float(each) for rival, each in zip(contest.field.rivals, ahead, strict=True)},
    )


def who(levels: Sequence[Authority], margin: Decimal, below_floor: float) -> str | None:
    """Return the first level that may approve an expected margin with this chance of falling below the floor."""
    return next((level.role for level in levels if _may(level, margin, below_floor)), None)


def _may(level: Authority, margin: Decimal, below_floor: float) -> bool:
    enough = level.margin_from is None or margin * 100 >= level.margin_from
    return enough and (level.below_floor_up_to is None or below_floor * 100 <= float(level.below_floor_up_to) + _EQUAL)


def _kept(found: Curve) -> Numbers:
    """Return where the prices stand that keep the policy's share; the best alone where nothing is earned."""
    profits = found.profits[found.allowed]
    most = profits.max()
    least = most * float(found.situation.policy.keeps) / 100
    return found.allowed[profits >= least - _EQUAL * least] if most > 0 else found.allowed[[int(np.argmax(profits))]]


def _money(found: Curve, amount: float) -> Decimal:
    return rounded(Decimal(amount), found.situation.currency)
