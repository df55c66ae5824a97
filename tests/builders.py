"""A sound record and a sound house, and small changes to them."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bidkit.deal import Deal, House
from bidkit.record.source import parse
from bidkit.record.tree import plain
from bidkit.record.validate import without_empty

RECORDS = Path(__file__).with_name("records")


def _text(name: str) -> str:
    return (RECORDS / f"{name}.yaml").read_text(encoding="utf-8")


RECORD = _text("record")
HOUSE = _text("house")

PRICE = _text("price")
"""The tender and price of the sound record, which may follow it."""

STANDARDS = _text("standards")
"""The standards of the sound record, which may follow it."""

PROPOSAL = _text("proposal")
"""The proposal of the sound record, which may follow its standards."""

ACCEPTANCE = _text("acceptance")
"""The acceptance of the sound record, which may follow its standards."""

CONTRACT = _text("contract")
"""Negotiation and contract of the sound record, which may follow its standards and acceptance."""

COMPLETION = _text("completion")
"""The completion of the sound record, which may follow its contract."""

LOST = _text("lost")
"""The completion of the sound record where a rival has won."""

TENDER = _text("tender")
"""The tender and the bid of the sound record, which may follow its standards."""

Changes = Mapping[str, object]


def edited(text: str, *edits: tuple[str, str]) -> str:
    """Replace each `old`, which must stand in the text exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def tree_of(text: str) -> dict[str, Any]:
    """Return a YAML text as dicts, lists and texts."""
    tree, problems = parse(text, "text.yaml")
    assert not problems
    found = plain(tree)
    assert isinstance(found, dict)
    return found


def deal(changes: Changes | None = None) -> Deal:
    """Return the sound deal with values set by path (`competitors.0.name`); None takes a value away."""
    return Deal.model_validate(without_empty(changed(tree_of(RECORD), changes or {}), Deal))


def house(changes: Changes | None = None) -> House:
    """Return the sound house with values set by path; None takes a value away."""
    return House.model_validate(without_empty(changed(tree_of(HOUSE), changes or {}), House))


def changed(tree: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return a copy of the tree with values set by path."""
    tree = copy.deepcopy(tree)
    for path, value in changes.items():
        *parents, last = path.split(".")
        at: Any = tree
        for step in parents:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        if value is None:
            at.pop(last, None)
        else:
            at[int(last) if isinstance(at, list) else last] = copy.deepcopy(value)
    return tree


def write(folder: Path, record: str | bytes = RECORD, house_text: str | bytes = HOUSE, name: str = "deal.yaml") -> Path:
    """Write a record and its house into a folder and return the record's path."""
    for file, text in ((name, record), ("house.yaml", house_text)):
        (folder / file).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name
