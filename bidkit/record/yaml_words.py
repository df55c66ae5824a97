"""The YAML parser's complaints, said for a person who knows Word."""

import re
from collections.abc import Sequence

import yaml

from bidkit.problems import Place, Problem

_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "has a second colon, or is indented where no field may stand",
        "Put the text after the first colon in quotes, or align the field with those beside it.",
    ),
    (
        "cannot start any token",
        "starts with a character that has a meaning of its own",
        "Indent with spaces, not tabs, and put text that starts with @, `, % or | in quotes.",
    ),
    (
        "could not find expected ':'",
        "is not of the form `field: value`",
        "Put a colon (: and not ：) and a space after the field, or indent the line under the text it continues.",
    ),
    (
        "did not find expected key",
        "does not fit where it stands",
        "Check its indentation, and the quotes in this line and in those above it.",
    ),
    (
        "did not find expected '-' indicator",
        "does not fit into the list where it stands",
        "Indent it like the lines around it.",
    ),
    ("found unexpected end of stream", "opens a quote that is never closed", "Close the quote where the text ends."),
    (
        "did not find expected ',' or ']'",
        "opens a [list] that is never closed",
        "Close it with ], and part its items with commas.",
    ),
    (
        "did not find expected ',' or '}'",
        "opens a {group} that is never closed",
        "Close it with }, and part its fields with commas.",
    ),
    (
        "did not find expected node content",
        "lacks a value in a [list] or {group}",
        "Write the value, or take out the comma before it; close the bracket.",
    ),
    (
        "block sequence entries are not allowed",
        "starts a list item where none may stand",
        "Begin the list on a line of its own.",
    ),
    ("undefined alias", "starts with *, which stands for a value further up", "Put the text in quotes."),
    (
        "found unknown escape character",
        "holds a backslash, which has a meaning of its own in double quotes",
        "Write the text in 'single quotes'.",
    ),
)

_TAKE_OUT = "Take the value out, or bring the fields below it out as far as this one."
_BEGUN_EARLIER = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)


def explain(error: yaml.MarkedYAMLError, path: str, text: str) -> Problem:
    """Return the parser's error as a Problem at its place, or at the line further up that brought it about."""
    said = str(error.problem or error.context or "cannot be read")
    if error.problem_mark and (cause := _cause(said, text.splitlines(), error.problem_mark, path)):
        return cause
    begun, noticed = error.context_mark, error.problem_mark
    mark = (begun or noticed) if any(fragment in said for fragment in _BEGUN_EARLIER) else (noticed or begun)
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    for fragment, message, hint in _WORDS:
        if fragment in said:
            return Problem(place, message, hint)
    hint = "Check indentation, quotes and colons at and above this line."
    return Problem(place, f"does not have the form of a record: {said}", hint)


def _cause(said: str, lines: Sequence[str], mark: yaml.Mark, path: str) -> Problem | None:
    if "did not find expected key" in said and (quote := _open_quote(lines, min(mark.line, len(lines)), path)):
        return quote
    if ("mapping values are not allowed" in said or "did not find expected key" in said) and mark.line < len(lines):
        return _value_above(lines, mark, path)
    return None


def _open_quote(lines: Sequence[str], noticed: int, path: str) -> Problem | None:
    """Find the text further up that is not closed in its line, and so ran on to the quote where it was noticed."""
    at = 0
    while at < noticed:
        found = re.match(r"(?:\s*- )?\s*[\w-]+:\s+([\"'])", lines[at])
        if found and lines[at].replace('\\"', "").count(found[1]) % 2:
            quote = found[1]
            ended = next((line for line in range(at + 1, len(lines)) if quote in lines[line]), noticed + 1)
            if ended == noticed:
                message = "opens a quote that is not closed in this line"
                return Problem(Place(path, at + 1, found.start(1) + 1), message, "Close the quote where the text ends.")
            at = ended
        at += 1
    return None


def _value_above(lines: Sequence[str], mark: yaml.Mark, path: str) -> Problem | None:
    """Find the field that has a value although fields or a list stand under it."""
    own = lines[mark.line]
    if re.search(r":\s", own[: mark.column]):
        return None
    number = mark.line - 1
    while number >= 0 and not lines[number].split("#")[0].strip():
        number -= 1
    found = re.match(r"( *)([\w-]+):\s+(\[\s*\]|\{\s*\}|[^\s#|>])", lines[number]) if number >= 0 else None
    deeper = len(own) - len(own.lstrip(" ")) - len(found[1]) if found else -1
    listed = own.lstrip(" ").startswith("- ")
    if not found or deeper < (0 if listed else 1):
        return None
    name, empty = found[2], found[3] if len(found[3]) > 1 else ""
    hint = f"Delete the {empty} behind `{name}:`; it means that nothing follows." if empty else _TAKE_OUT
    what = "a list stands under it" if listed else "fields stand indented under it"
    message = f"`{name}` {f'is empty by its {empty}' if empty else 'has a value'}, and {what}"
    return Problem(Place(path, number + 1, len(found[1]) + 1), message, hint)
