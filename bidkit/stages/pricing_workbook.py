"""The pricing analysis as a workbook in which a manager can try a figure: costs, price and margins as formulas."""

from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.stages.pricing_sheet import CostFacts, PricingSheet
from bidkit.workbook import Cell, Form, Look, Sheet, Workbook
from pricing.money import minor_units

_COSTS = Phrase("Costs")
_PRICE = Phrase("Price")
_CURVE = Phrase("Curve")

Rows = list[tuple[Cell, ...]]


def pricing_workbook(sheet: PricingSheet) -> Workbook:
    """Return the workbook of an analysis; without costs it says only that they are missing."""
    title = Phrase("{title}: pricing analysis", title=sheet.head.title)
    if sheet.cost is None:
        note = Phrase("The record has no costs in a currency yet; `bidkit status` says what to do next.")
        return Workbook(title, sheet.head.audience, (Sheet(_PRICE, ((_text(note, "note"),),), (80,)),))
    return Workbook(
        title,
        sheet.head.audience,
        (_price_sheet(sheet, sheet.cost), _cost_sheet(sheet, sheet.cost), *_curve_sheet(sheet)),
    )


def _places(currency: str | None) -> int:
    return minor_units(currency or "") or 0


def _text(value: str | Phrase | None, look: Look = "plain") -> Cell:
    return Cell(value, look=look)


def _figure(value: Decimal | None, form: Form = "money", look: Look = "plain") -> Cell:
    return Cell(value, form=form, look=look)


def _heads(*names: Phrase) -> tuple[Cell, ...]:
    return tuple(_text(name, "head") for name in names)


def _cost_sheet(sheet: PricingSheet, cost: CostFacts) -> Sheet:
    """Return the cost lines, risks and shares; amounts and sums calculate."""
    places = _places(sheet.currency)
    rows: Rows = [(_text(Phrase("Costs in {currency}", currency=sheet.currency), "title"),), ()]
    base = _add_lines(rows, cost, places)
    rows.append(())
    risks = _add_risks(rows, cost, places)
    rows.append(())
    shares = _add_shares(rows, cost)
    names = {"base_cost": f"H{base}", "risk_cost": f"H{risks}", "share_of_price": f"D{shares}"}
    return Sheet(_COSTS, tuple(rows), (16, 26, 64, 13, 18, 12, 11, 20), names)


def _add_lines(rows: Rows, cost: CostFacts, places: int) -> int:
    """Add the cost lines and return the number of the row that sums them."""
    heads = (Phrase("Id"), Phrase("Category"), Phrase("What"), Phrase("Quantity"), Phrase("Unit cost"))
    rows.append(_heads(*heads, Phrase("Currency"), Phrase("Rate"), Phrase("Amount")))
    first = len(rows) + 1
    for at, each in enumerate(cost.rows, start=first):
        words = (_text(each.id), _text(each.category), _text(each.what))
        figures = (_figure(each.quantity, "number", "input"), _figure(each.unit_cost, "money", "input"))
        rate = _figure(each.rate, "number", "input" if each.rate != 1 else "plain")
        amount = Cell(formula=f"ROUND(ROUND(D{at}*E{at},{_places(each.currency)})*G{at},{places})", form="money")
        rows.append((*words, *figures, _text(each.currency), rate, amount))
    return _sum_row(rows, Phrase("Base cost"), first, 8)


def _add_risks(rows: Rows, cost: CostFacts, places: int) -> int:
    """Add the risks and return the number of the row that sums what they cost."""
    heads = _heads(Phrase("Id"), Phrase("Owner"), Phrase("Risk"), Phrase("Probability"), Phrase("Mean impact"))
    rows.append((*heads, _text(None, "head"), _text(None, "head"), *_heads(Phrase("Expected"))))
    first = len(rows) + 1
    for at, risk in enumerate(cost.risks, start=first):
        mean = risk.expected / (risk.probability / 100) if risk.probability else risk.impact
        words = (_text(risk.id), _text(risk.owner), _text(risk.what))
        figures = (_figure(risk.probability / 100, "percent", "input"), _figure(mean, "money", "input"))
        expected = Cell(formula=f"ROUND(D{at}*E{at},{places})", form="money")
        rows.append((*words, *figures, _text(None), _text(None), expected))
    return _sum_row(rows, Phrase("Expected cost of the risks"), first, 8)


def _add_shares(rows: Rows, cost: CostFacts) -> int:
    """Add the costs that rise with the price and return the number of the row that sums them."""
    rows.append(_heads(Phrase("Id"), Phrase("Share of the price"), Phrase("Basis"), Phrase("Share")))
    first = len(rows) + 1
    for each in cost.shares:
        share = _figure(each.percent / 100, "percent", "input")
        rows.append((_text(each.id), _text(each.what), _text(each.basis), share))
    return _sum_row(rows, Phrase("Together"), first, 4, "percent")


def _sum_row(rows: Rows, name: Phrase, first: int, column: int, form: Form = "money") -> int:
    """Add a row that sums the rows since the first, and return its number."""
    letter, last = "ABCDEFGH"[column - 1], len(rows)
    formula = f"SUM({letter}{first}:{letter}{last})" if last >= first else "0"
    blank = (_text(None, "total"),) * (column - 3)
    rows.append((_text(None, "total"), _text(name, "total"), *blank, Cell(formula=formula, form=form, look="total")))
    return len(rows)


def _price_sheet(sheet: PricingSheet, cost: CostFacts) -> Sheet:
    """Return the sheet on which a price can be tried: margin and markup, and the price for a margin."""
    places = _places(sheet.currency)
    tried = (
        next((each.price for each in sheet.decision.positions if each.recommended), None) if sheet.decision else None
    )
    uncertain = cost.expected - cost.base - cost.expected_risk
    rows: Rows = [
        (
            _text(Phrase("Try a price ({currency}, excluding tax)", currency=sheet.currency), "title"),
            *(_text(None), _text(sheet.head.audience, "warning")),
        ),
        (
            _text(
                Phrase("Yellow cells may be changed; sums and margins follow, P80 and win chances do not."),
                "note",
            ),
        ),
        (_text(Phrase("Price")), _figure(tried, "money", "input")),
        (_text(Phrase("Base cost")), Cell(formula="base_cost", form="money")),
        (_text(Phrase("Estimates beside their likely figure")), _figure(uncertain, "money", "input")),
        (_text(Phrase("Expected cost of the risks")), Cell(formula="risk_cost", form="money")),
        (_text(Phrase("Expected cost")), Cell(formula="B4+B5+B6", form="money", look="total")),
        (_text(Phrase("Reserve up to P80")), _figure(cost.p80 - cost.expected, "money", "input")),
        (
            _text(Phrase("Costs that rise with the price")),
            Cell(formula=f"ROUND(B3*share_of_price,{places})", form="money"),
        ),
        (_text(Phrase("Gross profit")), Cell(formula="B3-B7-B9", form="money", look="total")),
        (_text(Phrase("Gross margin, on the price")), Cell(formula=_if_priced("B10/B3"), form="percent", look="total")),
        (_text(Phrase("Markup, on the expected cost")), Cell(formula=_if_priced("B3/B7-1"), form="percent")),
        (_text(Phrase("Gross margin at the P80 cost")), Cell(formula=_if_priced("(B3-B7-B8-B9)/B3"), form="percent")),
        (),
        (_text(Phrase("The price for a margin"), "title"),),
        (_text(Phrase("Gross margin wanted")), _figure(Decimal("0.25"), "percent", "input")),
        (
            _text(Phrase("Price")),
            Cell(formula=f"ROUND(B7/(1-B16-share_of_price),{places})", form="money", look="total"),
        ),
        (_text(Phrase("Break-even")), Cell(formula=f"ROUND(B7/(1-share_of_price),{places})", form="money")),
    ]
    rows += _positions(sheet)
    return Sheet(_PRICE, tuple(rows), (44, 20, 18, 16, 16, 24, 26), {"price": "B3", "expected_cost": "B7"})


def _if_priced(formula: str) -> str:
    """Return a formula that stays empty until a price is tried; where nothing is recommended there is none yet."""
    return f'IF(B3=0,"",{formula})'


def _positions(sheet: PricingSheet) -> Rows:
    """Return the positions as they were worked out; their chances do not calculate here."""
    decision = sheet.decision
    if decision is None:
        return []
    note = Phrase(
        "Win chances rest on the record and seed {seed}; they do not follow the cells above.", seed=sheet.seed
    )
    return [
        (),
        (_text(Phrase("Positions"), "title"),),
        (_text(note, "note"),),
        _heads(
            *(Phrase("Position"), Phrase("Price"), Phrase("Gross margin"), Phrase("Markup"), Phrase("Win chance")),
            *(Phrase("Expected gross profit"), Phrase("May approve")),
        ),
        *(
            (
                _text(each.name),
                _figure(each.price),
                _figure(each.gross_margin, "percent"),
                _figure(each.markup, "percent"),
                _figure(each.chance, "percent"),
                _figure(each.profit),
                _text(each.authority if isinstance(each.authority, str | Phrase) else None),
            )
            for each in decision.positions
        ),
    ]


def _curve_sheet(sheet: PricingSheet) -> tuple[Sheet, ...]:
    if sheet.decision is None:
        return ()
    heads = _heads(Phrase("Price"), Phrase("Win chance"), Phrase("Expected gross profit"), Phrase("Gross margin"))
    rows = tuple(
        (
            _figure(each.price),
            _figure(each.chance, "percent"),
            _figure(each.profit),
            Cell(formula=f"(A{at}*(1-share_of_price)-expected_cost)/A{at}", form="percent"),
        )
        for at, each in enumerate(sheet.decision.points, start=2)
    )
    return (Sheet(_CURVE, (heads, *rows), (20, 16, 26, 18), repeated=1),)
