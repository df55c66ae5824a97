"""A template that is read without being filled, and what it defines for others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from bidkit.problems import Place, Problem
from bidkit.render.inspection.values import Value
from bidkit.render.search import Found, Search, read
from bidkit.render.syntax import syntax_problem
from bidkit.render.templates import Environment, sentence


@dataclass(eq=False)
class Source:
    """A parsed template."""

    found: Found
    tree: nodes.Template
    blocks: Mapping[str, nodes.Block]

    @property
    def shown(self) -> str:
        """How a person names it."""
        return self.found.shown

    @property
    def parent(self) -> nodes.Extends | None:
        """What it extends."""
        return next(self.tree.find_all(nodes.Extends), None)

    def place(self, node: nodes.Node) -> Place:
        """Return where a node stands."""
        return Place(self.shown, node.lineno)


@dataclass(eq=False)
class Macro:
    """A macro, and the names that it can see."""

    node: nodes.Macro
    source: Source
    scope: dict[str, Value]


@dataclass(eq=False)
class Module:
    """What a template offers to those who import it."""

    source: Source
    names: dict[str, Value]


@dataclass
class Library:
    """Every template that was asked for, parsed once; what cannot be parsed is a Problem once."""

    search: Search
    environment: Environment
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source | None] = field(default_factory=dict)

    def source(self, found: Found) -> Source | None:
        """Return a file's template, or None where it cannot be parsed."""
        if found.shown not in self.sources:
            self.sources[found.shown] = self._parsed(found)
        return self.sources[found.shown]

    def _parsed(self, found: Found) -> Source | None:
        try:
            tree = self.environment.parse(read(found), found.shown, str(found.path))
        except TemplateSyntaxError as error:
            said = sentence(error.message or "")
            self.problems.append(syntax_problem(error, found.shown, said, self.environment))
            return None
        return Source(found, tree, dict(_blocks(tree)))


def _blocks(tree: nodes.Template) -> Iterator[tuple[str, nodes.Block]]:
    for block in tree.find_all(nodes.Block):
        yield block.name, block
