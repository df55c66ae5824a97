"""The house's model by hand: knock-outs, points, outcome, grade."""

from datetime import date
from decimal import Decimal

import pytest

from bidkit.appraisal import appraise, grade, points, scale_steps
from bidkit.days import add_months
from bidkit.deal.house import Scale
from tests.builders import RECORD, Changes, deal, house, tree_of

FACTORS = ("project_level", "capital_status", "products", "prices")
NO_RIVALS: Changes = {"competitors": [], "sole_source": "yes"}
FORCED = {"forced": {"by": "Gao Ming", "on": "2026-09-12", "reason": "No time"}}


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def scale(lowest: str, highest: str, step: str) -> Scale:
    return Scale.model_validate({"lowest": lowest, "highest": highest, "step": step})


def test_the_worked_example() -> None:
    result = appraise(deal(), house())
    assert [each.factor.id for each in result.factors] == list(FACTORS)
    assert [each.judged.counted for each in result.factors] == [4, 4, 3, 3]  # of 4, 3 and of 3, 5 the lowest
    assert [each.points for each in result.factors] == numbers("28", "20", "10.8", "13.2")
    assert result.total == 72
    assert [each.applies for each in result.knock_outs] == ["no", "no"]
    assert result.outcome == "enter"
    assert result.missing == ()


def test_the_mean_of_the_rivals_instead_of_the_strongest() -> None:
    result = appraise(deal(), house({"evaluation_model.rivals": "mean"}))
    assert [each.judged.counted for each in result.factors][2:] == numbers("3.5", "4")
    assert [each.points for each in result.factors][2:] == numbers("12.6", "17.6")
    assert result.total == Decimal("78.2")


def test_a_mean_that_does_not_come_out_even_is_rounded_half_up() -> None:
    level = {"score": "3", "evidence": "x"}
    rivals = tree_of(RECORD)["competitors"]
    third = {"id": "C-03", "standing": {"products": level, "prices": level}}
    result = appraise(deal({"competitors": [*rivals, third]}), house({"evaluation_model.rivals": "mean"}))
    assert [each.judged.counted for each in result.factors][2:] == numbers("3.33", "3.67")  # 10/3 and 11/3
    assert [each.points for each in result.factors][2:] == numbers("11.99", "16.15")  # 11.988 and 16.148


@pytest.mark.parametrize(
    ("weight", "score", "expected"),
    [
        ("12.525", "1", "2.51"),
        ("12.475", "1", "2.50"),
        ("12.574999", "1", "2.51"),
        ("33.3", "5", "33.3"),
        ("7", "0", "0"),
    ],
)
def test_points_are_rounded_half_up_to_a_hundredth(weight: str, score: str, expected: str) -> None:
    assert points(scale("0", "5", "1"), Decimal(weight), Decimal(score)) == Decimal(expected)


@pytest.mark.parametrize(("score", "expected"), [("1", "0"), ("3", "10"), ("5", "20"), ("2.5", "7.5")])
def test_points_count_from_the_bottom_of_the_scale(score: str, expected: str) -> None:
    assert points(scale("1", "5", "0.5"), Decimal(20), Decimal(score)) == Decimal(expected)


def test_the_steps_of_a_scale() -> None:
    assert scale_steps(scale("0", "5", "1")) == tuple(map(Decimal, range(6)))
    assert list(scale_steps(scale("-1", "1", "0.5"))) == numbers("-1", "-0.5", "0", "0.5", "1")


def test_a_score_without_evidence_counts_as_the_bottom_of_the_scale() -> None:
    result = appraise(deal({"evaluation.scores.project_level.evidence": None}), house())
    judged = result.factors[0].judged
    assert [judged.stated, judged.counted, result.factors[0].points] == numbers("4", "0", "0")
    assert result.total == 44
    assert result.missing == ("evaluation.scores.project_level.evidence",)
    assert result.outcome == "reduce-contact"


def test_a_standing_without_evidence_is_the_strongest_rivals() -> None:
    result = appraise(deal({"competitors.1.standing.prices.evidence": None}), house())
    assert [result.factors[3].judged.counted, result.factors[3].judged.stated] == numbers("0", "3")
    assert result.missing == ("competitors.C-02.standing.prices.evidence",)


def test_a_missing_score_leaves_the_evaluation_open() -> None:
    result = appraise(deal({"evaluation.scores.project_level": None}), house({"evaluation_model.threshold": "44"}))
    assert (result.total, result.outcome) == (Decimal(44), "open")
    assert result.missing == ("evaluation.scores.project_level",)


def test_a_missing_standing_leaves_the_evaluation_open() -> None:
    result = appraise(deal({"competitors.0.standing": {}}), house())
    assert result.outcome == "open"
    assert result.missing == ("competitors.C-01.standing.products", "competitors.C-01.standing.prices")
    assert result.factors[2].judged.stated is None


@pytest.mark.parametrize(
    ("threshold", "give_up_below", "outcome"),
    [
        ("72", "40", "enter"),
        ("72.01", "40", "reduce-contact"),
        ("100", "72", "reduce-contact"),
        ("100", "72.01", "give-up"),
        ("0", "0", "enter"),
    ],
)
def test_the_outcome_by_its_bands(threshold: str, give_up_below: str, outcome: str) -> None:
    model = house({"evaluation_model.threshold": threshold, "evaluation_model.give_up_below": give_up_below})
    assert appraise(deal(), model).outcome == outcome


def test_a_knock_out_ends_the_pursuit_whatever_the_scores_say() -> None:
    path = "evaluation.knock_outs.capital_risk"
    assert appraise(deal({f"{path}.applies": "yes"}), house()).outcome == "give-up"
    assert appraise(deal({f"{path}.applies": "yes", "elements": {}}), house()).outcome == "give-up"
    assert appraise(deal({f"{path}.applies": "unknown"}), house()).outcome == "open"
    assert appraise(deal({path: None}), house()).missing == (path,)
    assert appraise(deal({f"{path}.evidence": None}), house()).missing == (f"{path}.evidence",)


@pytest.mark.parametrize(
    ("currency", "value", "applies"),
    [
        ("CNY", "300000", "no"),
        ("CNY", "299999.99", "yes"),
        ("EUR", "40000.50", "no"),
        ("EUR", "40000.49", "yes"),
        ("JPY", "1", "unknown"),
        ("CNY", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_too_small_is_worked_out_per_currency(currency: str | None, value: str | None, applies: str) -> None:
    result = appraise(deal({"currency": currency, "expected_value": value}), house())
    answer = result.knock_outs[1]
    assert answer.applies == applies
    assert answer.worked_out == (applies != "unknown")
    assert answer.missing == (None if answer.worked_out else "evaluation.knock_outs.too_small")
    assert result.outcome == {"no": "enter", "yes": "give-up", "unknown": "open"}[applies]


def test_a_stated_answer_goes_before_the_one_worked_out() -> None:
    stated = {"evaluation.knock_outs.too_small": {"applies": "yes", "evidence": "Costs more to bid than it brings"}}
    answer = appraise(deal(stated), house()).knock_outs[1]
    assert (answer.applies, answer.worked_out) == ("yes", False)


def test_nobody_else_competes_and_that_is_known() -> None:
    result = appraise(deal(NO_RIVALS), house())
    assert [each.judged.counted for each in result.factors][2:] == [5, 5]
    assert result.total == 28 + 20 + 18 + 22
    assert result.missing == ()


@pytest.mark.parametrize("competition", [{}, {"state": "assumed", "what": "Nobody", "source": "x", "date": "2026"}])
def test_no_rivals_are_named_but_nobody_knows(competition: Changes) -> None:
    model = house({"evaluation_model.assumed_elements_count": "yes"})
    result = appraise(deal({**NO_RIVALS, "elements.competition": competition}), model)
    assert [each.judged.counted for each in result.factors][2:] == [0, 0]
    assert result.outcome == "open"
    assert result.missing[-2:] == ("competitors", "competitors")


def test_elements_are_asked_for_in_the_order_of_the_method() -> None:
    names = ("needs", "schedule", "budget", "competition", "decision_process", "priority_items")
    assert appraise(deal({"elements": {}}), house()).missing == tuple(f"elements.{name}" for name in names)


@pytest.mark.parametrize(
    ("counts", "entry", "missing"),
    [
        ("no", {"state": "assumed", "what": "x", "source": "y", "date": "2026-09-01"}, ["budget"]),
        ("yes", {"state": "assumed", "what": "x", "source": "y", "date": "2026-09-01"}, []),
        ("no", {"state": "unknown", "source": "y"}, ["budget"]),
        ("yes", {}, ["budget"]),
        ("no", {"state": "known"}, ["budget.what", "budget.source", "budget.date"]),
        ("no", {"state": "known", "what": "x", "date": "2026"}, ["budget.source"]),
        ("yes", {"state": "assumed", "what": "x", "source": "y"}, ["budget.date"]),
    ],
)
def test_what_an_element_lacks(counts: str, entry: Changes, missing: list[str]) -> None:
    model = house({"evaluation_model.assumed_elements_count": counts})
    assert appraise(deal({"elements.budget": entry}), model).missing == tuple(f"elements.{each}" for each in missing)


@pytest.mark.parametrize(
    ("as_of", "order", "time"),
    [
        ("2026-09-15", "2026-12-15", "soon"),
        ("2026-09-15", "2026-12-16", "this_year"),
        ("2026-09-15", "2026-11", "soon"),
        ("2026-09-15", "2026-12", "this_year"),
        ("2026-09-15", "2026", "this_year"),
        ("2026-09-15", "2027-09-15", "this_year"),
        ("2026-09-15", "2027-09", "later"),
        ("2026-09-15", "2027", "later"),
        ("2026-11-30", "2027-02-28", "soon"),
        ("2026-11-30", "2027-02", "soon"),
        ("2026-11-30", "2027-03-01", "this_year"),
        ("2027-11-30", "2028-02-29", "soon"),
        ("2026-12-31", "2027-03-31", "soon"),
        ("2026-12-31", "2027", "this_year"),
        ("9999-11-30", "9999-12-31", "soon"),
    ],
)
def test_an_order_belongs_to_the_band_of_the_last_day_it_can_mean(as_of: str, order: str, time: str) -> None:
    result = grade(deal({"as_of": as_of, "grading.expected_order": order}), house())
    assert result.time is not None
    assert house().grade_matrix.time[result.time].id == time


@pytest.mark.parametrize(
    ("possibility", "order", "letter"),
    [
        ("100", "2026-11", "A"),
        ("60", "2027-01", "B"),
        ("60", "2028", "C"),
        ("59.99", "2026-11", "B"),
        ("30", "2027-01", "C"),
        ("0", "2028", "D"),
    ],
)
def test_the_grade_by_possibility_and_time(possibility: str, order: str, letter: str) -> None:
    result = grade(deal({"grading.possibility": possibility, "grading.expected_order": order}), house())
    assert (result.grade, result.missing) == (letter, ())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("as_of", "as_of"),
        ("grading.expected_order", "grading.expected_order"),
        ("grading.possibility", "grading.possibility"),
        ("grading.evidence", "grading.evidence"),
        ("grading.source", "grading.source"),
    ],
)
def test_no_grade_without_what_it_rests_on(path: str, name: str) -> None:
    result = grade(deal({path: None}), house())
    assert (result.grade, result.missing) == (None, (name,))


@pytest.mark.parametrize("order", ["--11", "--11-30"])
def test_no_grade_for_an_order_whose_year_nobody_stated(order: str) -> None:
    result = grade(deal({"grading.expected_order": order}), house())
    assert (result.grade, result.time, result.missing) == (None, None, ("grading.expected_order",))


@pytest.mark.parametrize(
    ("nodes", "factor", "chance", "letter"),
    [
        ([], "50", "65", "A"),
        (["insider-found"], "50", "32.5", "B"),
        (["insider-found", "candidate-list"], "50", "16.25", "B"),
        (["insider-found", "candidate-list", "bid-submitted"], "50", "8.13", "B"),
        (["insider-found"], "100", "65", "A"),
        (["insider-found"], "0", "0", "B"),
        (["insider-found"], "92.4", "60.06", "A"),
    ],
)
def test_each_forced_entry_lowers_the_chance(nodes: list[str], factor: str, chance: str, letter: str) -> None:
    changes = {f"key_nodes.{node}": FORCED for node in nodes}
    result = grade(deal(changes), house({"grade_matrix.forced_entry_factor": factor}))
    assert (str(result.chance), result.grade, result.forced) == (chance, letter, len(nodes))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 15), 24, date(2028, 5, 15)),
        (date(9999, 12, 1), 0, date(9999, 12, 1)),
        (date(9999, 12, 1), 1, date.max),
        (date(2026, 1, 1), 10**15, date.max),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later
