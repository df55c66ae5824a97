"""What would change the decision, against trying out every score."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.appraisal import appraise, points, scale_steps
from bidkit.deal import Deal, House
from bidkit.stages.turning_points import Change, TurningPoint, smallest_changes, turning_points
from tests.builders import deal, house

FACTORS = ("project_level", "capital_status", "products", "prices")
SCALES = (("0", "5", "1"), ("1", "3", "0.5"), ("-2", "2", "1"))


@st.composite
def houses(draw: st.DrawFn) -> House:
    lowest, highest, step = draw(st.sampled_from(SCALES))
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True)))
    weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    changes: dict[str, object] = {
        "evaluation_model.scale": {"lowest": lowest, "highest": highest, "step": step},
        "evaluation_model.threshold": str(draw(st.integers(0, 100))),
        "evaluation_model.give_up_below": "0",
        "evaluation_model.rivals": draw(st.sampled_from(["strongest", "mean"])),
    }
    changes |= {f"evaluation_model.factors.{index}.weight": str(weight) for index, weight in enumerate(weights)}
    return house(changes)


def with_score(of: Deal, factor: str, score: str, evidence: str | None = "seen") -> Deal:
    """Return the deal with one factor's score set, against every rival where it is about rivals."""
    entry = {"score": score} | ({"evidence": evidence} if evidence else {})
    data = of.model_dump(mode="json", exclude_none=True)
    data["grading"].pop("expected_order", None)
    for name in ("customer", "lead", "elements", "evaluation", "competitors", "costs", "stakeholders"):
        data[name] = without_dates(data[name])
    if factor in FACTORS[:2]:
        data["evaluation"]["scores"][factor] = entry
    else:
        for rival in data["competitors"]:
            rival["standing"][factor] = entry
    return Deal.model_validate(data)


def without_dates(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_dates(item) for key, item in value.items() if key not in {"date", "decided_on"}}
    return [without_dates(item) for item in value] if isinstance(value, list) else value


@st.composite
def cases(draw: st.DrawFn) -> tuple[Deal, House]:
    """Draw a model and a deal in it: every score on the scale, some without evidence, the rivals' apart."""
    model = draw(houses())
    steps = st.sampled_from([str(step) for step in scale_steps(model.evaluation_model.scale)])
    evidence = st.sampled_from(["seen", "seen", None])
    changes: dict[str, object] = {}
    for factor in FACTORS[:2]:
        changes[f"evaluation.scores.{factor}"] = {"score": draw(steps), "evidence": draw(evidence)}
    for rival, factor in product((0, 1), FACTORS[2:]):
        changes[f"competitors.{rival}.standing.{factor}"] = {"score": draw(steps), "evidence": draw(evidence)}
    return deal(changes), model


def tried_out(of: Deal, model: House, factor: str, counted: Decimal) -> Decimal | None:
    """Return the nearest score that flips entering, found by evaluating the deal with every score."""
    threshold = model.evaluation_model.threshold
    entering = appraise(of, model).total >= threshold
    flips = [
        step
        for step in scale_steps(model.evaluation_model.scale)
        if (appraise(with_score(of, factor, str(step)), model).total >= threshold) != entering
    ]
    return min(flips, key=lambda step: abs(step - counted), default=None)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(case=cases())
def test_turning_points_are_what_trying_every_score_finds(case: tuple[Deal, House]) -> None:
    of, model = case
    result = appraise(of, model)
    for each, point in zip(result.factors, turning_points(result, model.evaluation_model), strict=True):
        assert point.factor == each.factor.id
        assert point.counted == each.judged.counted
        assert point.flips_at == tried_out(of, model, point.factor, point.counted)
        if point.flips_at is not None:
            assert point.change == point.flips_at - point.counted
            assert point.total_then == appraise(with_score(of, point.factor, str(point.flips_at)), model).total


def fewest(of: Deal, model: House) -> int | None:
    """Return how many factors must move to flip entering, found by moving every choice of them to either end."""
    evaluation, result = model.evaluation_model, appraise(of, model)
    ends = (evaluation.scale.lowest, evaluation.scale.highest)
    gains = [
        (Decimal(0), *(points(evaluation.scale, each.factor.weight, end) - each.points for end in ends))
        for each in result.factors
    ]
    entering = result.total >= evaluation.threshold
    flips = (
        sum(1 for gain in moved if gain)
        for moved in product(*gains)
        if (result.total + sum(moved, Decimal(0)) >= evaluation.threshold) != entering
    )
    return min(flips, default=None)


def moved(of: Deal, model: House, changes: tuple[Change, ...]) -> bool:
    """Say whether entering flips when the scores move."""
    then = of
    for change in changes:
        then = with_score(then, change.factor, str(change.to))
    threshold = model.evaluation_model.threshold
    return (appraise(then, model).total >= threshold) != (appraise(of, model).total >= threshold)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(case=cases())
def test_the_smallest_change_flips_with_the_fewest_factors_and_no_step_too_many(case: tuple[Deal, House]) -> None:
    of, model = case
    result = appraise(of, model)
    changes = next(iter(smallest_changes(result, model.evaluation_model)), ())
    assert (len(changes) or None) == fewest(of, model)
    if not changes:
        return
    assert moved(of, model, changes)
    last, step = changes[-1], model.evaluation_model.scale.step
    back = last.to - step if last.to > last.counted else last.to + step
    short = (*changes[:-1], replace(last, to=back))
    overshoots = (back - last.counted) * (last.to - last.counted) <= 0
    assert not moved(of, model, changes[:-1] if overshoots else short)
    if len(changes) == 1:
        alone = [point.change for point in turning_points(result, model.evaluation_model) if point.change is not None]
        assert last.distance() == min(map(abs, alone))


def test_the_worked_example() -> None:
    result = appraise(deal(), house())  # 28 + 20 + 10.8 + 13.2 = 72, twelve points above the threshold
    found = turning_points(result, house().evaluation_model)
    assert [(point.factor, point.flips_at, point.change, point.total_then) for point in found] == [
        ("project_level", 2, -2, 58),
        ("capital_status", 1, -3, 57),
        ("products", None, None, None),
        ("prices", 0, -3, Decimal("58.8")),
    ]
    ((change,),) = smallest_changes(result, house().evaluation_model)
    assert change == Change("project_level", Decimal(4), Decimal(2))


@pytest.mark.parametrize(
    ("threshold", "changes"),
    [
        ("90", [("project_level", 5), ("prices", 5), ("products", 5)]),
        ("100", [("project_level", 5), ("capital_status", 5), ("products", 5), ("prices", 5)]),
        ("80", [("prices", 5)]),
        ("0", []),
    ],
)
def test_the_smallest_change_from_72_points(threshold: str, changes: list[tuple[str, int]]) -> None:
    model = house({"evaluation_model.threshold": threshold, "evaluation_model.give_up_below": "0"}).evaluation_model
    found = next(iter(smallest_changes(appraise(deal(), house()), model)), ())
    assert sorted((change.factor, int(change.to)) for change in found) == sorted(changes)


def test_factors_that_flip_it_by_the_same_step_are_all_named() -> None:
    model = house({"evaluation_model.threshold": "70"}).evaluation_model
    found = smallest_changes(appraise(deal(), house()), model)
    assert [change[0].factor for change in found] == ["project_level", "capital_status", "products", "prices"]


def test_a_score_without_evidence_flips_from_the_bottom() -> None:
    of = deal({"evaluation.scores.project_level.evidence": None})
    found = turning_points(appraise(of, house()), house().evaluation_model)[0]
    assert found == TurningPoint("project_level", Decimal(0), Decimal(3), Decimal(3), Decimal("65.00"))
