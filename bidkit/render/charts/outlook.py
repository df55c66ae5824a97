"""A funnel and the days ahead in one picture, for the page of all deals."""

from collections.abc import Mapping, Sequence

from bidkit.render.charts.figures import Figures
from bidkit.render.charts.funnel import funnel
from bidkit.render.charts.rows import Frame
from bidkit.render.charts.scene import TALL, WIDE, Scene, beside
from bidkit.render.charts.timeline import timeline

_GAP = 14.0
_STEPS = Frame(82.0, 190.0)
_DAYS = Frame(138.0, WIDE - _GAP - _STEPS.wide)


def outlook(
    figures: Figures, steps: Sequence[Mapping[str, object]], days: Sequence[Mapping[str, object]], today: object = None
) -> tuple[Scene, ...]:
    """Return the picture: on the left the rows of a funnel, on the right those of a timeline."""
    left = funnel(figures, steps, TALL, _STEPS)
    right = timeline(figures, days, today, TALL, _DAYS)
    return (beside(left[0], right[0], _GAP), *left[1:], *right[1:])
