"""What the commands print: results on standard output, Problems and progress on standard error."""

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from unicodedata import east_asian_width

from bidkit.problems import Place, Problem, ProblemsFound


def print_json(data: object) -> None:
    """Print data as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_problems(problems: Iterable[Problem], *, to_error: bool = True) -> None:
    """Print each Problem with its hint under it."""
    for problem in problems:
        print(problem, file=sys.stderr if to_error else sys.stdout)


def fail_with(problems: Iterable[Problem]) -> NoReturn:
    """Print the Problems and leave with exit code 1."""
    print_problems(problems)
    sys.exit(1)


@contextmanager
def all_said() -> Iterator[None]:
    """Raise ProblemsFound where what was printed cannot be written, such as into a file on a full disk."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:
            raise
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - nothing more can be said there
        if error.errno == errno.EPIPE:  # whoever reads it has seen enough
            sys.exit(1)
        message = f"cannot be written: {error.strerror}"
        hint = "What was printed is not whole: make room on the disk, then run the command again."
        raise ProblemsFound([Problem(Place("standard output"), message, hint)]) from None


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal what is being done, and wipe it away afterwards; stay silent when piped."""
    if not sys.stderr.isatty():
        yield
        return
    print(f"{what} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print(f"\r{' ' * (len(what) + 4)}\r", end="", file=sys.stderr, flush=True)


def somebody_there() -> bool:
    """Say whether a person can be asked: neither what is typed nor what is printed goes through a pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def typed(path: Path) -> str:
    """Return a path as a person can type it in a shell of any system: in double quotes where it needs them."""
    text = str(path)
    return text if all(sign.isalnum() or sign in "._-/\\:+~" for sign in text) else f'"{text}"'


def count(number: int, one: str, many: str) -> str:
    """Return `1 error`, `2 errors`."""
    return f"{number} {one if number == 1 else many}"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Chinese sign takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, columns: int, *, left: bool = True) -> str:
    """Return a text filled up with blanks, and set to the left or to the right."""
    space = " " * (columns - width(text))
    return text + space if left else space + text


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield each row as a line, its cells under one another."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(padded(text, wide) for text, wide in zip(row, widths, strict=True)).rstrip()
