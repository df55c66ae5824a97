"""What holds of every picture: words inside, large enough, and apart."""

from itertools import combinations

from bidkit.render.charts.figures import Figures
from bidkit.render.charts.scene import Box, Scene, Text
from bidkit.render.language import speaker
from bidkit.render.search import built_in

ENGLISH = Figures(speaker("en", built_in()))
CHINESE = Figures(speaker("zh-CN", built_in()))


def texts(scene: Scene) -> list[Text]:
    return [mark for mark in scene.marks if isinstance(mark, Text)]


def said(scene: Scene) -> list[str]:
    return [text.text for text in texts(scene)]


def assert_sound(*scenes: Scene, width: float = 482, height: float = 700) -> None:
    """Fail where words leave the picture, are smaller than 9 points, or touch other words, or a mark leaves it."""
    assert scenes
    for scene in scenes:
        page = Box(0, 0, scene.width, scene.height)
        assert scene.width <= width
        assert scene.height <= height
        written = texts(scene)
        assert written, "an empty picture says nothing"
        assert all(text.size >= 9 for text in written)
        assert all(text.text.strip() for text in written)
        outside = [mark for mark in scene.marks if not mark.box.inside(page)]
        assert not outside, outside
        touching = [(one.text, two.text) for one, two in combinations(written, 2) if one.box.meets(two.box)]
        assert not touching, touching
