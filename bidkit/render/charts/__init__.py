"""Charts: pure functions from plain data to pictures, which the template `scene.html` paints."""

from collections.abc import Callable, Mapping
from functools import partial

from bidkit.render.charts.curve import curve
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.funnel import funnel
from bidkit.render.charts.outlook import outlook
from bidkit.render.charts.ranges import range_bar
from bidkit.render.charts.scatter import scatter
from bidkit.render.charts.scene import Scene
from bidkit.render.charts.timeline import timeline
from bidkit.render.charts.tornado import tornado
from bidkit.render.charts.tree import tree
from bidkit.render.charts.waterfall import waterfall
from bidkit.render.language import Speaker

Draw = Callable[..., tuple[Scene, ...]]

_CHARTS: tuple[Draw, ...] = (waterfall, curve, tree, timeline, scatter, range_bar, funnel, outlook, tornado)


def charts(voice: Speaker) -> Mapping[str, Draw]:
    """Return each chart by name; what they say is said in the voice's language."""
    figures = Figures(voice)
    return {draw.__name__: partial(draw, figures) for draw in _CHARTS}
