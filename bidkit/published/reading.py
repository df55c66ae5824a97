"""The releases in a file of open contracting data, in whichever form it was published, and the one that counts."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.published.leaves import Node, Number, Trail
from bidkit.published.words import cleaned, instant_of, text_of
from bidkit.swelling import MOST_VALUES, json_swells

MAX_DEPTH = 60
_OTHER = "belongs to another process"
_MOST_WRAPPED = 8  # lists and groups around a release
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
        """When it was published, in a form that can be put in order."""
        return _in_utc(self.node["date"].value)


class Aside(NamedTuple):
    """A part of the file that was not read, why, and how many values it holds."""

    path: Trail
    reason: str
    values: int


@dataclass(slots=True)
class Published:
    """What counts of a file, and what of it was set aside."""

    root: Node
    """Everything in the file."""
    release: Node
    """The release that counts; values of several are merged, each with its own place."""
    older: list[Node] = field(default_factory=list)
    """Releases of the same process whose values later ones replace."""
    aside: list[Aside] = field(default_factory=list)
    """What was not read."""
    notes: list[tuple[Trail, str]] = field(default_factory=list)


def read_ocds(text: str, path: str, process: str | None = None) -> Published:
    """Return what counts in a file, or raise ProblemsFound where it holds no release."""
    if json_swells(text):
        hint = "Cut the one process out of it, or download that alone from the portal."
        raise ProblemsFound([Problem(Place(path), f"holds more than {MOST_VALUES:,} values", hint)])
    documents = list(_documents(text, path))
    if not documents:
        raise ProblemsFound([Problem(Place(path), "is empty", _NO_RELEASE)])
    builder = _Builder(path, _process(documents, process, path))
    root = builder.whole(documents)
    aside = builder.aside
    found = list(_releases(root, aside))
    chosen = [each for each in found if each.process == builder.process]
    if not chosen:
        said = "holds links to releases, but no release" if aside else "holds no OCDS release, record or package"
        raise ProblemsFound([Problem(Place(path), said, _NO_RELEASE)])
    aside += [_set_aside(each.node, _other(each.process)) for each in found if each.process != builder.process]
    others = len({each.reason for each in aside if each.reason.startswith(_OTHER)})
    if others and process is None:
        note = f"holds {others + 1} processes; the one with the last release was taken, and --ocid takes another"
        builder.notes.append(((), note))
    return _counted(root, chosen, aside, builder.notes)


def _set_aside(node: Node, reason: str) -> Aside:
    return Aside(node.path, reason, sum(1 for _ in node.leaves()))


def _other(process: str) -> str:
    return f"{_OTHER}, {process or 'without ocid'}"


def _process(documents: Sequence[object], wanted: str | None, path: str) -> str:
    """Return the process that is wanted, or the one with the last release; of many, only that is built as a tree."""
    heads = sorted((head for each in documents for head in _heads(each)), key=lambda head: head[1])
    known = list(dict.fromkeys(process for process, _ in heads))
    if wanted is None:
        return known[-1] if known else ""
    if wanted in known:
        return wanted
    hint = f"The processes are: {', '.join(each or 'one without ocid' for each in known[:12])}."
    raise ProblemsFound([Problem(Place(path), f"holds no release of the process '{wanted}'", hint)])


def _heads(value: object, process: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield process and date of each release in a value that is not yet a tree."""
    if depth > _MOST_WRAPPED:
        return
    if isinstance(value, _Fields):
        fields = dict(value)
        process = _process_in(fields) or process
        if "compiledRelease" not in fields and any(_says(fields.get(name)) for name in _SECTIONS):
            yield process, _in_utc(fields.get("date"))
            return
        value = list(fields.values())
    if isinstance(value, list):
        for each in value:
            yield from _heads(each, process, depth + 1)


def _process_in(fields: Mapping[str, object]) -> str:
    return text_of(fields.get("ocid")) or ""


def _says(value: object) -> bool:
    return value is not None and value != []


def _in_utc(date: object) -> str:
    """Return a date in a form that can be put in order; one without a zone counts as UTC."""
    found = instant_of(date)
    return found.in_utc.isoformat() if found else ""


def _counted(root: Node, found: list[Release], aside: list[Aside], notes: list[tuple[Trail, str]]) -> Published:
    """Let the last compiled release count, or else all releases with the later over the earlier."""
    in_order = sorted(found, key=lambda each: each.date)
    compiled = [each for each in in_order if each.compiled]
    if compiled:
        rest = [each for each in in_order if each is not compiled[-1]]
        aside += [_set_aside(each.node, _SUMMED_UP) for each in rest]
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


def _releases(node: Node, aside: list[Aside], depth: int = 0) -> Iterator[Release]:
    """Yield the releases in a value: a package, a record, a list, a release, or what a portal wraps around them."""
    if node.items:
        for item in node.items:
            yield from _releases(item, aside, depth + 1)
    elif node["compiledRelease"].entries:
        yield Release(_named(node["compiledRelease"], node), compiled=True)
        aside += [_set_aside(node[name], _SUMMED_UP) for name in _HISTORY if node[name].given]
    elif node["records"].given or node["releases"].given:
        for name in ("records", "releases"):
            for item in node[name].each():
                yield from _releases(_named(item, node), aside, depth)
    elif any(node[name].given for name in _SECTIONS):
        tags = [text_of(tag.value) for tag in node["tag"].items]
        yield Release(node, compiled="compiled" in tags)
    elif text_of(node["url"].value) and node["date"].given:
        aside.append(_set_aside(node, "is a link to a release, which was not followed"))
    elif depth < _MOST_WRAPPED:
        for each in node.entries.values():
            yield from _releases(each, aside, depth + 1)


_HISTORY = ("releases", "versionedRelease")
_SUMMED_UP = "is summed up in the compiled release"


def _named(release: Node, record: Node) -> Node:
    """Return a release with the ocid of its record, where it has none of its own."""
    if release["ocid"].given or not record["ocid"].given or not release.entries:
        return release
    return Node(release.path, entries={"ocid": record["ocid"], **release.entries})


# The text itself


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


class _Builder:
    """Builds the tree of a file; releases of other processes are counted and left out of it."""

    def __init__(self, file: str, process: str) -> None:
        self.file, self.process = file, process
        self.aside: list[Aside] = []
        self.notes: list[tuple[Trail, str]] = []

    def whole(self, documents: Sequence[object]) -> Node:
        """Return the one document of a file, or the list of its documents."""
        if len(documents) == 1:
            return self.node(documents[0], ())
        note = f"holds {len(documents)} JSON documents one after the other; all of them were looked at"
        self.notes.append(((), note))
        return Node((), items=[self.node(each, (at,)) for at, each in enumerate(documents)])

    def node(self, value: Any, path: Trail) -> Node:  # noqa: ANN401 - any JSON
        """Return the tree of a value."""
        if len(path) > MAX_DEPTH:
            raise ProblemsFound([_too_deep(self.file)])
        if isinstance(value, _Fields):
            other = self._other_process(value)
            if other:
                self.aside.append(Aside(path, _other(other), _values(value)))
                return Node(path)
            return self._group(value, path)
        if isinstance(value, list):
            return Node(path, items=[self.node(each, (*path, at)) for at, each in enumerate(value)])
        return Node(path, value)

    def _other_process(self, value: _Fields) -> str:
        """Return the process of a release or record that belongs to another than the one wanted."""
        fields = dict(value)
        process = _process_in(fields)
        is_one = process and any(name in fields for name in (*_SECTIONS, "compiledRelease", *_HISTORY))
        return process if is_one and process != self.process else ""

    def _group(self, value: _Fields, path: Trail) -> Node:
        entries: dict[str, Node] = {}
        for name, each in reversed(value):
            key = self._key(name, entries, path)
            entries[key] = self.node(each, (*path, key))
        return Node(path, entries=dict(reversed(entries.items())))

    def _key(self, name: str, taken: dict[str, Node], path: Trail) -> str:
        """Return a field's name; of one that is given twice the last value keeps it, as every reader of JSON has it."""
        name = cleaned(name)
        if name not in taken:
            return name
        self.notes.append(((*path, name), "is given twice; the last value counts"))
        copy = 2
        while f"{name} ({copy})" in taken:
            copy += 1
        return f"{name} ({copy})"


def _values(value: object) -> int:
    """Return how many values, empty groups and empty lists a value holds."""
    below = [each for _, each in value] if isinstance(value, _Fields) else value if isinstance(value, list) else []
    return sum(map(_values, below)) or 1
