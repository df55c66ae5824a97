"""The pricing analysis under the names that other programs read."""

from decimal import Decimal

from bidkit.stages.pricing_sheet import DecisionFacts, PricingSheet
from bidkit.stages.sheet import jsonable


def pricing_data(sheet: PricingSheet) -> object:
    """Return the figures of the analysis as JSON data; null where the record does not allow one."""
    cost, decision = sheet.cost, sheet.decision
    limits = {} if decision is None else dict(zip(("walk_away", "floor", "top"), decision.limits, strict=True))
    return jsonable(
        {
            "cost": cost and {"base": cost.base, "mean": cost.expected, "p50": cost.p50, "p80": cost.p80},
            **{name: limits[name].price if limits else None for name in ("walk_away", "floor")},
            "ceiling": sheet.basis.ceiling if decision else None,
            "positions": _positions(decision) if decision else (),
            "recommended": sheet.verdict.recommended,
            "band": (decision.bands[0].low, decision.bands[0].high) if decision and decision.bands else None,
            "price_to_win": {_key(each.chance): each.price for each in decision.to_win} if decision else {},
            "curve": _curve(decision) if decision else (),
            "seed": sheet.seed,
            "missing": sheet.missing,
            "top": limits["top"].price if limits else None,
            "open_ended": decision.open_ended if decision else None,
            "left_by_forced_entries": sheet.gates.remaining,
            "decided": _decided(sheet),
            "audience": "internal",
        }
    )


def _decided(sheet: PricingSheet) -> dict[str, object] | None:
    said = sheet.recorded
    if said is None:
        return None
    names = ("position", "price", "by", "on", "reason", "gross_margin", "authority", "warning")
    return {name: getattr(said, name) for name in names} | {"win_probability": said.chance}


def _positions(decision: DecisionFacts) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "name": each.id,
            "price": each.price,
            "gross_margin": each.gross_margin,
            "markup": each.markup,
            "win_probability": each.chance,
            "expected_gross_profit": each.profit,
            "authority": each.authority,
        }
        for each in decision.positions
    )


def _curve(decision: DecisionFacts) -> tuple[dict[str, object], ...]:
    return tuple(
        {"price": each.price, "win_probability": each.chance, "expected_gross_profit": each.profit}
        for each in decision.points
    )


def _key(chance: Decimal) -> str:
    return f"{chance.normalize():f}"
