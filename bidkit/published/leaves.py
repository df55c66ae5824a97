"""A published file as a tree in which every value knows its place, whatever form the publisher chose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Step = str | int
Trail = tuple[Step, ...]


class Number(str):
    """A number as its digits stand in the file, so that nothing is rounded on the way."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Node:
    """A value, a group of fields or a list; `found` is false where the file holds nothing at the path."""

    path: Trail
    value: object = None
    entries: "dict[str, Node]" = field(default_factory=dict)
    items: "list[Node]" = field(default_factory=list)
    found: bool = True
    also: tuple[Trail, ...] = ()
    """Further places of the file from which the value is made, such as the hour of a day."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """How the value is coded; it is no value of its own."""

    def __getitem__(self, name: str) -> "Node":
        return self.entries.get(name) or Node((*self.path, name), found=False)

    def at(self, *names: str) -> "Node":
        """Return what stands at a path of fields."""
        node = self
        for name in names:
            node = node[name]
        return node

    @property
    def places(self) -> tuple[Trail, ...]:
        """Every place of the file that the value is made from."""
        return (self.path, *self.also)

    @property
    def given(self) -> bool:
        """Whether something is said here that is more than null."""
        return self.value is not None or bool(self.entries) or bool(self.items)

    def each(self) -> "list[Node]":
        """Return the items of a list; publishers also write a group by id, or the one item alone."""
        if self.items:
            return [item for item in self.items if item.given]
        groups = [entry for entry in self.entries.values() if entry.entries]
        if groups and len(groups) == len(self.entries):
            return groups
        return [self] if self.entries else []

    def several(self) -> "list[Node]":
        """Return the items of a list, or what stands here alone."""
        return self.items or ([self] if self.found else [])

    @property
    def below(self) -> "list[Node]":
        """What stands one step further down."""
        return [*self.entries.values(), *self.items]

    @property
    def is_leaf(self) -> bool:
        """Whether a value stands here, or nothing at all."""
        return self.value is not None or not self.below

    def leaves(self) -> "Iterator[Node]":
        """Yield every value here and below, and every group and list that is empty."""
        if self.is_leaf:
            yield self
        for node in self.below:
            yield from node.leaves()


def shown(path: Trail) -> str:
    """Return a path as a person reads it, such as tender.lots[0].title."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "(the whole file)"
