"""The YAML parser's complaints, said for a person who knows Word."""

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
        "Check its indentation and the quotes in the line before.",
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
    ("undefined alias", "starts with *, which YAML reads as a reference", "Put the text in quotes."),
    ("found unknown escape character", "holds a backslash that YAML cannot read", "Write the text in 'single quotes'."),
)

_BEGUN_EARLIER = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)


def explain(error: yaml.MarkedYAMLError, path: str) -> Problem:
    """Return the parser's error as a Problem at its place."""
    said = str(error.problem or error.context or "cannot be read")
    begun, noticed = error.context_mark, error.problem_mark
    mark = (begun or noticed) if any(fragment in said for fragment in _BEGUN_EARLIER) else (noticed or begun)
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    for fragment, message, hint in _WORDS:
        if fragment in said:
            return Problem(place, message, hint)
    return Problem(
        place, f"cannot be read as YAML: {said}", "Check indentation, quotes and colons at and above this line."
    )
