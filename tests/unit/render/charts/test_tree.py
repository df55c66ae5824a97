"""Organisation charts: no box on another, everything on its page, nobody lost."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.render.charts import charts
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.scene import TALL_ACROSS, WIDE_ACROSS, Line, Rect, Scene
from bidkit.render.charts.tidy import Node, fitting, placed, shapes
from tests.unit.render.charts import gallery
from tests.unit.render.charts.geometry import CHINESE, ENGLISH, assert_sound, said, texts

figures = st.sampled_from((ENGLISH, CHINESE))
People = list[dict[str, object]]


def tree(figures: Figures, people: People, links: Sequence[Mapping[str, object]] = ()) -> tuple[Scene, ...]:
    return charts(figures.voice)["tree"](people, links)


def seats(scene: Scene) -> list[Rect]:
    return [mark for mark in scene.marks if isinstance(mark, Rect) and mark.look in ("seat", "open seat")]


def person(
    number: int, boss: int | None, department: str = "", name: str | None = "Zhang Xiaoming"
) -> dict[str, object]:
    return {
        "id": f"p{number}",
        "name": None if name is None else f"{name} {number}",
        "title": "Procurement engineer for springs",
        "department": department,
        "reports_to": None if boss is None else f"p{boss}",
        "influence": number % 6,
        "attitude": "supports us",
    }


def assert_whole(scenes: tuple[Scene, ...], count: int) -> None:
    """Fail where boxes touch, words leave their page, or somebody is lost."""
    assert_sound(*scenes, width=WIDE_ACROSS, height=TALL_ACROSS)
    assert sum(len(seats(scene)) for scene in scenes) == count
    for scene in scenes:
        boxes = [seat.box for seat in seats(scene)]
        assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1], 1)]
        lines = [mark for mark in scene.marks if isinstance(mark, Line) and mark.look == "reports"]
        assert not [line for line in lines if any(_runs_through(line, seat) for seat in seats(scene))]


def _runs_through(line: Line, seat: Rect) -> bool:
    """Tell whether a part of an upright or level line passes the inside of a box."""
    box = seat.box
    for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
        across = min(x1, x2) < box.right - 0.1 and max(x1, x2) > box.left + 0.1
        if across and min(y1, y2) < box.bottom - 0.1 and max(y1, y2) > box.top + 0.1:
            return True
    return False


@st.composite
def organisations(draw: st.DrawFn) -> People:
    count = draw(st.one_of(st.integers(1, 15), st.sampled_from((60, 200))))
    names = draw(st.lists(st.sampled_from(("Board", "采购部", "Works", "")), min_size=1, max_size=4))
    people = []
    for number in range(count):
        boss = draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        name = draw(st.sampled_from(("Li Wei", "王建国", None, "Wolfeschlegelsteinhausenbergerdorff von")))
        people.append(person(number, boss, names[number % len(names)], name))
    return people


@settings(max_examples=40, deadline=None)
@given(figures, organisations())
def test_any_organisation_is_drawn_whole(figures: Figures, people: People) -> None:
    assert_whole(tree(figures, people), len(people))


def departments(belongs: list[int], *, chiefs: bool) -> People:
    """Return a board, six heads, and people under them; with chiefs there is a level more."""
    people = [person(0, None, "Board"), *(person(number, 0, f"Department {number}") for number in range(1, 7))]
    chief: dict[int, int] = {}
    for number, department in enumerate(belongs, 7):
        boss = chief.setdefault(department, number) if chiefs else department + 1
        people.append(person(number, department + 1 if boss == number else boss, f"Department {department + 1}"))
    return people


@settings(max_examples=15, deadline=None)
@given(figures, st.lists(st.integers(0, 5), min_size=53, max_size=53))
def test_sixty_people_of_six_departments_stand_on_one_page(figures: Figures, belongs: list[int]) -> None:
    scenes = tree(figures, departments(belongs, chiefs=False))
    assert len(scenes) == 1
    assert_whole(scenes, 60)


@pytest.mark.parametrize("figures", [ENGLISH, CHINESE])
def test_sixty_people_on_four_levels_stand_on_one_page(figures: Figures) -> None:
    scenes = tree(figures, departments([number % 6 for number in range(53)], chiefs=True))
    assert len(scenes) == 1
    assert_whole(scenes, 60)


def test_the_gallery_of_sixty() -> None:
    for figures, language in ((ENGLISH, "en"), (CHINESE, "zh-CN")):
        data = gallery.data(language)
        for name in ("people", "many"):
            people = data[name]
            assert isinstance(people, tuple)
            scenes = tree(figures, list(people))
            assert len(scenes) == 1
            assert_whole(scenes, len(people))


def test_what_one_page_does_not_hold_is_split_by_department() -> None:
    people = [person(0, None, "Board")] + [person(number, 0, f"Department {number % 8}") for number in range(1, 160)]
    scenes = tree(ENGLISH, people)
    assert len(scenes) > 1
    assert_whole(scenes, 160)
    heads = [{text for text in said(scene) if text.startswith("Department ")} for scene in scenes]
    assert not [pair for pair in combinations(heads, 2) if pair[0] & pair[1]]
    assert "reports to Zhang" in said(scenes[1])


def test_influence_and_conflict_stand_in_line_and_words() -> None:
    people = [person(number, 0 if number else None) for number in range(4)]
    links = (
        {"from": "p1", "to": "p3", "kind": "conflict", "label": "the budget"},
        {"from": "p2", "to": "p0", "kind": "influence"},
    )
    (scene,) = tree(ENGLISH, people, links)
    looks = [mark.look for mark in scene.marks if isinstance(mark, Line)]
    assert (looks.count("conflict"), looks.count("influence"), looks.count("arrow")) == (1, 1, 1)
    words = " ".join(said(scene))
    assert "Conflict: Zhang Xiaoming 1 – Zhang Xiaoming 3 (the budget)" in words
    assert "Zhang Xiaoming 2 influences Zhang Xiaoming 0" in words
    assert_whole((scene,), 4)


def test_influence_is_the_weight_of_the_border_and_an_open_seat_is_dotted() -> None:
    (scene,) = tree(ENGLISH, [person(0, None, name=None), person(5, 0)])
    open_seat, heavy = seats(scene)
    assert open_seat.look == "open seat"
    assert "not identified" in said(scene)
    assert heavy.stroke is not None
    assert open_seat.stroke is not None
    assert heavy.stroke > 3 * open_seat.stroke
    assert "supports us" in said(scene)


def test_an_empty_chart_says_so() -> None:
    assert [text.text for scene in tree(ENGLISH, []) for text in texts(scene)] == ["No data"]


@pytest.mark.parametrize(
    ("people", "links", "message"),
    [
        ([person(1, 1)], (), "'p1' reports to itself, by way of p1"),
        ([person(1, 2), person(2, 1)], (), "'p1' reports to itself, by way of p1, p2"),
        ([person(1, None), person(1, None)], (), "the person 'p1' stands twice in the chart"),
        ([person(1, None)], ({"from": "p1", "to": "x", "kind": "conflict"},), "nobody in the chart has the id 'x'"),
        ([person(1, None)], ({"from": "p1", "to": "p1", "kind": "love"},), "'love' is not a link of a tree"),
    ],
)
def test_what_cannot_be_drawn_is_said(people: People, links: Sequence[Mapping[str, object]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        tree(ENGLISH, people, links)


nodes = st.recursive(
    st.builds(Node, st.just("n"), st.floats(10, 140), st.floats(10, 60)),
    lambda under: st.builds(
        Node, st.just("n"), st.floats(10, 140), st.floats(10, 60), st.lists(under, min_size=1, max_size=6).map(tuple)
    ),
    max_leaves=40,
)


@settings(max_examples=100, deadline=None)
@given(nodes)
def test_in_every_shape_each_box_stands_alone_and_inside(node: Node) -> None:
    for shape in shapes(node, 728):
        boxes = [Rect(each.x, each.y, each.node.width, each.node.height, "seat").box for each in placed(shape)]
        assert all(box.left >= -0.01 and box.right <= shape.width + 0.01 for box in boxes)
        assert all(box.top >= -0.01 and box.bottom <= shape.height + 0.01 for box in boxes)
        assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_what_fits_is_flat_and_what_does_not_is_none() -> None:
    row = Node("top", 100, 30, tuple(Node(str(number), 100, 30) for number in range(3)))
    shape = fitting(row, 728, 400)
    assert shape is not None
    assert shape.height < 80
    assert fitting(row, 90, 400) is None
    narrow = fitting(row, 130, 400)
    assert narrow is not None
    assert narrow.hung
