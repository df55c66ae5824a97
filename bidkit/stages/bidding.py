"""Stage 4, bidding: what the order costs, what may be asked for it, and who must say yes."""

from decimal import Decimal

import numpy as np

from bidkit import __version__
from bidkit.deal import Deal, House
from bidkit.gates import closed_before, standing
from bidkit.phrases import Phrase
from bidkit.stages import price_words as words
from bidkit.stages import pricing_sheet as sheet
from bidkit.stages.missing import by_part
from bidkit.stages.price_basis import basis_of, ceiling_of, draws, our_quality
from bidkit.stages.price_evidence import assumptions, rival_rows
from bidkit.stages.price_figures import about, share
from bidkit.stages.price_money import cost_facts, payment_facts, pocket_steps
from bidkit.stages.price_verdict import recorded, verdict_of
from bidkit.stages.rule_words import stated
from bidkit.stages.sheet import age, forced_entries, head_of
from pricing.competition.lowest import friedman, gates
from pricing.decision.decide import Decision, decide
from pricing.decision.positions import Position
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice, gross_margin
from pricing.sensitivity import learning, tornado

_MOST_INPUTS = 14  # in the tornado; what moves less than these is not worth its line


def build(deal: Deal, house: House, *, final: bool) -> sheet.PricingSheet:
    """Return the pricing analysis of a deal, as far as its record goes."""
    basis = basis_of(deal, house)
    decision, reason = _decided(basis.situation)
    gates = _gates(deal, house)
    verdict = verdict_of(deal, house, decision, gates.remaining, reason)
    facts = _facts(deal, basis.situation, decision, verdict) if basis.situation and decision else None
    return sheet.PricingSheet(
        head=head_of(deal, house, Phrase("Pricing analysis"), final=final),
        currency=deal.currency,
        basis=_basis(deal),
        verdict=verdict,
        gates=gates,
        cost=cost_facts(deal, basis.situation),
        pocket=pocket_steps(deal),
        payments=payment_facts(deal, house),
        rivals=rival_rows(deal, house, basis),
        decision=facts,
        recorded=recorded(deal, basis.situation, decision),
        assumptions=assumptions(deal, house, basis),
        seed=deal.price.seed,
        draws=draws(),
        engine=__version__,
        approver=_approver(decision, verdict),
        missing=basis.missing,
        missing_by_part=by_part(basis.missing),
    )


def _decided(situation: Situation | None) -> tuple[Decision | None, Phrase | None]:
    if situation is None:
        return None, None
    try:
        return decide(situation), None
    except NoSuchPrice:
        return None, Phrase("The floor margin and the costs that rise with the price leave nothing of it for the cost.")


def _basis(deal: Deal) -> sheet.BasisFacts:
    told = deal.tender.instructions
    rule = told.rule
    return sheet.BasisFacts(
        customer=deal.customer.name,
        expected_value=deal.expected_value,
        method=words.METHODS[rule.method] if rule else None,
        stated=tuple(stated(rule)) if rule else (),
        ceiling=ceiling_of(rule, deal.currency) if rule and deal.currency else None,
        validity_days=told.validity_days,
        source=told.source,
        date=told.date,
        age=age(told.date, deal.as_of),
        standards=words.STANDARDS[deal.price.standards],
        note=deal.price.note,
    )


def _gates(deal: Deal, house: House) -> sheet.Gates:
    forced = standing(deal, house).forced
    return sheet.Gates(
        closed=tuple(status.node.name for status in closed_before("bidding", deal, house)),
        forced=forced_entries(forced),
        remaining=share((house.grade_matrix.forced_entry_factor / 100) ** len(forced)),
    )


def _approver(decision: Decision | None, verdict: sheet.Verdict) -> Phrase | None:
    balanced = decision.balanced if decision and verdict.recommended else None
    return Phrase(balanced.authority) if balanced and balanced.authority else None


def _facts(deal: Deal, situation: Situation, decision: Decision, verdict: sheet.Verdict) -> sheet.DecisionFacts:
    curve, balanced = decision.curve, decision.balanced
    return sheet.DecisionFacts(
        points=tuple(
            sheet.PointRow(price, share(chance), about(profit))
            for price, chance, profit in zip(curve.prices, curve.chances, curve.profits, strict=True)
        ),
        marks=tuple(
            sheet.MarkRow(
                words.POSITIONS[each.name],
                each.price,
                share(each.win_probability),
                about(each.expected_gross_profit),
            )
            for each in decision.positions
        ),
        bands=(sheet.BandRow(Phrase("Room to negotiate"), *decision.band),) if decision.band else (),
        positions=tuple(_position(each, verdict) for each in decision.positions),
        limits=_limits(situation, decision),
        levels=tuple(
            sheet.LevelRow(Phrase(each.role), each.lowest, each.highest, share(each.chance), share(each.costs_chance))
            for each in decision.levels
        ),
        to_win=tuple(
            sheet.ToWinRow(chance / 100, price, _margin(situation, price))
            for chance, price in decision.price_to_win.items()
        ),
        swings=_swings(deal, situation, decision),
        learning=tuple(
            sheet.LearningRow(_name(deal, each.rival), about(each.worth)) for each in learning(situation, curve)
        ),
        compared=_compared(situation, decision),
        base_profit=about(balanced.expected_gross_profit) if balanced else None,
        open_ended=decision.open_ended,
        exact=situation.contest.exact,
        error=Decimal(0) if situation.contest.exact else share(0.5 / draws() ** 0.5),
    )


def _position(each: Position, verdict: sheet.Verdict) -> sheet.PositionRow:
    return sheet.PositionRow(
        id=each.name,
        name=words.POSITIONS[each.name],
        price=each.price,
        gross_margin=share(each.gross_margin),
        markup=share(each.markup),
        chance=share(each.win_probability),
        profit=about(each.expected_gross_profit),
        below_floor=share(each.below_floor),
        authority=Phrase(each.authority) if each.authority else None,
        ahead=tuple(share(ahead) for ahead in each.ahead.values()),
        recommended=each.name == verdict.recommended,
    )


def _limits(situation: Situation, decision: Decision) -> tuple[sheet.LimitRow, ...]:
    told = words.limits(situation.policy, situation.share)

    def row(name: Phrase, price: Decimal | None, basis: str) -> sheet.LimitRow:
        return sheet.LimitRow(name, price, _margin(situation, price), told[basis])

    highest = (
        row(Phrase("Highest price tried"), decision.top, "open" if decision.open_ended else "top")
        if decision.ceiling is None
        else row(Phrase("Ceiling"), decision.ceiling, "ceiling")
    )
    return (
        row(Phrase("Walk-away"), decision.walk_away, "walk_away"),
        row(Phrase("Floor"), decision.floor, "floor"),
        highest,
    )


def _margin(situation: Situation, price: Decimal | None) -> Decimal | None:
    return None if price is None else share(gross_margin(price, situation.expected, situation.share))


def _swings(deal: Deal, situation: Situation, decision: Decision) -> tuple[sheet.SwingRow, ...]:
    balanced, band = decision.balanced, decision.band
    if balanced is None or band is None:
        return ()
    low, _, high = our_quality(deal)
    found = tornado(situation, decision.curve, balanced.price, (low, high))
    return tuple(
        sheet.SwingRow(
            label=words.input_label(each, deal),
            low=about(each.low),
            high=about(each.high),
            best_at_low=each.best_at_low,
            best_at_high=each.best_at_high,
            leaves_band=any(not band[0] <= best <= band[1] for best in (each.best_at_low, each.best_at_high)),
        )
        for each in found[:_MOST_INPUTS]
    )


def _compared(situation: Situation, decision: Decision) -> sheet.Compared | None:
    balanced = decision.balanced
    if balanced is None or not situation.contest.field.rivals:
        return None
    prices = np.array([float(balanced.price)])
    won = float(decision.curve.cost_if_won[decision.curve.prices.index(balanced.price)])
    return sheet.Compared(
        ours=share(balanced.win_probability),
        friedman=share(float(friedman(situation.contest.field, prices)[0])),
        gates=share(float(gates(situation.contest.field, prices)[0])),
        cost_if_won=about(won),
        curse=about(won - float(situation.expected)),
    )


def _name(deal: Deal, rival: str) -> str:
    return next((each.name or each.id for each in deal.competitors if each.id == rival), rival)
