"""Is it an opportunity, and what grade is the customer? The house's model applied to one deal."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from bidkit.days import add_months
from bidkit.deal import Deal, House
from bidkit.deal.house import EvaluationModel, Factor, KnockOutQuestion, Scale
from bidkit.deal.method import ELEMENTS, Grade
from bidkit.deal.opportunity import ElementEntry, Score
from bidkit.deal.types import YesNoUnknown

Outcome = Literal["enter", "reduce-contact", "give-up", "open"]
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Judged:
    """A score as stated and as counted; without evidence it counts as the bottom of the scale."""

    path: str
    stated: Decimal | None
    counted: Decimal
    evidence: str | None
    source: str | None = None

    @property
    def missing(self) -> str | None:
        """The record path of what keeps the score from counting, if anything does."""
        if self.stated is None:
            return self.path
        return None if self.evidence else f"{self.path}.evidence"


@dataclass(frozen=True, slots=True)
class Against:
    """How we stand against one rival on one factor."""

    rival: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One factor's score and points; a competition factor rests on the scores against each rival."""

    factor: Factor
    judged: Judged
    points: Decimal
    against: tuple[Against, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Record paths of scores and evidence that are not there."""
        return tuple(part.missing for part in self._parts() if part.missing)

    @property
    def scored(self) -> bool:
        """Whether every score is there, with evidence or without."""
        return all(part.stated is not None for part in self._parts())

    def _parts(self) -> tuple[Judged, ...]:
        return tuple(each.judged for each in self.against) or (self.judged,)


@dataclass(frozen=True, slots=True)
class KnockOutResult:
    """The answer to one knock-out question, and whether it was worked out from the order value."""

    question: KnockOutQuestion
    applies: YesNoUnknown
    evidence: str | None
    worked_out: bool

    @property
    def missing(self) -> str | None:
        """The record path of the answer or the evidence that is not there."""
        if self.applies == "unknown":
            return f"evaluation.knock_outs.{self.question.id}"
        return None if self.evidence or self.worked_out else f"evaluation.knock_outs.{self.question.id}.evidence"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The opportunity in the house's evaluation model."""

    knock_outs: tuple[KnockOutResult, ...]
    factors: tuple[FactorResult, ...]
    total: Decimal
    outcome: Outcome
    missing: tuple[str, ...]

    @property
    def knocked_out(self) -> bool:
        """Whether a knock-out applies, which no score outweighs."""
        return any(each.applies == "yes" for each in self.knock_outs)


@dataclass(frozen=True, slots=True)
class Grading:
    """The customer's grade, where time and possibility are both given, and the chance after forced entries."""

    grade: Grade | None
    time: int | None
    possibility: int | None
    chance: Decimal | None
    forced: int
    missing: tuple[str, ...]


def appraise(deal: Deal, house: House) -> Appraisal:
    """Evaluate the opportunity: knock-outs first, then the weighted factors against the threshold."""
    model = house.evaluation_model
    knock_outs = tuple(_knock_out(deal, question) for question in model.knock_outs)
    factors = tuple(_factor(deal, model, factor) for factor in model.factors)
    total = sum((each.points for each in factors), Decimal(0))
    elements = missing_elements(deal, house)
    answered = all(each.missing is None for each in knock_outs)  # a no without evidence clears nothing
    whole = not elements and answered and all(each.scored for each in factors)
    missing = (
        *elements,
        *(each.missing for each in knock_outs if each.missing),
        *(path for each in factors for path in each.missing),
    )
    return Appraisal(knock_outs, factors, total, _outcome(model, total, knock_outs, whole=whole), missing)


def points(scale: Scale, weight: Decimal, score: Decimal) -> Decimal:
    """Return weight x (score - lowest) / (highest - lowest), half-up to a hundredth of a point."""
    share = (score - scale.lowest) / (scale.highest - scale.lowest)
    return (weight * share).quantize(HUNDREDTH, ROUND_HALF_UP)


def scale_steps(scale: Scale) -> tuple[Decimal, ...]:
    """Return every score that the scale allows, lowest first."""
    count = int((scale.highest - scale.lowest) / scale.step)
    return tuple(scale.lowest + scale.step * index for index in range(count + 1))


def missing_elements(deal: Deal, house: House) -> tuple[str, ...]:
    """Return the record paths of what the six elements still lack, in the order of the method."""
    enough = {"known", "assumed"} if house.evaluation_model.assumed_elements_count == "yes" else {"known"}
    return tuple(path for name in ELEMENTS for path in _element_gaps(name, getattr(deal.elements, name), enough))


def _element_gaps(name: str, entry: ElementEntry, enough: set[str]) -> list[str]:
    if entry.state not in enough:
        return [f"elements.{name}"]
    return [f"elements.{name}.{part}" for part in ("what", "source", "date") if getattr(entry, part) is None]


def _knock_out(deal: Deal, question: KnockOutQuestion) -> KnockOutResult:
    """Answer a knock-out question; what follows from the order value can be stated stricter, never milder."""
    entry = deal.evaluation.knock_outs.get(question.id)
    follows = question.answer(deal.currency, deal.expected_value)
    if follows and not (entry and entry.applies == "yes"):
        return KnockOutResult(question, follows, None, worked_out=True)
    if entry is None:
        return KnockOutResult(question, "unknown", None, worked_out=False)
    return KnockOutResult(question, entry.applies, entry.evidence, worked_out=False)


def _factor(deal: Deal, model: EvaluationModel, factor: Factor) -> FactorResult:
    if factor.group == "project":
        judged = _judged(f"evaluation.scores.{factor.id}", deal.evaluation.scores.get(factor.id), model.scale)
        return FactorResult(factor, judged, points(model.scale, factor.weight, judged.counted))
    against = tuple(
        Against(
            rival.id,
            _judged(f"competitors.{rival.id}.standing.{factor.id}", rival.standing.get(factor.id), model.scale),
        )
        for rival in deal.competitors
    )
    judged = _against_all(model, against) if against else _without_rivals(deal, model.scale)
    return FactorResult(factor, judged, points(model.scale, factor.weight, judged.counted), against)


def _judged(path: str, score: Score | None, scale: Scale) -> Judged:
    if score is None:
        return Judged(path, None, scale.lowest, None)
    counted = score.score if score.evidence else scale.lowest
    return Judged(path, score.score, counted, score.evidence, score.source)


def _against_all(model: EvaluationModel, against: tuple[Against, ...]) -> Judged:
    """Bring the scores against each rival to one; it is stated only where all of them are."""
    counted = _one_score(model, (each.judged.counted for each in against))
    stated = [each.judged.stated for each in against if each.judged.stated is not None]
    whole = len(stated) == len(against)
    evidence = "competitors" if whole and all(each.judged.evidence for each in against) else None
    return Judged("competitors", _one_score(model, stated) if whole else None, counted, evidence)


def _one_score(model: EvaluationModel, scores: Iterable[Decimal]) -> Decimal:
    values = tuple(scores)
    if model.rivals == "strongest":
        return min(values)
    return (sum(values, Decimal(0)) / len(values)).quantize(HUNDREDTH, ROUND_HALF_UP)


def _without_rivals(deal: Deal, scale: Scale) -> Judged:
    """Give the top score where it is known that nobody else competes, and none where rivals are just not named."""
    competition = deal.elements.competition
    if deal.sole_source == "yes" and competition.state == "known" and competition.what:
        return Judged("competitors", scale.highest, scale.highest, competition.what, competition.source)
    return Judged("competitors", None, scale.lowest, None)


def _outcome(model: EvaluationModel, total: Decimal, knock_outs: tuple[KnockOutResult, ...], *, whole: bool) -> Outcome:
    if any(each.applies == "yes" for each in knock_outs):
        return "give-up"
    if not whole:
        return "open"
    if total >= model.threshold:
        return "enter"
    return "give-up" if total < model.give_up_below else "reduce-contact"


def grade(deal: Deal, house: House) -> Grading:
    """Grade the customer by the time to the order and its possibility, lowered for each forced entry."""
    matrix, given = house.grade_matrix, deal.grading
    forced = sum(1 for entry in deal.key_nodes.values() if entry.forced)
    chance = _lowered(given.possibility, matrix.forced_entry_factor, forced)
    order, time = given.expected_order, _time_band(deal, house)
    row = next(
        (i for i, band in enumerate(matrix.possibility) if chance is not None and chance >= band.from_percent), None
    )
    wanted = {
        "as_of": deal.as_of,
        "grading.expected_order": order if order and order.year else None,
        "grading.possibility": given.possibility,
        "grading.evidence": given.evidence,
        "grading.source": given.source,
    }
    missing = tuple(path for path, value in wanted.items() if value is None)
    letter = None
    if not missing and time is not None and row is not None:
        letter = matrix.grades[matrix.possibility[row].id][matrix.time[time].id]
    return Grading(letter, time, row, chance, forced, missing)


def _lowered(possibility: Decimal | None, factor: Decimal, forced: int) -> Decimal | None:
    if possibility is None:
        return None
    return (possibility * (factor / 100) ** forced).quantize(HUNDREDTH, ROUND_HALF_UP).normalize() + 0


def _time_band(deal: Deal, house: House) -> int | None:
    """Return the index of the first time band that holds the last day on which the order is expected."""
    order = deal.grading.expected_order.latest() if deal.grading.expected_order else None
    if deal.as_of is None or order is None:
        return None
    for index, band in enumerate(house.grade_matrix.time):
        if band.months is None or order <= add_months(deal.as_of, band.months):
            return index
    return None
