"""Change values in the text of a record; whatever is not changed keeps its place, quotes, comments and line breaks.

    edited(text, "deal.yaml", [Set(("standards", "requirements", "REQ-002", "weight"), "10")])

A step of a path is a field's name, or an item's position or `id`. All paths mean the text as it was before any edit.
"""

import copy
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.plans import Add, Edit, Remove, Set, planned
from bidkit.record.shape import model_in, type_at
from bidkit.record.source import MAX_BYTES, forbidden_in, parse
from bidkit.record.spans import spans
from bidkit.record.splices import NotSpliced, Order, Splicer, spliced
from bidkit.record.tree import Path, Step, Table, locate, plain
from bidkit.record.validate import field_path
from bidkit.record.yaml_text import Manner, Value

__all__ = ["Add", "Edit", "Remove", "Set", "edited", "fields_of"]

_GONE = object()
_BY_HAND = "Change it by hand, or write the group a field to a line first."


def edited(text: str, path: str, edits: Sequence[Edit], order: Order = lambda _: ()) -> str:
    """Return the text of a record with all edits made, or raise ProblemsFound where that cannot be done exactly.

    `order` says in which order the fields of a group stand, so that a new one comes to its place (see `fields_of`).
    Edits that contradict each other, or name an item that is not there, are a ValueError.
    """
    tree, problems = parse(text, path)
    problems = (*problems, *(found for edit in edits for found in _unseen(edit, tree)))
    if problems:
        raise ProblemsFound(problems)
    new = _spliced(text, path, edits, order)
    if new is None or not _says(new, path, _intended(plain(tree), edits)):
        raise ProblemsFound(_refused(tree, edits))
    if len(new.encode()) > MAX_BYTES:
        raise ProblemsFound([Problem(Place(path), "would become larger than 5 MB", "Keep long texts beside it.")])
    return new


def fields_of(model: type[BaseModel]) -> Order:
    """Return the order of fields as a model has it."""

    def order(path: Path) -> Sequence[str]:
        found = model_in(type_at(model, path))
        return tuple(found.model_fields) if found else ()

    return order


def _spliced(text: str, path: str, edits: Sequence[Edit], order: Order) -> str | None:
    json = path.lower().endswith(".json")
    root = spans(text, json=json)
    if root is None:
        return None
    splicer = Splicer(text, Manner(json, _line_break(text)), order)
    try:
        splicer.change(root, planned(root, edits))
        return spliced(text, splicer.splices)
    except NotSpliced:
        return None


def _line_break(text: str) -> str:
    """Return the break of the first line, by which new lines end."""
    first = text.splitlines(keepends=True)[0] if text else ""
    return "\r\n" if first.endswith("\r\n") else "\r" if first.endswith("\r") else "\n"


def _says(text: str, path: str, intended: object) -> bool:
    try:
        tree, problems = parse(text, path)
    except ProblemsFound:
        return False
    return not problems and plain(tree) == intended


def _refused(tree: Table, edits: Sequence[Edit]) -> list[Problem]:
    """Name each edit: which of them does not fit the form of the text is not known."""
    said = "cannot be changed without harm to what stands around it"
    return [Problem(locate(tree, edit.path), f"`{field_path(edit.path)}` {said}", _BY_HAND) for edit in edits]


def _unseen(edit: Edit, tree: Table) -> list[Problem]:
    """Refuse values with characters that cannot be seen but change what is read."""
    if isinstance(edit, Remove):
        return []
    place = locate(tree, edit.path)
    return [found for text in _texts(edit.value) if (found := forbidden_in(text, place))]


def _texts(value: Value) -> list[str]:
    if isinstance(value, Mapping):
        return [text for key, each in value.items() for text in (key, *_texts(each))]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [] if value is None else [value]


def _intended(data: object, edits: Sequence[Edit]) -> object:
    """Return what the text has to say afterwards, worked out on the values alone."""
    data = copy.deepcopy(data)
    added: list[tuple[list[object], int, object]] = []
    for edit in edits:
        if isinstance(edit, Add):
            found = _reach(data, edit.path, make=[])
            if not isinstance(found, list):
                raise ValueError(f"{edit.path} is no list")  # noqa: TRY004 - the path is wrong
            at = len(found) if edit.at is None else min(edit.at, len(found))
            added.append((found, at, copy.deepcopy(edit.value)))
        elif isinstance(edit, Remove):
            _remove(data, edit.path)
        else:
            _put(_reach(data, edit.path[:-1], make={}), edit.path[-1], copy.deepcopy(edit.value))
    added.reverse()
    for found, at, value in sorted(added, key=lambda each: -each[1]):
        found.insert(at, value)
    return _swept(data)


def _reach(data: object, path: Path, *, make: object) -> object:
    """Return what stands at a path; groups that lead there, and `make` at its end, are made."""
    for number, step in enumerate(path):
        following = _child(data, step)
        if following is None:
            following = copy.deepcopy(make) if number == len(path) - 1 else {}
            _put(data, step, following)
        data = following
    return data


def _child(data: object, step: Step) -> object:
    if isinstance(data, dict):
        return data.get(str(step))
    at = _position(data, step)
    return data[at] if isinstance(data, list) and at is not None else None


def _position(data: object, step: Step) -> int | None:
    if isinstance(step, int) or not isinstance(data, list):
        return step if isinstance(step, int) else None
    return next((at for at, item in enumerate(data) if isinstance(item, dict) and item.get("id") == step), None)


def _put(data: object, step: Step, value: object) -> None:
    at = _position(data, step)
    if isinstance(data, list) and at is not None:
        data[at] = value
    elif isinstance(data, dict):
        data[str(step)] = value
    else:
        raise ValueError(f"nothing can stand at {step}")


def _remove(data: object, path: Path) -> None:
    for step in path[:-1]:
        data = _child(data, step)
    if isinstance(data, list) or (isinstance(data, dict) and str(path[-1]) in data):
        _put(data, path[-1], _GONE)


def _swept(data: object) -> object:
    if isinstance(data, dict):
        return {key: _swept(value) for key, value in data.items() if value is not _GONE}
    if isinstance(data, list):
        return [_swept(value) for value in data if value is not _GONE]
    return data
