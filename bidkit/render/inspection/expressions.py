"""Follow the expressions of a template through the shape of its data."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from jinja2 import nodes

from bidkit.problems import Place, Problem
from bidkit.render.inspection import filters
from bidkit.render.inspection.modules import Library, Macro, Source
from bidkit.render.inspection.values import ABSENT, ITEM, UNKNOWN, Path, Value, either, of, of_parts
from bidkit.shapes import ANYTHING, NUMBER, TEXT, WHOLE, YES_NO, Kind, Shape, list_of

Scope = dict[str, Value]

_LISTED = 16  # names that a hint lists beside a near one

_SAID: Mapping[Kind, str] = {
    "text": "text",
    "sentence": "a sentence",
    "number": "a number",
    "whole number": "a whole number",
    "yes/no": "a yes/no value",
    "date": "a date",
    "group": "a group of fields",
    "list": "a list",
    "row": "a row of values",
}
_LOOP = dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), WHOLE)
LOOP = Value(
    Shape(
        "group",
        _LOOP
        | dict.fromkeys(("first", "last"), YES_NO)
        | dict.fromkeys(("previtem", "nextitem", "cycle", "changed"), ANYTHING),
    )
)
RANGE = Value(list_of(WHOLE))


@dataclass
class Expressions:
    """Works out what is known of each expression; reports what cannot be there, and keeps what is read."""

    library: Library
    source: Source
    active: bool = True
    problems: set[Problem] = field(default_factory=set)
    reads: set[tuple[Path, Place]] = field(default_factory=set)
    sentences: set[tuple[str, Place]] = field(default_factory=set)

    def report(self, node: nodes.Node, message: str, hint: str = "") -> Value:
        """Keep a Problem at a node's place."""
        self.problems.add(Problem(self.source.place(node), message, hint))
        return UNKNOWN

    def value(self, node: nodes.Node, scope: Scope) -> Value:
        """Return what is known of an expression, and keep that it is read here."""
        rule = _RULES.get(type(node))
        if rule is None:
            self.all(node.iter_child_nodes(), scope)
            return UNKNOWN
        found = rule(self, node, scope)
        self.keep(found, node)
        return found

    def all(self, several: Iterable[nodes.Node], scope: Scope) -> list[Value]:
        """Return what is known of each of several expressions."""
        return [self.value(node, scope) for node in several]

    def keep(self, value: Value, node: nodes.Node) -> None:
        """Keep that a value of the sheet is read at a node."""
        if self.active:
            self.reads |= {(path, self.source.place(node)) for path in value.paths}

    def _name(self, node: nodes.Name, scope: Scope) -> Value:
        if node.name in scope:
            return scope[node.name]
        if node.name == "range":
            return RANGE
        if node.name in self.library.environment.globals or node.name == "self":
            return UNKNOWN
        known = [name for name, value in scope.items() if value is not UNKNOWN]
        return self.report(node, f"there is no field '{node.name}' on this sheet", _near(node.name, known))

    def _getattr(self, node: nodes.Getattr, scope: Scope) -> Value:
        return self.member(self.value(node.node, scope), node.attr, node)

    def _getitem(self, node: nodes.Getitem, scope: Scope) -> Value:
        holder = self.value(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            self.all(node.arg.iter_child_nodes(), scope)
            return holder
        if not isinstance(node.arg, nodes.Const):
            self.value(node.arg, scope)
            return holder.item()
        if isinstance(node.arg.value, str):
            return self.member(holder, node.arg.value, node)
        width = len(holder.shape.items)
        if holder.shape.kind == "row" and not -width <= node.arg.value < width:
            return self.report(node, f"a row here has {width} values; there is none at {node.arg.value}")
        return holder.item(node.arg.value % width if holder.shape.kind == "row" else None)

    def member(self, holder: Value, name: str, node: nodes.Node) -> Value:
        """Return a field of a group, or what a module defines."""
        if holder.module is not None:
            if name not in holder.module.names:
                known = list(holder.module.names)
                return self.report(node, f"{holder.module.source.shown} has no '{name}'", _near(name, known))
            return holder.module.names[name]
        shape = holder.shape
        if name in shape.fields:
            return holder.inside(name, shape.fields[name])
        if shape.kind in filters.LOOSE or (shape.kind == "text" and hasattr(str, name)):
            return UNKNOWN
        where = f"'{_written(holder)}'" if holder.paths else "this value"
        if shape.kind in ("group", "date"):
            return self.report(node, f"there is no field '{name}' in {where}", _near(name, list(shape.fields)))
        return self.report(node, f"there is no field '{name}' in {where}, which is {_SAID[shape.kind]}")

    def _filter(self, node: nodes.Filter, scope: Scope) -> Value:
        known = self.library.environment.filters
        quiet = node.name in ("default", "d")
        value = self.quietly(node.node, scope) if quiet and node.node else ABSENT
        value = self.value(node.node, scope) if node.node and not quiet else value
        rest = self.all((*node.args, *(pair.value for pair in node.kwargs)), scope)
        if node.name not in known:
            return self.report(node, f"there is no filter '{node.name}'", _near(node.name, list(known)))
        self._check_given(node, value)
        by = self._by_field(node, value)
        if node.name in ("join", "first", "last", "min", "max", "sum") and by is None:
            self.keep(value.item(), node)
        return filters.given(node.name, value, by, tuple(rest))

    def _check_given(self, node: nodes.Filter, value: Value) -> None:
        kind = value.shape.kind
        wanted, said = filters.TAKES.get(node.name, (frozenset(), ""))
        if wanted and kind not in wanted | filters.LOOSE:
            what = _written(value) or "this value"
            self.report(node, f"the filter '{node.name}' takes {said}; '{what}' is {_SAID[kind]}")
        item = value.item().shape.kind if node.name == "join" else kind
        if item == "sentence" and (node.name in filters.ENGLISH or node.name == "join"):
            hint = 'Say it first: |say, or |map("say") for each of a list.'
            self.report(node, f"the filter '{node.name}' would leave '{_written(value)}' untranslated", hint)

    def _by_field(self, node: nodes.Filter, value: Value) -> Value | None:
        if node.name not in filters.BY_FIELD:
            return None
        named = filters.BY_FIELD[node.name]
        given = [pair.value for pair in node.kwargs if pair.key == named] if named else node.args[:1]
        first = node.args[0] if node.args and node.name == "map" else None
        if not given and isinstance(first, nodes.Const) and first.value in self.library.environment.filters:
            return filters.given(first.value, value.item(), None, ())
        if not given or not isinstance(given[0], nodes.Const) or not isinstance(given[0].value, str):
            return None
        found = value.item()
        for step in given[0].value.split("."):
            found = self.member(found, step, node)
            self.keep(found, node)
        return found

    def quietly(self, node: nodes.Node, scope: Scope) -> Value:
        """Return what is known of an expression that may well be undefined."""
        before = set(self.problems)
        value = self.value(node, scope)
        self.problems = before
        return value

    def _test(self, node: nodes.Test, scope: Scope) -> Value:
        known = self.library.environment.tests
        if node.name not in known:
            self.report(node, f"there is no test '{node.name}'", _near(node.name, list(known)))
        (self.quietly if node.name in ("defined", "undefined") else self.value)(node.node, scope)
        self.all(node.args, scope)
        return Value(YES_NO)

    def _const(self, node: nodes.Const, _scope: Scope) -> Value:
        if node.value is None:
            return ABSENT
        shapes = {bool: YES_NO, int: WHOLE, str: TEXT}
        return Value(shapes.get(type(node.value), NUMBER))

    def _sequence(self, node: nodes.Tuple | nodes.List, scope: Scope) -> Value:
        items = tuple(self.all(node.items, scope))
        if not items:
            return Value(list_of(ANYTHING))
        return of_parts("row" if isinstance(node, nodes.Tuple) else "list", items)

    def _dict(self, node: nodes.Dict, scope: Scope) -> Value:
        self.all((pair.value for pair in node.items), scope)
        return UNKNOWN

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Value:
        self.value(node.test, scope)
        return either((self.value(node.expr1, scope), self.value(node.expr2, scope) if node.expr2 else ABSENT))

    def _first_of(self, node: nodes.And | nodes.Or, scope: Scope) -> Value:
        return either(self.all((node.left, node.right), scope))

    def _yes_no(self, node: nodes.Not | nodes.Compare, scope: Scope) -> Value:
        self.all(node.iter_child_nodes(), scope)
        return Value(YES_NO)

    def _operand(self, node: nodes.Operand, scope: Scope) -> Value:
        return self.value(node.expr, scope)

    def _sum(self, node: nodes.BinExpr | nodes.UnaryExpr, scope: Scope) -> Value:
        values = self.all(node.iter_child_nodes(), scope)
        kinds = {value.shape.kind for value in values}
        for value in values:
            if value.shape.kind in ("date", "group", "yes/no"):
                self.report(
                    node, f"'{_written(value)}' is {_SAID[value.shape.kind]}; nothing can be worked out with it"
                )
        if not kinds <= filters.NUMBERS:
            return of(ANYTHING, *values)
        whole = kinds == {"whole number"} and not isinstance(node, nodes.Div | nodes.Pow)
        return of(WHOLE if whole else NUMBER, *values)

    def _concat(self, node: nodes.Concat, scope: Scope) -> Value:
        values = self.all(node.nodes, scope)
        for value in values:
            if value.shape.kind == "sentence":
                self.report(node, f"~ would leave '{_written(value)}' untranslated", "Say it first: |say.")
        return of(TEXT, *values)

    def _call(self, node: nodes.Call, scope: Scope) -> Value:
        named = node.node.name if isinstance(node.node, nodes.Name) else ""
        if named == "_" and "_" not in scope:
            return self._translation(node, scope)
        if named == "super":
            return self.super(node)
        called = self.value(node.node, scope)
        given = self.all(node.args, scope)
        by_name = {pair.key: self.value(pair.value, scope) for pair in node.kwargs}
        if called.macro is not None:
            return self.call_macro(called.macro, node, given, by_name)
        return called if called is RANGE else UNKNOWN

    def _translation(self, node: nodes.Call, scope: Scope) -> Value:
        values = self.all((pair.value for pair in node.kwargs), scope)
        self.all(node.args, scope)
        first = node.args[0] if node.args else None
        if isinstance(first, nodes.Const) and isinstance(first.value, str):
            self.sentences.add((first.value, self.source.place(node)))
            given = {pair.key for pair in node.kwargs}
            for name in sorted(places(first.value) - given):
                self.report(node, f"the sentence has a place '{{{name}}}', and nothing is given for it")
        return of(TEXT, *values)

    def super(self, node: nodes.Call) -> Value:
        """Follow what a block stands over."""
        raise NotImplementedError

    def call_macro(self, macro: Macro, node: nodes.Call, given: list[Value], by_name: dict[str, Value]) -> Value:
        """Follow a macro with what this call gives it."""
        raise NotImplementedError


_RULES: Mapping[type[nodes.Node], Callable[[Expressions, Any, Scope], Value]] = {
    nodes.Name: Expressions._name,
    nodes.Getattr: Expressions._getattr,
    nodes.Getitem: Expressions._getitem,
    nodes.Filter: Expressions._filter,
    nodes.Test: Expressions._test,
    nodes.Const: Expressions._const,
    nodes.Tuple: Expressions._sequence,
    nodes.List: Expressions._sequence,
    nodes.Dict: Expressions._dict,
    nodes.CondExpr: Expressions._choice,
    nodes.And: Expressions._first_of,
    nodes.Or: Expressions._first_of,
    nodes.Not: Expressions._yes_no,
    nodes.Compare: Expressions._yes_no,
    nodes.Operand: Expressions._operand,
    **dict.fromkeys(
        (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos),
        Expressions._sum,
    ),
    nodes.Concat: Expressions._concat,
    nodes.Call: Expressions._call,
}


def _written(value: Value) -> str:
    return ".".join(min(value.paths)).replace(f".{ITEM}", "[]") if value.paths else ""


def _near(word: str, known: Iterable[str]) -> str:
    names = sorted(name for name in known if name.isidentifier())
    close = difflib.get_close_matches(word, names, n=1)
    there = f"There is: {', '.join(names)}." if len(names) <= _LISTED or not close else ""
    return " ".join(filter(None, (f"Did you mean '{close[0]}'?" if close else "", there)))


def places(text: str) -> set[str]:
    """Return the names of a sentence's places; none where its braces do not match."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:
        return set()
