"""What a house decides once for all its prices: the margin it must earn, when it withdraws, who may approve what."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

from pricing.values import Line, Part, Percent, Text, between, schema

Probability = Annotated[
    Decimal,
    BeforeValidator(between(Decimal(1), Decimal(99), "a chance to ask for")),
    schema(type=["number", "string"], minimum=1, maximum=99),
]
Coefficient = Annotated[
    Decimal,
    BeforeValidator(between(Decimal(0), Decimal("0.99"), "a correlation")),
    schema(type=["number", "string"], minimum=0, maximum=0.99),
]


class Authority(Part):
    """Who may approve a price: both conditions must hold; the first of the list whose conditions hold is asked."""

    role: Line
    """Who it is, such as sales director."""
    margin_from: Percent | None = None
    """The expected gross margin from which this role may approve, in percent; none where it is left out."""
    below_floor_up_to: Percent | None = None
    """How likely the realised margin may fall below the floor margin, in percent; any where it is left out."""


class Policy(Part):
    """The house's rules for a price."""

    floor_margin: Percent
    """The gross margin that the floor price keeps even at the P80 cost, in percent of the price excluding tax."""
    keeps: Percent
    """Which share of the greatest expected gross profit the room to negotiate keeps, in percent."""
    withdraw_below: Percent
    """Where no price from the floor on reaches this win chance, withdrawing is recommended; in percent."""
    price_to_win_at: tuple[Probability, ...]
    """The win chances for which the highest price is stated, in percent."""
    rivals_know: Coefficient
    """How far rivals' prices tell of our own cost (correlation of our cost with the common job effect): whoever wins
    against prices that know better has more often reckoned too low, the winner's curse. 0 switches it off."""
    annual_rate: Percent
    """The house's yearly rate for money that comes later, in percent."""
    authority: tuple[Authority, ...]
    """Who may approve, from the lowest level to the highest."""
    note: Text | None = None
    """What these figures rest on."""
