"""The people of an organisation chart: who they are, who reports to whom, and what each box says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.scene import SMALL, Text
from bidkit.render.charts.tidy import Node
from bidkit.render.drawing import fitted

_BESIDE, _ABOVE = 4.0, 2.6  # between a border and the words
_LEADING = 10.2

UNIDENTIFIED = Phrase("not identified")
REPORTS_TO = Phrase("reports to {name}")


@dataclass(frozen=True, slots=True)
class Person:
    """A seat in the organisation and the person in it."""

    id: str
    name: str | None
    title: str
    department: str
    reports_to: str | None
    influence: int
    attitude: str


@dataclass(frozen=True, slots=True)
class Style:
    """How much a box says: its width, and how many lines its name and title may take."""

    width: float
    lines: int
    says: Literal["all", "joined", "name"] = "all"
    """Each on lines of its own; title and attitude on one line; or name and attitude on one line, without title."""


STYLES = (Style(132, 2), Style(112, 2), Style(104, 1), Style(104, 1, "joined"), Style(88, 1, "joined"))
SHORT_STYLE = Style(104, 1, "name")
PAGE_STYLE = Style(112, 1)  # of a chart that needs several pages anyway


def people_of(figures: Figures, rows: Iterable[Mapping[str, object]]) -> dict[str, Person]:
    """Return the people by id; an id that stands twice, or a circle of reporting, is an error."""
    found: dict[str, Person] = {}
    for row in rows:
        person = _person(figures, row)
        if person.id in found:
            raise ValueError(f"the person '{person.id}' stands twice in the chart")
        found[person.id] = person
    for person in found.values():
        _refuse_circle(person, found)
    return found


def _person(figures: Figures, row: Mapping[str, object]) -> Person:
    def said(key: str) -> str:
        return figures.plain(row[key]) if row.get(key) is not None else ""

    boss = row.get("reports_to")
    influence = row.get("influence")
    return Person(
        id=str(row["id"]),
        name=said("name") or None,
        title=said("title"),
        department=said("department"),
        reports_to=None if boss is None else str(boss),
        influence=influence if isinstance(influence, int) else 0,
        attitude=said("attitude"),
    )


def _refuse_circle(person: Person, people: Mapping[str, Person]) -> None:
    passed = [person.id]
    at = person
    while (boss := people.get(at.reports_to or "")) is not None:
        at = boss
        if at.id in passed:
            raise ValueError(f"'{person.id}' reports to itself, by way of {', '.join(passed)}")
        passed.append(at.id)


def in_order(people: Mapping[str, Person]) -> list[Person]:
    """Return the people department by department, within each from the top down."""
    under = _under(people)
    found: list[Person] = []
    waiting = [person for person in reversed(list(people.values())) if person.reports_to not in people]
    while waiting:
        person = waiting.pop()
        found.append(person)
        waiting += reversed(under.get(person.id, []))
    departments = list(dict.fromkeys(person.department for person in found))
    return sorted(found, key=lambda person: departments.index(person.department))


def forest(figures: Figures, chosen: Sequence[Person], people: Mapping[str, Person], style: Style) -> Node:
    """Return these people as one tree; whoever's superior is not among them stands at the top."""
    own = {person.id: person for person in chosen}
    under = _under(own)

    def node(person: Person) -> Node:
        height = len(words(figures, person, own, people, style)) * _LEADING + 2 * _ABOVE - 1
        return Node(person.id, style.width, height, tuple(node(each) for each in under.get(person.id, [])))

    tops = tuple(node(person) for person in chosen if person.reports_to not in own)
    return tops[0] if len(tops) == 1 else Node("", 0, 0, tops)


def _under(people: Mapping[str, Person]) -> dict[str, list[Person]]:
    under: dict[str, list[Person]] = {}
    for person in people.values():
        if person.reports_to is not None and person.reports_to in people:
            under.setdefault(person.reports_to, []).append(person)
    return under


def words(
    figures: Figures, person: Person, own: Mapping[str, Person], people: Mapping[str, Person], style: Style
) -> list[tuple[str, str, bool]]:
    """Return the lines of a box: text, look, whether bold."""
    room = (style.width - 2 * _BESIDE) / SMALL
    name = person.name or figures.plain(UNIDENTIFIED)
    if style.says == "name":
        name = " · ".join(part for part in (name, person.attitude) if part)
    lines = [(line, "ink", True) for line in fitted(name, room / 1.1, style.lines)]
    lines += [(line, "soft", False) for line in _below(person, room, style)]
    boss = people.get(person.reports_to or "")
    if person.department and (boss is None or boss.id not in own or boss.department != person.department):
        lines.insert(0, (fitted(person.department, room / 1.1, 1)[0], "title", True))
    if boss is not None and boss.id not in own:
        said = figures.plain(Phrase(REPORTS_TO.text, name=boss.name or boss.title or figures.plain(UNIDENTIFIED)))
        lines += [(line, "soft", False) for line in fitted(said, room, 2)]
    return lines


def _below(person: Person, room: float, style: Style) -> list[str]:
    if style.says == "name":
        return []
    if style.says == "joined":
        both = " · ".join(part for part in (person.attitude, person.title) if part)
        return list(fitted(both, room, 1)) if both else []
    title = fitted(person.title, room, style.lines) if person.title else ()
    return [*title, *(fitted(person.attitude, room, 1) if person.attitude else ())]


def texts(lines: Sequence[tuple[str, str, bool]], x: float, y: float) -> list[Text]:
    """Return the lines of a box whose corner stands at x, y."""
    return [
        Text(x + _BESIDE, y + _ABOVE + 7.6 + number * _LEADING, line, bold=bold, look=look)
        for number, (line, look, bold) in enumerate(lines)
    ]
