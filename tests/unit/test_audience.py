"""The customer's view shows what the allow-list names, all of it and nothing else."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import bidkit
from bidkit.audience.allowed import ALLOWED, ALLOWED_OF_HOUSE
from bidkit.audience.parties import Customer, customer_of
from bidkit.audience.standards import requirements_of
from bidkit.audience.view import View, view_of
from bidkit.deal import Deal, House
from bidkit.deal.standards import StandardState
from bidkit.problems import ProblemsFound
from bidkit.record.files import load_deal, load_house
from bidkit.record.shape import type_at
from bidkit.record.tree import Scalar, Table, leaves
from bidkit.record.validate import validate
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS
from tests.acceptance.house import EXAMPLES
from tests.builders import deal
from tests.schema import TEXTS, pattern, patterns, tree

ROOT = Path(bidkit.__file__).parent
OTHERS = (
    "other words",
    *TEXTS,
    "2",
    "2032-03-04",
    "2032-03-04T11:00",
    "Asia/Tokyo",
    "USD",
    "b.docx",
    "s" * 43 + "=",  # has the form of a public key
    "other.xlsx",
    "0",
)
PARTS: dict[type[BaseModel], tuple[str, ...]] = {Deal: ALLOWED, House: ALLOWED_OF_HOUSE}
EVERY = [(model, path) for model in PARTS for path in sorted(set(patterns(model)))]

Base = tuple[Table, Table]


@cache
def bases() -> tuple[Base, ...]:
    """Return pairs of a record and a house: with every field given, the examples, and some without what hides more."""
    pairs = [(tree(Deal), tree(House))]
    for example in ("springs", "springs-bid", "springs", "ningxia", "springs-acceptance"):
        folder = EXAMPLES / example
        pairs.append((load_deal(folder / "deal.yaml").tree, load_house(folder).tree))
    del pairs[3][0].entries["language"]
    pairs += [(tree(Deal), tree(House)), _springs_bid()]
    for at, within, names in ((6, "tender", ("forms",)), (7, "tender", ("lettering",)), (7, "bid", ("lots",))):
        part = pairs[at][0].entries[within]
        assert isinstance(part, Table)
        for name in names:  # what overlays something else, so that it is seen
            del part.entries[name]
    return tuple(pairs)


def _springs_bid() -> Base:
    folder = EXAMPLES / "springs-bid"
    return load_deal(folder / "deal.yaml").tree, load_house(folder).tree


def seen(base: Base) -> View:
    return view_of(validate(Deal, base[0]), validate(House, base[1]))


@cache
def views() -> tuple[View, ...]:
    """Return what is seen of each base as it stands."""
    return tuple(seen(base) for base in bases())


def changes(at: int, model: type[BaseModel], path: str) -> Iterator[bool]:
    """Change each leaf of a base at a path in turn; yield whether the view changed with it."""
    base, before = bases()[at], views()[at]
    root = base[0] if model is Deal else base[1]
    for place, scalar in leaves(root):
        if scalar.text is not None and pattern(place, model).removesuffix("[]") == path:
            yield from _other_views(base, before, scalar, type_at(model, place))


def _other_views(base: Base, before: View, scalar: Scalar, kind: object) -> Iterator[bool]:
    text, tried = scalar.text, 0
    for other in (*_words(kind), *OTHERS):
        scalar.text = other
        try:
            after = seen(base)
        except ProblemsFound:
            continue
        finally:
            scalar.text = text
        if other != text:
            tried += 1
            yield after != before
        if tried == 2:
            return


def _words(kind: Any) -> Iterator[str]:  # noqa: ANN401 - any annotation
    for each in get_args(kind):
        yield from (each,) if isinstance(each, str) else _words(each)


@pytest.mark.parametrize(("model", "path"), EVERY, ids=[f"{model.__name__}-{path}" for model, path in EVERY])
def test_list_and_view_agree(model: type[BaseModel], path: str) -> None:
    if path in PARTS[model]:
        seen_somewhere = any(any(changes(at, model, path)) for at in range(len(bases())))
        assert seen_somewhere, f"{path} is allowed, but the view does not show it"
    else:
        found = list(changes(0, model, path))
        assert found or path in FIXED, f"{path} was never changed"
        assert not any(found), f"{path} is not allowed, but the view hangs on it"


def test_the_customer_is_shown_by_name_and_site() -> None:
    assert customer_of(deal({"customer.site": "Plant 2"})) == Customer("Hengda Spring Works", "Plant 2")


@pytest.mark.parametrize("state", get_args(StandardState))
def test_a_standard_that_is_only_proposed_or_refused_is_not_asked_for(state: StandardState) -> None:
    (shown,) = requirements_of(deal({"standards.requirements": [{"id": "R-1", "text": "Class 0.5", "state": state}]}))
    assert shown.asked is (state in ("adopted", "changed", "unknown"))


FIXED = {"tender.instructions.rule.method", "tender.instructions.rule.abnormally_low.method"}
"""What can only stand as it stands while the rest is as it is."""


@pytest.mark.parametrize("model", PARTS)
def test_the_list_names_leaves_of_the_schema_and_none_twice(model: type[BaseModel]) -> None:
    assert sorted(set(PARTS[model])) == sorted(PARTS[model])
    assert set(PARTS[model]) - set(patterns(model)) == set()


def test_the_view_has_no_name_of_what_is_internal() -> None:
    names = {name for kind in _classes(View) for name in kind.__dataclass_fields__}
    internal = {
        "unit_price",
        "share_of_total",
        "amount",
        "total",
        "discount",
        "cost",
        "costs",
        "cost_lines",
        "no_cost",
        "price",
        "margin",
        "floor",
        "competitors",
        "rivals",
        "rival",
    }
    internal |= {"weight", "origin", "state", "note", "source", "attitude", "influence", "proposed_text", "key_nodes"}
    assert names & internal == set()
    assert all(kind.__dataclass_params__.frozen for kind in _classes(View))


def _classes(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - dataclasses
    from typing import get_type_hints

    yield kind
    for hint in get_type_hints(kind).values():
        for each in (hint, *get_args(hint)):
            if hasattr(each, "__dataclass_fields__"):
                yield from _classes(each)


MAY_IMPORT = (
    "bidkit.audience",
    "bidkit.phrases",
    "bidkit.prose",
    "bidkit.stages.customer",
    "bidkit.stages.gaps",
    "bidkit.workbook",
)


@pytest.mark.parametrize("path", sorted((ROOT / "stages" / "customer").glob("*.py")), ids=lambda path: path.name)
def test_what_builds_a_sheet_for_the_customer_imports_the_view_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        own = [name for name in names if name.split(".")[0] in ("bidkit", "pricing")]
        assert [name for name in own if not name.startswith(MAY_IMPORT)] == []


@pytest.mark.parametrize("artifact", ARTIFACTS, ids=lambda artifact: artifact.name)
def test_only_a_builder_of_the_view_makes_what_the_customer_reads(artifact: Artifact) -> None:
    with pytest.raises(TypeError, match=r"built by ForCustomer"):
        Artifact(artifact.name, artifact.stage, _other(artifact.audience), artifact.build)


def _other(audience: str) -> Any:  # noqa: ANN401 - one of two words
    return "internal" if audience == "customer" else "customer"
