"""Follow the statements of a template: loops, conditions, macros, imports, blocks and what they stand over."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from bidkit.problems import Place
from bidkit.render.inspection import filters, markup
from bidkit.render.inspection.expressions import LOOP, Expressions, Scope
from bidkit.render.inspection.modules import Macro, Module, Source
from bidkit.render.inspection.values import ABSENT, UNKNOWN, Value, either
from bidkit.render.search import plain_name

_UNFORMATTED = {
    "number": "a number stands here without a format",
    "yes/no": "a yes/no value stands here without a format",
    "date": "a date stands here without a format",
    "group": "a group of fields stands here; one of them is meant",
    "list": "a list stands here; each of its items is shown in a loop",
    "row": "a row of values stands here; one of them is meant",
}


@dataclass
class Statements(Expressions):
    """Reads a whole document: its template, those that it extends, and those that it imports."""

    line: tuple[Source, ...] = ()  # the template, what it extends, and so on
    top: Scope = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    _shown: set[nodes.Block] = field(default_factory=set)
    _open: list[tuple[str, int]] = field(default_factory=list)  # the blocks that are being read, by name and level
    _open_calls: list[tuple[Place, Macro]] = field(default_factory=list)

    def document(self) -> None:
        """Read the lowest template of the line, with its blocks as the templates above define them."""
        for source in self.line[:-1]:
            with self.at(source):
                self._beside_blocks(source)
        with self.at(self.line[-1]):
            self.body(self.source.tree.body, self.top)
        for level, source in enumerate(self.line):
            for block in source.blocks.values():
                if block not in self._shown:
                    with self.at(source):
                        self._unseen(source, level, block)

    def body(self, several: Iterable[nodes.Node], scope: Scope) -> None:
        """Read statements one after the other."""
        for node in several:
            rule = _STATEMENTS.get(type(node))
            if rule is not None:
                rule(self, node, scope)
            elif isinstance(node, nodes.Expr):
                self.value(node, scope)
            else:
                self.body(node.iter_child_nodes(), scope)

    @contextmanager
    def at(self, source: Source) -> Iterator[None]:
        """Read in another template for a while."""
        before, self.source = self.source, source
        yield
        self.source = before

    def _beside_blocks(self, source: Source) -> None:
        """Read what a template that extends another sets and imports; its text outside of blocks is never shown."""
        for node in source.tree.body:
            if isinstance(node, nodes.Output) and (text := markup.literal(node)):
                hint = "Put it into one of the blocks."
                self.report(node, f"'{text}' stands outside of every block and is never shown", hint)
            elif not isinstance(node, nodes.Block | nodes.Extends | nodes.Output):
                self.body([node], self.top)

    def _unseen(self, source: Source, level: int, block: nodes.Block) -> None:
        known = {name for other in self.line[level + 1 :] for name in other.blocks}
        around = any(block in other.find_all(nodes.Block) for other in source.blocks.values() if other is not block)
        if known and block.name not in known and not around:
            hint = f"Blocks: {', '.join(sorted(known))}."
            self.report(block, f"no template has a block '{block.name}'", hint)
        before, self.active = self.active, False
        self._open.append((block.name, level))
        self.body(block.body, dict(self.top))
        self._open.pop()
        self.active = before

    def _block(self, node: nodes.Block, scope: Scope) -> None:
        self._from_level(node.name, 0, dict(scope) if node.scoped else dict(self.top))

    def _from_level(self, name: str, level: int, scope: Scope) -> bool:
        """Read the topmost definition of a block at or below a level."""
        for at, source in enumerate(self.line[level:], start=level):
            block = source.blocks.get(name)
            if block is not None and (name, at) not in self._open:
                self._shown.add(block)
                self._open.append((name, at))
                with self.at(source):
                    self.body(block.body, scope)
                self._open.pop()
                return True
        return False

    def super(self, node: nodes.Call) -> Value:
        """Follow what a block stands over."""
        name, level = self._open[-1] if self._open else ("", 0)
        if not name or not self._from_level(name, level + 1, dict(self.top)):
            self.report(node, "super() has nothing below it", "Only a block that stands over another one has.")
        return UNKNOWN

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                self.problems |= set(markup.problems(part.data))
                continue
            kind = self.value(part, scope).shape.kind
            if kind in _UNFORMATTED:
                hint = "Add a filter such as money, number, percent or date." if kind in ("number", "date") else ""
                self.report(part, _UNFORMATTED[kind], hint)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        several = self.value(node.iter, scope)
        inner = dict(scope)
        if several.shape.kind not in filters.PLURAL | filters.LOOSE | {"group", "text"}:
            self.report(node, "what the loop runs over is not a list")
        self._bind(node.target, several.item(), inner)
        if node.test is not None:
            self.value(node.test, inner)
        self.body(node.body, inner | {"loop": LOOP})
        self.body(node.else_, dict(scope))

    def _bind(self, target: nodes.Node, value: Value, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            width = len(value.shape.items)
            fits = value.shape.kind == "row" and width == len(target.items)
            if value.shape.kind == "row" and not fits:
                self.report(target, f"a row here has {width} values; {len(target.items)} names stand for them")
            for index, each in enumerate(target.items):
                self._bind(each, value.item(index) if fits else UNKNOWN, scope)

    def _if(self, node: nodes.If, scope: Scope) -> None:
        self.value(node.test, scope)
        branches = [dict(scope), dict(scope)]
        self.body(node.body, branches[0])
        self.body([*node.elif_, *node.else_], branches[1])
        for name in branches[0].keys() | branches[1].keys():
            scope[name] = either(branch[name] for branch in branches if name in branch)

    def _assign(self, node: nodes.Assign, scope: Scope) -> None:
        self._bind(node.target, self.value(node.node, scope), scope)

    def _assign_block(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self.body(node.body, dict(scope))
        self._bind(node.target, UNKNOWN, scope)

    def _with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self.value(value, scope), inner)
        self.body(node.body, inner)

    def _inner(self, node: nodes.Node, scope: Scope) -> None:
        self.body(node.iter_child_nodes(), dict(scope))

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        scope[node.name] = Value(macro=Macro(node, self.source, scope))

    def _call_block(self, node: nodes.CallBlock, scope: Scope) -> None:
        self.value(node.call, scope)
        inner = dict(scope) | {each.name: UNKNOWN for each in node.args}
        self.body(node.body, inner)

    def call_macro(self, macro: Macro, node: nodes.Call, given: list[Value], by_name: dict[str, Value]) -> Value:
        """Follow a macro with what this call gives it."""
        names = [each.name for each in macro.node.args]
        free = {name.name for name in macro.node.find_all(nodes.Name)}
        for name in by_name.keys() - set(names) if "kwargs" not in free else ():
            self.report(node, f"the macro '{macro.node.name}' takes no '{name}'", f"It takes: {', '.join(names)}.")
        if len(given) > len(names) and "varargs" not in free:
            self.report(
                node, f"the macro '{macro.node.name}' takes {len(names)} values", f"It takes: {', '.join(names)}."
            )
        bound = dict(zip(names, given, strict=False)) | {name: by_name[name] for name in names if name in by_name}
        if node.dyn_args is None and node.dyn_kwargs is None:
            needed = names[: len(names) - len(macro.node.defaults)]
            for name in [each for each in needed if each not in bound]:
                self.report(node, f"the macro '{macro.node.name}' needs '{name}'")
        if (self.source.place(node), macro) not in self._open_calls:
            self._open_calls.append((self.source.place(node), macro))
            self._follow_from(macro, bound, node)
            self._open_calls.pop()
        return UNKNOWN

    def _follow_from(self, macro: Macro, bound: Mapping[str, Value], node: nodes.Call) -> None:
        """Follow a macro, and report what only this call makes wrong at the call."""
        before = set(self.problems)
        self.follow(macro, bound)
        for problem in (self.problems - before) if macro.source is not self.source else ():
            self.problems.remove(problem)
            self.report(node, f"in the macro '{macro.node.name}': {problem.message}", problem.hint)

    def follow(self, macro: Macro, bound: Mapping[str, Value]) -> None:
        """Read a macro's body with what is known of its arguments."""
        names = [each.name for each in macro.node.args]
        scope = macro.scope | dict.fromkeys(("caller", "varargs", "kwargs", *names), UNKNOWN)
        for name, default in zip(reversed(names), reversed(macro.node.defaults), strict=False):
            scope[name] = either((bound[name], ABSENT)) if name in bound else self._default(default, scope)
        scope |= bound
        opened, self._open = self._open, []
        with self.at(macro.source):
            self.body(macro.node.body, scope)
        self._open = opened

    def _default(self, node: nodes.Node, scope: Scope) -> Value:
        return ABSENT if isinstance(node, nodes.Const) and node.value is None else self.value(node, scope)

    def _import(self, node: nodes.Import, scope: Scope) -> None:
        module = self._module(node)
        scope[node.target] = Value(module=module) if module else UNKNOWN

    def _from_import(self, node: nodes.FromImport, scope: Scope) -> None:
        module = self._module(node)
        for each in node.names:
            name, known_as = each if isinstance(each, tuple) else (each, each)
            scope[known_as] = self.member(Value(module=module), name, node) if module else UNKNOWN

    def _module(self, node: nodes.Import | nodes.FromImport) -> Module | None:
        source = self.asked(node)
        if source is None:
            return None
        if source.shown not in self.modules:
            self.modules[source.shown] = Module(source, {})
            names = self.modules[source.shown].names
            with self.at(source):
                self.body(source.tree.body, names)
                for value in list(names.values()):
                    if value.macro is not None:
                        self.follow(value.macro, {})
        return self.modules[source.shown]

    def _include(self, node: nodes.Include, scope: Scope) -> None:
        source = self.asked(node)
        if source is not None and (source.shown, -1) not in self._open:
            self._open.append((source.shown, -1))
            with self.at(source):
                self.body(source.tree.body, dict(scope))
            self._open.pop()

    def asked(self, node: nodes.Import | nodes.FromImport | nodes.Include | nodes.Extends) -> Source | None:
        """Return the template that a template asks for by name; a Problem where there is none."""
        if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):
            return None
        name = node.template.value
        found = self.library.search.follow(name, self.source.found.level)
        if found is None:
            if not getattr(node, "ignore_missing", False):
                self.report(node, f"there is no template '{plain_name(name)}'", "`bidkit templates list` names them.")
            return None
        return self.library.source(found)


_STATEMENTS: Mapping[type[nodes.Node], Callable[[Statements, Any, Scope], None]] = {
    nodes.Output: Statements._output,
    nodes.Block: Statements._block,
    nodes.For: Statements._for,
    nodes.If: Statements._if,
    nodes.Assign: Statements._assign,
    nodes.AssignBlock: Statements._assign_block,
    nodes.With: Statements._with,
    nodes.Scope: Statements._inner,
    nodes.FilterBlock: Statements._inner,
    nodes.Macro: Statements._macro,
    nodes.CallBlock: Statements._call_block,
    nodes.Import: Statements._import,
    nodes.FromImport: Statements._from_import,
    nodes.Include: Statements._include,
}
