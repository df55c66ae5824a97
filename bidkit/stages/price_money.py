"""The cost build-up, the way from list price to pocket price, and the payment terms, as rows of the sheet."""

from decimal import Decimal

import numpy as np

from bidkit.deal import Deal, House
from bidkit.phrases import Phrase
from bidkit.stages import pricing_sheet as sheet
from bidkit.stages.price_basis import draws
from pricing.cost.model import Costs
from pricing.cost.quantiles import Array
from pricing.cost.simulation import simulate
from pricing.cost.total import LineTotal, NoForwardRate, RiskTotal, Total, total
from pricing.decision.situation import Situation
from pricing.margin import (
    Payment,
    Reduction,
    equivalent_uplift,
    financing_cost,
    present_value_factor,
    waterfall,
)
from pricing.money import rounded

_PLACES = Decimal("0.000001")


def cost_facts(deal: Deal, situation: Situation | None) -> sheet.CostFacts | None:
    """Return what the order costs, or None where the record has no costs in a currency."""
    costs, currency = deal.costs, deal.currency
    if costs is None or currency is None or not costs.lines:
        return None
    try:
        summed = total(costs, currency)
    except NoForwardRate:  # the record's own checks name it, with its place
        return None
    drawn = situation.drawn if situation else _simulated(costs, currency, deal.price.seed)
    p50, p80, sd = (_money(figure, currency) for figure in (*np.quantile(drawn, (0.5, 0.8)), drawn.std(ddof=1)))
    return sheet.CostFacts(
        rows=tuple(_line(each) for each in summed.lines),
        risks=tuple(_risk(each) for each in summed.risks),
        shares=tuple(sheet.ShareRow(each.id, each.what, each.percent, each.basis) for each in costs.proportional),
        build_up=_build_up(summed, p80),
        base=summed.base,
        expected_risk=summed.expected_risk,
        expected=summed.expected,
        sd=sd,
        p50=p50,
        p80=p80,
        contingency=p80 - summed.base,
        share=summed.share,
    )


def _simulated(costs: Costs, currency: str, seed: int) -> Array:
    return simulate(costs, currency, draws(), np.random.Generator(np.random.PCG64(seed)))


def _money(figure: float, currency: str) -> Decimal:
    return rounded(Decimal(float(figure)), currency)


def _line(each: LineTotal) -> sheet.CostRow:
    line, spread = each.line, each.line.three_point
    return sheet.CostRow(
        id=line.id,
        category=line.category,
        what=line.what,
        quantity=line.quantity,
        unit=line.unit,
        unit_cost=line.unit_cost,
        currency=each.currency,
        rate=each.rate,
        amount=each.amount,
        low=spread.low if spread else None,
        high=spread.high if spread else None,
        source=line.source,
        author=line.author,
    )


def _ends(each: RiskTotal) -> tuple[Decimal | None, Decimal | None]:
    spread = each.risk.three_point
    return (spread.low * each.rate, spread.high * each.rate) if spread else (None, None)


def _risk(each: RiskTotal) -> sheet.RiskRow:
    risk = each.risk
    return sheet.RiskRow(
        risk.id, risk.what, risk.probability, each.impact, *_ends(each), each.expected, risk.mitigation, risk.owner
    )


def _build_up(summed: Total, p80: Decimal) -> tuple[sheet.StepRow, ...]:
    return (
        *(sheet.StepRow(name, amount, "change") for name, amount in summed.by_category.items()),
        sheet.StepRow(Phrase("Base cost"), summed.base, "total"),
        sheet.StepRow(
            Phrase("Estimates above or below their likely figure"), summed.expected_lines - summed.base, "change"
        ),
        sheet.StepRow(Phrase("Expected cost of the risks"), summed.expected_risk, "change"),
        sheet.StepRow(Phrase("Expected cost"), summed.expected, "total"),
        sheet.StepRow(Phrase("Reserve up to P80"), p80 - summed.expected, "change"),
        sheet.StepRow(Phrase("Cost at P80"), p80, "total"),
    )


def pocket_steps(deal: Deal) -> tuple[sheet.StepRow, ...]:
    """Return the way from list price over invoice price to pocket price; nothing where no list price is stated."""
    price, currency = deal.price, deal.currency
    if price.list_price is None or currency is None:
        return ()
    found = waterfall(
        price.list_price,
        [
            Reduction(each.what, each.amount, "amount", on_invoice=each.on_invoice == "yes")
            if each.amount is not None
            else Reduction(each.what, (each.percent or Decimal(0)) / 100, "list", on_invoice=each.on_invoice == "yes")
            for each in price.reductions
        ],
        currency,
    )
    rows = [sheet.StepRow(Phrase("List price"), found.list_price, "total")]
    for step in found.steps:
        rows.append(sheet.StepRow(step.name, -step.taken, "change"))
        if step.left == found.invoice_price and not any(str(row.label) == "Invoice price" for row in rows):
            rows.append(sheet.StepRow(Phrase("Invoice price"), found.invoice_price, "total"))
    return (*rows, sheet.StepRow(Phrase("Pocket price"), found.pocket_price, "total"))


def payment_facts(deal: Deal, house: House) -> sheet.PaymentFacts | None:
    """Return what waiting for the payments costs at the house's rate."""
    parts = deal.price.payments
    if not parts:
        return None
    rate = house.pricing.annual_rate / 100
    payments = [Payment(each.months, each.percent / 100) for each in parts]
    return sheet.PaymentFacts(
        rate=rate,
        factor=present_value_factor(payments, rate).quantize(_PLACES),
        cost=financing_cost(payments, rate).quantize(_PLACES),
        uplift=equivalent_uplift(payments, rate).quantize(_PLACES),
        rows=tuple((each.what, each.months, each.percent) for each in parts),
    )
