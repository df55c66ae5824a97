"""How much a template may do before it is stopped: counted, so that it ends alike on every system and every machine."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from time import thread_time
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateRuntimeError
from jinja2.visitor import NodeTransformer

MOST = 200_000_000
"""What a template may make in all, in characters: a turn of a loop and an item of a list count as several."""
LARGEST = 30_000_000
"""What one value may come to, in characters, with everything in it written out."""
SECONDS = 30.0
"""How long it may compute, whatever it makes."""
WIDEST = 1_000
"""The highest width, number of decimals or number of parts that a filter takes."""
MOST_STEPS = 100_000
"""Of one loop over numbers."""
LONGEST_NUMBER = 4_096
"""Of a whole number, in bits."""

HINT = "Look for a loop, or a macro that calls itself, that does not end; no document needs as much."
_TURN = 400
_CALL = 50
_ITEM = 20
_BETWEEN_LOOKS = 1_000_000  # at the clock

_WIDE = frozenset({"center", "indent", "wordwrap", "batch", "slice", "round", "number", "percent", "truncate"})
_GROWING = frozenset({"replace", "indent", "wordwrap", "join", "sum"})
_WRAPPING = frozenset({"batch", "slice"})
OUT_OF_PLACE = ("tojson", "pprint", "urlize", "xmlattr", "format", "random")
"""Filters that write programs or web pages, take a pattern with a width, or make a document another each time."""


class TooMuchError(TemplateRuntimeError):
    """Raised where a template makes more than any document needs."""


class Budget:
    """What is left of all that a template may do."""

    def __init__(self) -> None:
        self.spent = 0
        self._look_at = _BETWEEN_LOOKS
        self._until = thread_time() + SECONDS

    def spend(self, amount: int) -> None:
        """Count what was done; raise TooMuchError where it is too much, or takes too long."""
        self.spent += amount
        if self.spent >= self._look_at:
            self._look_at = self.spent + _BETWEEN_LOOKS
            if self.spent > MOST:
                raise TooMuchError("the template makes more than any document needs")
            if thread_time() > self._until:
                raise TooMuchError(f"the template computes for more than {SECONDS:.0f} seconds")

    def turn(self) -> bool:
        """Count one turn of a loop."""
        self.spend(_TURN)
        return True

    def begin(self) -> None:
        """Count one call of a macro."""
        self.spend(2 * _TURN)

    def text(self, pieces: Iterable[str]) -> str:
        """Join pieces of a text, as long as they are not too many."""
        kept, size = list[str](), 0
        for piece in pieces:
            size += len(piece)
            self.spent += len(piece) + 1
            if self.spent >= self._look_at or size > LARGEST:
                self.spend(0)
                _of_size(size)
            kept.append(piece)
        return "".join(kept)

    def steps(self, *bounds: int) -> range:
        """Return the steps of a loop, as long as they are not too many."""
        made = range(*bounds)
        if len(made) > MOST_STEPS:  # one that has no length at all raises OverflowError itself
            raise TooMuchError(f"range: a loop has {MOST_STEPS:,} steps at most")
        return made

    def value(self, value: Any) -> Any:  # noqa: ANN401 - any value of a template
        """Return a value that is not too large when everything in it is written out."""
        self.spend(_of_size(written_out(value, {})))
        return value

    def product(self, left: Any, right: Any) -> None:  # noqa: ANN401
        """Refuse a product that would not be a number, or one of too many digits."""
        for many, times in ((left, right), (right, left)):
            if isinstance(many, str | list | tuple) and isinstance(times, int):
                self.spend(_of_size(written_out(many, {}) * max(times, 0)))
        if isinstance(left, int) and isinstance(right, int):
            _short(left.bit_length() + right.bit_length())


def _of_size(size: int) -> int:
    if size > LARGEST:
        raise TooMuchError("a value of the template grows beyond all measure")
    return size


def _short(bits: int) -> None:
    if bits > LONGEST_NUMBER:
        raise TooMuchError("a number of the template has too many digits")


def power(base: Any, exponent: Any) -> Any:  # noqa: ANN401 - any numbers
    """Raise a number to a power, as long as the digits are not too many."""
    if isinstance(base, int) and isinstance(exponent, int):
        _short(base.bit_length() * abs(exponent))
    return base**exponent


def written_out(value: Any, known: dict[int, int]) -> int:  # noqa: ANN401 - any value of a template
    """Return how long a value would be with everything in it written out, however often it holds the same thing."""
    if isinstance(value, str):
        return len(value) + 1
    if not isinstance(value, list | tuple | Mapping):
        return _ITEM
    if id(value) not in known:
        below = (*value.keys(), *value.values()) if isinstance(value, Mapping) else value
        known[id(value)] = _ITEM + sum(written_out(each, known) for each in below)
    return known[id(value)]


def bounded(name: str, do: Callable[..., Any], budget: Budget) -> Callable[..., Any]:
    """Return a filter that refuses what would come to too much."""
    passed, wide, grows = hasattr(do, "jinja_pass_arg"), name in _WIDE, name in _GROWING

    @wraps(do)
    def run(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the filter takes
        before = given[:passed]
        value, *rest = given[passed:] or (None,)
        if wide and any(isinstance(each, int) and each > WIDEST for each in (*rest, *named.values())):
            raise TooMuchError(f"{name}: a width, or a number of parts, may be {WIDEST} at most")
        if name == "join":
            value = list(value)
        budget.spend(_CALL + _ITEM * (len(value) if hasattr(value, "__len__") else 0))
        if grows:
            _refuse_growth(name, value, [*rest, *named.values()], budget)
        made = do(*before, value, *rest, **named)
        return budget.value(list(made)) if name in _WRAPPING else budget.value(made) if isinstance(made, str) else made

    return run


def _refuse_growth(name: str, value: Any, arguments: list[Any], budget: Budget) -> None:  # noqa: ANN401
    """Measure what a filter would make of a value before it does."""
    texts = [each for each in arguments if isinstance(each, str)]
    longest = max(map(len, texts), default=0)
    if name in ("replace", "indent", "wordwrap"):
        budget.product("x" * longest, str(value).count(texts[0]) if name == "replace" and texts else len(str(value)))
    elif name == "join":
        budget.product("x" * longest, len(value))
        budget.spend(sum(written_out(each, {}) for each in value))
    elif name == "sum" and any(not isinstance(each, int | str) for each in arguments):
        raise TooMuchError("sum adds numbers, and begins at a whole number")


class _Counted(NodeTransformer):
    """Lets each turn, each call of a macro and each value that is put together be counted."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - named after the node
        self._begin(node, "turn")
        if node.test is not None:
            node.test = nodes.And(_call("turn", node.lineno), node.test, lineno=node.lineno)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802
        self._begin(node, "begin")
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:  # noqa: N802
        self._begin(node, "begin")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        return _call("value", node.lineno, node)

    def visit_List(self, node: nodes.List) -> nodes.Expr:  # noqa: N802
        return self._made(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802
        return self._made(node) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Expr:  # noqa: N802
        return self._made(node)

    def _begin(self, node: nodes.For | nodes.Macro | nodes.CallBlock, step: str) -> None:
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_call(step, node.lineno), lineno=node.lineno))

    def _made(self, node: nodes.Expr) -> nodes.Expr:
        self.generic_visit(node)
        constant = all(isinstance(each, nodes.Const | nodes.Pair) for each in node.iter_child_nodes())
        return node if constant else _call("value", node.lineno, node)


def _call(name: str, line: int, *arguments: nodes.Expr) -> nodes.Call:
    call = nodes.Call(nodes.EnvironmentAttribute(f"budget.{name}"), list(arguments), [], None, None)
    call.set_lineno(line)
    return call


def counted(tree: nodes.Template) -> nodes.Template:
    """Return a template's tree in which everything that may go on without end is counted."""
    _Counted().visit(tree)
    if tree.environment:
        tree.set_environment(tree.environment)
    return tree
