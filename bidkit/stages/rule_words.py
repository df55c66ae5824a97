"""What the tender's rule of evaluation states, in words: a ceiling, weights, roundings, tests of low bids."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.stages.price_figures import unpadded
from pricing.evaluation import Rule

_FIGURES: Mapping[str, Phrase] = {
    "ceiling": Phrase("ceiling {n}"),
    "quality_minimum": Phrase("at least {n} quality points"),
    "quality_maximum": Phrase("full marks for quality at {n} points"),
    "tax_rate": Phrase("tax rate {n} %"),
    "places": Phrase("points to {n} decimal places"),
    "price_weight": Phrase("weight of the price {n} %"),
    "quality_weight": Phrase("weight of the quality {n} %"),
    "life_cycle.years": Phrase("yearly costs of {n} years added"),
    "life_cycle.discount_rate": Phrase("yearly costs discounted at {n} %"),
    "full_at": Phrase("full marks at a price of {n}"),
    "zero_at": Phrase("no points at a price of {n}"),
    "exponent": Phrase("exponent {n}"),
    "cap": Phrase("at most {n} % of full marks"),
    "points_at_mean": Phrase("{n} points of 100 at the mean"),
    "points_per_percent": Phrase("{n} points of 100 for each percent of deviation"),
    "n_low": Phrase("{n} points of 100 less for each percent below the benchmark"),
    "n_high": Phrase("{n} points of 100 less for each percent above the benchmark"),
    "trim": Phrase("left out of the mean: {n}"),
    "float_coefficient": Phrase("mean floated by {n} %"),
    "k": Phrase("factor K {n}"),
    "ceiling_share": Phrase("share of the ceiling in the benchmark {n} %"),
    "value_per_point": Phrase("a quality point is worth {n}"),
    "abnormally_low.base": Phrase("base of this test {n}"),
    "abnormally_low.number": Phrase("{n} standard deviations"),
    "abnormally_low.minimum_bids": Phrase("from {n} bids on"),
    "abnormally_low.estimate": Phrase("the customer's estimate {n}"),
    "abnormally_low.percent": Phrase("{n} % below"),
    "abnormally_low.trim": Phrase("left out of that mean: {n}"),
}
_CHOICES: Mapping[str, Phrase] = {
    "tax_basis.excluding": Phrase("prices compared excluding tax"),
    "tax_basis.including": Phrase("prices compared including tax"),
    "prices.excluding": Phrase("prices stated excluding tax"),
    "prices.including": Phrase("prices stated including tax"),
    "rounding.half_up": Phrase("points rounded half up"),
    "rounding.half_even": Phrase("points rounded half to even"),
    "rounding.down": Phrase("points rounded down"),
    "rounding.up": Phrase("points rounded up"),
    "tie_break.lowest_price": Phrase("of equal totals the lowest price wins"),
    "tie_break.highest_quality": Phrase("of equal totals the highest quality wins"),
    "tie_break.lot": Phrase("equal totals are decided by lot"),
    "abnormally_low.method.spain_85": Phrase("abnormally low by article 85 of the Spanish regulation"),
    "abnormally_low.method.italy_97": Phrase("abnormally low by article 97 of the Italian code"),
    "abnormally_low.method.mean_minus_sd": Phrase("abnormally low by standard deviations below the mean"),
    "abnormally_low.method.below_estimate": Phrase("abnormally low by the customer's estimate"),
    "abnormally_low.method.below_mean": Phrase("abnormally low by the mean"),
    "abnormally_low.method.below_ceiling": Phrase("abnormally low by the ceiling"),
    "abnormally_low.consequence.flag": Phrase("such a bid is marked and stays in"),
    "abnormally_low.consequence.exclude": Phrase("such a bid is out"),
    "abnormally_low.reduced.yes": Phrase("a third taken off its percentages"),
    "abnormally_low.reduced.no": Phrase("nothing taken off its percentages"),
    "abnormally_low.ddof.0": Phrase("deviation of all bids"),
    "abnormally_low.ddof.1": Phrase("deviation of a sample"),
}
_SHARES = {"cap", "float_coefficient", "ceiling_share"}
_WEIGHTS = {"price_weight", "quality_weight"}


def stated(rule: Rule) -> Iterator[Phrase]:
    """Yield what a rule states beside its method, in the order of the record."""
    yield from _within(rule.model_dump(exclude_unset=True, exclude={"method"}))


def _within(told: Mapping[str, object], above: str = "") -> Iterator[Phrase]:
    for name, value in told.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from _within(value, f"{path}.")
        elif value is not None:
            yield _CHOICES.get(f"{path}.{value}") or Phrase(_FIGURES[path].text, n=_figure(path, value))


def _figure(path: str, value: object) -> object:
    """Return a figure as it is said: a share of one, and a weight up to one, in percent."""
    if isinstance(value, Decimal) and (path in _SHARES or (path in _WEIGHTS and value <= 1)):
        return unpadded(value * 100)
    return value
