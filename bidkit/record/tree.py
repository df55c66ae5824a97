"""Located values: what stands in a record, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from bidkit.problems import Place

Step = str | int
Path = tuple[Step, ...]


@dataclass(slots=True)
class Scalar:
    """The text of a value, or None where nothing stands after the colon."""

    place: Place
    text: str | None


@dataclass(slots=True)
class Sequence:
    """A list."""

    place: Place
    items: "list[Node]"


@dataclass(slots=True)
class Table:
    """Fields with their values, and where each field's name stands."""

    place: Place
    entries: "dict[str, Node]"
    keys: dict[str, Place]


Node = Scalar | Sequence | Table


def plain(node: Node) -> object:
    """Return the tree as dicts, lists, texts and None."""
    if isinstance(node, Table):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text


def locate(root: Node, path: Path, *, key: bool = False) -> Place:
    """Return where a value stands; for a group, an empty or an absent field, where its name or its parent's does.

    A list item may be named by its position or by its `id`. `key` asks for the field's name in any case.
    """
    named, node = root.place, root
    for step in path:
        following = _child(node, step)
        if following is None:
            return named
        named = node.keys[str(step)] if isinstance(node, Table) else following.place
        node = following
    holds_text = isinstance(node, Scalar) and node.text is not None
    return node.place if holds_text and not key else named


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Yield every scalar with its path, in file order."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from leaves(item, (*path, index))
    else:
        for name, value in node.entries.items():
            yield from leaves(value, (*path, name))


def empty_fields(node: Node, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every field with nothing after its colon: the path of its group, and its name."""
    if isinstance(node, Table):
        for name, value in node.entries.items():
            if not isinstance(value, Scalar):
                yield from empty_fields(value, (*path, name))
            elif value.text is None:
                yield path, name
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            if not isinstance(item, Scalar):
                yield from empty_fields(item, (*path, index))


def put(table: Table, path: Path, value: Scalar | Sequence) -> Table:
    """Return a tree in which a value stands at a path; groups that lead there are made, items of lists are not."""
    return _put(table, path, value)  # type: ignore[return-value] # a path leads into the table


def _put(node: Node | None, path: Path, value: Scalar | Sequence) -> Node:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(node, Sequence) and isinstance(step, int):
        return Sequence(
            node.place, [_put(item, rest, value) if at == step else item for at, item in enumerate(node.items)]
        )
    table = node if isinstance(node, Table) else Table(value.place, {}, {})
    entries = {**table.entries, str(step): _put(table.entries.get(str(step)), rest, value)}
    return Table(table.place, entries, {str(step): value.place, **table.keys})


def merge(below: Table, above: Table, depth: int = 2) -> Table:
    """Lay one table over another down to `depth` groups; what stands deeper is replaced as a whole.

    A field with nothing after the colon is a field left out: what lies below it holds.
    """
    given = {
        name: value for name, value in above.entries.items() if plain(value) is not None or name not in below.entries
    }
    entries, keys = dict(below.entries), {**below.keys, **{name: above.keys[name] for name in given}}
    for name, value in given.items():
        under = entries.get(name)
        goes_on = depth > 1 and isinstance(under, Table) and isinstance(value, Table)
        entries[name] = merge(under, value, depth - 1) if goes_on else value  # type: ignore[arg-type] # both are tables
    return Table(above.place, entries, keys)


def _child(node: Node, step: Step) -> Node | None:
    if isinstance(node, Table):
        return node.entries.get(str(step))
    if isinstance(node, Sequence):
        if isinstance(step, int):
            return node.items[step] if step < len(node.items) else None
        return next((item for item in node.items if _id_of(item) == step), None)
    return None


def _id_of(node: Node) -> str | None:
    found = node.entries.get("id") if isinstance(node, Table) else None
    return found.text if isinstance(found, Scalar) else None
