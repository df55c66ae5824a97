from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from bidkit.record.shape import choices
from bidkit.stages.rule_words import stated
from pricing.evaluation import Tender
from pricing.evaluation.common import Common, LifeCycle

RULES = choices(Tender.model_fields["rule"].annotation)
TESTS = choices(Common.model_fields["abnormally_low"].annotation)
OTHERS = {"trim": "none", "places": 2, "years": 5, "minimum_bids": 4}
"""What stands where a decimal does not belong."""


def _values(annotation: object) -> Iterator[object]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for inner in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _values(inner)


def _with(model: type[BaseModel], fields: dict[str, Any]) -> BaseModel:
    return model.model_construct(set(fields), **fields)


def _parts(model: type[BaseModel], method: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Yield a part for each field alone, and for each choice that the field offers."""
    for name, field in model.model_fields.items():
        if name not in ("method", "life_cycle", "abnormally_low"):
            for value in tuple(_values(field.annotation)) or (OTHERS.get(name, Decimal("0.5")),):
                yield f"{name}={value}", _with(model, {name: value} | ({"method": method} if method else {}))


def _rules() -> Iterator[Any]:
    for method, model in RULES.items():
        for said, rule in _parts(model, method=method):
            yield pytest.param(rule, id=f"{method}: {said}")
    ratio = RULES["low_price_ratio"]
    for said, part in _parts(LifeCycle):
        yield pytest.param(ratio.model_construct(method="low_price_ratio", life_cycle=part), id=said)
    for method, model in TESTS.items():
        for said, part in _parts(model, method=method):
            rule = ratio.model_construct(method="low_price_ratio", abnormally_low=part)
            yield pytest.param(rule, id=f"{method}: {said}")


@pytest.mark.parametrize("rule", list(_rules()))
def test_whatever_a_rule_states_is_said_in_words(rule: Any) -> None:  # noqa: ANN401 - any of the rules
    said = [str(each) for each in stated(rule)]
    assert said
    assert not [each for each in said if "_" in each]


@pytest.mark.parametrize(("written", "said"), [("0.5", "50"), ("50", "50"), ("0.125", "12.5"), ("1", "100")])
def test_a_weight_is_said_in_percent_however_it_is_written(written: str, said: str) -> None:
    rule = RULES["low_price_ratio"].model_validate({"method": "low_price_ratio", "price_weight": written})
    assert [str(each) for each in stated(rule)] == [f"weight of the price {said} %"]  # type: ignore[arg-type]
