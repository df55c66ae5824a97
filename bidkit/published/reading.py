"""The releases in a file of open contracting data, in whichever form it was published, and the one that counts."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.published.leaves import Node, Number, Trail
from bidkit.published.words import cleaned, instant_of, text_of

MAX_DEPTH = 60
_GAP = re.compile(r"[\s,;\x1e\ufeff]*")
_SECTIONS = ("tender", "planning", "buyer", "awards", "contracts", "parties", "bids")
_NO_RELEASE = "Give an OCDS release, record or package; the buyer's portal names it under open data or OCDS."


class _Fields(list[tuple[str, object]]):
    """The fields of a group as they stand in the file, also those that are given twice."""


@dataclass(slots=True)
class Release:
    """A release: what it says, of which process, and whether it is compiled."""

    node: Node
    compiled: bool = False

    @property
    def process(self) -> str:
        """The id of the contracting process."""
        return text_of(self.node["ocid"].value) or ""

    @property
    def date(self) -> str:
        """When it was published, in a form that can be put in order; dates without a zone count as UTC."""
        found = instant_of(self.node["date"].value)
        return (found.local - (found.offset or found.local - found.local)).isoformat() if found else ""


@dataclass(slots=True)
class Published:
    """What counts of a file, and what of it was set aside."""

    root: Node
    """Everything in the file."""
    release: Node
    """The release that counts; values of several are merged, each with its own place."""
    older: list[Node] = field(default_factory=list)
    """Releases of the same process whose values later ones replace."""
    aside: list[tuple[Node, str]] = field(default_factory=list)
    """What was not read, and why."""
    notes: list[tuple[Trail, str]] = field(default_factory=list)


def read_ocds(text: str, path: str, process: str | None = None) -> Published:
    """Return what counts in a file, or raise ProblemsFound where it holds no release."""
    notes: list[tuple[Trail, str]] = []
    root = tree_of(text, path, notes)
    aside: list[tuple[Node, str]] = []
    found = list(_releases(root, aside))
    if not found:
        raise ProblemsFound([Problem(Place(path), _nothing(aside), _NO_RELEASE)])
    chosen = _process(found, process, path)
    for each in found:
        if each.process != chosen:
            aside.append((each.node, f"belongs to another process, {each.process or 'without ocid'}"))
    return _counted(root, [each for each in found if each.process == chosen], aside, notes)


def _nothing(aside: list[tuple[Node, str]]) -> str:
    return "holds links to releases, but no release" if aside else "holds no OCDS release, record or package"


def _process(found: list[Release], wanted: str | None, path: str) -> str:
    processes = list(dict.fromkeys(each.process for each in sorted(found, key=lambda each: each.date)))
    if wanted is None:
        return processes[-1]
    if wanted in processes:
        return wanted
    hint = f"The processes are: {', '.join(each or 'one without ocid' for each in processes[:12])}."
    raise ProblemsFound([Problem(Place(path), f"holds no release of the process '{wanted}'", hint)])


def _counted(
    root: Node, found: list[Release], aside: list[tuple[Node, str]], notes: list[tuple[Trail, str]]
) -> Published:
    """Let the last compiled release count, or else all releases with the later over the earlier."""
    in_order = sorted(found, key=lambda each: each.date)
    compiled = [each for each in in_order if each.compiled]
    if compiled:
        rest = [each for each in in_order if each is not compiled[-1]]
        aside += [(each.node, "is summed up in the compiled release") for each in rest]
        return Published(root, compiled[-1].node, [], aside, notes)
    merged = in_order[0].node
    for each in in_order[1:]:
        merged = merge(merged, each.node)
    if len(in_order) > 1:
        last = in_order[-1].node
        notes.append((last.path, f"is the last of {len(in_order)} releases; where they differ, the later one counts"))
    return Published(root, merged, [each.node for each in in_order[:-1]], aside, notes)


def merge(below: Node, above: Node) -> Node:
    """Lay a later release over an earlier one: groups field by field, lists by the id of their items."""
    if above.entries and below.entries:
        entries = dict(below.entries)
        for name, node in above.entries.items():
            entries[name] = merge(entries[name], node) if name in entries else node
        return Node(above.path, entries=entries)
    if above.items and below.items and _with_ids(below) and _with_ids(above):
        items = {_id(item): item for item in below.items}
        for item in above.items:
            items[_id(item)] = merge(items[_id(item)], item) if _id(item) in items else item
        return Node(above.path, items=list(items.values()))
    return above


def _with_ids(node: Node) -> bool:
    ids = [_id(item) for item in node.items]
    return all(ids) and len(set(ids)) == len(ids)


def _id(node: Node) -> str | None:
    return text_of(node["id"].value)


def _releases(node: Node, aside: list[tuple[Node, str]], depth: int = 0) -> Iterator[Release]:
    """Yield the releases in a value: a package, a record, a list, a release, or what a portal wraps around them."""
    if node.items:
        for item in node.items:
            yield from _releases(item, aside, depth)
    elif node["compiledRelease"].entries:
        yield Release(_named(node["compiledRelease"], node), compiled=True)
        aside += [(node[name], "is summed up in the compiled release") for name in _HISTORY if node[name].given]
    elif node["records"].given or node["releases"].given:
        for name in ("records", "releases"):
            for item in node[name].each():
                yield from _releases(_named(item, node), aside, depth)
    elif any(node[name].given for name in _SECTIONS):
        tags = [text_of(tag.value) for tag in node["tag"].items]
        yield Release(node, compiled="compiled" in tags)
    elif text_of(node["url"].value) and node["date"].given:
        aside.append((node, "is a link to a release, which was not followed"))
    elif depth < 3:
        for each in node.entries.values():
            yield from _releases(each, aside, depth + 1)


_HISTORY = ("releases", "versionedRelease")


def _named(release: Node, record: Node) -> Node:
    """Return a release with the ocid of its record, where it has none of its own."""
    if release["ocid"].given or not record["ocid"].given or not release.entries:
        return release
    return Node(release.path, entries={"ocid": record["ocid"], **release.entries})


# The text itself


def tree_of(text: str, path: str, notes: list[tuple[Trail, str]]) -> Node:
    """Return the one document or the several of a text as a tree, or raise ProblemsFound."""
    documents = list(_documents(text, path))
    if len(documents) == 1:
        return _node(documents[0], (), path, notes)
    if not documents:
        raise ProblemsFound([Problem(Place(path), "is empty", _NO_RELEASE)])
    notes.append(((), f"holds {len(documents)} JSON documents one after the other; all of them were read"))
    return Node((), items=[_node(each, (at,), path, notes) for at, each in enumerate(documents)])


def _documents(text: str, path: str) -> Iterator[object]:
    decoder = json.JSONDecoder(
        parse_float=Number, parse_int=Number, parse_constant=lambda _: None, object_pairs_hook=_Fields
    )
    at = _after(text, 0)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            hint = "Check commas, quotes and brackets just before this place, or download the file again."
            place = Place(path, error.lineno, error.colno)
            raise ProblemsFound([Problem(place, f"is not JSON from here on: {error.msg}", hint)]) from None
        except RecursionError:
            raise ProblemsFound([_too_deep(path)]) from None
        yield value
        at = _after(text, at)


def _after(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _too_deep(path: str) -> Problem:
    hint = "No publisher needs that; download the file again from the portal."
    return Problem(Place(path), f"is nested over {MAX_DEPTH} deep", hint)


def _node(value: Any, path: Trail, file: str, notes: list[tuple[Trail, str]]) -> Node:  # noqa: ANN401 - any JSON
    if len(path) > MAX_DEPTH:
        raise ProblemsFound([_too_deep(file)])
    if isinstance(value, _Fields):
        entries: dict[str, Node] = {}
        for name, each in reversed(value):
            key = _key(name, entries, path, notes)
            entries[key] = _node(each, (*path, key), file, notes)
        return Node(path, entries=dict(reversed(entries.items())))
    if isinstance(value, list):
        return Node(path, items=[_node(each, (*path, at), file, notes) for at, each in enumerate(value)])
    return Node(path, value)


def _key(name: str, taken: dict[str, Node], path: Trail, notes: list[tuple[Trail, str]]) -> str:
    """Return a field's name; of one that is given twice the last value keeps it, as every reader of JSON has it."""
    name = cleaned(name)
    if name not in taken:
        return name
    notes.append(((*path, name), "is given twice; the last value counts"))
    copy = 2
    while f"{name} ({copy})" in taken:
        copy += 1
    return f"{name} ({copy})"
