"""A picture of how figures grow with a size: both axes in powers of ten, so that what is linear rises by one in one."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

COLOURS = ("#1f3a5f", "#c8553d", "#2a7f62", "#8a6fb3", "#b08900", "#6fa8dc")
WIDTH, HEIGHT, LEFT, TOP = 400, 300, 62, 34
GAP, RIGHT, BELOW = 70, 150, 46
_LEGEND = 17


class Panel(NamedTuple):
    """One picture: what it is of, its curves by name with a figure for each size, and bounds by name."""

    title: str
    curves: Mapping[str, Sequence[float]]
    bounds: Mapping[str, float]


def svg(panels: Sequence[Panel], sizes: Sequence[float], across: str) -> str:
    """Return panels side by side as SVG, with one legend for all."""
    width = LEFT + len(panels) * WIDTH + (len(panels) - 1) * GAP + RIGHT
    names = list(dict.fromkeys(name for panel in panels for name in panel.curves))
    colours = dict(zip(names, COLOURS, strict=False))
    said = escape("; ".join(panel.title for panel in panels))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + HEIGHT + BELOW}" width="{width}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="{said}">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for at, panel in enumerate(panels):
        lines.append(f'<g transform="translate({LEFT + at * (WIDTH + GAP)} {TOP})">')
        lines += [*_panel(panel, sizes, across, colours), "</g>"]
    lines.append(f'<g transform="translate({width - RIGHT + 16} {TOP})">')
    lines += [*_legend(colours), "</g>", "</svg>"]
    return "\n".join(lines) + "\n"


def _panel(panel: Panel, sizes: Sequence[float], across: str, colours: Mapping[str, str]) -> Iterator[str]:
    figures = [figure for curve in panel.curves.values() for figure in curve]
    xs, ys = _Powers(sizes, 0, WIDTH), _Powers([*figures, *panel.bounds.values()], HEIGHT, 0)
    yield f'<text y="-14" font-weight="bold">{escape(panel.title)}</text>'
    yield from _grid(xs, ys)
    yield f'<text x="{WIDTH / 2}" y="{HEIGHT + 38}" text-anchor="middle">{escape(across)}</text>'
    yield from _one_in_one(xs, ys)
    for name, bound in panel.bounds.items():
        at = ys.at(bound)
        yield f'<path d="M0 {at:.1f}H{WIDTH}" stroke="#b00020" stroke-dasharray="2 3"/>'
        yield f'<text x="4" y="{at - 4:.1f}" fill="#b00020">{escape(name)}</text>'
    for name, curve in panel.curves.items():
        points = [(xs.at(size), ys.at(figure)) for size, figure in zip(sizes, curve, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colours[name]}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colours[name]}"/>' for x, y in points)


def _grid(xs: "_Powers", ys: "_Powers") -> Iterator[str]:
    for power in xs.steps():
        at = xs.at(power)
        yield f'<path d="M{at:.1f} 0V{HEIGHT}" stroke="#dde2e8"/>'
        yield f'<text x="{at:.1f}" y="{HEIGHT + 18}" text-anchor="middle">{power:,.0f}</text>'
    for power in ys.steps():
        at = ys.at(power)
        yield f'<path d="M0 {at:.1f}H{WIDTH}" stroke="#dde2e8"/>'
        yield f'<text x="-8" y="{at + 4:.1f}" text-anchor="end">{power:,g}</text>'


def _one_in_one(xs: "_Powers", ys: "_Powers") -> Iterator[str]:
    """Yield the lines along which a figure grows as the size does, one from each power of ten on the left."""
    first, last = xs.steps()[0], xs.steps()[-1]
    for power in ys.steps():
        reach = min(last / first, ys.steps()[-1] / power)
        ends = (xs.at(first), ys.at(power), xs.at(first * reach), ys.at(power * reach))
        yield '<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="#9aa4b0" stroke-dasharray="5 4"/>'.format(*ends)


def _legend(colours: Mapping[str, str]) -> Iterator[str]:
    for at, (name, colour) in enumerate(colours.items()):
        y = at * _LEGEND
        yield f'<path d="M0 {y}h18" stroke="{colour}" stroke-width="2"/>'
        yield f'<text x="24" y="{y + 4}">{escape(name)}</text>'
    y = len(colours) * _LEGEND
    yield f'<path d="M0 {y}h18" stroke="#9aa4b0" stroke-dasharray="5 4"/><text x="24" y="{y + 4}">as the size</text>'


class _Powers:
    """A scale from the power of ten below the least figure to the one above the greatest."""

    def __init__(self, figures: Sequence[float], start: float, end: float) -> None:
        self.low = math.floor(math.log10(min(figures)))
        self.high = max(math.ceil(math.log10(max(figures))), self.low + 1)
        self.start, self.end = start, end

    def at(self, figure: float) -> float:
        """Return where a figure stands."""
        part = (math.log10(figure) - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def steps(self) -> list[float]:
        """Return the powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]
