"""A located tree against its model: a typed object, or every Problem at its place."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bidkit.problems import Problem, ProblemsFound
from bidkit.record.shape import (
    holds_groups_by_id,
    model_in,
    names_at,
    type_at,
    value_at,
    words_at,
)
from bidkit.record.source import MAX_PROBLEMS, MEND_FIRST
from bidkit.record.tree import Path, Table, empty_fields, locate, plain
from pricing.meanings import meanings

Model = TypeVar("Model", bound=BaseModel)

RECORD_REFERENCE = "a record that `bidkit new` writes"


def validate(
    model: type[Model], tree: Table, problems: tuple[Problem, ...] = (), *, reference: str = RECORD_REFERENCE
) -> Model:
    """Return the tree as a model, or raise ProblemsFound with these and all that the fields add.

    `reference` names what shows a person the fields, where they do not tell it themselves.
    """
    data, empty = plain(tree), list(empty_fields(tree))
    problems = (*problems, *islice(_unknown_and_empty(model, tree, data, empty), MAX_PROBLEMS))
    try:
        typed = model.model_validate(without_empty(data, model) if empty else data)
    except ValidationError as error:
        said = [_problem(model, tree, data, details, reference) for details in _first_errors(model, data, error)]
        news = [each for each in said if not (each.place.sheet and each.place in {known.place for known in problems})]
        raise ProblemsFound([*problems, *news, *_the_rest(tree, error.error_count() - len(said))]) from None
    if problems:
        raise ProblemsFound(problems)
    return typed


def _unknown_and_empty(
    model: type[BaseModel], tree: Table, data: object, empty: Iterable[tuple[Path, str]]
) -> Iterator[Problem]:
    """Yield fields that the model does not have and that would go unseen, because nothing stands in them."""
    for path, name in empty:
        group = model_in(type_at(model, path, data), value_at(data, path))
        if group and name not in group.model_fields:
            yield Problem(locate(tree, (*path, name), key=True), *_unknown((*path, name), sorted(group.model_fields)))


def without_empty(value: object, model: type[BaseModel]) -> object:
    """Drop fields with nothing after the colon, so that an empty field is a field left out.

    An empty entry of a group by id stays, as a group without fields: its name says something.
    """

    def without(value: object, path: Path) -> object:
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return [without(item, (*path, index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        kept = {key: without(item, (*path, key)) for key, item in value.items() if item is not None}
        if len(kept) < len(value) and holds_groups_by_id(type_at(model, path, whole)):
            return {key: kept.get(key, {}) for key in value}
        return kept

    whole = value
    return without(value, ())


def _the_rest(tree: Table, number: int) -> list[Problem]:
    message = f"has {number} more problems that are not listed"
    return [Problem(tree.place, message, MEND_FIRST)] if number > 0 else []


def _first_errors(model: type[BaseModel], data: object, error: ValidationError) -> list[ErrorDetails]:
    """Return the first errors; of very many only those at the start of each list are written out at all."""
    if error.error_count() > MAX_PROBLEMS:
        try:
            model.model_validate(_shortened(without_empty(data, model)))
        except ValidationError as fewer:
            error = fewer
    return error.errors(include_url=False)[:MAX_PROBLEMS]


def _shortened(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _shortened(each) for key, each in value.items()}
    return [_shortened(each) for each in value[:MAX_PROBLEMS]] if isinstance(value, list) else value


def field_path(path: Path) -> str:
    """Return a path as the record's reader says it, such as `competitors[2].name`."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _problem(model: type[BaseModel], tree: Table, data: object, details: ErrorDetails, reference: str) -> Problem:
    path = tuple(step for step in details["loc"] if step != "[key]")
    about_key = details["type"] == "extra_forbidden" or "[key]" in details["loc"]
    if details["type"] == "extra_forbidden":
        message, hint = _unknown(path, names_at(model, path[:-1], data))
        if above := _group_above(model, path, data):
            hint = f"It is a field of `{above}`: indent it as the lines under that."
    else:
        told = _told(model, path, data) or f"{reference[0].upper()}{reference[1:]} shows what belongs there."
        message, hint = _say(path, details, told)
    return Problem(locate(tree, path, key=about_key), message, hint)


def _say(path: Path, details: ErrorDetails, told: str) -> tuple[str, str]:
    context: Mapping[str, Any] = details.get("ctx") or {}
    kind, name = details["type"], f"`{field_path(path)}`"
    if kind == "missing":
        return f"{name} is missing", f"Add `{path[-1]}:`. {told}"
    if kind == "literal_error":
        options = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(",")]
        return f"{name}: {_shown(details['input'])} cannot stand here", near(details["input"], options)
    if "hint" in context:
        return f"{name}: {details['msg']}", context["hint"]
    return f"{name}: {_KINDS.get(kind, details['msg'])}", told


def _told(model: type[BaseModel], path: Path, data: object) -> str:
    """Return what the model tells of a field: its meaning, and the names or words that may stand in it."""
    group = model_in(type_at(model, path[:-1], data), value_at(data, path[:-1]))
    meaning = " ".join(meanings(group).get(str(path[-1]), "").split()) if group else ""
    names = names_at(model, path, data)
    told = f"Its fields: {', '.join(names)}." if names else ""
    if each := names_at(model, (*path, 0), data):
        told = f"A list, each behind a hyphen, with the fields: {', '.join(each)}."
    elif group and (words := words_at(model, path, data)):
        told = f"One of: {', '.join(words)}."
    return " ".join(filter(None, (meaning, told)))


def _group_above(model: type[BaseModel], path: Path, data: object) -> str:
    """Return the group further up at the same indentation to which a field belongs that stands outside of it."""
    beside = value_at(data, path[:-1])
    above = list(takewhile(lambda name: name != path[-1], beside)) if isinstance(beside, Mapping) else []
    return next((each for each in reversed(above) if path[-1] in names_at(model, (*path[:-1], each), data)), "")


_KINDS = {
    "model_type": "a group of fields belongs here, indented under the name",
    "model_attributes_type": "a group of fields belongs here, indented under the name",
    "mapping_type": "a group of fields belongs here, indented under the name",
    "dict_type": "a group of fields belongs here, indented under the name",
    "tuple_type": "a list belongs here, each item behind a hyphen",
    "greater_than_equal": "must not be below zero",
}


def _shown(value: object) -> str:
    return f"'{' '.join(value.splitlines())}'" if isinstance(value, str) and len(value) <= 60 else "this value"


def near(word: object, options: list[str]) -> str:
    """Return a hint: the option that was probably meant, and what there is."""
    close = difflib.get_close_matches(str(word), options, n=1)
    listed = f"The choices are: {', '.join(options)}." if options else "Delete it."
    return f"Did you mean `{close[0]}`? {listed}" if close else listed


def _unknown(path: Path, known: list[str]) -> tuple[str, str]:
    return f"`{field_path(path)}` is not a field that may stand here", near(str(path[-1]), known)
