"""What a bid is expected to cost, as it is stated: cost lines, risks, shares of the price, rates, correlation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator

from pricing.values import (
    Amount,
    Currency,
    Day,
    Identifier,
    Line,
    Moment,
    Part,
    Percent,
    Text,
    between,
    schema,
)

Positive = Annotated[
    Decimal,
    BeforeValidator(between(Decimal("0.000000001"), Decimal("999999999999999"), "above zero")),
    schema(type=["number", "string"], exclusiveMinimum=0),
]
Weight = Annotated[
    Decimal,
    BeforeValidator(between(Decimal(0), Decimal(1000), "a weight of the most likely figure")),
    schema(type=["number", "string"], minimum=0, maximum=1000),
]
Coefficient = Annotated[
    Decimal,
    BeforeValidator(between(Decimal(0), Decimal(1), "a coefficient of correlation that lines of cost can share")),
    schema(type=["number", "string"], minimum=0, maximum=1),
]
Shape = Literal["pert", "triangular"]


class Spread(Part):
    """A three-point estimate around a stated figure."""

    low: Amount
    """The lowest value that can reasonably come about."""
    likely: Amount | None = None
    """The most likely value; the stated figure itself where it is left out."""
    high: Amount
    """The highest value that can reasonably come about."""
    shape: Shape = "pert"
    """pert (a beta distribution) leans on the most likely value; triangular gives the ends more weight."""
    lam: Weight = Decimal(4)
    """How much more the most likely value weighs than an end does, in PERT's mean (low + 4 likely + high) / 6."""


class LineSpread(Spread):
    """A three-point estimate of a cost line."""

    of: Literal["unit", "line"] = "unit"
    """Whether the three values are of one unit, as `unit_cost` is, or of the whole line."""


class CostLine(Part):
    """One line of cost, excluding tax."""

    id: Identifier
    """A stable id, such as K-01."""
    category: Line = "other"
    """What kind of cost it is, such as machines, freight or training; totals and correlation go by it."""
    what: Line | None = None
    """What is paid for."""
    quantity: Amount = Decimal(1)
    """How many units."""
    unit: Line | None = None
    """The unit of the quantity, such as pcs, days or lot."""
    unit_cost: Amount
    """The cost of one unit excluding tax: the figure of the base cost."""
    currency: Currency | None = None
    """The currency of the unit cost; the record's own where it is left out, otherwise one with a forward rate."""
    three_point: LineSpread | None = None
    """Low, likely and high, where the unit cost is not certain."""
    author: Line | None = None
    """Who stated the figure."""
    source: Text | None = None
    """What it rests on: a quotation, a price list, an earlier project."""
    date: Moment | None = None
    """When it was stated."""


class Risk(Part):
    """An event that may or may not come about, and what it would cost."""

    id: Identifier
    """A stable id, such as R-01."""
    what: Text
    """What may happen."""
    probability: Percent
    """How likely it is to happen, in percent."""
    impact: Amount
    """What it costs if it happens, excluding tax."""
    currency: Currency | None = None
    """The currency of the impact; the record's own where it is left out."""
    three_point: Spread | None = None
    """Low, likely and high, where the impact is not certain."""
    mitigation: Text | None = None
    """What is done so that it does not happen, or costs less."""
    owner: Line | None = None
    """Who sees to that."""
    author: Line | None = None
    """Who stated the figure."""
    source: Text | None = None
    """What it rests on: a quotation, a price list, an earlier project."""
    date: Moment | None = None
    """When it was stated."""


class Proportional(Part):
    """A cost that rises with the price: commission, bond fees, financing, expected delay damages."""

    id: Identifier
    """A stable id, such as commission."""
    what: Line | None = None
    """What it is."""
    percent: Percent
    """How much of the price excluding tax it takes, in percent."""
    basis: Text | None = None
    """How the percentage comes about, such as 10 % guaranteed for 14 months at 0.8 % a year."""
    author: Line | None = None
    """Who stated the figure."""
    source: Text | None = None
    """What it rests on: a quotation, a price list, an earlier project."""
    date: Moment | None = None
    """When it was stated."""


class ForwardRate(Part):
    """What one unit of a foreign currency will cost when it is paid."""

    rate: Positive
    """Units of the record's currency for one unit of the foreign one."""
    source: Text | None = None
    """Who quoted it, and for which day of payment."""
    date: Day | None = None
    """When it was quoted."""


class Correlation(Part):
    """How strongly uncertain cost lines rise and fall together, as a rank correlation (Spearman) from 0 to 1."""

    common: Coefficient = Decimal(0)
    """Between any two uncertain lines."""
    by_category: Mapping[Line, Coefficient] = {}
    """Between two uncertain lines of one category; not below `common`."""

    def within(self, category: str) -> Decimal:
        """Return the correlation of two lines of a category."""
        return self.by_category.get(category, self.common)


class Costs(Part):
    """What the order is expected to cost."""

    lines: tuple[CostLine, ...] = ()
    """The cost lines; their sum is the base cost."""
    risks: tuple[Risk, ...] = ()
    """Events beside the base cost that may come about."""
    proportional: tuple[Proportional, ...] = ()
    """Costs that are a share of the price."""
    forward_rates: Mapping[Currency, ForwardRate] = {}
    """The rate of each foreign currency, by its code."""
    correlation: Correlation = Correlation.model_construct()
    """How strongly the uncertain lines rise and fall together."""
