"""Which bids a mean leaves out, by how many there are: the words of the tender, read as steps."""

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from pricing.values import Line, short, wrong

STANDARD = "n<=5 none; n=6 drop highest; n>=7 drop highest and lowest"
_STEP = re.compile(r"(?:n\s*(<=|>=|=)\s*([0-9]{1,3})\s*:?\s*)?(none|drop\s.+)", re.IGNORECASE)
_DROP = re.compile(r"(?:the\s+)?(?:([0-9]{1,2})\s+)?(highest|lowest)", re.IGNORECASE)
_MANY = 10_000  # more bids than any tender has


class Step(NamedTuple):
    """From `first` to `last` bids, so many of the highest and of the lowest stay out of the mean."""

    first: int
    last: int
    highest: int = 0
    lowest: int = 0


def steps(text: str) -> tuple[Step, ...]:
    """Read `n<=5 none; n=6 drop highest; n>=7 drop highest and lowest`."""
    found = tuple(_step(part.strip()) for part in text.split(";") if part.strip())
    return tuple(step for step in found if step.highest or step.lowest)


def _step(text: str) -> Step:
    parts = _STEP.fullmatch(text)
    if not parts:
        raise _unreadable(text)
    sign, number, what = parts.groups()
    dropped = dict(_dropped(what)) if what.lower() != "none" else {}
    many = sum(dropped.values())
    if sign in ("=", ">=") and dropped and int(number) <= many:
        hint = "Drop fewer, or from more bids on."
        raise wrong("nothing_left", f"'{short(text)}' leaves no bid to take the mean of", hint)
    first = int(number) if sign in ("=", ">=") else many + 1
    last = int(number) if sign in ("=", "<=") else _MANY
    return Step(first, last, dropped.get("highest", 0), dropped.get("lowest", 0))


def _dropped(what: str) -> Iterator[tuple[str, int]]:
    for part in re.split(r"\s+and\s+|,\s*", what[len("drop") :].strip()):
        found = _DROP.fullmatch(part)
        if not found:
            raise _unreadable(what)
        yield found[2].lower(), int(found[1] or 1)


def _unreadable(text: str) -> Exception:
    hint = f"Write it such as `{STANDARD}`, `n>=9 drop 2 highest and 1 lowest`, or `none`."
    return wrong("not_a_trim", f"'{short(text)}' does not say which bids to drop", hint)


def _readable(text: str) -> str:
    steps(text)
    return text


Trim = Annotated[Line, AfterValidator(_readable)]
