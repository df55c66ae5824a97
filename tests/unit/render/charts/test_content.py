"""What the charts say, and what they refuse to show."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest
from pypdf import PdfReader

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.render.charts import charts
from bidkit.render.charts.scene import Line, Rect, Scene
from tests.unit.render.charts.gallery import gallery
from tests.unit.render.charts.geometry import CHINESE, ENGLISH, said
from tests.unit.render.conftest import Make

draw = charts(ENGLISH.voice)


def bars(scene: Scene) -> list[Rect]:
    return [mark for mark in scene.marks if isinstance(mark, Rect) and mark.look in ("up", "down", "total")]


def test_a_waterfall_steps_from_amount_to_amount() -> None:
    rows = (
        {"label": "List", "value": 100, "kind": "total"},
        {"label": "Discount", "value": -30},
        {"label": "Freight", "value": 10},
        {"label": "Pocket", "kind": "total"},
    )
    (scene,) = draw["waterfall"](rows, "EUR")
    assert said(scene)[1::2] == ["€100", "-€30", "+€10", "€80"]
    first, down, up, last = bars(scene)
    assert [each.look for each in (first, down, up, last)] == ["total", "down", "up", "total"]
    assert down.width == pytest.approx(0.3 * first.width)
    assert up.x == pytest.approx(down.x)
    assert last.x + last.width == pytest.approx(up.x + up.width)


def test_a_total_that_the_rows_do_not_lead_to_is_refused(make: Make) -> None:
    call = '{% import "charts.html" as charts %}\n{{ charts.waterfall(rows, "a", "c") }}'
    rows = ({"label": "One", "value": 1}, {"label": "Sum", "value": Decimal(3), "kind": "total"})
    with pytest.raises(ProblemsFound) as caught:
        make(call, {"rows": rows})
    (problem,) = caught.value.problems
    assert problem.message == "the total 'Sum' is 3, but the rows before it add up to 1"


def test_minor_units_are_written_where_one_amount_has_them() -> None:
    (scene,) = draw["waterfall"](({"label": "a", "value": Decimal("1.50")}, {"label": "b", "value": 2}), "EUR")
    assert {"+€1.50", "+€2.00"} <= set(said(scene))


def test_a_tornado_stands_widest_first_and_missing_last() -> None:
    rows = (
        {"label": "unknown", "low": None, "high": 3},
        {"label": "small", "low": 9, "high": 11},
        {"label": "large", "low": 15, "high": 2},
    )
    (scene,) = draw["tornado"](rows, 10)
    words = said(scene)
    assert [word for word in words if word in ("unknown", "small", "large")] == ["large", "small", "unknown"]
    assert words[-1] == "missing"


def test_both_results_on_one_side_stand_on_that_side() -> None:
    (scene,) = draw["tornado"](({"label": "a", "low": 12, "high": 15},), 10)
    assert "12 … 15" in said(scene)


def test_a_funnel_says_the_share_of_the_step_before() -> None:
    (scene,) = draw["funnel"](({"label": "a", "value": 200}, {"label": "b", "value": 50}, {"label": "c", "value": 0}))
    assert [word for word in said(scene) if " · " in word] == [
        "50 · 25% of the step before",
        "0 · 0% of the step before",
    ]
    with pytest.raises(ValueError, match="a funnel cannot show -1 for 'a'"):
        draw["funnel"](({"label": "a", "value": -1},))


@pytest.mark.parametrize(
    ("floor", "ceiling", "verdict"),
    [
        (100, 120, "Room for agreement: €100 to €120."),
        (120, 100, "No room for agreement: the limits are €20 apart."),
        (None, 100, "Whether there is room for agreement is not known: a limit is missing."),
    ],
)
def test_the_range_says_whether_there_is_room(floor: int | None, ceiling: int, verdict: str) -> None:
    seller = {"label": "We", "opening": 150, "target": 130, "limit": floor}
    buyer = {"label": "They", "opening": 80, "target": 90, "limit": ceiling}
    (scene,) = draw["range_bar"](seller, buyer, "EUR")
    assert said(scene)[-1] == verdict
    shaded = any(isinstance(mark, Rect) and mark.look == "band" for mark in scene.marks)
    assert shaded == verdict.startswith("Room")


def test_a_timeline_takes_its_day_from_the_data_and_dates_as_exact_as_they_are_known() -> None:
    rows = (
        {
            "label": "a",
            "start": {"year": 2026, "month": 2, "day": None},
            "end": {"year": 2026, "month": 2, "day": None},
        },
        {"label": "b", "start": dt.date(2026, 2, 1), "end": dt.date(2026, 2, 28)},
    )
    (scene,) = draw["timeline"](rows, dt.date(2026, 2, 3))
    one, two = bars(scene)
    assert (one.x, one.width) == (two.x, two.width)
    assert "As of 3 Feb 2026" in said(scene)
    (without,) = draw["timeline"](rows)
    assert not [mark for mark in without.marks if isinstance(mark, Line) and mark.look == "today"]
    with pytest.raises(ValueError, match="'b' ends on 2026-01-01, before it starts on 2026-02-01"):
        draw["timeline"](({"label": "b", "start": dt.date(2026, 2, 1), "end": dt.date(2026, 1, 1)},))


def test_a_curve_numbers_many_positions_and_refuses_too_many() -> None:
    marks = [{"label": f"Position {n}", "price": 100 + n, "chance": Decimal("0.5"), "profit": n} for n in range(10)]
    (scene,) = draw["curve"]([], marks, (), "EUR")
    assert "1 Position 0: €100, 50%, €0" in said(scene)
    with pytest.raises(ValueError, match="a curve can show 30 marked positions; there are 40"):
        draw["curve"]([], marks * 4)


def test_names_that_find_no_room_stand_under_the_scatter() -> None:
    points = [{"label": f"Person {number}", "x": 1, "y": 1} for number in range(30)]
    (scene,) = draw["scatter"](points, {"title": "x"}, {"title": "y"})
    words = " ".join(said(scene))
    assert all(f"Person {number}" in words for number in range(30))


@pytest.mark.parametrize("name", ["waterfall", "curve", "tree", "timeline", "funnel"])
def test_nothing_to_show_is_said(name: str) -> None:
    assert said(charts(CHINESE.voice)[name]([])[0]) == ["无数据"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_gallery_in_both_formats(language: str) -> None:
    document = gallery(language)
    figures = document.root.findall(".//figure")
    assert len(figures) == 9
    alts = [str(svg.get("aria-label")) for svg in document.root.iter("svg")]
    pdf = PdfReader(io.BytesIO(render.to_pdf(document)))
    assert not [page for page in pdf.pages if page.images], "every picture is drawn, none is pixels"
    words = "".join(page.extract_text() for page in pdf.pages)
    assert "¥1,298,500" in words
    with zipfile.ZipFile(io.BytesIO(render.to_docx(document))) as package:
        names = package.namelist()
        text = package.read("word/document.xml").decode()
    assert sum(name.endswith(".svg") for name in names) == sum(name.endswith(".png") for name in names) >= 9
    assert [alt for alt in alts if f'descr="{alt}"' not in text] == []


def test_each_area_has_a_pattern_of_its_own(make: Make) -> None:
    """Without colour, up and down, ours and theirs still differ."""
    call = '{% import "charts.html" as charts %}{{ charts.waterfall(rows, "a", "c") }}'
    rows = ({"label": "a", "value": 5}, {"label": "b", "value": -2}, {"label": "c", "kind": "total"})
    document = make(call, {"rows": rows})
    fills = [str(rect.get("fill")) for rect in document.root.iterfind(".//figure/svg/rect")][1:]
    assert len(set(fills)) == 3
    assert sum(bool(re.match(r"url\(#", fill)) for fill in fills) == 2


@pytest.mark.parametrize("call", ["charts.funnel(())", 'charts.funnel((), "", "caption")'])
def test_alt_text_is_required(make: Make, call: str) -> None:
    with pytest.raises(ProblemsFound):
        make('{% import "charts.html" as charts %}{{ ' + call + " }}")
    assert make('{% import "charts.html" as charts %}{{ charts.funnel((), "finding", "caption") }}')
