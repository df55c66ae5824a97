"""Fill a template with plain data, and know which template line each element came from."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from numbers import Number
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, Undefined
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from bidkit.phrases import Phrase
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render import drawing
from bidkit.render.charts import charts
from bidkit.render.language import LANGUAGES, Speaker, speaker
from bidkit.render.limits import HINT, OUT_OF_PLACE, Budget, TooMuchError, bounded, power
from bidkit.render.search import Search, SetLoader, plain_name
from bidkit.render.syntax import syntax_problem

AT = "data-at"  # the private attribute that carries "template:line" to the checker

_START_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNFORMATTED: dict[type, str] = {
    bool: "a yes/no value",
    Decimal: "a number",
    float: "an inexact number",
    dt.date: "a date",
    dt.datetime: "a time",
}
_SLIPS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def fill(template: str, data: Mapping[str, object], *, language: str, folders: Sequence[Path] = ()) -> str:
    """Return the template's text filled with the data; raise ProblemsFound naming template and line."""
    if language not in LANGUAGES:
        hint = f"Languages: {', '.join(LANGUAGES)}."
        raise ProblemsFound([Problem(Place(template), f"no translations for language '{language}'", hint)])
    search = Search(folders)
    environment = make_environment(speaker(language, *search.folders), search)
    try:
        return environment.get_template(template).render(data)
    except _SLIPS as error:
        raise ProblemsFound([_problem(error, template, environment)]) from error


def make_environment(voice: Speaker, search: Search) -> "Environment":
    """Return the sandbox that templates run in."""
    environment = Environment(
        loader=SetLoader(search, voice),
        extensions=[LineMarks],
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: _finalize(value, voice),
    )
    environment.globals |= {"_": _translator(voice), "language": voice.language, "layout": charts(voice)}
    environment.filters |= {
        "money": voice.money,
        "in_words": voice.in_words,
        "number": voice.number,
        "percent": voice.percent,
        "date": voice.date,
        "say": voice.say,
        "plain": voice.plain,
        "pt": drawing.points,
        "wrapped": lambda value, room: drawing.wrapped(voice.plain(value), room),
    }
    environment.bound()
    return environment


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which all is counted, and `sheet.items` is the mapping's entry `items`, never its method."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def bound(self) -> None:
        """Let every filter and every way to make a value be counted from here on."""
        self.budget = Budget()
        self.concat = self.budget.text  # type: ignore[method-assign] # what joins pieces
        self.globals |= {"dict": lambda **entries: self.budget.value(entries), "range": self.budget.steps}
        del self.globals["lipsum"]
        kept = {name: do for name, do in self.filters.items() if name not in OUT_OF_PLACE}
        self.filters = {name: bounded(name, do, self.budget) for name, do in kept.items()}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Add, multiply or raise to a power, as long as it does not come to too much."""
        if operator == "%" and isinstance(left, str):
            raise TemplateRuntimeError('a text is not formatted with %; write _("... {name}", name=...)')
        if operator == "**":
            return power(left, right)
        if operator == "*":
            self.budget.product(left, right)
        made = super().call_binop(context, operator, left, right)
        return self.budget.value(made) if operator == "+" else made

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Refuse the methods of a value: a template looks at what it is given, and calls filters and macros."""
        method = callable(value) and isinstance(obj, str | bytes | Number | dt.date | dt.timedelta | Sequence | Set)
        return not method and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: object, attribute: str) -> Undefined:
        """Say that templates may not look there."""
        return self.undefined(f"'{attribute}' is closed to templates", name=attribute, obj=obj, exc=SecurityError)

    def wrap_str_format(self, value: object) -> None:
        """Give no way to `format`, which is a method like any other."""

    def getattr(self, obj: object, attribute: str) -> object:
        """Look into a mapping before looking at the object."""
        if type(obj) is dict or isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def join_path(self, template: str, parent: str) -> str:
        """Let `parent/` mean the set below the one in which the asking template stands."""
        return self.loader.join(template, parent) if isinstance(self.loader, SetLoader) else template


class LineMarks(Extension):
    """Adds to each literal start tag the template line it stands on."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Mark the start tags in the text between Jinja's own tags."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _marked(token.value, stream.name or "", token.lineno))
            else:
                yield token


def _marked(text: str, name: str, first_line: int) -> str:
    def mark(tag: re.Match[str]) -> str:
        line = first_line + text.count("\n", 0, tag.start())
        return f'<{tag[1]} {AT}="{escape(name)}:{line}"'

    return _START_TAG.sub(mark, text)


def _translator(voice: Speaker) -> Callable[..., str]:
    def translate(text: str, /, **values: object) -> str:
        return voice.filled(voice.translate(text), values)

    return translate


def _finalize(value: object, voice: Speaker) -> object:
    if isinstance(value, Phrase) or value is None:
        value = voice.say(value)
    if isinstance(value, str):
        _refuse_control_characters(value)
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Undefined):
        return value  # Jinja says what is undefined better than this function could
    kind = next((said for kind, said in _UNFORMATTED.items() if isinstance(value, kind)), "a structure")
    raise TemplateRuntimeError(f"{kind} stands here without a format")


def _refuse_control_characters(text: str) -> None:
    if not text.isprintable() and (found := _NOT_IN_XML.search(text)):
        raise TemplateRuntimeError(f"a value holds the control character U+{ord(found[0]):04X}")


def _problem(error: BaseException, template: str, environment: Environment) -> Problem:
    if isinstance(error, TemplateSyntaxError):
        return syntax_problem(error, template, sentence(error.message or ""), environment)
    places = _passed(error.__traceback__, environment) or [Place(template)]
    if isinstance(error, TemplateNotFound):
        return Problem(places[-1], f"there is no template '{plain_name(error.message or template)}'")
    if isinstance(error, RecursionError):
        return Problem(_first_again(places), "the template calls itself without end", HINT)
    return Problem(places[-1], sentence(str(error)), _hint(error))


def _hint(error: BaseException) -> str:
    if isinstance(error, TooMuchError):
        return HINT
    if isinstance(error, SecurityError):
        return "A template looks at what its sheet holds, and calls filters such as `|upper` and macros; no methods."
    if isinstance(error, TemplateRuntimeError) and "without a format" in str(error):
        return "Add a filter such as money, number, percent or date."
    return ""


def sentence(text: str) -> str:
    """Return Jinja's complaint in words that fit a document."""
    return re.sub(r"^'(dict|mappingproxy|FrozenDict) object' has no attribute", "there is no entry", text)


def _passed(traceback: TracebackType | None, environment: Environment) -> list[Place]:
    names = {template.filename: template.name for template in _loaded(environment)}
    return [Place(name, line) for frame, line in walk_tb(traceback) if (name := names.get(frame.f_code.co_filename))]


def _first_again(places: list[Place]) -> Place:
    """Return the place that calls itself; the last one is only where the room for calls happened to end."""
    times = Counter(places)
    return next((place for place in places if times[place] > 1), places[-1])


def _loaded(environment: Environment) -> list[Any]:
    return list(environment.cache.values()) if environment.cache is not None else []
