"""Changes that make a module wrong, one at a time, in its syntax tree."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its number among those of its module, its line, and the text before and after."""

    at: int
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A node that may be changed, and how."""

    node: ast.expr | ast.stmt
    change: Callable[[], ast.AST]
    """Make the change, and return what then stands there."""


def changes(source: str) -> Iterator[Change]:
    """Yield every change that a module may have, in the order of its text."""
    for at in range(len(list(_places(ast.parse(source))))):
        place = list(_places(ast.parse(source)))[at]
        before = ast.unparse(place.node)
        yield Change(at, place.node.lineno, before, ast.unparse(place.change()))


def changed(source: str, at: int) -> ast.Module:
    """Return a module with one of its changes made."""
    tree = ast.parse(source)
    list(_places(tree))[at].change()
    return ast.fix_missing_locations(tree)


def _places(tree: ast.Module) -> Iterator[_Place]:
    """Yield what may be changed inside of functions; what a module says at its head is mostly types and names."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                for node in ast.walk(statement):
                    yield from _changes(node)


def _changes(node: ast.AST) -> Iterator[_Place]:
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in SWAPPED:
            yield _Place(node, lambda: _with(node, "ops", [SWAPPED[type(operator)](), *node.ops[1:]]))
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in SWAPPED:
            yield _Place(node, lambda: _with(node, "op", SWAPPED[type(operator)]()))
        case ast.UnaryOp(op=ast.Not()):
            yield _Place(node, lambda: _with(node, "operand", ast.UnaryOp(ast.Not(), node.operand)))
        case ast.Constant(value=bool() as value):
            yield _Place(node, lambda: _with(node, "value", not value))
        case ast.Constant(value=int() | float() as value):
            yield _Place(node, lambda: _with(node, "value", value + 1))
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.UnaryOp):
            yield _Place(test, lambda: _with(node, "test", ast.UnaryOp(ast.Not(), test)).test)
        case ast.comprehension(ifs=[first, *others]):
            yield _Place(first, lambda: _with(node, "ifs", [ast.Constant(True), *others]).ifs[0])
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield _Place(node, lambda: _with(node, "value", ast.Constant(None)))


def _with(node: Node, field: str, value: object) -> Node:
    setattr(node, field, value)
    return node
