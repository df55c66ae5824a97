"""Every chart stays whole with whatever data comes: no words outside, too small, or on other words."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.render.charts import charts
from bidkit.render.charts.figures import Figures
from tests.unit.render.charts import gallery
from tests.unit.render.charts.geometry import CHINESE, ENGLISH, assert_sound

FEW = settings(max_examples=60, deadline=None)

labels = st.one_of(
    st.sampled_from(
        ("Freight", "运费和保险", "", "x", "Payment terms: 180 days after the acceptance of the last part")
    ),
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60).map(str.strip),
    st.integers(1, 40).map(lambda count: "备件" * count * 3),
    st.integers(20, 300).map(lambda count: "W" * count),
).map(lambda text: text or "Freight")
amounts = st.one_of(
    st.sampled_from((Decimal(0), Decimal(-1), Decimal(1), Decimal("0.01"), Decimal(10) ** 12, Decimal(-10) ** 11)),
    st.decimals(-(10**7), 10**7, places=2),
    st.integers(-(10**9), 10**9).map(Decimal),
)
positive = amounts.map(abs)
maybe = st.one_of(st.none(), amounts)
days = st.one_of(
    st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1))
)
figures = st.sampled_from((ENGLISH, CHINESE))
currencies = st.sampled_from(("CNY", "EUR", None))
counts = st.one_of(st.integers(0, 12), st.sampled_from((60, 200)))


@FEW
@given(figures, counts, labels, st.lists(maybe, min_size=1, max_size=9), currencies)
def test_waterfall(
    figures: Figures, count: int, label: str, values: list[Decimal | None], currency: str | None
) -> None:
    draw = charts(figures.voice)["waterfall"]
    rows = [{"label": label, "value": values[number % len(values)], "kind": "change"} for number in range(count)]
    assert_sound(*draw([*rows, {"label": label, "kind": "total"}], currency))
    assert_sound(*draw(rows, currency))


@FEW
@given(figures, counts, labels, st.lists(st.one_of(st.none(), positive), min_size=1, max_size=9))
def test_funnel(figures: Figures, count: int, label: str, values: list[Decimal | None]) -> None:
    rows = [{"label": label, "value": values[number % len(values)]} for number in range(count)]
    assert_sound(*charts(figures.voice)["funnel"](rows))


@FEW
@given(figures, counts, labels, st.lists(st.tuples(maybe, maybe), min_size=1, max_size=9), amounts, currencies)
def test_tornado(
    figures: Figures,
    count: int,
    label: str,
    values: list[tuple[Decimal | None, Decimal | None]],
    base: Decimal,
    currency: str | None,
) -> None:
    swings = [values[number % len(values)] for number in range(count)]
    rows = [{"label": label, "low": low, "high": high} for low, high in swings]
    assert_sound(*charts(figures.voice)["tornado"](rows, base, currency))


@FEW
@given(figures, counts, labels, st.lists(st.tuples(days, days, st.booleans()), min_size=1, max_size=9), days)
def test_timeline(
    figures: Figures,
    count: int,
    label: str,
    values: list[tuple[dt.date | None, dt.date | None, bool]],
    today: dt.date | None,
) -> None:
    rows: list[dict[str, object]] = []
    for number in range(count):
        start, end, point = values[number % len(values)]
        if start and end and end < start:
            start, end = end, start
        rows.append({"label": label, "date": start} if point else {"label": label, "start": start, "end": end})
    assert_sound(*charts(figures.voice)["timeline"](rows, today))


sides = st.fixed_dictionaries({"label": labels, "opening": maybe, "target": maybe, "limit": maybe})


@FEW
@given(figures, sides, sides, currencies)
def test_range_bar(figures: Figures, seller: dict[str, object], buyer: dict[str, object], currency: str | None) -> None:
    assert_sound(*charts(figures.voice)["range_bar"](seller, buyer, currency))


positions = st.fixed_dictionaries(
    {"label": labels, "price": positive, "chance": st.decimals(0, 1, places=3), "profit": amounts}
)
bands = st.fixed_dictionaries({"label": labels, "low": st.none(), "high": positive})


@FEW
@given(
    figures, st.lists(positions, max_size=12), st.lists(positions, max_size=30), st.lists(bands, max_size=2), currencies
)
def test_curve(
    figures: Figures,
    points: list[dict[str, object]],
    marks: list[dict[str, object]],
    bands: list[dict[str, object]],
    currency: str | None,
) -> None:
    assert_sound(*charts(figures.voice)["curve"](points, marks, bands, currency))


small = st.one_of(st.none(), st.decimals(-3, 3, places=1))


@FEW
@given(figures, counts, labels, st.lists(st.tuples(small, small), min_size=1, max_size=30), st.booleans(), labels)
def test_scatter(
    figures: Figures,
    count: int,
    label: str,
    values: list[tuple[Decimal | None, Decimal | None]],
    fixed: bool,
    title: str,
) -> None:
    places = [values[number % len(values)] for number in range(count)]
    points = [{"label": f"{label} {number}", "x": x, "y": y} for number, (x, y) in enumerate(places)]
    steps = tuple({"value": value, "label": label} for value in range(-3, 4)) if fixed else ()
    axis = {"title": title, "low": -3, "high": 3, "steps": steps} if fixed else {"title": title}
    assert_sound(*charts(figures.voice)["scatter"](points, axis, {"title": title}))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_gallery(language: str) -> None:
    data = gallery.data(language)
    draw = charts((CHINESE if language == "zh-CN" else ENGLISH).voice)
    curve, scatter, ranges = data["curve"], data["scatter"], data["range"]
    assert isinstance(curve, dict)
    assert isinstance(scatter, dict)
    assert isinstance(ranges, dict)
    assert_sound(*draw["waterfall"](data["waterfall"], "CNY"))
    assert_sound(*draw["curve"](curve["points"], curve["marks"], curve["bands"], "CNY"))
    assert_sound(*draw["timeline"](data["timeline"], data["today"]))
    assert_sound(*draw["scatter"](scatter["points"], scatter["across"], scatter["upward"]))
    assert_sound(*draw["range_bar"](ranges["seller"], ranges["buyer"], "CNY"))
    assert_sound(*draw["funnel"](data["funnel"]))
    assert_sound(*draw["tornado"](data["tornado"], 80000, "CNY"))
