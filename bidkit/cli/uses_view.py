"""Where an id is used: as JSON and as lines for a terminal."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from bidkit.cli.desk import Desk
from bidkit.cli.status_view import PART_NAMES, since, touched_data
from bidkit.deal.tender import Dates
from bidkit.form_list import forms_of
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.touching import Touched, stands_in, touched
from bidkit.uses import Use, known_ids, uses

_HOW = {"is": "Is", "refers": "Referred to", "mentions": "Mentioned"}


def uses_data(desk: Desk, name: str, record: Path) -> dict[str, object]:
    """Return every use of an id as plain data."""
    found, parts = _found(desk, name, record)
    places = [{"how": use.how, "field": use.field, "owner": use.owner, **_place(desk, use)} for use in found]
    forms = list(stands_in(desk.deal, desk.house, name))
    return {"id": name, "uses": places, "forms": forms, "touched": list(map(touched_data, parts))}


def uses_text(desk: Desk, name: str, record: Path) -> str:
    """Return every use of an id as lines for a person."""
    found, parts = _found(desk, name, record)
    lines = [*_places(desk, found), *_forms(desk, name), *_changes(parts)]
    return "\n".join(lines) or f"Nothing in the record refers to {name}."


def _found(desk: Desk, name: str, record: Path) -> tuple[tuple[Use, ...], list[Touched]]:
    """Return the uses of an id and what changes of the tender have to do with it; raise ProblemsFound for no id."""
    found = uses(desk.deal, name)
    known = known_ids(desk.deal) | {form.id for form in forms_of(desk.deal, desk.house)} | set(Dates.model_fields)
    if name not in known:
        alike = " or ".join(f"`{each}`" for each in get_close_matches(name, sorted(known)))
        hint = f"Did you mean {alike}?" if alike else "Ids stand behind `id:`, such as REQ-005, P-02 or AD-1."
        raise ProblemsFound([Problem(Place(str(record)), f"there is nothing with the id '{name}'", hint)])
    parts = [part for part in touched(desk.deal, desk.house) if name in (part.id, part.change.id, *part.via)]
    return found, parts


def _place(desk: Desk, use: Use) -> dict[str, object]:
    place = desk.file.place(use.path)
    return {"path": place.path, "line": place.line, "column": place.column}


def _forms(desk: Desk, name: str) -> Iterator[str]:
    """Name the forms in which it stands, or the form that it is."""
    shown = stands_in(desk.deal, desk.house, name)
    yield from ("Forms",) if shown else ()
    yield from (f"  {form.id}   {form.label}" for form in forms_of(desk.deal, desk.house) if form.id in shown)


def _places(desk: Desk, found: tuple[Use, ...]) -> Iterator[str]:
    for how, title in _HOW.items():
        of_kind = [use for use in found if use.how == how]
        yield from (title,) if of_kind else ()
        for use in of_kind:
            place = desk.file.place(use.path)
            owner = f"   {_short(use.owner)}" if use.owner else ""
            yield f"  {place.path}:{place.line}  {use.field}{owner}"


def _changes(parts: list[Touched]) -> Iterator[str]:
    yield from ("Changes of the tender, and what they touch",) if parts else ()
    for part in parts:
        stale = "stale: " if part.stale else ""
        told = f"   {since(part)}" if part.since or part.stale else ""
        yield f"  {part.change.kind} {part.change.id}: {stale}{PART_NAMES[part.kind]} {part.id}{told}"


def _short(text: str) -> str:
    line = text.strip().splitlines()[0]
    return line if len(line) <= 60 else f"{line[:57].rstrip()}..."
