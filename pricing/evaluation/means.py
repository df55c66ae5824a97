"""Rules that measure a price by a mean of the bids."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from pricing.evaluation.common import FULL, ByPoints, Positive
from pricing.evaluation.trimming import STANDARD, Trim, steps
from pricing.values import Amount, Number, Percent, wrong

if TYPE_CHECKING:
    from pricing.evaluation.offers import Array, Offers


def _a_share(number: Decimal) -> Decimal:
    if not -1 < number < 1:
        raise wrong("not_a_share", f"{number} is not a share of one", "Write -0.05 for five percent downwards.")
    return number


class RatioToMean(ByPoints):
    """Price points in the ratio of the mean price to the bid's own, up to a cap.

    Formula: price points = price weight x min(cap, mean price / price).
    Source: one of the relative formulas of M. Bergman and S. Lundberg, Tender Evaluation and Award Methodologies in
        Public Procurement (2011), where scores depend on other bids; tenders state it with a cap.
    Example: bids of 80, 100 and 120 have a mean of 100; with all weight on price they get 100 (capped), 100 and
        83.33.
    Paradox: below the mean a lower price earns nothing more, and a dear bid that cannot win lifts the mean and with
        it all others.
    """

    method: Literal["ratio_to_mean"]
    """The name of this rule."""
    cap: Positive = Decimal(1)
    """The most that a bid can get, as a share of full marks; 1 is full marks."""
    habit = 2

    def price_share(self, offers: "Offers") -> "Array":
        """Return the mean over the bid's own price, no more than the cap."""
        return offers.within(offers.mean / offers.prices, 0, self.cap)


class MeanDeviation(ByPoints):
    """Price points from the middle, up for each percent below the mean and down for each percent above it.

    Formula: price points = price weight x (points at the mean - points per percent x deviation) / 100, from 0 to the
        weight, deviation = 100 x (price - mean) / mean.
    Source: United Kingdom, the "mean average" method: the mean is worth 50, one point is taken for each percentage
        point above it and one added for each below (procurementtemplates.co.uk, Mean Calculation).
    Example: bids of 80, 100 and 120 get 70, 50 and 30 of 100 points.
    Paradox: a bid changes the mean that it is measured by. A second, very dear bid of the same house lifts its first
        one.
    """

    method: Literal["mean_deviation"]
    """The name of this rule."""
    points_at_mean: Percent = Decimal(50)
    """The points, of 100, of a bid at the mean."""
    points_per_percent: Amount = Decimal(1)
    """The points, of 100, for each percent of deviation."""
    habit = 2

    def price_share(self, offers: "Offers") -> "Array":
        """Return the middle, less what the deviation costs."""
        away = FULL * (offers.prices - offers.mean) / offers.mean
        points = offers.number(self.points_at_mean) - offers.number(self.points_per_percent) * away
        return offers.within(points, 0, FULL) / FULL


class _ByBenchmark(ByPoints):
    """A rule that takes points for each percent of deviation from a benchmark, more for one side than for the other."""

    n_low: Amount
    """The points, of 100, taken for each percent below the benchmark."""
    n_high: Amount
    """The points, of 100, taken for each percent above the benchmark."""
    trim: Trim = STANDARD
    """Which bids the mean leaves out, by their number; `none` for none."""
    habit = 2

    def benchmark(self, offers: "Offers") -> "Array":
        """Return the price that gets full marks."""
        raise NotImplementedError

    def price_share(self, offers: "Offers") -> "Array":
        """Return full marks less what the deviation from the benchmark costs."""
        benchmark = self.benchmark(offers)
        away = FULL * offers.ratio(offers.prices - benchmark, benchmark, otherwise=0)
        above, below = offers.larger(away, offers.number(0)), offers.larger(-away, offers.number(0))
        taken = offers.number(self.n_high) * above + offers.number(self.n_low) * below
        return offers.within(FULL - taken, 0, FULL) / FULL

    def trimmed(self, offers: "Offers") -> "Array":
        """Return the mean without the bids that are dropped at this number of bids."""
        return offers.trimmed_mean(steps(self.trim))


class TrimmedMean(_ByBenchmark):
    """Price points by the deviation from a trimmed mean that is floated up or down.

    Formula: benchmark = mean of the bids that are left x (1 + float coefficient); price points = price weight x (100
        - n x |deviation|) / 100, not below 0, deviation = 100 x (price - benchmark) / benchmark, n = n_high above the
        benchmark and n_low below it.
    Source: bid evaluation rules of Chinese grid companies (average price with downward float,
        huatuo0.cn/wenku/rgdhd).
    Example: bids of 900, 940, 960, 980, 1000, 1020 and 1100 lose the highest and the lowest; with float -0.05 the
        benchmark is 931. With n_low 0.8 and n_high 1.2 they get 97.34, 98.84, 96.26, 93.68, 91.11, 88.53 and 78.22.
    Paradox: the lowest bid need not be the best: 940 beats 900. Who wins depends on bids that are trimmed or far off,
        and bidders who agree on prices can move the benchmark; bidkit never helps with that.
    """

    method: Literal["trimmed_mean"]
    """The name of this rule."""
    float_coefficient: Annotated[Number, AfterValidator(_a_share)] = Decimal(0)
    """By which share the mean is floated: -0.05 is five percent downwards."""

    def benchmark(self, offers: "Offers") -> "Array":
        """Return the trimmed mean, floated."""
        return self.trimmed(offers) * offers.number(1 + self.float_coefficient)


class BenchmarkDK(_ByBenchmark):
    """Price points by the deviation from D x K: a mean of the bids, or of bids and ceiling, times a factor.

    Formula: D = (1 - ceiling share) x trimmed mean + ceiling share x ceiling; benchmark = D x K; points as by the
        deviation from a trimmed mean.
    Source: China, standard tender documents for construction (reasonable low price method: benchmark = mean of the
        evaluated prices x (1 - fall rate)) and local rules with D x K, K drawn at the opening.
    Example: bids of 98, 100 and 102 and K = 0.98 give a benchmark of 98; with n_low 1 and n_high 2 they get 100,
        95.92 and 91.84 of 100 points.
    Paradox: the factor is often drawn when the prices are already in: which bid is best is then partly a lottery.
    """

    method: Literal["benchmark_dk"]
    """The name of this rule."""
    k: Positive
    """The factor K, as a share of one, such as 0.97."""
    ceiling_share: Annotated[Amount, AfterValidator(_a_share)] = Decimal(0)
    """The share of the ceiling in D; 0 takes the bids alone."""

    def benchmark(self, offers: "Offers") -> "Array":
        """Return D x K."""
        mixed = self.trimmed(offers) * offers.number(1 - self.ceiling_share)
        return (mixed + offers.number(self.ceiling_share * (self.ceiling or 0))) * offers.number(self.k)
