import pytest
from lxml import etree

from bidkit.render.columns import column_shares

ROW = "<tbody><tr><td>a</td><td>b</td><td>c</td></tr></tbody>"


def shares(markup: str, kind: str = "") -> list[float]:
    return column_shares(etree.fromstring(f'<table class="{kind}">{markup}</table>'))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ('<col width="20%"/><col width="30%"/><col width="50%"/>', [0.2, 0.3, 0.5]),
        ('<col width="50%"/><col/><col/>', [0.5, 0.25, 0.25]),
        ('<col width="10%"/><col width="10%"/><col width="20%"/>', [0.25, 0.25, 0.5]),
    ],
)
def test_widths_that_are_given(columns: str, expected: list[float]) -> None:
    assert shares(f"<colgroup>{columns}</colgroup>{ROW}") == pytest.approx(expected)


def test_facts_have_a_narrow_first_column() -> None:
    markup = "<tbody><tr><th>a</th><td>b</td></tr></tbody>"
    assert shares(markup, "facts") == pytest.approx([0.32, 0.68])


def test_longer_text_gets_more_room_but_never_all_of_it() -> None:
    narrow, wide = shares(f"<tbody><tr><td>1</td><td>{'word ' * 400}</td></tr></tbody>")
    assert 0.1 < narrow < 0.2
    assert narrow + wide == pytest.approx(1)
