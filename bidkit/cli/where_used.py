"""From a field of the record to the template lines that show it, or something that follows from it.

The way from the record to the sheet is not written down anywhere; it is found by changing the field in a sample
and looking which values of the sheet change with it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel

from bidkit.assets import assets
from bidkit.checks import check_deal, check_house
from bidkit.cli.desk import DEAL_FILE
from bidkit.cli.template_check import sheet_of
from bidkit.cli.template_set import house_set
from bidkit.deal import Deal, House
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import load_deal, load_house
from bidkit.record.shape import names_at, type_at
from bidkit.record.tree import Node, Scalar, Sequence, Table, leaves, put
from bidkit.record.tree import Path as FieldPath
from bidkit.record.tree import plain as plain_of
from bidkit.record.validate import near, validate
from bidkit.render.inspection import inspect
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.price_basis import drawn
from bidkit.stages.sheet import plain

ANY = "*"

_TRIED = ("{text} x", "{text}9", "7", "1", "2031-02-03", "2031-02", "yes", "no", "USD", "EUR", "x")
_ENOUGH = 3  # changed values that are looked at for one place
_DRAWS = 5_000  # of the simulation, which is made anew for each changed value
_STEP = re.compile(r"\[[^\]]*\]")

SheetPath = tuple[str, ...]
Leaves = Mapping[SheetPath, list[object]]
Changed = dict[Artifact, set[SheetPath]]


@dataclass(frozen=True, slots=True)
class Sample:
    """An example's record and house, as trees whose texts can be changed for a moment."""

    deal: Table
    house: Table

    def tree(self, model: type[BaseModel]) -> Table:
        """Return the record or the house."""
        return self.deal if model is Deal else self.house

    def put(self, model: type[BaseModel], path: FieldPath, scalar: Scalar) -> "Sample":
        """Return a sample in which a value stands at a path."""
        tree = put(self.tree(model), path, scalar)
        return replace(self, deal=tree) if model is Deal else replace(self, house=tree)

    def sheets(self, artifacts: Collection[Artifact]) -> Mapping[Artifact, Leaves]:
        """Return the values of artifacts by their place in the sheet; raise ProblemsFound where a text cannot stand."""
        deal, house = validate(Deal, self.deal), validate(House, self.house)
        try:
            with drawn(_DRAWS):
                return {each: _leaves(plain(each.build(deal, house, final=False))) for each in artifacts}
        except (ArithmeticError, LookupError, ValueError):
            wrong = [each for each in (*check_house(house), *check_deal(deal, house)) if each.severity == "error"]
            if not wrong:
                raise
            raise ProblemsFound([Problem(self.deal.place, wrong[0].message)]) from None


def uses_of(field: str, folder: Path) -> Iterator[str]:
    """Yield a line for each template line that shows the field or what follows from it."""
    steps = _STEP.sub("", field).split(".")
    changed = changed_by(steps, _model_with(steps, field))
    folders = house_set(folder).folders
    some = False
    for artifact in ARTIFACTS:
        at: dict[Place, set[str]] = defaultdict(set)
        for path, place in inspect(artifact.template, sheet_of(artifact), folders).reads:
            if path in changed[artifact]:
                at[place].add(".".join(path).replace(f".{ANY}", "[]"))
        for place, paths in sorted(at.items()):
            some = True
            yield f"{artifact.name}  {place.path}:{place.line}  {', '.join(sorted(paths))}"
    if not some:
        yield f"no document shows {field}"


def changed_by(steps: list[str], model: type[BaseModel]) -> Changed:
    """Return the places in each artifact's sheet whose values change with a field, in any of the examples."""
    changed: Changed = {artifact: set() for artifact in ARTIFACTS}
    samples = list(_samples())
    for sample in samples:
        before = sample.sheets(ARTIFACTS)
        for path, scalar in leaves(sample.tree(model)):
            if scalar.text is not None and _matches(path, steps):
                _note(changed, sample, before, scalar, type_at(model, path))
    unseen = [artifact for artifact, places in changed.items() if not places]
    for sample in samples:
        _with_the_field_given(changed, sample, unseen, steps, model)
    return changed


def _with_the_field_given(
    changed: Changed, sample: Sample, unseen: Collection[Artifact], steps: list[str], model: type[BaseModel]
) -> None:
    """Give the field to a sample wherever it leaves it out, and note what changes."""
    tree = sample.tree(model)
    paths = list(_open_paths(tree, model, steps))
    before = sample.sheets(unseen) if paths else {}
    for path in paths:
        scalar = Scalar(sample.deal.place, None)
        _note(changed, sample.put(model, path, scalar), before, scalar, type_at(model, path))


def _samples() -> Iterator[Sample]:
    for path in sorted(assets("examples").glob(f"*/{DEAL_FILE}")):
        yield Sample(load_deal(path).tree, load_house(path.parent).tree)


def _note(changed: Changed, sample: Sample, before: Mapping[Artifact, Leaves], scalar: Scalar, kind: object) -> None:
    """Change a text of a sample, and note the places whose values change with it."""
    text, valid = scalar.text, 0
    for other in _other_texts(text or "", kind):
        scalar.text = other
        try:
            after = sample.sheets(before)
        except ProblemsFound:
            continue
        finally:
            scalar.text = text
        for artifact, old in before.items():
            new = after[artifact]
            changed[artifact] |= {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
        valid += 1
        if valid == _ENOUGH and not _words(kind):
            break


def _leaves(sheet: object) -> Leaves:
    found: dict[SheetPath, list[object]] = defaultdict(list)
    for path, value in _values(sheet, ()):
        found[path].append(value)
    return found


def _other_texts(text: str, kind: object) -> Iterator[str]:
    for other in _words(kind) or [each.format(text=text or "x") for each in _TRIED]:
        if other != text:
            yield other


def _words(kind: Any) -> list[str]:
    if getattr(kind, "__origin__", None) is Literal:
        return [str(word) for word in get_args(kind)]
    return [word for part in get_args(kind) for word in _words(part)]


def _values(value: object, path: SheetPath) -> Iterator[tuple[SheetPath, object]]:
    if isinstance(value, dict) and value.keys() != {"year", "month", "day"}:
        for name, inner in value.items():
            yield from _values(inner, (*path, name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _values(inner, (*path, ANY))
    else:
        yield path, value


def _matches(path: FieldPath, steps: list[str]) -> bool:
    names = [str(step) for step in path if not isinstance(step, int)]
    return len(names) >= len(steps) and all(step in (ANY, name) for step, name in zip(steps, names, strict=False))


def _model_with(steps: list[str], field: str) -> type[BaseModel]:
    """Return the model, of the record or of the house, that has a field; raise ProblemsFound where neither has."""
    if all(map(_is_field(Deal, steps), range(len(steps)))):
        return Deal
    if all(map(_is_field(House, steps), range(len(steps)))):
        return House
    wrong = next(at for at in range(len(steps)) if not _is_field(Deal, steps)(at))
    known = names_at(Deal, _typed(Deal, steps[:wrong]))
    raise ProblemsFound([Problem(Place(field), f"there is no field '{steps[wrong]}'", near(steps[wrong], known))])


def _is_field(model: type[BaseModel], steps: list[str]) -> Callable[[int], bool]:
    def is_field(at: int) -> bool:
        known = names_at(model, _typed(model, steps[:at]))
        return steps[at] in known if known else type_at(model, _typed(model, steps[:at])) is not None

    return is_field


def _typed(model: type[BaseModel], steps: list[str]) -> FieldPath:
    """Return a path with a 0 wherever the model has a list."""
    path: FieldPath = ()
    for step in steps:
        path = (*path, step)
        if "tuple" in str(type_at(model, path)):
            path = (*path, 0)
    return path


def _open_paths(tree: Table, model: type[BaseModel], steps: list[str]) -> Iterator[FieldPath]:
    """Yield the places where a sample leaves the field out and could give it: in each item of a list that is there."""

    def follow(node: Node | None, path: FieldPath, rest: list[str]) -> Iterator[FieldPath]:
        if isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                yield from follow(item, (*path, index), rest)
        elif not rest:
            if node is None or plain_of(node) is None:
                yield path
        elif rest[0] == ANY and isinstance(node, Table):
            for name, inner in node.entries.items():
                yield from follow(inner, (*path, name), rest[1:])
        else:
            below = node.entries.get(rest[0]) if isinstance(node, Table) else None
            yield from follow(below, (*path, rest[0]), rest[1:])

    yield from (path for path in follow(tree, (), steps) if not names_at(model, path))
