"""The prices on a curve that have a name, and who may approve each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pricing.competition.evidence import Array
from pricing.decision.curve import Curve
from pricing.decision.policy import Authority
from pricing.decision.situation import Situation
from pricing.margin import gross_margin, markup

Places = NDArray[np.intp]
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
    expected_gross_profit: Decimal
    below_floor: float
    """How likely the realised margin falls below the floor margin."""
    authority: str | None
    """The lowest level that may approve it; None where nobody may."""
    ahead: Mapping[str, float]
    """How likely we stand before each rival."""


def named(situation: Situation, found: Curve) -> dict[Name, int]:
    """Return where on the curve the positions stand; none where no price lies between floor and ceiling.

    aggressive: the best chance at or above the floor (the highest price that has it); balanced: the greatest expected
    gross profit; premium: the highest price that keeps the policy's share of it.
    """
    allowed = _allowed(situation, found)
    if not allowed.size:
        return {}
    chances, profits = found.chances[allowed], found.profits[allowed]
    aggressive = allowed[np.flatnonzero(chances >= chances.max() - _EQUAL)[-1]]
    balanced = allowed[int(np.argmax(profits))]
    return {
        "aggressive": int(min(aggressive, balanced)),
        "balanced": int(balanced),
        "premium": int(allowed[_kept(situation, profits)[-1]]),
    }


def band(situation: Situation, found: Curve) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest price that keep the policy's share of the greatest expected gross profit."""
    allowed = _allowed(situation, found)
    if not allowed.size:
        return None
    kept = _kept(situation, found.profits[allowed])
    return found.prices[allowed[kept[0]]], found.prices[allowed[kept[-1]]]


def price_to_win(found: Curve, chance: float) -> Decimal | None:
    """Return the highest price that still wins with this chance, or None where none does."""
    reached = np.flatnonzero(found.chances >= chance)
    return found.prices[reached[-1]] if reached.size else None


def position(situation: Situation, name: str, price: Decimal, chance: float, profit: float) -> Position:
    """Return everything that is to be known of one price."""
    value, expected = float(price), situation.expected
    margin = gross_margin(price, expected, situation.share)
    below = situation.below_floor(value)
    ahead = situation.contest.ahead(value)
    return Position(
        name=name,
        price=price,
        gross_margin=margin,
        markup=markup(price, expected),
        win_probability=chance,
        expected_gross_profit=Decimal(profit),
        below_floor=below,
        authority=who(situation.policy.authority, margin, below),
        ahead={rival: float(each) for rival, each in zip(situation.contest.field.rivals, ahead, strict=True)},
    )


def who(levels: Sequence[Authority], margin: Decimal, below_floor: float) -> str | None:
    """Return the first level that may approve an expected margin with this chance of falling below the floor."""
    return next((level.role for level in levels if _may(level, margin, below_floor)), None)


def _may(level: Authority, margin: Decimal, below_floor: float) -> bool:
    enough = level.margin_from is None or margin * 100 >= level.margin_from
    return enough and (level.below_floor_up_to is None or below_floor * 100 <= float(level.below_floor_up_to))


def _allowed(situation: Situation, found: Curve) -> Places:
    ceiling = situation.ceiling
    return np.array(
        [
            index
            for index, price in enumerate(found.prices)
            if price >= situation.floor and (ceiling is None or price <= ceiling)
        ],
        dtype=np.intp,
    )


def _kept(situation: Situation, profits: Array) -> Places:
    most = profits.max()
    if most <= 0:
        return np.flatnonzero(profits >= most)
    return np.flatnonzero(profits >= most * float(situation.policy.keeps) / 100 - _EQUAL)
