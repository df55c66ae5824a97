"""The bars and the curve, drawn by our templates and by vl-convert: time, size, determinism.

`python benchmarks/charts.py [FOLDER]` prints the medians of five runs, and leaves the pictures in FOLDER. vl-convert is
not among the dependencies: `pip install vl-convert-python`.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import cast

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

RUNS = 5
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.20.json"
START = {
    "templates": "import bidkit.render.templates",
    "vl-convert": "import vl_convert as v; v.vegalite_to_svg({'mark': 'bar', 'data': {'values': []}})",
}


def ours(language: str) -> Mapping[str, Callable[[], str]]:
    """Return what draws each chart by template."""
    from bidkit.render.language import speaker
    from bidkit.render.search import Search, built_in
    from bidkit.render.templates import make_environment
    from tests.unit.render.charts import gallery

    data = gallery.data(language)
    environment = make_environment(speaker(language, built_in()), Search(()))
    texts = {
        "bars": "{% import 'charts.html' as c %}{{ c.bars(bars, 'x', 20) }}",
        "curve": "{% import 'charts.html' as c %}{{ c.curve(curve.points, curve.marks, 'x', 'x', currency='CNY') }}",
    }
    data["bars"] = tuple(
        {"label": row["label"], "value": index + 3, "full": 20, "note": None}
        for index, row in enumerate(cast(Sequence[Mapping[str, object]], data["waterfall"]))
    )
    templates = {name: environment.from_string(text) for name, text in texts.items()}
    return {name: lambda t=template: str(t.render(data)) for name, template in templates.items()}  # type: ignore[misc]


def theirs(language: str) -> Mapping[str, Callable[[], str]]:
    """Return what draws the same by vl-convert."""
    import vl_convert

    specs = {"bars": _bars(language), "curve": _curve(language)}
    return {name: lambda s=spec: str(vl_convert.vegalite_to_svg(s)) for name, spec in specs.items()}  # type: ignore[misc]


def _bars(language: str) -> dict[str, object]:
    from tests.unit.render.charts import gallery

    rows = cast(Sequence[Mapping[str, object]], gallery.data(language)["waterfall"])
    values = [{"label": row["label"], "value": index + 3} for index, row in enumerate(rows)]
    axes = {"y": {"field": "label", "type": "nominal", "sort": None}, "x": {"field": "value", "type": "quantitative"}}
    return {"$schema": SCHEMA, "data": {"values": values}, "mark": "bar", "encoding": axes, "width": 320}


def _curve(language: str) -> dict[str, object]:
    from tests.unit.render.charts import gallery

    curve = cast(Mapping[str, Sequence[Mapping[str, object]]], gallery.data(language)["curve"])
    points, marks = ([json.loads(json.dumps(row, default=float)) for row in curve[key]] for key in ("points", "marks"))

    def panel(field: str) -> dict[str, object]:
        place = {"x": {"field": "price", "type": "quantitative"}, "y": {"field": field, "type": "quantitative"}}
        words = {"type": "text", "dy": -10}
        layers = [
            {"data": {"values": points}, "mark": "line", "encoding": place},
            {"data": {"values": marks}, "mark": "point", "encoding": place},
            {"data": {"values": marks}, "mark": words, "encoding": {**place, "text": {"field": "label"}}},
        ]
        return {"layer": layers, "width": 400, "height": 112}

    return {"$schema": SCHEMA, "vconcat": [panel("chance"), panel("profit")]}


def timed(draw: Callable[[], str]) -> tuple[float, str]:
    """Return the median time in milliseconds, and the picture."""
    draw()
    times = []
    for _ in range(RUNS):
        started = perf_counter()
        picture = draw()
        times.append((perf_counter() - started) * 1000)
    return median(times), picture


def cold(script: str) -> float:
    """Return the median time of a fresh process, in milliseconds."""
    times = []
    for _ in range(RUNS):
        started = perf_counter()
        subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
        times.append((perf_counter() - started) * 1000)
    return median(times)


def main() -> None:
    """Print one line per chart, language and way of drawing."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for way, draws in (("templates", ours), ("vl-convert", theirs)):
        for language in ("en", "zh-CN"):
            for name, draw in draws(language).items():
                time, picture = timed(draw)
                same = "same bytes" if draw() == picture else "other bytes"
                digest = hashlib.sha256(picture.encode()).hexdigest()[:8]
                print(f"{way:10} {language:5} {name:5} {time:8.2f} ms {len(picture):7} bytes  {same} {digest}")
                if folder:
                    folder.mkdir(parents=True, exist_ok=True)
                    (folder / f"{way}-{language}-{name}.svg").write_text(picture, encoding="utf-8")
    for way, script in START.items():
        print(f"{way:10} fresh process {cold(script):8.0f} ms")


if __name__ == "__main__":
    main()
