"""Words in drawings, on a machine whose fonts all run wider than those that charts leave room for."""

from functools import cache

from lxml import etree

from bidkit.render.drawing import points
from bidkit.render.fonts import font_for_charts

_SHARE = 0.82  # of their size; DejaVu Sans Bold, the widest that is met, runs up to 1.22 times as wide as estimated


def fit_words(drawing: etree._Element, language: str) -> None:
    """Set words smaller where they would be cut off otherwise; fonts for Chinese have narrow letters of their own."""
    if language != "en" or _narrow():
        return
    for text in drawing.iter("text", "tspan"):
        if size := text.get("font-size"):
            text.set("font-size", points(float(size) * _SHARE))


@cache
def _narrow() -> bool:
    return font_for_charts() is not None
