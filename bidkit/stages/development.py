"""Stage 1, development: whether this is an opportunity, and how much of our time it is worth."""

from decimal import Decimal

from bidkit.appraisal import Appraisal, FactorResult, Grading, KnockOutResult, appraise, grade
from bidkit.deal import Deal, House
from bidkit.deal.method import ELEMENT_NAMES, ELEMENTS, STAGE_NAMES, STEP_NAMES, STEPS, Element, Grade
from bidkit.gates import Standing, standing
from bidkit.next_work import who_could_know
from bidkit.phrases import Phrase
from bidkit.stages import evaluation_sheet as sheet
from bidkit.stages.artifact import Artifact
from bidkit.stages.missing import by_part, evaluation_gaps
from bidkit.stages.sheet import age, forced_entries, head_of
from bidkit.stages.turning_points import Change, smallest_changes, turning_points

STATES = {"known": Phrase("known"), "assumed": Phrase("assumed"), "unknown": Phrase("unknown")}
ANSWERS = {"yes": Phrase("yes"), "no": Phrase("no"), "unknown": Phrase("not answered")}
APPROVALS = {
    "before": Phrase("before the customer's project approval"),
    "after": Phrase("after the customer's project approval"),
}
PRODUCTS = {"customised": Phrase("customised"), "standard": Phrase("standard")}


def evaluation(deal: Deal, house: House, *, final: bool) -> sheet.EvaluationSheet:
    """Return the evaluation sheet of a deal."""
    result, grading, where = appraise(deal, house), grade(deal, house), standing(deal, house)
    names = {factor.id: Phrase(factor.name) for factor in house.evaluation_model.factors}
    missing = evaluation_gaps(deal, result, grading)
    return sheet.EvaluationSheet(
        head=head_of(deal, house, Phrase("Evaluation sheet"), final=final),
        deal=_deal_facts(deal),
        lead=_lead_facts(deal),
        position=_position(deal, where),
        elements=tuple(_element(deal, name) for name in ELEMENTS),
        knock_outs=tuple(_knock_out(each) for each in result.knock_outs),
        model=_model(house),
        factors=tuple(_factor(each, names) for each in result.factors),
        bars=tuple(_bar(each, names) for each in result.factors),
        bars_maximum=max((each.factor.weight for each in result.factors), default=Decimal(100)),
        total=result.total,
        best_total=_best_total(result),
        competition=_competition(deal, result, names),
        decision=_decision(result, house),
        turning=_turning(result, house, names),
        grading=_grading(deal, house, grading),
        actions=_actions(deal, where),
        remark=deal.evaluation.remark,
        decided_by=deal.evaluation.decided_by,
        decided_on=deal.evaluation.decided_on,
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _deal_facts(deal: Deal) -> sheet.DealFacts:
    customer = deal.customer
    return sheet.DealFacts(
        customer=customer.name,
        site=customer.site,
        industry=customer.industry,
        owner=deal.owner,
        currency=deal.currency,
        expected_value=deal.expected_value,
        product=PRODUCTS.get(deal.product or ""),
        as_of=deal.as_of,
        note=deal.note,
    )


def _lead_facts(deal: Deal) -> sheet.LeadFacts:
    return sheet.LeadFacts(
        source=deal.lead.source, date=deal.lead.date, approval=APPROVALS.get(deal.lead.project_approval)
    )


def _position(deal: Deal, where: Standing) -> sheet.Position:
    step = deal.customer.procurement
    return sheet.Position(
        stage=STAGE_NAMES[where.stage],
        step=STEP_NAMES[step.at],
        step_state=STATES[step.state],
        step_source=step.source,
        expected_stage=STAGE_NAMES[where.expected_stage],
        may_enter=where.may_enter,
        finding=where.finding,
        timing=_timing(deal),
        closed=tuple(status.node.name for status in where.closed),
        forced=forced_entries(where.forced),
    )


def _timing(deal: Deal) -> Phrase:
    """Say what the method says of the moment at which we came in."""
    if deal.lead.project_approval == "unknown":
        return Phrase("Whether we came in before or after the project approval is not recorded.")
    early = deal.lead.project_approval == "before"
    if deal.product == "customised":
        if early and not _standards_are_made(deal):
            return Phrase("Early entry for a customised product: the needs can still be shaped, which favours us.")
        if early:
            return Phrase("We came in early for a customised product; the customer's standards are made by now.")
        return Phrase(
            "Late entry for a customised product: the earlier the entry, the better the chance; time was lost."
        )
    if early:
        return Phrase("Early entry: there is time to learn the needs and to meet the people who decide.")
    return Phrase("Late entry: the project was approved before we heard of it.")


def _standards_are_made(deal: Deal) -> bool:
    return STEPS.index(deal.customer.procurement.at) > STEPS.index("procurement-standards")


def _element(deal: Deal, name: Element) -> sheet.ElementRow:
    entry = getattr(deal.elements, name)
    return sheet.ElementRow(
        name=ELEMENT_NAMES[name],
        state=STATES[entry.state],
        known=entry.state == "known",
        unknown=entry.state == "unknown",
        what=entry.what,
        source=entry.source,
        date=entry.date,
        age=age(entry.date, deal.as_of),
        could_know=who_could_know(deal, entry),
        note=entry.note,
    )


def _knock_out(each: KnockOutResult) -> sheet.KnockOutRow:
    return sheet.KnockOutRow(
        name=Phrase(each.question.name),
        question=Phrase(each.question.question),
        answer=ANSWERS[each.applies],
        applies=each.applies == "yes",
        open=each.missing is not None,
        evidence=Phrase("Worked out from the expected order value.") if each.worked_out else each.evidence,
    )


def _model(house: House) -> sheet.ModelFacts:
    model = house.evaluation_model
    return sheet.ModelFacts(
        name=Phrase(model.name),
        threshold=model.threshold,
        give_up_below=model.give_up_below,
        lowest=model.scale.lowest,
        highest=model.scale.highest,
        meaning=tuple((score, Phrase(text)) for score, text in model.scale.meaning.items()),
        strongest_rival_counts=model.rivals == "strongest",
    )


def _factor(each: FactorResult, names: dict[str, Phrase]) -> sheet.FactorRow:
    judged = each.judged
    return sheet.FactorRow(
        name=names[each.factor.id],
        weight=each.factor.weight,
        score=judged.stated,
        counted=judged.counted,
        counts_as_zero=judged.stated is not None and judged.evidence is None,
        points=each.points,
        against_rivals=bool(each.against),
        evidence=_evidence(each),
        source=judged.source,
    )


def _bar(each: FactorResult, names: dict[str, Phrase]) -> sheet.Bar:
    note = Phrase("no score") if each.judged.stated is None else Phrase("no evidence")
    return sheet.Bar(names[each.factor.id], each.points, each.factor.weight, note if each.missing else None)


def _evidence(each: FactorResult) -> str | Phrase | None:
    if not each.against:
        return each.judged.evidence
    return Phrase("against each rival: see the competition table") if each.judged.stated is not None else None


def _best_total(result: Appraisal) -> Decimal:
    """Return the total if every open score came out at the top."""
    gained = (each.factor.weight - each.points for each in result.factors if each.missing)
    return sum(gained, result.total)


def _competition(deal: Deal, result: Appraisal, names: dict[str, Phrase]) -> sheet.Competition:
    against = tuple(each for each in result.factors if each.factor.group == "competition")
    rivals = tuple(
        sheet.Rival(rival.id, rival.name, STATES[rival.state], rival.source, rival.date, rival.note)
        for rival in deal.competitors
    )
    rows = tuple(
        sheet.StandingRow(
            names[each.factor.id], tuple(part.judged.stated for part in each.against), each.judged.counted
        )
        for each in against
    )
    evidence = tuple(
        sheet.StandingEvidence(
            part.rival, names[each.factor.id], part.judged.stated, part.judged.evidence, part.judged.source
        )
        for each in against
        for part in each.against
        if part.judged.stated is not None
    )
    return sheet.Competition(rivals, rows, evidence)


CONSEQUENCES = {
    "enter": (
        Phrase("Enter the sale"),
        Phrase("The opportunity passes the evaluation. Prepare to enter the next sales stage."),
    ),
    "reduce-contact": (
        Phrase("Reduce contact"),
        Phrase("The opportunity does not pass the evaluation. Keep contact at a low level and watch for changes."),
    ),
    "give-up": (
        Phrase("Give up"),
        Phrase("The opportunity does not pass the evaluation. Stop investing time in it and record why."),
    ),
    "open": (
        Phrase("Not decided: the evaluation is incomplete"),
        Phrase(
            "First collect what is missing, then evaluate, then grade. Until then the next stage may not be entered."
        ),
    ),
}


def _decision(result: Appraisal, house: House) -> sheet.Decision:
    title, consequence = CONSEQUENCES[result.outcome]
    reasons = tuple(
        Phrase("Knocked out: {name}", name=Phrase(each.question.name))
        for each in result.knock_outs
        if each.applies == "yes"
    )
    return sheet.Decision(
        outcome=result.outcome,
        title=title,
        consequence=consequence,
        reasons=reasons,
        margin=result.total - house.evaluation_model.threshold,
    )


def _turning(result: Appraisal, house: House, names: dict[str, Phrase]) -> sheet.Turning:
    model = house.evaluation_model
    rows = tuple(
        sheet.TurningRow(names[each.factor], each.counted, each.flips_at, each.change, each.total_then)
        for each in turning_points(result, model)
    )
    changes = () if result.knocked_out else smallest_changes(result, model)
    smallest = tuple(tuple(_change(each, names) for each in change) for change in changes)
    return sheet.Turning(rows, smallest, result.knocked_out)


def _change(each: Change, names: dict[str, Phrase]) -> sheet.ChangeRow:
    return sheet.ChangeRow(names[each.factor], each.counted, each.to)


def _grading(deal: Deal, house: House, result: Grading) -> sheet.GradingFacts:
    matrix, given = house.grade_matrix, deal.grading
    return sheet.GradingFacts(
        grade=result.grade,
        resources=Phrase(house.resources[result.grade]) if result.grade else None,
        columns=tuple(Phrase(band.name) for band in matrix.time),
        rows=tuple(Phrase(band.name) for band in matrix.possibility),
        cells=tuple(tuple(_letter(house, row.id, column.id) for column in matrix.time) for row in matrix.possibility),
        column=result.time,
        row=result.possibility,
        expected_order=given.expected_order,
        possibility=given.possibility,
        chance=result.chance,
        forced=result.forced,
        forced_factor=matrix.forced_entry_factor,
        evidence=given.evidence,
        source=given.source,
        date=given.date,
        meaning=tuple((letter, Phrase(rule)) for letter, rule in house.resources.items()),
    )


def _letter(house: House, possibility: str, time: str) -> Grade:
    return house.grade_matrix.grades[possibility][time]


def _actions(deal: Deal, where: Standing) -> tuple[sheet.ActionRow, ...]:
    """List the recorded open actions, then what the method asks for next, owed by the deal's owner."""
    recorded = tuple(
        sheet.ActionRow(action.do, action.owner, action.due, action.id, of_method=False)
        for action in deal.actions
        if action.state == "open"
    )
    owed = tuple(sheet.ActionRow(action.do, deal.owner, None, None, of_method=True) for action in where.next_actions)
    return (*recorded, *owed)


EVALUATION = Artifact("evaluation", "development", "internal", evaluation)
