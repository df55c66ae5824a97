"""A command that was typed wrongly, said for a person who knows Word: what is wrong, what to do, an example."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from bidkit.cli.desk import DEAL_FILE
from bidkit.cli.overview import TYPED
from bidkit.cli.saying import typed

BLANKS = 'A name with blanks goes in double quotes, such as "my deal".'
HERE = "In the folder of the deal, type a dot for it."

_SAID: tuple[tuple[str, str], ...] = (
    (r"file '(.*)' does not exist\.?", r"There is no file \1."),
    (r"(?:path|directory) '(.*)' does not exist\.?", r"There is no folder \1."),
    (r"file '(.*)' is a directory\.?", r"\1 is a folder; give the file in it."),
    (r"(?:Value error, )?(.*) does not match the formats? .*", r"\1 is not a day; write it as 2026-09-30."),
    (r".*valid (?:integer|int).*", "Give a whole number, in digits."),
    (r".*greater than or equal to (\d+).*|.*not in the range x>=(\d+).*", r"Give a whole number, at least \1\2."),
)


def explain(error: typer.BadParameter) -> str:
    """Return what to tell a person who typed a command wrongly."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    context = error.ctx
    if context is None:
        return f"bidkit: {_what(error)}"
    lines = [f"{context.command_path}: {_what(error)}", *_swapped(context), *_example(context)]
    return "\n    ".join((*lines, f"All about it: {context.command_path} --help"))


def _swapped(context: Any) -> Iterator[str]:
    """Say that the record seems to stand where something else belongs."""
    words = [word for word in context.meta.get(TYPED, ()) if not word.startswith("-")]
    names = [each.metavar for each in context.command.params if each.param_type_name == "argument"]
    record_first = names[:1] == ["RECORD"]
    if len(names) != 2 or len(words) != 2 or not (record_first or names[1] in ("RECORD", "DIR")):
        return
    record, other = words if record_first else reversed(words)
    if _is_record(other) and not _is_record(record):
        first, second = map(typed, reversed(words))
        yield f"The two names seem swapped: {context.command_path} {first} {second}"


def _is_record(word: str) -> bool:
    path = Path(word)
    return (path / DEAL_FILE).is_file() or (path.suffix in (".yaml", ".yml") and path.is_file())


def _example(context: Any) -> Iterator[str]:
    found = re.search(r"Example: (.*)", context.command.help or "")
    if found:
        yield found[0]


def _what(error: typer.BadParameter) -> str:
    said = error.format_message()
    if missing := re.match(r"Missing (?:argument|option) '?([^']*)'?\.", said):
        return _missing(missing[1].replace("\N{HORIZONTAL ELLIPSIS}", "..."), error.param)
    if unknown := re.match(r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", said):
        return _no_command(unknown[1], unknown[2], error.ctx)
    if option := re.match(r"No such option:? '?([^ '.]+)", said):
        return _no_option(option[1], error)
    if extra := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", said):
        return f"One name too many: {extra[1]}. {BLANKS}"
    if option := re.match(r"Option '(.*?)' requires an argument", said):
        return f"Behind {option[1]} its value is missing."
    return _bad_value(error, said)


def _no_option(name: str, error: typer.BadParameter) -> str:
    context: Any = error.ctx
    if name.lstrip("-") in getattr(context.command, "commands", ()):
        return f"There is no option {name}; a command has no hyphens: {context.command_path} {name.lstrip('-')}"
    whole = next((word for word in context.meta.get(TYPED, ()) if re.match(rf"{name}[a-z]", word)), "")
    if len(name) == 2 and whole:
        return f"There is no option {name}; an option of several letters begins with two hyphens: -{whole}"
    likely = ", ".join(getattr(error, "possibilities", None) or ())
    return f"There is no option {name}." + (f" Did you mean {likely}?" if likely else "")


def _missing(name: str, param: Any) -> str:
    about = getattr(param, "help", None) or ""
    said = f"{name} is missing: {about[0].lower()}{about[1:]}" if about else f"{name} is missing."
    return f"{said} {HERE}" if name == "RECORD" else said


def _no_command(name: str, likely: str | None, context: Any) -> str:
    if likely:
        return f"There is no command {name}. Did you mean {likely.replace(chr(39), '')}?"
    known = list(context.command.commands)
    names = f" The commands are: {', '.join(known)}." if context.parent else ""
    return f"There is no command {name}.{names}"


def _bad_value(error: typer.BadParameter, said: str) -> str:
    found = re.match(r"Invalid value(?: for '?(.*?)'?)?: ", said)
    name = (found[1] or "").strip("[]") if found else ""
    message = error.message
    if choice := re.match(r"(?:Value error, )?'(.*)' is not one of (.*)", message):
        message = f"{choice[1]} cannot stand here; choose from: {choice[2].replace(chr(39), '').rstrip('.')}."
    for pattern, better in _SAID:
        message = re.sub(rf"^{pattern}$", better, message, count=1, flags=re.IGNORECASE)
    return f"{name}: {message}" if name else message
