"""Rules and bids in few words, and strategies that draw them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pricing.evaluation import Bid, Rule
from pricing.evaluation.offers import Offers
from pricing.evaluation.scoring import Scored, score
from pricing.evaluation.simulation import Floats

FEW = settings(max_examples=30)
"""For what is drawn anew under each of a dozen rules."""
_RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
CEILING = "2000"  # above every price that is drawn


def rule(method: str, **given: object) -> Rule:
    """Return a rule as a file would state it."""
    return _RULES.validate_python({"method": method, **given})


def bids(*figures: tuple[object, object] | object) -> list[Bid]:
    """Return bids A, B, C... of a price, or of a price and a quality."""
    pairs = [each if isinstance(each, tuple) else (each, None) for each in figures]
    return [
        Bid.model_validate({"bidder": name(at), "price": str(price)} | _quality(quality))
        for at, (price, quality) in enumerate(pairs)
    ]


def _quality(quality: object) -> dict[str, str]:
    return {} if quality is None else {"quality": str(quality)}


def name(at: int) -> str:
    return chr(ord("A") + at)


def totals(rule: Rule, given: Sequence[Bid]) -> list[str]:
    """Return the totals as published."""
    return [str(each.total) for each in score(rule, given)]


class Ranked(NamedTuple):
    """What a bid got that was not excluded."""

    bidder: str
    price: Decimal
    quality: Decimal
    total: Decimal
    rank: int


def ranked(rule: Rule, given: Sequence[Bid]) -> list[Ranked]:
    """Return what each bid got; none may be excluded."""
    found = []
    for each in score(rule, given):
        assert each.price_points is not None and each.quality_points is not None
        assert each.total is not None and each.rank is not None
        found.append(Ranked(each.bidder, each.price_points, each.quality_points, each.total, each.rank))
    return found


def quality_of(bid: Bid) -> Fraction:
    assert bid.quality is not None
    return Fraction(bid.quality)


def first(scored: Sequence[Scored]) -> list[str]:
    """Return who holds the first rank."""
    return [each.bidder for each in scored if each.rank == 1]


def exact_offers(given: Sequence[Bid]) -> Offers:
    return Offers.exact(
        [Fraction(bid.price) for bid in given], [Fraction(bid.quality or 0) for bid in given], [True for _ in given]
    )


def floats(given: Sequence[Bid]) -> tuple[Floats, Floats]:
    """Return prices and quality as one draw of floats."""
    prices = np.array([[float(bid.price)] for bid in given])
    return prices, np.array([[float(bid.quality or 0)] for bid in given])


def _cents(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low * 100, high * 100).map(lambda cents: str(Decimal(cents) / 100))


PRICES = _cents(50, 1500)
QUALITIES = _cents(1, 100)
BIDS = st.lists(st.tuples(PRICES, QUALITIES), min_size=1, max_size=9).map(lambda pairs: bids(*pairs))
_WEIGHT = st.integers(2, 100).map(str)

RULES: dict[str, st.SearchStrategy[dict[str, str]]] = {
    "lowest_price": st.just({}),
    "low_price_ratio": st.fixed_dictionaries({"price_weight": _WEIGHT}),
    "rated_criteria": st.fixed_dictionaries({"price_weight": _WEIGHT}),
    "linear": st.fixed_dictionaries(
        {"price_weight": _WEIGHT}, optional={"full_at": _cents(10, 60), "zero_at": _cents(900, 1800)}
    ),
    "parabolic": st.fixed_dictionaries(
        {"price_weight": _WEIGHT}, optional={"ceiling": st.just(CEILING), "zero_at": _cents(600, 1800)}
    ),
    "discount_ratio": st.fixed_dictionaries(
        {"price_weight": _WEIGHT, "ceiling": st.just(CEILING), "exponent": st.sampled_from(["1", "2", "3"])}
    ),
    "ratio_to_mean": st.fixed_dictionaries({"price_weight": _WEIGHT, "cap": st.sampled_from(["1", "1.2"])}),
    "mean_deviation": st.fixed_dictionaries(
        {"price_weight": _WEIGHT, "points_at_mean": _cents(20, 80), "points_per_percent": _cents(0, 3)}
    ),
    "trimmed_mean": st.fixed_dictionaries(
        {
            "price_weight": _WEIGHT,
            "float_coefficient": st.integers(-20, 10).map(lambda percent: str(Decimal(percent) / 100)),
            "n_low": _cents(0, 2),
            "n_high": _cents(0, 3),
        }
    ),
    "benchmark_dk": st.fixed_dictionaries(
        {
            "price_weight": _WEIGHT,
            "k": st.integers(90, 100).map(lambda percent: str(Decimal(percent) / 100)),
            "ceiling": st.just(CEILING),
            "ceiling_share": st.sampled_from(["0", "0.3"]),
            "n_low": _cents(0, 2),
            "n_high": _cents(0, 3),
        }
    ),
    "monetised_quality": st.fixed_dictionaries({"value_per_point": _cents(1, 20)}),
    "price_per_quality_point": st.just({}),
}
