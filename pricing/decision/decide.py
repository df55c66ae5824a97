"""The decision on a price, put together: positions, room to negotiate, price to win, what each signature costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pricing.decision.curve import Curve, curve, endless
from pricing.decision.positions import Position, band, named, position, price_to_win, who
from pricing.decision.situation import Situation

WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Level:
    """What one level of authority may approve, and what it costs to need no higher one."""

    role: str
    lowest: Decimal | None
    """The lowest price from the floor on that needs no higher signature; None where every price needs one."""
    highest: Decimal | None
    """The highest price for which this very signature is needed."""
    chance: float
    """The best win chance among the prices that need no higher signature; nought where there is none."""
    costs_chance: float
    """What that lies below the best chance from the floor on, whoever signs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be asked for, what is recommended, and what it rests on."""

    walk_away: Decimal
    floor: Decimal
    ceiling: Decimal | None
    top: Decimal
    """The highest price that was tried: the ceiling, or where the win chance ends."""
    positions: tuple[Position, ...]
    recommended: str
    """balanced, or withdraw where no price from the floor to the ceiling reaches the chance that the policy asks for,
    or none earns anything."""
    band: tuple[Decimal, Decimal] | None
    price_to_win: Mapping[Decimal, Decimal | None]
    levels: tuple[Level, ...]
    curve: Curve
    best_chance: float
    """The best win chance from the floor to the ceiling; nought where no price lies there."""
    open_ended: bool
    """Whether neither a ceiling nor a falling chance bounds the price, as where all rivals may stay away: what is said
    of high prices then rests on where the search ended."""

    @property
    def balanced(self) -> Position | None:
        """The position of greatest expected gross profit."""
        return next((each for each in self.positions if each.name == "balanced"), None)


def decide(situation: Situation, prices: tuple[Decimal, ...] | None = None) -> Decision:
    """Decide on a price, one of `prices` if any are given, or raise NoSuchPrice where costs leave none."""
    found = curve(situation, prices)
    places = named(found)
    best = float(found.chances[found.allowed].max(initial=0.0))
    return Decision(
        walk_away=situation.walk_away,
        floor=situation.floor,
        ceiling=situation.ceiling,
        top=found.prices[-1],
        positions=tuple(position(found, name, at) for name, at in places.items()),
        recommended=WITHDRAW if _hopeless(found, best) else "balanced",
        band=band(found),
        price_to_win={each: price_to_win(found, float(each) / 100) for each in situation.policy.price_to_win_at},
        levels=_levels(found, best),
        curve=found,
        best_chance=best,
        open_ended=endless(found),
    )


def _hopeless(found: Curve, best: float) -> bool:
    earns = found.profits[found.allowed].max(initial=0.0) > 0
    return not earns or best * 100 < float(found.situation.policy.withdraw_below)


def _levels(found: Curve, best: float) -> tuple[Level, ...]:
    """Return what each level may approve among the prices from the floor to the ceiling."""
    situation, authority = found.situation, found.situation.policy.authority
    needed = {}
    for index in found.allowed:
        price = found.prices[index]
        needed[int(index)] = who(authority, situation.margin(price), situation.below_floor(price))
    levels, enough = [], set[str]()
    for level in authority:
        enough.add(level.role)
        own = [index for index, role in needed.items() if role == level.role]
        free = [index for index, role in needed.items() if role in enough]
        chance = max((float(found.chances[index]) for index in free), default=0.0)
        lowest = found.prices[free[0]] if free else None
        highest = found.prices[own[-1]] if own else None
        levels.append(Level(level.role, lowest, highest, chance, best - chance))
    return tuple(levels)
