"""A name that is written in another way than it is registered."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bidkit.ready.paper import Block, Said

_ALIKE = 0.8
_CJK = re.compile(r"[\u3400-\u9fff]")


def variants(name: str, blocks: Sequence[Block]) -> Iterator[tuple[Said, str]]:
    """Yield each place at which something stands that is almost the name, and what stands there."""
    seen = set()
    for block in blocks:
        for found in _almost(name, block.text.replace(name, "\n")):
            if (str(block.place), found) not in seen:
                seen.add((str(block.place), found))
                yield block.place, found


def _almost(name: str, text: str) -> Iterator[str]:
    """Yield what is almost the name, from each place on at which it could begin."""
    end = 0
    for start in _starts(name, text):
        if start < end:
            continue
        found = _best(name, text[start : start + len(name) + 6].split("\n", maxsplit=1)[0])
        if found and found != name:
            end = start + len(found)
            yield found


def _starts(name: str, text: str) -> Iterator[int]:
    every_sign = _CJK.match(name) is not None
    for at, sign in enumerate(text):
        if sign.casefold() == name[0].casefold() and (every_sign or at == 0 or not text[at - 1].isalnum()):
            yield at


def _best(name: str, window: str) -> str | None:
    """Return the beginning of a window that is most like the name, if any is alike enough."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name.casefold())
    best, found = _ALIKE, None
    for end in _ends(window, len(name)):
        matcher.set_seq1(window[:end].casefold())
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, window[:end].strip(" ,;:")
    return found


def _ends(window: str, length: int) -> Iterator[int]:
    """Yield where a word ends, near the length of the name."""
    for end in range(max(1, length - 12), len(window) + 1):
        boundary = end == len(window) or not (window[end - 1].isalnum() and window[end].isalnum())
        if boundary or _CJK.match(window[end - 1]):
            yield end
