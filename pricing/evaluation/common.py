"""What every rule of evaluation states beside its own formula: weights, limits, tax, rounding, ties."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator

from pricing.evaluation.abnormal import AbnormallyLow
from pricing.values import Amount, Count, Number, Part, Percent, between, schema, wrong

if TYPE_CHECKING:
    from pricing.evaluation.offers import Array, Offers

FULL = 100  # what all points together come to


class Points(NamedTuple):
    """What each bid gets, before rounding; the total decides."""

    price: "Array"
    quality: "Array"
    total: "Array"


def as_share(weight: Decimal) -> Fraction:
    """Read a weight: up to 1 it is a share of one, above 1 a share of a hundred."""
    return Fraction(weight) if weight <= 1 else Fraction(weight) / FULL


def at_most(limit: int, what: str) -> Callable[[Any], Any]:
    """Return a check that a number is not above a limit; `what` says why nobody means more."""

    def check(number: Any) -> Any:  # noqa: ANN401 - whole or decimal
        if number > limit:
            raise wrong("too_large", f"{number} {what}", f"Write a number up to {limit}.")
        return number

    return check


def _above_zero(number: Decimal) -> Decimal:
    if number <= 0:
        raise wrong("not_above_zero", f"{number} is not above zero", "Write a number above zero.")
    return number


Positive = Annotated[Number, AfterValidator(_above_zero)]
Places = Annotated[Count, AfterValidator(at_most(8, "places are more than anybody publishes"))]
Years = Annotated[Count, AfterValidator(at_most(100, "years are more than anything is in use"))]
Weight = Annotated[
    Decimal,
    BeforeValidator(between(Decimal(0), Decimal(100), "a weight")),
    schema(type=["number", "string"], minimum=0, maximum=100),
]


class LifeCycle(Part):
    """How yearly costs become one amount that is added to the price for the comparison."""

    years: Years
    """For how many years the customer counts the yearly cost; paid at the end of each."""
    discount_rate: Percent = Decimal(0)
    """The customer's yearly discount rate, in percent."""

    def factor(self) -> Fraction:
        """Return what one unit a year is worth today."""
        growth = 1 + Fraction(self.discount_rate) / 100
        return sum((1 / growth**year for year in range(1, self.years + 1)), Fraction(0))


class Common(Part):
    """What any rule may state."""

    ceiling: Positive | None = None
    """The highest price that is admitted, in the tax basis of the comparison; a bid above it is out."""
    quality_minimum: Amount | None = None
    """The fewest quality points that are admitted; a bid below is out."""
    quality_maximum: Positive = Decimal(100)
    """The quality points that mean full marks."""
    tax_basis: Literal["excluding", "including"] = "excluding"
    """Whether prices are compared excluding or including tax."""
    prices: Literal["excluding", "including"] | None = None
    """Whether the bids' prices are stated excluding or including tax; the tax basis where it is left out."""
    tax_rate: Percent | None = None
    """The tax rate in percent, where prices are stated in one way and compared in the other."""
    life_cycle: LifeCycle | None = None
    """How the bids' yearly costs are added to their prices for the comparison."""
    abnormally_low: AbnormallyLow | None = None
    """When a bid counts as abnormally low, and what follows."""
    places: Places | None = None
    """The decimal places of published points; the method's own habit where it is left out."""
    rounding: Literal["half_up", "half_even", "down", "up"] = "half_up"
    """How points are rounded: half_up, as in trade; half_even; down or up, in size."""
    tie_break: Literal["lowest_price", "highest_quality", "lot"] = "lowest_price"
    """What decides between equal totals. What is equal in that too is drawn by lot: the rank is shared."""

    lowest_total_wins: ClassVar[bool] = False
    adds_up: ClassVar[bool] = True  # the total is the sum of both kinds of points, as published
    habit: ClassVar[int] = 4  # decimal places where the rule states none

    def points(self, offers: "Offers") -> Points:
        """Return the points of every bid."""
        raise NotImplementedError

    def needs_quality(self) -> bool:
        """Say whether every bid must state its quality."""
        return self.quality_minimum is not None or self.tie_break == "highest_quality"

    def limit(self, ours: "Array", rivals: "Offers") -> "Array | None":
        """Return below which price of ours we win in each draw, for our quality; None where no single price says it."""
        del ours, rivals
        return None

    @property
    def decimals(self) -> int:
        """The decimal places of published points."""
        return self.habit if self.places is None else self.places


class ByPoints(Common):
    """A rule that gives points for price and for quality, 100 together; the highest total wins."""

    price_weight: Weight | None = None
    """The weight of the price: a share up to 1 (0.5) or a percentage above 1 (50). The rest of the quality's weight
    where it is left out; all of it where neither is given."""
    quality_weight: Weight | None = None
    """The weight of the quality, in the same form; the rest of the price's weight where it is left out."""

    @property
    def shares(self) -> tuple[Fraction, Fraction]:
        """The weights of price and quality as shares of one."""
        price, quality = (None if each is None else as_share(each) for each in (self.price_weight, self.quality_weight))
        if price is None:
            price = Fraction(1) if quality is None else 1 - quality
        return price, 1 - price if quality is None else quality

    def needs_quality(self) -> bool:
        """Say whether every bid must state its quality."""
        return super().needs_quality() or self.shares[1] > 0

    def points(self, offers: "Offers") -> Points:
        """Return the points of every bid, 100 being the most."""
        price, quality = (offers.number(FULL * share) for share in self.shares)
        by_price = price * self.price_share(offers)
        by_quality = quality * self.quality_share(offers)
        return Points(by_price, by_quality, by_price + by_quality)

    def price_share(self, offers: "Offers") -> "Array":
        """Return which share of the price's full marks each bid gets."""
        raise NotImplementedError

    def quality_share(self, offers: "Offers") -> "Array":
        """Return which share of the quality's full marks each bid gets."""
        return offers.quality / offers.number(self.quality_maximum)


class ByMoney(Common):
    """A rule that compares one figure in money; the lowest wins."""

    lowest_total_wins: ClassVar[bool] = True
    habit: ClassVar[int] = 2
