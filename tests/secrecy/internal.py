"""What is internal in a record and its house, leaf by leaf, and records in which it says something else."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from bidkit.audience import ALLOWED, ALLOWED_OF_HOUSE
from bidkit.deal import Deal, House
from bidkit.problems import ProblemsFound
from bidkit.record.files import load_deal, load_house
from bidkit.record.tree import Path, Scalar, Table, leaves
from bidkit.record.validate import validate
from tests.acceptance.house import EXAMPLES
from tests.schema import pattern, tree

SHOWN: dict[type[BaseModel], frozenset[str]] = {Deal: frozenset(ALLOWED), House: frozenset(ALLOWED_OF_HOUSE)}


@dataclass(frozen=True)
class Base:
    """A record and a house as located trees."""

    deal: Table
    house: Table

    def parts(self) -> Iterator[tuple[type[BaseModel], Table]]:
        yield Deal, self.deal
        yield House, self.house

    def read(self) -> tuple[Deal, House]:
        """Return both as models, or raise ProblemsFound."""
        return validate(Deal, self.deal), validate(House, self.house)

    def copy(self) -> "Base":
        return copy.deepcopy(self)

    def internal(self) -> list[tuple[type[BaseModel], Path, Scalar]]:
        """Return every leaf that the customer may not see."""
        return [each for each in self._leaves() if not self._is_shown(each)]

    def shown(self) -> list[tuple[type[BaseModel], Path, Scalar]]:
        """Return every leaf that the customer may see."""
        return [each for each in self._leaves() if self._is_shown(each)]

    def _leaves(self) -> Iterator[tuple[type[BaseModel], Path, Scalar]]:
        for model, table in self.parts():
            yield from ((model, path, scalar) for path, scalar in leaves(table))

    @staticmethod
    def _is_shown(leaf: tuple[type[BaseModel], Path, Scalar]) -> bool:
        model, path, _ = leaf
        return pattern(path, model).removesuffix("[]") in SHOWN[model]


@cache
def springs() -> Base:
    folder = EXAMPLES / "springs"
    return Base(load_deal(folder / "deal.yaml").tree, load_house(folder).tree)


@cache
def filled() -> Base:
    """Return a record and a house with every field of the schema given."""
    return Base(tree(Deal), tree(House))


def change(base: Base, scalar: Scalar, texts: tuple[str | None, ...]) -> bool:
    """Give a leaf the first of these texts that can stand there; say whether one could."""
    before = scalar.text
    for text in texts:
        if text == before:
            continue
        scalar.text = text
        try:
            base.read()
        except ProblemsFound:
            continue
        return True
    scalar.text = before
    return False
