"""What a bid costs: stated figures, exact totals, and (in `simulation`, which loads numpy) their distribution."""

from pricing.cost.estimate import Estimate
from pricing.cost.model import Correlation, CostLine, Costs, ForwardRate, LineSpread, Proportional, Risk, Spread
from pricing.cost.total import LineTotal, NoForwardRate, RiskTotal, Total, total

__all__ = [
    "Correlation",
    "CostLine",
    "Costs",
    "Estimate",
    "ForwardRate",
    "LineSpread",
    "LineTotal",
    "NoForwardRate",
    "Proportional",
    "Risk",
    "RiskTotal",
    "Spread",
    "Total",
    "total",
]
