"""A YAML or JSON text as a tree of located values; every scalar stays the text that stands in the file."""

import errno
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from sys import intern

import yaml

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.tree import Node, Scalar, Sequence, Table
from bidkit.record.yaml_words import explain
from bidkit.swelling import HOME_HINT, LeadsOutError, first_of

MAX_BYTES = 25_000_000
MAX_TEXT = 5_000_000
"""From this size on a record is a long list; text that is none, such as a drawing pasted in, does not belong there."""
MAX_DEPTH = 30
START = "Start with `bidkit new` and fill in what it writes."
MOST, MOST_OF_ALL, _DENSE = 1_500_000, 3_500_000, 4
"""What a file may hold: a value or a name counts one, a group or a list ten; more where its text is long for it.

10,000 requirements with as many cost lines, price lines and clauses come to 2,800,000, and to 19 MB.
"""
MAX_SIMILAR = 50  # of one kind of Problem; a binary file would otherwise give millions
MAX_PROBLEMS = 500  # of one file; nobody reads more
MEND_FIRST = "Mend those named here first."

_GROUP = 10
_LIST = 25  # characters for each that is held; a list of requirements has seven
_BEYOND = "is larger than 5 MB"
_APART = "A record is text; keep drawings and documents beside it and name them in it."
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_JSON_STRING_OR_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|(NaN|-?Infinity)')
_NOTHING = frozenset({"", "~", "null"})
_new = tuple.__new__  # of a million places; `Place(...)` takes three times as long
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_OTHERS = {b"PK": "a Word or Excel file", b"\xd0\xcf\x11\xe0": "a file of an older Word or Excel", b"%PDF": "a PDF"}
_RICH = b"{\\rtf"
_NOT_HERE = ", which has no place in a record: write the value alone, or put the text in quotes."
_PLAIN = "Give deal.yaml, or another file that is written with a plain editor, such as Notepad or TextEdit."


def read_text(path: Path, *homes: Path) -> str:
    """Return the text of a record file, or raise ProblemsFound when it is too large, unreadable or not UTF-8."""
    return decoded(read_bytes(path, *homes), path)


def read_bytes(path: Path, *homes: Path) -> bytes:
    """Return what a record file holds, or raise ProblemsFound when it is too large or unreadable."""
    raw = first_bytes(path, MAX_BYTES + 1, *homes)
    if len(raw) > MAX_BYTES:
        raise ProblemsFound([Problem(Place(str(path)), "is larger than 25 MB", _APART)])
    return raw


def first_bytes(path: Path, most: int, *homes: Path) -> bytes:
    """Return what a file begins with, or raise ProblemsFound where it is unreadable or lies in none of its homes."""
    try:
        return first_of(path, most, homes)
    except OSError as error:
        raise ProblemsFound([unread(path, error)]) from None


def unread(path: Path, error: OSError) -> Problem:
    """Return the Problem of a file that cannot be read."""
    if error.errno in (errno.EISDIR, errno.EACCES) and path.is_dir():
        return Problem(Place(str(path)), "is a folder, and a file belongs here", "Give the file in it.")
    hint = HOME_HINT if isinstance(error, LeadsOutError) else "Check the name and that the file may be read."
    return Problem(Place(str(path)), f"cannot be read: {error.strerror}", hint)


def decoded(raw: bytes, path: Path) -> str:
    """Return the text of a record file's bytes, or raise ProblemsFound where it is not UTF-8."""
    if raw.startswith(_RICH):
        message = "is rich text, with fonts and colours, and no plain text"
        raise ProblemsFound([Problem(Place(str(path)), message, "In TextEdit: Format > Make Plain Text; save it.")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if kind := next((kind for mark, kind in _OTHERS.items() if raw.startswith(mark)), None):
            message = f"is {kind}, and no plain text"
            raise ProblemsFound([Problem(Place(str(path)), message, _PLAIN)]) from None
        line, column = _position(raw[: error.start].decode("utf-8", "replace"))
        hint = "Save the file with the encoding UTF-8; Notepad asks for it under File > Save as."
        raise ProblemsFound([Problem(Place(str(path), line, column), "is not UTF-8 text from here on", hint)]) from None


def parse(text: str, path: str, *, may_be_empty: bool = False, start: str = START) -> tuple[Table, tuple[Problem, ...]]:
    """Return the located tree and what is wrong with the text itself; `start` says how such a file is begun.

    Raises ProblemsFound where no tree can be made of it.
    """
    problems = list(unseen(text, path))
    clean = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    if path.lower().endswith(".json"):
        clean = _json_as_yaml(clean, path)
    builder = _Builder(path, problems)
    try:
        root = builder.document(clean)
        _refuse_what_is_no_list(clean, builder.held, path)
    except yaml.MarkedYAMLError as error:
        problems.append(_within(clean, explain(error, path, clean)))
        raise ProblemsFound(problems) from None
    except yaml.YAMLError as error:
        problems.append(
            Problem(Place(path), f"does not have the form of a record: {error}", "`bidkit new` writes one that has it.")
        )
        raise ProblemsFound(problems) from None
    if root is None and may_be_empty:
        return Table(Place(path), {}, {}), tuple(problems)
    if not isinstance(root, Table):
        raise ProblemsFound(
            [*problems, Problem(Place(path), "holds no fields; a record is lines of `field: value`", start)]
        )
    return root, tuple(problems)


def _refuse_what_is_no_list(text: str, held: int, path: str) -> None:
    if len(text) > max(MAX_TEXT, held * _LIST):
        raise ProblemsFound([Problem(Place(path), _BEYOND, _APART)])


def _position(before: str) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _within(text: str, problem: Problem) -> Problem:
    """Return the Problem at the end of the text where the parser places it beyond, after a last line without an end."""
    line, column = _position(text)
    return problem if problem.place.line <= line else replace(problem, place=Place(problem.place.path, line, column))


def unseen(text: str, path: str) -> Iterator[Problem]:
    """Yield the first characters of a text that cannot be seen but change what is read."""
    for found in islice(_FORBIDDEN.finditer(text), MAX_SIMILAR):
        line, column = _position(text[: found.start()])
        yield _forbidden(found.group(), Place(path, line, column))


def forbidden_in(text: str, place: Place) -> Problem | None:
    """Return a Problem where a text holds a character that cannot be seen but changes what is read."""
    found = _FORBIDDEN.search(text)
    return _forbidden(found.group(), place) if found else None


def _forbidden(character: str, place: Place) -> Problem:
    kind = "a character that reverses the order of what is read" if character in _BIDI else "a control character"
    return Problem(
        place, f"holds {kind} (U+{ord(character):04X})", "Delete it; it cannot be seen but changes what is read."
    )


def _json_as_yaml(text: str, path: str) -> str:
    """Check that the text is JSON, then write what YAML reads differently so that both mean the same."""
    try:
        json.loads(text, parse_int=str, parse_float=str)  # a number of 5,000 digits is no number to Python
        _refuse_constants(text)
    except json.JSONDecodeError as error:
        message = f"is not JSON from here on: {error.msg}"
        hint = "Check commas, quotes and brackets just before this place."
        raise ProblemsFound([Problem(Place(path, error.lineno, error.colno), message, hint)]) from None
    except RecursionError:
        raise ProblemsFound([_too_deep(Place(path))]) from None
    return as_yaml(text)


def _refuse_constants(text: str) -> None:
    """Refuse the words that Python takes for numbers in JSON, at their place."""
    for found in _JSON_STRING_OR_CONSTANT.finditer(text):
        if found[1]:
            raise json.JSONDecodeError(f"{found[1]} is not a value in JSON", text, found.start())


def as_yaml(text: str) -> str:
    """Return a JSON text with what YAML reads differently written so that both mean the same."""
    return SURROGATES.sub(_join_surrogates, text.replace("\t", " "))


def _join_surrogates(found: re.Match[str]) -> str:
    """Return the one character that JSON writes as two, as YAML writes it."""
    pair = bytes.fromhex(found[2] + found[3]).decode("utf-16-be")
    return f"{found[1]}\\U{ord(pair):08X}"


def _too_deep(place: Place) -> Problem:
    return Problem(
        place, f"is nested over {MAX_DEPTH} deep", "A record never needs that; bring the fields further out."
    )


def _too_much(place: Place) -> Problem:
    hint = "A record describes one deal; split it, or keep long lists in a workbook beside it."
    return Problem(place, "holds more values than any record needs", hint)


def events(text: str) -> Iterator[yaml.Event]:
    """Return the parser's events, which show what its objects no longer do."""
    return iter(_Loader(text).get_event, None)


def value_of(event: yaml.Event) -> str | None:
    """Return the text of a value as it stands in the file, or None where nothing stands."""
    if not isinstance(event, yaml.ScalarEvent):
        return None
    return None if not event.style and event.value in _NOTHING else event.value


class _Builder:
    """Builds the tree from the parser's events, collecting Problems on the way."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.held = 0
        self.most = MOST

    def document(self, text: str) -> Node | None:
        self.most = min(MOST_OF_ALL, max(MOST, len(text) // _DENSE))
        self.events = events(text)
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._add(event, "starts a second document", "Keep one record in one file; delete the line `---`.")
                    return root
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._place(event)
        if depth > MAX_DEPTH:
            raise ProblemsFound([*self.problems, _too_deep(place)])
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is None and event.tag is None and event.style != '"' and self.held < self.most:
                self.held += 1  # nearly every value; calls would take longer than all the rest
                return Scalar(place, None if not event.style and event.value in _NOTHING else event.value)
            return self._scalar(event, place)
        self._hold(_GROUP, place)
        self._refuse_yaml_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(place, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, depth)
        return Scalar(place, None)

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        self._hold(1, place)
        if event.anchor is not None or event.tag is not None:
            self._refuse_yaml_extras(event)
        found = forbidden_in(event.value, place) if event.style == '"' else None
        if found:
            self._report(found)
        return Scalar(place, value_of(event))

    def _hold(self, size: int, place: Place) -> None:
        self.held += size
        if self.held > self.most:
            raise ProblemsFound([*self.problems, _too_much(place)])

    def _sequence(self, place: Place, depth: int) -> Sequence:
        items = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return Sequence(place, items)

    def _table(self, place: Place, depth: int) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key, place_of_key = self._key(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if key in keys:
                hint = f"It stands first in line {keys[key].line}; keep one of the two."
                self._add(event, f"`{key}` is given twice", hint)
            elif key is not None:
                entries[key], keys[key] = value, place_of_key
            else:
                self._add(event, "has no field name before the colon", "Write `field: value`.")
        return Table(place, entries, keys)

    def _key(self, event: yaml.Event, depth: int) -> tuple[str | None, Place]:
        if isinstance(event, yaml.ScalarEvent) and not (event.style or event.anchor or event.tag):
            text, mark = event.value, event.start_mark
            if depth <= MAX_DEPTH and self.held < self.most and text not in _NOTHING and mark is not None:
                self.held += 1
                return intern(text), _new(Place, (self.path, mark.line + 1, mark.column + 1, ""))
        name = self._node(event, depth)
        return intern(name.text) if isinstance(name, Scalar) and name.text is not None else None, name.place

    def _refuse_yaml_extras(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._add(event, f"uses the alias `*{anchor}`", f"A * stands for a value further up{_NOT_HERE}")
        elif anchor:
            self._add(event, f"sets the anchor `&{anchor}`", f"A & gives a value a name{_NOT_HERE}")
        if tag:
            self._add(event, f"sets the tag `{tag}`", f"A ! gives a value a kind{_NOT_HERE}")

    def _add(self, event: yaml.Event, message: str, hint: str) -> None:
        self._report(Problem(self._place(event), message, hint))

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            more = Problem(Place(self.path), "has more problems, which are not listed", MEND_FIRST)
            raise ProblemsFound([*self.problems, more])

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            return Place(self.path)
        return _new(Place, (self.path, mark.line + 1, mark.column + 1, ""))
