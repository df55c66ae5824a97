"""What is internal in a record and its house, leaf by leaf, and records in which it says something else."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from bidkit.audience import prices
from bidkit.audience.allowed import ALLOWED, ALLOWED_OF_HOUSE
from bidkit.deal import Deal, House
from bidkit.problems import ProblemsFound
from bidkit.record.files import load_house
from bidkit.record.source import parse
from bidkit.record.tree import Path, Scalar, Table, leaves
from bidkit.record.validate import validate
from bidkit.stages.artifact import Artifact, WithPrices
from tests.acceptance.house import EXAMPLES
from tests.schema import pattern, tree

Shown = Mapping[type[BaseModel], frozenset[str]]
SHOWN: Shown = {Deal: frozenset(ALLOWED), House: frozenset(ALLOWED_OF_HOUSE)}
WITH_PRICES: Shown = {**SHOWN, Deal: frozenset((*ALLOWED, *prices.ALLOWED, "price.decision.price"))}
"""What the price envelope may show beside the rest: the price lines, and the total decided."""


@dataclass(frozen=True, eq=False)
class Base:
    """A record and a house as located trees, and what of them the customer may see."""

    deal: Table
    house: Table
    may_see: Shown

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

    def _is_shown(self, leaf: tuple[type[BaseModel], Path, Scalar]) -> bool:
        model, path, _ = leaf
        said = pattern(path, model)
        return said in self.may_see[model] or said.removesuffix("[]") in self.may_see[model]


def base_of(artifact: Artifact) -> Base:
    """Return the example that an artifact is made of, with what it may show."""
    of_the_plant = "springs-acceptance" if artifact.stage == "implementation" else "springs"
    example = "springs-bid" if artifact.of_a_tender else of_the_plant
    return example_of(example, isinstance(artifact.build, WithPrices))


@cache
def example_of(example: str, with_prices: bool) -> Base:
    folder = EXAMPLES / example
    text = (folder / "deal.yaml").read_text(encoding="utf-8")
    if with_prices:  # a total that is stated does not hang on the costs, as a named position does
        text = text.replace("    position: balanced\n", "    position: other\n    price: 3430000.01\n")
        assert "price: 3430000.01" in text
    made, problems = parse(text, "deal.yaml")
    assert not problems
    return Base(made, load_house(folder).tree, WITH_PRICES if with_prices else SHOWN)


@cache
def filled(with_prices: bool) -> Base:
    """Return a record and a house with every field of the schema given."""
    return Base(tree(Deal), tree(House), WITH_PRICES if with_prices else SHOWN)


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


def change_all(base: Base, scalars: list[Scalar], word: str) -> list[Scalar]:
    """Give every leaf a text of its own that begins with a word; return those in which it can stand."""
    before = {id(scalar): scalar.text for scalar in scalars}
    for number, scalar in enumerate(scalars):
        scalar.text = f"{word}{number:05}"
    while True:
        try:
            base.read()
        except ProblemsFound as found:
            places = {problem.place for problem in found.problems}
            wrong = [scalar for scalar in scalars if scalar.place in places and scalar.text != before[id(scalar)]]
            assert wrong, found.problems
            for scalar in wrong:
                scalar.text = before[id(scalar)]
        else:
            return [scalar for scalar in scalars if scalar.text != before[id(scalar)]]
