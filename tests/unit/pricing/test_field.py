"""Rivals' bids: published figures, each reached two ways, and what must hold of any field."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from pricing.competition import field as fields
from pricing.competition.draws import draw
from pricing.competition.evidence import guess_of, quality_of
from pricing.competition.field import Field, expected, field
from pricing.competition.lowest import against_each, friedman, gates, lowest
from pricing.competition.market import MARKET, Market, with_correlation
from pricing.competition.model import PriceGuess, QualityGuess, RivalBid

D = Decimal


def like(number: int, median: float, own: float, common: float = 0.0, bids: float = 1.0) -> Field:
    nothing = np.full(number, math.nan)
    return Field(
        np.full(number, math.log(median)), np.full(number, own), common, np.full(number, bids), nothing, nothing
    )


def one(values: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    (value,) = values
    return float(value)


def rival(name: str, low: object, likely: object, high: object, **more: object) -> RivalBid:
    return RivalBid.model_validate({"rival": name, "price": {"low": low, "likely": likely, "high": high}, **more})


class TestPublished:
    def test_correlated_rivals(self) -> None:
        """Skitmore's multivariate lognormal bids: three rivals, a job effect of 0.06, an own one of 0.05."""
        three, price = like(3, 1.15, 0.05, 0.06), np.array([1.1])
        assert one(lowest(three, price)) == pytest.approx(0.514163, abs=5e-7)
        assert one(friedman(three, price)) == pytest.approx(0.366096, abs=5e-7)
        assert against_each(three, price)[:, 0] == pytest.approx([0.715372] * 3, abs=5e-7)
        covariance = np.full((3, 3), 0.06**2) + np.eye(3) * 0.05**2
        above = stats.multivariate_normal(cov=covariance).cdf(np.full(3, math.log(1.15 / 1.1)))
        assert one(lowest(three, price)) == pytest.approx(float(above), abs=1e-4)

    def test_friedman_and_gates(self) -> None:
        """Friedman (1956) and Gates (1967) for four rivals alike, at the optimum of each for a cost of 1."""
        four = like(4, 1.15, 0.1)
        best_friedman, best_gates = np.array([1.067864]), np.array([1.10111])
        assert one(friedman(four, best_friedman)) == pytest.approx(0.352731, abs=5e-6)
        assert one(gates(four, best_gates)) == pytest.approx(0.33469, abs=1e-5)  # the optimum printed is 3e-6 too high
        assert one(gates(four, best_friedman)) == pytest.approx(0.456542, abs=5e-6)
        prices = np.linspace(1.0, 1.3, 300_001)
        assert prices[np.argmax((prices - 1) * friedman(four, prices))] == pytest.approx(1.067864, abs=2e-6)
        assert prices[np.argmax((prices - 1) * gates(four, prices))] == pytest.approx(1.10111, abs=4e-6)
        pair = float(stats.norm.sf(math.log(1.067864 / 1.15) / 0.1))
        assert one(friedman(four, best_friedman)) == pytest.approx(pair**4, rel=1e-12)
        assert one(gates(four, best_friedman)) == pytest.approx(1 / (1 + 4 * (1 - pair) / pair), rel=1e-12)

    @pytest.mark.parametrize("number", [1, 2, 5, 9])
    def test_gates_gives_equals_an_equal_chance(self, number: int) -> None:
        """Gates (1967): against n rivals at even odds each, the chance is 1/(n+1); Friedman's is 2^-n."""
        alike, price = like(number, 80.0, 0.2), np.array([80.0])
        assert one(gates(alike, price)) == pytest.approx(1 / (number + 1))
        assert one(friedman(alike, price)) == pytest.approx(0.5**number)

    def test_swansons_rule(self) -> None:
        """Hurst, Brown and Swanson (2000): the mean is 0.3 P10 + 0.4 P50 + 0.3 P90; exact for a normal distribution."""
        ratios = stats.norm(0.1, 0.2).ppf([0.1, 0.5, 0.9])
        low, likely, high = (D(repr(round(100 * math.exp(each), 9))) for each in ratios)
        guess = guess_of("A", PriceGuess.model_validate({"low": low, "likely": likely, "high": high}), D(100))
        assert guess.mean == pytest.approx(0.1, abs=1e-9)
        assert math.sqrt(guess.variance) == pytest.approx(0.2, abs=1e-9)


class TestChance:
    @given(
        st.lists(st.tuples(st.floats(80, 120), st.floats(0.02, 0.3), st.floats(0, 1)), min_size=1, max_size=6),
        st.floats(0, 0.3),
        st.floats(70, 130),
    )
    @example([(110.0, 0.02, 1.0)], 0.3, 100.0)
    @example([(100.0, 0.02, 1.0)] * 6, 0.3, 100.0)
    @settings(deadline=None, max_examples=100)
    def test_agrees_with_an_integral(
        self, rivals: list[tuple[float, float, float]], common: float, price: float
    ) -> None:
        medians, own, bids = (np.array(each) for each in zip(*rivals, strict=True))
        many = Field(np.log(medians), own, common, bids, own, own)

        def at(job: float) -> float:
            scores = (math.log(price) - np.log(medians) - common * job) / own
            return float(stats.norm.pdf(job) * np.prod(1 - bids * stats.norm.cdf(scores)))

        chance, _ = integrate.quad(at, -9, 9, limit=2000, epsabs=1e-12, points=np.linspace(-8, 8, 65))
        assert one(lowest(many, np.array([price]))) == pytest.approx(chance, abs=1e-8)

    @given(st.integers(1, 6), st.floats(0.01, 0.3), st.floats(0, 0.3), st.floats(0, 1))
    @settings(deadline=None)
    def test_falls_with_the_price_and_with_more_rivals(
        self, number: int, own: float, common: float, bids: float
    ) -> None:
        prices = np.linspace(60, 160, 60)
        fewer, more = (lowest(like(size, 100, own, common, bids), prices) for size in (number, number + 1))
        assert (np.diff(fewer) <= 1e-12).all()
        assert (more <= fewer + 1e-12).all()
        assert ((more >= 0) & (fewer <= 1 + 1e-12)).all()

    @given(st.permutations(range(4)), st.floats(80, 120))
    @settings(deadline=None)
    def test_does_not_depend_on_the_order_of_rivals(self, order: list[int], price: float) -> None:
        rivals = [rival(f"C{at}", 90 + at, 95 + 2 * at, 104 + 3 * at, takes_part=100 - 10 * at) for at in range(4)]
        plain, mixed = field(rivals, D(100)), field([rivals[at] for at in order], D(100))
        assert one(lowest(plain, np.array([price]))) == pytest.approx(one(lowest(mixed, np.array([price]))), abs=1e-9)
        assert mixed.log_median == pytest.approx(plain.log_median[list(order)], abs=1e-9)
        assert mixed.own_sd == pytest.approx(plain.own_sd[list(order)], abs=1e-9)

    @pytest.mark.parametrize("number", [2, 3, 5, 8])
    def test_a_bidder_like_the_others_wins_one_in_n(self, number: int) -> None:
        """Each bidder's chance given its own bid, averaged over its bids, is 1/n: the model states one winner."""
        alike = expected(Market(level_sd=0.08), [None] * number, D(100))
        spread = float(alike.spread[0])
        scores, weights = np.polynomial.hermite_e.hermegauss(120)
        prices = np.exp(alike.log_median[0] + spread * scores)
        chances = [one(lowest(fields.given(alike, 0, price), np.array([price]))) for price in prices]
        assert np.dot(weights / weights.sum(), chances) == pytest.approx(1 / number, abs=2e-4)

    def test_knowing_ones_own_bid_is_conditioning_a_normal_distribution(self) -> None:
        base = Field(np.log([100.0, 105.0, 95.0]), np.array([0.1, 0.2, 0.15]), 0.12, np.ones(3), np.ones(3), np.ones(3))
        after = fields.given(base, 0, 110.0)
        covariance = np.full((3, 3), 0.12**2) + np.diag([0.1**2, 0.2**2, 0.15**2])
        gain = covariance[1:, 0] / covariance[0, 0]
        expected_mean = base.log_median[1:] + gain * (math.log(110) - base.log_median[0])
        expected_covariance = covariance[1:, 1:] - np.outer(gain, covariance[0, 1:])
        assert after.log_median == pytest.approx(expected_mean)
        assert np.full((2, 2), after.common_sd**2) + np.diag(after.own_sd**2) == pytest.approx(expected_covariance)


class TestDraws:
    def test_have_the_moments_of_the_field(self) -> None:
        base = field([rival("A", 90, 95, 100), rival("B", 100, 110, 125), rival("C", 99, 100, 101)], D(100))
        drawn = draw(base, 200_000, np.random.Generator(np.random.PCG64(3)))
        logs = np.log(drawn.prices)
        assert logs.mean(axis=1) == pytest.approx(base.log_median, abs=2e-3)
        assert logs.std(axis=1) == pytest.approx(base.spread, rel=0.01)
        between = np.cov(logs)
        assert between[0, 1] == pytest.approx(base.common_sd**2, rel=0.05)
        assert np.corrcoef(drawn.common, logs[0])[0, 1] == pytest.approx(base.common_sd / base.spread[0], abs=0.01)

    def test_agree_with_the_exact_chance(self) -> None:
        base = field([rival("A", 90, 95, 100), rival("B", 100, 110, 125, takes_part=40)], D(100))
        drawn = draw(base, 200_000, np.random.Generator(np.random.PCG64(4)))
        prices = np.array([85.0, 92.0, 97.0, 105.0])
        counted = [(drawn.prices > price).all(axis=0).mean() for price in prices]
        assert counted == pytest.approx(lowest(base, prices), abs=0.004)
        assert np.isinf(drawn.prices[1]).mean() == pytest.approx(0.6, abs=0.005)

    def test_repeat_with_the_seed_alone(self) -> None:
        base = field([rival("A", 90, 95, 100)], D(100))
        first, again, other = (draw(base, 10, np.random.Generator(np.random.PCG64(seed))) for seed in (1, 1, 2))
        assert (first.prices == again.prices).all()
        assert (first.prices != other.prices).any()

    def test_carry_the_quality_that_was_stated(self) -> None:
        quality = {"low": 70, "likely": 80, "high": 90}
        base = field([rival("A", 90, 95, 100, quality=quality), rival("B", 90, 95, 100)], D(100))
        drawn = draw(base, 50_000, np.random.Generator(np.random.PCG64(5)))
        assert np.quantile(drawn.quality[0], [0.1, 0.5, 0.9]) == pytest.approx([70, 80, 90], abs=0.3)
        assert np.isnan(drawn.quality[1]).all()
        assert quality_of(QualityGuess.model_validate({"likely": 82})) == pytest.approx((82.0, 0.0))


class TestPooling:
    def test_pulls_each_guess_towards_the_others_and_keeps_their_order(self) -> None:
        base = field([rival("A", 76, 80, 84), rival("B", 95, 100, 105), rival("C", 114, 120, 126)], D(100))
        low, middle, high = np.exp(base.log_median)
        assert 80 < low < middle < high < 120
        assert middle == pytest.approx(100, rel=0.02)

    def test_a_guess_that_weighs_more_is_pulled_less(self) -> None:
        rivals = [rival("A", 76, 80, 84), rival("B", 95, 100, 105), rival("C", 114, 120, 126)]
        light, heavy = (field(rivals, D(100), guess_weight=weight) for weight in (1, 100))
        stated = guess_of("A", PriceGuess.model_validate({"low": 76, "likely": 80, "high": 84}), D(100)).mean
        assert math.log(100) + stated < heavy.log_median[0] < light.log_median[0]

    def test_a_sharper_guess_gives_a_sharper_field_but_never_a_certain_one(self) -> None:
        sharp, vague = (
            field([rival("A", 100 - wide, 100, 100 + wide), rival("B", 100 - wide, 100, 100 + wide)], D(100))
            for wide in (1, 20)
        )
        assert (sharp.spread < vague.spread).all()
        assert (sharp.spread > 0.02).all()

    def test_the_predictive_spread_is_wider_than_the_one_stated(self) -> None:
        rivals = [rival("A", 95, 100, 105), rival("B", 97, 102, 107), rival("C", 99, 104, 109)]
        stated = [math.sqrt(guess_of(each.rival, each.price, D(100)).variance) for each in rivals if each.price]
        assert (field(rivals, D(100)).spread > np.array(stated)).all()

    def test_a_rival_of_whom_nothing_is_known_follows_the_others_with_less_certainty(self) -> None:
        base = field([rival("A", 76, 80, 84), rival("B", 80, 84, 88), RivalBid(rival="X")], D(100))
        assert math.exp(base.log_median[2]) == pytest.approx(82, rel=0.05)
        assert base.own_sd[2] > max(base.own_sd[:2])

    def test_money_scales_with_the_currency_alone(self) -> None:
        plain = field([rival("A", 90, 95, 100), rival("B", 95, 104, 112)], D(100))
        scaled = field([rival("A", 630, 665, 700), rival("B", 665, 728, 784)], D(700))
        assert scaled.log_median == pytest.approx(plain.log_median + math.log(7))
        assert scaled.own_sd == pytest.approx(plain.own_sd)
        assert scaled.common_sd == pytest.approx(plain.common_sd)

    def test_guesses_alone_fix_the_level_whatever_they_are_compared_with(self) -> None:
        rivals = [rival("A", 90, 95, 100), rival("B", 95, 104, 112), RivalBid(rival="X")]
        near, far = (field(rivals, D(reference)) for reference in (100, 50))
        assert far.log_median == pytest.approx(near.log_median, abs=0.01)

    def test_nobody_else_bids(self) -> None:
        nobody = field([], D(100))
        assert lowest(nobody, np.array([1.0, 1e9])) == pytest.approx([1, 1])
        assert draw(nobody, 5, np.random.Generator(np.random.PCG64(1))).prices.shape == (0, 5)

    def test_the_correlation_can_be_changed_at_the_same_total_spread(self) -> None:
        assert MARKET.correlation == pytest.approx(0.49, abs=0.002)
        total = MARKET.common_sd**2 + MARKET.own_sd**2 + MARKET.habit_sd**2
        for correlation in (0.0, 0.3, 0.49, 0.9):
            market = with_correlation(MARKET, correlation)
            assert market.correlation == pytest.approx(correlation)
            assert market.common_sd**2 + market.own_sd**2 + market.habit_sd**2 == pytest.approx(total)
        with pytest.raises(ValueError, match=r"correlation of 1\.0"):
            with_correlation(MARKET, 1.0)

    def test_guesses_that_do_not_rise_are_refused(self) -> None:
        with pytest.raises(ValueError, match="do not rise"):
            field([rival("A", 100, 90, 110)], D(100))
