"""What the pricing analysis says in words: methods, positions, verdicts, inputs."""

from collections.abc import Mapping
from decimal import Decimal

from bidkit.deal import Deal
from bidkit.phrases import Phrase
from bidkit.stages.price_figures import unpadded
from pricing.decision.policy import Policy
from pricing.sensitivity import RATE, SHARE, Swing

METHODS: Mapping[str, Phrase] = {
    "lowest_price": Phrase("Lowest price: the lowest responsive bid wins"),
    "low_price_ratio": Phrase("Low-price ratio: the lowest price over each price, with quality by its weight"),
    "rated_criteria": Phrase("Rated criteria: price and quality in points, the highest total wins"),
    "linear": Phrase("Linear: price points between the lowest and the highest price"),
    "parabolic": Phrase("Parabolic: price points fall with the square of the distance"),
    "discount_ratio": Phrase("Discount ratio: each discount on the ceiling over the largest one"),
    "ratio_to_mean": Phrase("Ratio to the mean: the mean price over each price, capped"),
    "mean_deviation": Phrase("Mean deviation: points fall with the distance from the mean"),
    "trimmed_mean": Phrase("Trimmed mean: points fall with the distance from a benchmark made of the bids"),
    "benchmark_dk": Phrase("Benchmark D x K: points fall with the distance from the drawn benchmark"),
    "monetised_quality": Phrase("Monetised quality: what quality is worth is taken off the price"),
    "price_per_quality_point": Phrase("Price per quality point: the lowest wins"),
    "life_cycle_cost": Phrase("Life-cycle cost: price and running costs together, the lowest wins"),
}

POSITIONS: Mapping[str, Phrase] = {
    "aggressive": Phrase("Aggressive"),
    "balanced": Phrase("Balanced"),
    "premium": Phrase("Premium"),
    "other": Phrase("Another price"),
    "withdraw": Phrase("Withdraw"),
}

STANDARDS: Mapping[str, Phrase] = {
    "favourable": Phrase("favourable to us"),
    "neutral": Phrase("neutral"),
    "unfavourable": Phrase("unfavourable to us"),
    "unknown": Phrase("unknown"),
}


def limits(policy: Policy, share: Decimal) -> Mapping[str, Phrase]:
    """Return what each price that bounds the positions rests on."""
    return {
        "walk_away": Phrase(
            "Break-even at the expected cost, risks included, with {share} % of the price for what rises with it",
            share=unpadded(share * 100),
        ),
        "floor": Phrase("Keeps the floor margin of {margin} % even at the P80 cost", margin=policy.floor_margin),
        "ceiling": Phrase("The highest price that the tender admits, excluding tax"),
        "top": Phrase("The tender states no ceiling; beyond this price the win chance is below 1 %"),
        "open": Phrase("The tender states no ceiling, and all rivals may stay away: any price has a chance"),
    }


_INPUTS: Mapping[str, Phrase] = {
    "cost": Phrase("{of} {what}"),
    "risk": Phrase("Risk {of}: {what}"),
    "rate": Phrase("Forward rate of {of}, {rate} % lower or higher"),
    "share": Phrase("{what}, {share} % lower or higher"),
    "rival_price": Phrase("Price of {rival}"),
    "rival_quality": Phrase("Quality of {rival}"),
    "taking_part": Phrase("Whether {rival} bids"),
    "level": Phrase("Prices of all rivals together"),
    "quality": Phrase("Our own quality points"),
}


def input_label(swing: Swing, deal: Deal) -> Phrase:
    """Return an input of the decision by the name that the reader knows."""
    rivals = {rival.id: rival.name for rival in deal.competitors}
    values = {
        "of": swing.of,
        "what": _items(deal).get(swing.of) or swing.of,
        "rate": unpadded(RATE * 100),
        "share": unpadded(SHARE * 100),
        "rival": rivals.get(swing.of) or swing.of,
    }
    text = _INPUTS[swing.kind].text
    return Phrase(text, **{name: value for name, value in values.items() if f"{{{name}}}" in text})


def _items(deal: Deal) -> dict[str, str | None]:
    if deal.costs is None:
        return {}
    lines = {line.id: line.what for line in deal.costs.lines}
    risks = {risk.id: risk.what for risk in deal.costs.risks}
    return lines | risks | {share.id: share.what for share in deal.costs.proportional}
