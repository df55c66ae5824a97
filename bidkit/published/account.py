"""The account of an import: which value went where, and every value that no field of the record could take."""

from collections.abc import Iterator
from dataclasses import dataclass

from bidkit.published.draft import Draft
from bidkit.published.leaves import Node, Number, Trail, shown
from bidkit.published.reading import Published

NO_FIELD = "the record has no field for it"


@dataclass(frozen=True, slots=True)
class Left:
    """A value that was not mapped, and why."""

    path: str
    value: object
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every value of a file."""

    mapped: tuple[tuple[str, object, tuple[str, ...]], ...]
    unmapped: tuple[Left, ...]
    superseded: tuple[Left, ...]
    """Values of earlier releases that later ones replace."""
    aside: tuple[Left, ...]
    """Parts of the file that were not read; the value is how many values they hold."""
    empty: tuple[str, ...]
    remarks: tuple[str, ...]


def account_of(published: Published, draft: Draft) -> Account:
    """Return what became of every value of a file."""
    aside = {each.path for each in published.aside}
    older = {leaf.path for node in published.older for leaf in node.leaves()}
    current = {leaf.path for leaf in published.release.leaves()}
    mapped, left, superseded, empty = [], [], [], []
    for leaf in _read(published.root, aside):
        if not leaf.given:
            empty.append(shown(leaf.path))
        elif draft.used.get(leaf.path):
            fields = dict.fromkeys(".".join(each) for each in draft.used[leaf.path])
            mapped.append((shown(leaf.path), value_of(leaf), tuple(fields)))
        elif leaf.path in older and leaf.path not in current:
            superseded.append(_left(leaf, "a later release says otherwise"))
        else:
            left.append(_left(leaf, draft.reason(leaf.path) or NO_FIELD))
    return Account(
        tuple(mapped),
        tuple(left),
        tuple(superseded),
        tuple(Left(shown(each.path), each.values, each.reason) for each in published.aside),
        tuple(empty),
        tuple(map(str, draft.remarks)),
    )


def _read(node: Node, aside: set[Trail]) -> Iterator[Node]:
    """Yield the values below that are not in a part that was set aside."""
    if node.path in aside:
        return
    if node.is_leaf:
        yield node
    for each in node.below:
        yield from _read(each, aside)


def _left(leaf: Node, reason: str) -> Left:
    return Left(shown(leaf.path), value_of(leaf), reason)


def value_of(leaf: Node) -> object:
    """Return a value as JSON can hold it: a number as a number where no digit is lost by that."""
    value = leaf.value
    if not isinstance(value, Number):
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
    for kind in (int, float):
        if len(value) < 16:
            try:
                if str(kind(value)) == value:
                    return kind(value)
            except ValueError:
                continue
    return str(value)


def data_of(account: Account, source: str) -> dict[str, object]:
    """Return the account as plain data."""
    return {
        "source": source,
        "mapped": [{"path": path, "value": value, "fields": list(to)} for path, value, to in account.mapped],
        "unmapped": [{"path": each.path, "value": each.value, "reason": each.reason} for each in account.unmapped],
        "superseded": [{"path": each.path, "value": each.value} for each in account.superseded],
        "set_aside": [{"path": each.path, "values": each.value, "reason": each.reason} for each in account.aside],
        "empty": list(account.empty),
        "remarks": list(account.remarks),
    }
