"""Deals to decide on: one ordinary case, and what tests change in it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from pricing.competition.field import Field
from pricing.cost.model import Costs
from pricing.decision.policy import Policy
from pricing.decision.situation import Situation
from pricing.evaluation.tender import Rule
from pricing.win.contest import Contest, contest

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
LOWEST = {"method": "lowest_price"}
RATIO = {"method": "low_price_ratio", "price_weight": 50}
DRAWS = 4000

WITH_LIMIT: tuple[Mapping[str, Any], ...] = (
    LOWEST,
    RATIO,
    {"method": "rated_criteria", "price_weight": 60},
    {"method": "monetised_quality", "value_per_point": 4000},
    {"method": "price_per_quality_point"},
    {**RATIO, "ceiling": 1500000, "quality_minimum": 72},
    {**RATIO, "tax_basis": "including", "tax_rate": 13, "ceiling": 1600000},
    {**LOWEST, "tie_break": "highest_quality"},
)
RESCORED: tuple[Mapping[str, Any], ...] = (
    {"method": "linear", "price_weight": 60},
    {"method": "parabolic", "price_weight": 60},
    {"method": "discount_ratio", "price_weight": 60, "ceiling": 1800000},
    {"method": "ratio_to_mean", "price_weight": 60},
    {"method": "mean_deviation", "price_weight": 60},
    {"method": "trimmed_mean", "price_weight": 60, "n_low": "0.8", "n_high": "1.2"},
    {"method": "benchmark_dk", "price_weight": 60, "k": "0.97", "n_low": 1, "n_high": 2},
    {**LOWEST, "abnormally_low": {"method": "below_mean", "percent": 15, "consequence": "exclude"}},
    {**LOWEST, "abnormally_low": {"method": "mean_minus_sd", "consequence": "exclude"}},
    {**LOWEST, "abnormally_low": {"method": "italy_97", "base": 1500000, "consequence": "exclude"}},
    {**LOWEST, "abnormally_low": {"method": "spain_85", "base": 1500000, "consequence": "exclude"}},
)


def field(
    medians: Sequence[float] = (1.2e6, 1.25e6, 1.3e6),
    own: float = 0.1,
    common: float = 0.08,
    bids: float | Sequence[float] = 1.0,
    quality: float = 80.0,
    quality_sd: float = 4.0,
) -> Field:
    """Return rivals with these median prices."""
    size = len(medians)
    return Field(
        log_median=np.log(np.array(medians, dtype=np.float64)),
        own_sd=np.full(size, own, dtype=np.float64),
        common_sd=common,
        bids=np.broadcast_to(np.asarray(bids, dtype=np.float64), (size,)).copy(),
        quality_mean=np.full(size, quality, dtype=np.float64),
        quality_sd=np.full(size, quality_sd, dtype=np.float64),
        rivals=tuple(f"rival-{number}" for number in range(size)),
    )


def costs(**changes: object) -> Costs:
    """Return costs of about a million, of which a fiftieth part goes with the price."""
    lines = [
        {
            "id": f"line-{number}",
            "category": "machines",
            "unit_cost": 240000,
            "three_point": {"low": 220000, "high": 290000},
        }
        for number in range(4)
    ]
    risk = {"id": "late", "what": "late delivery", "probability": 20, "impact": 60000}
    share = {"id": "commission", "percent": 2}
    return Costs.model_validate({"lines": lines, "risks": [risk], "proportional": [share], **changes})


def certain(amount: object = 1000000, share: object = 0) -> Costs:
    """Return a cost without any spread."""
    proportional = [{"id": "commission", "percent": share}] if share else []
    return costs(lines=[{"id": "all", "unit_cost": amount}], risks=[], proportional=proportional)


def policy(**changes: object) -> Policy:
    """Return a house's rules."""
    stated = {
        "floor_margin": 5,
        "keeps": 95,
        "withdraw_below": 5,
        "price_to_win_at": [25, 50, 75],
        "rivals_know": 0,
        "annual_rate": 6,
        "authority": [
            {"role": "manager", "margin_from": 15, "below_floor_up_to": 5},
            {"role": "director", "margin_from": 8, "below_floor_up_to": 25},
            {"role": "board"},
        ],
    }
    return Policy.model_validate({**stated, **changes})


def rivals_of(
    rule: Mapping[str, Any] = LOWEST,
    rivals: Field | None = None,
    quality: float = 82.0,
    seed: int = 1,
    draws: int = DRAWS,
) -> Contest:
    """Return a contest."""
    return contest(RULES.validate_python(rule), field() if rivals is None else rivals, quality, seed, draws)


def situation(
    found: Contest | None = None,
    spent: Costs | None = None,
    currency: str = "EUR",
    ceiling: object = None,
    **changes: object,
) -> Situation:
    """Return a deal; the policy is changed by `changes`."""
    return Situation(
        currency,
        spent or costs(),
        found or rivals_of(),
        policy(**changes),
        None if ceiling is None else Decimal(str(ceiling)),
    )
