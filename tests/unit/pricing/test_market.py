"""What bids teach of a market: known values found again, shrinkage as published, bids known only as above another."""

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from scipy import optimize, stats

from pricing.competition.belief import KNOT, Data, Spreads, believed
from pricing.competition.estimate import learned
from pricing.competition.evidence import Observation, observations
from pricing.competition.field import field
from pricing.competition.market import MARKET, SPREAD, Market, outlook
from pricing.competition.model import RivalBid
from pricing.competition.normal import above, below

D = Decimal
FIXED = 1e9  # a weight at which bids no longer move the spreads


def simulated(truth: Market, tenders: int, rivals: int, seed: int, years: float = 3.0) -> tuple[Observation, ...]:
    rng = np.random.Generator(np.random.PCG64(seed))
    habits = rng.normal(0, truth.habit_sd, rivals)
    times = np.sort(rng.uniform(0, years, tenders))
    levels = truth.level + np.cumsum(truth.drift * np.sqrt(np.diff(times, prepend=0.0)) * rng.standard_normal(tenders))
    found = []
    for tender, (time, level) in enumerate(zip(times, levels, strict=True)):
        job = level + rng.normal(0, truth.common_sd)
        for who in rng.choice(rivals, rng.integers(2, 7), replace=False):
            ratio = job + habits[who] + rng.normal(0, truth.own_sd)
            found.append(Observation(f"T{tender}", f"C{who}", float(time), float(ratio)))
    return tuple(found)


def bids(name: str, *ratios: float, tender: str = "T", above: float | None = None) -> RivalBid:
    history: list[dict[str, object]] = [
        {"tender": f"{tender}{at}", "reference": 100, "price": D(str(round(100 * ratio, 4)))}
        for at, ratio in enumerate(ratios)
    ]
    if above is not None:
        history.append({"tender": "X", "reference": 100, "above": D(str(100 * above))})
    return RivalBid.model_validate({"rival": name, "history": history})


class TestLearning:
    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_finds_the_values_that_bids_were_made_with(self, seed: int) -> None:
        truth = Market(level=0.2, common_sd=0.1, own_sd=0.2, habit_sd=0.12, drift=0.001)
        found = learned(MARKET, simulated(truth, 600, 40, seed))
        assert found.common_sd == pytest.approx(0.1, rel=0.15)
        assert found.own_sd == pytest.approx(0.2, rel=0.05)
        assert found.habit_sd == pytest.approx(0.12, rel=0.35)
        assert abs(found.level - 0.2) < 3 * found.level_sd

    def test_finds_how_far_the_level_walks_in_a_year(self) -> None:
        truth = Market(drift=0.3, common_sd=0.05, own_sd=0.05, habit_sd=0.05)
        found = learned(MARKET, simulated(truth, 400, 10, 4, years=15.0))
        assert found.drift == pytest.approx(0.3, rel=0.3)

    def test_without_a_round_the_spreads_stay_as_they_are(self) -> None:
        found = learned(MARKET, simulated(MARKET, 5, 7, 6), rounds=0)
        for name in ("common_sd", "own_sd", "habit_sd", "drift"):
            assert getattr(found, name) == pytest.approx(getattr(MARKET, name))
        assert found.level != MARKET.level

    def test_follows_a_level_that_drifts(self) -> None:
        times = np.linspace(0, 3, 300)
        rng = np.random.Generator(np.random.PCG64(5))
        moving = tuple(
            Observation(f"T{at}", f"C{who}", float(time), float(0.3 * time / 3 + rng.normal(0, 0.1)))
            for at, time in enumerate(times)
            for who in range(3)
        )
        found = learned(MARKET, moving)
        assert found.level == pytest.approx(0.3, abs=0.06)
        fixed = learned(replace(MARKET, drift=1e-4), moving)
        assert fixed.level == pytest.approx(0.15, abs=0.06)

    def test_states_how_uncertain_it_is(self) -> None:
        """Of many markets, the true level and habits lie within two standard deviations in about 95 %."""
        inside = []
        for seed in range(60):
            truth = Market(level=0.1, common_sd=0.12, own_sd=0.12, habit_sd=0.08, drift=0.05)
            found = learned(replace(truth, level=0.0, level_sd=0.3, weight=FIXED), simulated(truth, 40, 12, seed))
            rng = np.random.Generator(np.random.PCG64(seed))
            habits = dict(zip([f"C{who}" for who in range(12)], rng.normal(0, 0.08, 12), strict=True))
            assert found.habits is not None
            assert found.covariance is not None
            sds = np.sqrt(found.covariance.diagonal()[1:])
            errors = np.array([habits[name] for name in found.rivals]) - found.habits
            inside += list(np.abs(errors) < 2 * sds)
        assert 0.93 <= np.mean(inside) <= 0.98

    def test_shrinks_as_efron_and_morris_do(self) -> None:
        """Batting averages (Efron and Morris, 1975): .400 of Clemente is drawn to .294, .156 of Alvis to .242."""
        averages = [400, 378, 356, 333, 311, 311, 289, 267, 244, 244, 222, 222, 222, 222, 222, 200, 178, 156]
        published = {400: 0.294, 356: 0.284, 289: 0.270, 178: 0.247, 156: 0.242}
        hits = [each / 1000 for each in averages]
        mean, variance = sum(hits) / 18, 0.004332
        kept = 1 - 15 * variance / sum((each - mean) ** 2 for each in hits)
        habit = math.sqrt(variance * kept / (1 - kept))
        start = Market(level_sd=10, common_sd=1e-5, own_sd=math.sqrt(variance), habit_sd=habit, weight=FIXED)
        seen = [Observation(f"T{at}", f"P{at}", 0.0, hit) for at, hit in enumerate(hits)]
        # The players' own sds are pooled as well; told to rest on many games, they stay as they are.
        own = np.full(18, math.sqrt(variance))
        names = tuple(f"P{at}" for at in range(18))
        found = learned(replace(start, rivals=names, own=own, seen=np.full(18, FIXED)), seen)
        assert found.habits is not None
        for average, drawn in published.items():
            by_rule = mean + kept * (average / 1000 - mean)
            assert by_rule == pytest.approx(drawn, abs=1.1e-3)
            assert found.level + found.habits[averages.index(average)] == pytest.approx(by_rule, abs=1e-4)

    def test_tells_job_effects_from_habits(self) -> None:
        """Where two rivals rise and fall together, the job does it; where one is always lower, it is a habit."""
        jobs = [-0.3, -0.1, 0.1, 0.3, 0.2, -0.2] * 3
        seen = [Observation(f"T{at}", "low", 0.0, job - 0.1) for at, job in enumerate(jobs)]
        seen += [Observation(f"T{at}", "high", 0.0, job + 0.1) for at, job in enumerate(jobs)]
        found = learned(MARKET, seen)
        assert found.habits is not None
        assert found.habits[1] - found.habits[0] == pytest.approx(0.2, abs=0.05)
        assert found.common_sd == pytest.approx(np.std(jobs), rel=0.1)
        assert found.own_sd < 0.06

    def test_bringing_up_to_date_is_learning_in_parts(self) -> None:
        truth = Market(level=0.1, drift=0.02)
        every = simulated(truth, 120, 15, 8)
        names = sorted({each.tender for each in every}, key=lambda name: int(name[1:]))
        first = {*names[:80]}
        fixed = replace(truth, level=0.0, level_sd=0.3, weight=FIXED)
        parts = learned(fixed, [each for each in every if each.tender in first])
        parts = learned(parts, [each for each in every if each.tender not in first])
        whole = learned(fixed, every)
        assert parts.level == pytest.approx(whole.level, abs=0.01)
        assert parts.level_sd == pytest.approx(whole.level_sd, rel=0.15)


class TestOneRival:
    def test_history_pulls_a_rival_away_from_the_field_as_it_grows(self) -> None:
        def median(count: int) -> float:
            others = [bids(f"C{at}", *[1.0] * 6, tender=f"C{at}-") for at in range(3)]
            return float(field([*others, bids("low", *[0.8] * count)], D(100)).log_median[3])

        medians = [median(count) for count in (0, 1, 3, 10, 40)]
        assert medians == sorted(medians, reverse=True)
        assert math.exp(medians[0]) > 0.98 * 100
        assert math.exp(medians[-1]) < 0.87 * 100

    def test_a_steady_rival_has_a_smaller_spread_of_its_own_pooled_with_the_others(self) -> None:
        wild = bids("wild", *[0.8, 1.25] * 6)
        steady = bids("steady", *[1.0, 1.01] * 6, tender="S")
        base = field([wild, steady, bids("new")], D(100))
        assert base.own_sd[1] < base.own_sd[2] < base.own_sd[0]
        assert base.own_sd[1] > 0.03

    def test_a_rival_of_a_learned_market_keeps_its_habit(self) -> None:
        market = learned(MARKET, observations([bids("A", *[0.8] * 9), bids("B", *[1.0] * 9), bids("C", *[1.0] * 9)]))
        silent = field([RivalBid(rival="A"), RivalBid(rival="B")], D(100), market)
        spoken = field([RivalBid(rival="A"), RivalBid(rival="B"), bids("D", 1.0)], D(100), market)
        assert silent.log_median[0] < silent.log_median[1] - 0.1
        assert spoken.log_median[:2] == pytest.approx(silent.log_median, abs=0.02)

    def test_the_next_bid_of_a_rival_is_students_t_in_its_own_spread(self) -> None:
        market = replace(MARKET, rivals=("A",), own=np.array([0.1]), seen=np.array([4.0]))
        assert outlook(market, ["A"]).own == pytest.approx(0.1 * stats.t(SPREAD + 4).std())

    def test_a_market_of_long_ago_is_less_certain(self) -> None:
        market = replace(MARKET, years=2000.0)
        now, later = (outlook(market, ["A", "B"], 2000.0 + after).covariance for after in (0, 4))
        assert later - now == pytest.approx(np.full((2, 2), 4 * MARKET.drift**2))


class TestAboveTheWinner:
    def test_moves_the_estimate_up_and_the_more_the_higher_the_bound(self) -> None:
        plain = bids("A", 1.0, 1.02, 0.98)
        medians = [
            float(field([each], D(100)).log_median[0])
            for each in (plain, *(bids("A", 1.0, 1.02, 0.98, above=bound) for bound in (0.7, 1.0, 1.2, 1.5)))
        ]
        assert medians == sorted(medians)
        assert medians[1] == pytest.approx(medians[0], abs=0.01)
        assert medians[4] > medians[0] + 0.05

    def test_agrees_with_the_likelihood_of_a_tobit_model(self) -> None:
        """Many bids of one rival, half known only as above 1: mean and spread by direct maximisation."""
        rng = np.random.Generator(np.random.PCG64(11))
        ratios = rng.normal(0.02, 0.15, 800)
        hidden = ratios > 0.0
        values = np.where(hidden, 0.0, ratios)

        def loss(parameters: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
            mean, sd = parameters[0], math.exp(parameters[1])
            seen = stats.norm.logpdf(values[~hidden], mean, sd).sum()
            return -float(seen + stats.norm.logsf(values[hidden], mean, sd).sum())

        best = optimize.minimize(loss, [0.0, math.log(0.1)]).x
        # No job effect and no habits to speak of: what is left is the level and the own spread.
        start = Market(level_sd=10, common_sd=1e-3, habit_sd=1e-4, drift=1e-4, own_sd=0.1, weight=1e-6)
        seen = [
            Observation(f"T{at}", "A", 0.0, float(value), bool(above))
            for at, (value, above) in enumerate(zip(values, hidden, strict=True))
        ]
        found = learned(start, seen)
        assert found.habits is not None
        assert found.level + found.habits[0] == pytest.approx(best[0], abs=0.01)
        total = math.hypot(found.own_sd, found.common_sd)
        assert total == pytest.approx(math.exp(best[1]), rel=0.05)

    def test_needs_one_of_price_and_bound(self) -> None:
        bare = RivalBid.model_validate({"rival": "A", "history": [{"tender": "T", "reference": 100}]})
        with pytest.raises(ValueError, match="neither `price` nor `above`"):
            field([bare], D(100))


@pytest.mark.parametrize("bound", [-40.0, -3.0, 0.0, 1.0, 5.0, 12.0, 28.0, 32.0, 60.0])
def test_the_normal_above_a_bound_agrees_with_scipy(bound: float) -> None:
    mean, variance = above(np.array([bound]))
    reference = stats.truncnorm(bound, np.inf)
    assert mean[0] == pytest.approx(reference.mean(), rel=2e-3)
    assert 0 <= variance[0] <= 1 + 1e-9
    if bound < 20:
        assert variance[0] == pytest.approx(reference.var(), rel=1e-3)
    assert below(np.array([bound]))[0] == pytest.approx(stats.norm.cdf(bound), rel=1e-12)


def ratios_of(found: Sequence[Observation]) -> list[float]:
    return [each.ratio for each in found]


def test_bids_without_a_date_count_as_the_latest() -> None:
    dated = {"tender": "T1", "reference": 100, "price": 110, "date": "2024-05-01"}
    bare = {"tender": "T2", "reference": 100, "above": 90}
    first, second = observations([RivalBid.model_validate({"rival": "A", "history": [dated, bare]})])
    assert first.years == second.years
    assert (first.above, second.above) == (False, True)
    assert ratios_of([first, second]) == pytest.approx([math.log(1.1), math.log(0.9)])


@pytest.mark.parametrize(("known", "waited"), [(None, 0.0), (-1.5, 1.5), (0.0, 0.0), (0.5, 0.0)])
def test_between_bids_the_level_walks_at_random(known: float | None, waited: float) -> None:
    """Bids that say nothing leave what is known of the level at first, and the drift of the time since."""
    silent = [Observation(name, "A", years, 0.0) for name, years in (("T1", 0.0), ("T2", 2.0))]
    market = replace(MARKET, years=known)
    data = Data(market, silent, (), 1.0)
    spreads = Spreads(common=0.02, habit=0.005, drift=0.01, field=1e9, own=np.array([1e9]))
    level = np.diag(believed(market, data, spreads, data.ratio).covariance)[: data.knots]
    since = waited + KNOT * np.arange(2.0 / KNOT + 1)
    np.testing.assert_allclose(level, MARKET.level_sd**2 + 0.01 * since, rtol=1e-4)
