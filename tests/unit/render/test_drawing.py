from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.render.drawing import ems, points, wrapped
from tests.unit.render.conftest import Make


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (1.5, "1.5"), (Decimal("2.25"), "2.25"), (-0.001, "0"), (1 / 3, "0.33"), (100, "100")],
)
def test_coordinates(value: float | Decimal, text: str) -> None:
    assert points(value) == text


def test_east_asian_text_is_wider_and_breaks_anywhere() -> None:
    assert ems("客户") == 2
    assert wrapped("客户信誉，很好", 4) == ("客户信", "誉，很好")
    assert wrapped("after-sales service", 6) == ("after-sales", "service")


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])), st.integers(2, 40))
def test_wrapping_loses_no_character(text: str, room: int) -> None:
    assert "".join("".join(wrapped(text, room)).split()) == "".join(text.split())


CHART = '{{% import "charts.html" as charts %}}<figure>{{{{ charts.{} }}}}</figure>'


def test_a_chart_takes_missing_values_and_hostile_labels(make: Make) -> None:
    rows = ({"label": "<b>&\"'", "value": None, "full": 5, "note": None},)
    document = make(CHART.format('bars(rows, "finding", 5)'), {"rows": rows})
    texts = [str(text.text) for text in document.root.iter("text")]
    assert texts == ["<b>&\"'", "missing / 5"]


def test_a_matrix_without_a_place_to_mark(make: Make) -> None:
    cells = (("A", "B"), ("C", "D"))
    call = 'matrix(("x", "y"), ("p", "q"), cells, None, "nothing known", "time", "chance")'
    document = make(CHART.format(call), {"cells": cells})
    assert document.root.find(".//circle") is None
    assert [str(text.text) for text in document.root.iter("text")][-1] == "D"
