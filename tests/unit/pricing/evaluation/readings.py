"""Every rule read once more from its formula: plain lists and fractions, nothing of what is tested."""

from collections.abc import Callable
from fractions import Fraction

Figures = list[Fraction]
Given = dict[str, Fraction]


def low_price_ratio(prices: Figures, _given: Given) -> Figures:
    return [min(prices) / price for price in prices]


def linear(prices: Figures, given: Given) -> Figures:
    full, zero = given.get("full_at", min(prices)), given.get("zero_at", max(prices))
    if full == zero:
        return [Fraction(1) for _ in prices]
    return [_between(0, (zero - price) / (zero - full), 1) for price in prices]


def parabolic(prices: Figures, given: Given) -> Figures:
    lowest, zero = min(prices), given.get("zero_at", given.get("ceiling", max(prices)))
    if zero == lowest:
        return [Fraction(1) for _ in prices]
    return [1 - _between(0, (price - lowest) / (zero - lowest), 1) ** 2 for price in prices]


def discount_ratio(prices: Figures, given: Given) -> Figures:
    discounts = [given["ceiling"] - price for price in prices]
    if max(discounts) == 0:
        return [Fraction(1) for _ in prices]
    return [(each / max(discounts)) ** int(given["exponent"]) for each in discounts]


def ratio_to_mean(prices: Figures, given: Given) -> Figures:
    return [min(given["cap"], mean(prices) / price) for price in prices]


def mean_deviation(prices: Figures, given: Given) -> Figures:
    middle = mean(prices)
    points = [
        given["points_at_mean"] - given["points_per_percent"] * (price - middle) / middle * 100 for price in prices
    ]
    return [_between(0, each, 100) / 100 for each in points]


def trimmed_mean(prices: Figures, given: Given) -> Figures:
    return _by_deviation(prices, mean(trimmed(prices)) * (1 + given["float_coefficient"]), given)


def benchmark_dk(prices: Figures, given: Given) -> Figures:
    share = given["ceiling_share"]
    base = mean(trimmed(prices)) * (1 - share) + share * given["ceiling"]
    return _by_deviation(prices, base * given["k"], given)


def trimmed(prices: Figures) -> Figures:
    """Drop nothing up to five, the highest of six, the highest and the lowest of seven or more."""
    ordered = sorted(prices)
    if len(ordered) <= 5:
        return ordered
    return ordered[:-1] if len(ordered) == 6 else ordered[1:-1]


def _by_deviation(prices: Figures, benchmark: Fraction, given: Given) -> Figures:
    shares = []
    for price in prices:
        percent = abs(price - benchmark) / benchmark * 100
        taken = percent * (given["n_high"] if price > benchmark else given["n_low"])
        shares.append(_between(0, 100 - taken, 100) / 100)
    return shares


def spain_85(prices: Figures, base: Fraction, third_off: bool = False) -> list[bool]:
    off = Fraction(2, 3) if third_off else Fraction(1)
    ten, twenty, far = (Fraction(percent, 100) * off for percent in (10, 20, 25))
    if len(prices) == 1:
        return [prices[0] < base - far * base]
    if len(prices) == 2:
        first, second = prices
        return [first < second - twenty * second, second < first - twenty * first]
    middle = mean(prices)
    high = [price for price in prices if price > middle + ten * middle]
    if len(prices) == 3:
        middle = mean(sorted(prices)[:2]) if max(prices) in high else middle
        return [price < middle - ten * middle or price < base - far * base for price in prices]
    rest = [price for price in prices if price not in high]
    middle = mean(rest) if len(rest) >= 3 else mean(sorted(prices)[:3])
    return [price < middle - ten * middle for price in prices]


def italy_97(prices: Figures, base: Fraction) -> list[bool]:
    discounts = [(base - price) / base * 100 for price in prices]
    threshold = italian_threshold(discounts)
    return [threshold is not None and each >= threshold for each in discounts]


def italian_threshold(discounts: Figures) -> Fraction | None:
    number = len(discounts)
    if number < 5:
        return None
    aside = number // 10 + (number % 10 > 0)
    ordered = sorted(discounts)
    set_aside = set(ordered[:aside] + ordered[-aside:])
    rest = [each for each in discounts if each not in set_aside]
    if not rest:
        return None
    middle = mean(rest)
    above = [each - middle for each in rest if each > middle]
    excess = mean(above) if above else Fraction(0)
    if number >= 15:
        hundredths = int(sum(rest) * 100)
        first, second = hundredths // 10 % 10, hundredths % 10
        return middle + excess - excess * first * second / 100
    return middle * Fraction(12, 10) if excess <= Fraction(15, 100) * middle else middle + excess


def mean_minus_sd(prices: Figures, ddof: int) -> list[bool]:
    if len(prices) < 5:
        return [False for _ in prices]
    middle = mean(prices)
    variance = sum((price - middle) ** 2 for price in prices) / (len(prices) - ddof)
    return [price < middle and (middle - price) ** 2 > variance for price in prices]


def mean(figures: Figures) -> Fraction:
    return sum(figures, Fraction(0)) / len(figures)


def _between(low: int, figure: Fraction, high: int) -> Fraction:
    return min(max(Fraction(low), figure), Fraction(high))


PRICE_SHARES: dict[str, Callable[[Figures, Given], Figures]] = {
    "low_price_ratio": low_price_ratio,
    "rated_criteria": low_price_ratio,
    "linear": linear,
    "parabolic": parabolic,
    "discount_ratio": discount_ratio,
    "ratio_to_mean": ratio_to_mean,
    "mean_deviation": mean_deviation,
    "trimmed_mean": trimmed_mean,
    "benchmark_dk": benchmark_dk,
}
