"""From one amount to another, step by step: list price to pocket price, cost build-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import LEFT, Row, bottom, nothing, pages, scenes
from bidkit.render.charts.scales import Scale, exact, scale
from bidkit.render.charts.scene import NORMAL, TALL, WIDE, Mark, Rect, Scene, Text, length, stroke

_TOP = 6.0
_THICK = 14.0
_HAIR = 0.8  # how wide a step of nothing is drawn


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    said: str
    start: Decimal
    end: Decimal
    look: str


def waterfall(
    figures: Figures, rows: Sequence[Mapping[str, object]], currency: str | None = None, tallest: float = TALL
) -> tuple[Scene, ...]:
    """Return the pictures of a waterfall; rows: mappings of label, value and kind.

    `kind` is `total` (drawn from zero; without a value it is what the rows so far add up to) or `change`, a step up
    or, negative, down. A total that the steps do not lead to is an error.
    """
    steps = _steps(figures, rows, currency)
    if not steps:
        return nothing(figures.no_data, WIDE)
    widest = max(length(step.said, NORMAL, bold=True) for step in steps)
    ends = [end for step in steps for end in (step.start, step.end)]
    across = scale(ends, LEFT, WIDE - widest - 8, zero=True)
    drawn = pages([step.label for step in steps], _TOP, tallest)
    return scenes(drawn, lambda page: _page(steps, page, across))


def _steps(figures: Figures, rows: Sequence[Mapping[str, object]], currency: str | None) -> list[_Step]:
    amounts = [exact(value) for row in rows if (value := row.get("value")) is not None]  # type: ignore[arg-type]
    say = figures.amounts(amounts, currency)
    running = Decimal(0)
    steps: list[_Step] = []
    for number, row in enumerate(rows):
        label, value = figures.plain(row["label"]), row.get("value")
        amount = None if value is None else exact(value)  # type: ignore[arg-type]
        if row.get("kind", "change") == "total":
            running = _total(label, amount, running, first=not number)
            steps.append(_Step(label, say(running), Decimal(0), running, "total"))
        elif amount is None:
            steps.append(_Step(label, figures.missing, running, running, "gap"))
        else:
            look = "down" if amount < 0 else "up"
            sign = "+" if amount > 0 else ""
            steps.append(_Step(label, sign + say(amount), running, running + amount, look))
            running += amount
    return steps


def _total(label: str, said: Decimal | None, running: Decimal, *, first: bool) -> Decimal:
    if said is not None and not first and said != running:
        raise ValueError(f"the total '{label}' is {said}, but the rows before it add up to {running}")
    return running if said is None else said


def _page(steps: Sequence[_Step], page: Sequence[Row], across: Scale) -> Scene:
    low = bottom(page, _TOP)
    marks: list[Mark] = []
    for number, row in enumerate(page):
        marks += row.words() + _bar(steps[row.index], row, across)
        if number + 1 < len(page):
            marks += _lead(steps[row.index], row, page[number + 1], across)
    zero = across.at(0)
    return Scene(WIDE, low + 6, (*marks, stroke("axis", (zero, _TOP - 2), (zero, low + 2))))


def _bar(step: _Step, row: Row, across: Scale) -> list[Mark]:
    middle = row.middle
    if step.look == "gap":
        return [Text(across.at(step.end) + 5, middle + 3.4, step.said, size=NORMAL, look="alarm")]
    left, right = sorted((across.at(step.start), across.at(step.end)))
    said = Text(right + 5, middle + 3.4, step.said, size=NORMAL, bold=step.look == "total")
    return [Rect(left, middle - _THICK / 2, max(right - left, _HAIR), _THICK, step.look), said]


def _lead(step: _Step, row: Row, following: Row, across: Scale) -> list[Mark]:
    """Return the thin line from where this bar ends to the next bar."""
    at = across.at(step.end)
    first = row.middle + (_THICK / 2 if step.look != "gap" else -_THICK / 2)
    return [stroke("lead", (at, first), (at, following.middle - _THICK / 2))]
