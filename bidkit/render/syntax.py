"""What is wrong with the text of a template, where a person can mend it: a block that is not closed where it opens."""

from collections.abc import Iterator
from itertools import takewhile

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError

from bidkit.problems import Place, Problem

_CLOSED = frozenset({"autoescape", "block", "call", "filter", "for", "if", "macro", "set", "trans", "with"})
"""The statements of Jinja that go on to an end of their own."""
_UNCLOSED = ("Unexpected end of template", "You probably made a nesting mistake")


def syntax_problem(error: TemplateSyntaxError, template: str, said: str, environment: Environment) -> Problem:
    """Return the Problem of a template that cannot be read; `said` is Jinja's complaint."""
    name = error.name or template
    unclosed = error.source is not None and any(each in said for each in _UNCLOSED)
    opened, ends = _left_open(error.source or "", environment) if unclosed else (None, "")
    if opened is None:
        return Problem(Place(name, error.lineno), said)
    line, word = opened
    before = f"not closed before `{{% {ends} %}}` in line {error.lineno}" if ends else "never closed"
    message = f"`{{% {word} %}}` opens here and is {before}"
    return Problem(Place(name, line), message, f"Write `{{% end{word} %}}` where it is to end.")


def _left_open(source: str, environment: Environment) -> tuple[tuple[int, str] | None, str]:
    """Return the innermost statement left open, by line and word, and the word that ends another before it."""
    waiting: list[tuple[int, str]] = []
    for line, word, assigns in _statements(source, environment):
        if word in _CLOSED and not (word == "set" and assigns):
            waiting.append((line, word))
        elif word.startswith("end"):
            if not waiting or word != f"end{waiting[-1][1]}":
                return waiting[-1] if waiting else None, word
            waiting.pop()
    return waiting[-1] if waiting else None, ""


def _statements(source: str, environment: Environment) -> Iterator[tuple[int, str, bool]]:
    """Yield the statements of a template: the line, the first word, and whether a value is assigned in it."""
    tokens = iter(environment.lex(source))
    for line, kind, _ in tokens:
        if kind == "block_begin":
            inside = [(kind, text) for _, kind, text in takewhile(lambda each: each[1] != "block_end", tokens)]
            words = [text for kind, text in inside if kind == "name"]
            yield line, words[0] if words else "", ("operator", "=") in inside
