"""What would change the decision: for each factor the score at which it flips, and the smallest change that does."""

from dataclasses import dataclass
from decimal import Decimal

from bidkit.appraisal import Appraisal, FactorResult, points, scale_steps
from bidkit.deal.house import EvaluationModel


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One factor: the score that counts now, and the nearest score at which entering flips, if there is one."""

    factor: str
    counted: Decimal
    flips_at: Decimal | None
    change: Decimal | None
    total_then: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """A factor whose score moves, and how far."""

    factor: str
    counted: Decimal
    to: Decimal

    def distance(self) -> Decimal:
        """Return how far the score moves."""
        return abs(self.to - self.counted)


def turning_points(result: Appraisal, model: EvaluationModel) -> tuple[TurningPoint, ...]:
    """Return, factor by factor, the nearest score that turns entering into not entering or back, all else equal."""
    return tuple(_turning_point(result, model, each) for each in result.factors)


def smallest_changes(result: Appraisal, model: EvaluationModel) -> tuple[tuple[Change, ...], ...]:
    """Return the smallest changes that flip entering, each as the factors that move; empty where nothing does.

    Where factors flip it alone these are the ones with the shortest way; otherwise the fewest that do so together,
    the last moved no further than needed.
    """
    alone = [
        Change(each.factor, each.counted, each.flips_at)
        for each in turning_points(result, model)
        if each.flips_at is not None
    ]
    if alone:
        shortest = min(each.distance() for each in alone)
        return tuple((each,) for each in alone if each.distance() == shortest)
    together = _together(result, model)
    return (together,) if together else ()


def _turning_point(result: Appraisal, model: EvaluationModel, each: FactorResult) -> TurningPoint:
    counted, entering = each.judged.counted, result.total >= model.threshold
    steps = [step for step in scale_steps(model.scale) if (step < counted if entering else step > counted)]
    for step in reversed(steps) if entering else steps:
        total = result.total - each.points + points(model.scale, each.factor.weight, step)
        if (total >= model.threshold) != entering:
            return TurningPoint(each.factor.id, counted, step, step - counted, total)
    return TurningPoint(each.factor.id, counted, None, None, None)


def _together(result: Appraisal, model: EvaluationModel) -> tuple[Change, ...]:
    """Move the factors that weigh most to the far end of the scale, one after another, until entering flips."""
    entering = result.total >= model.threshold
    end = model.scale.lowest if entering else model.scale.highest
    total, changes = result.total, list[Change]()
    for each in sorted(result.factors, key=lambda each: -abs(_room(model, each, end))):
        steps = [step for step in scale_steps(model.scale) if (step < each.judged.counted) == entering]
        for step in reversed(steps) if entering else steps:
            then = total - each.points + points(model.scale, each.factor.weight, step)
            if (then >= model.threshold) != entering:
                return (*changes, Change(each.factor.id, each.judged.counted, step))
        total += _room(model, each, end)
        changes.append(Change(each.factor.id, each.judged.counted, end))
    return ()


def _room(model: EvaluationModel, each: FactorResult, end: Decimal) -> Decimal:
    return points(model.scale, each.factor.weight, end) - each.points
