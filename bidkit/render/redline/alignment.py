"""Which entries of two sequences are the same ones. Pure, and never quadratic in long sequences.

Entries that are alone of their kind on both sides hold the sequences together; between them a similarity decides, in
a band around the diagonal where there are many.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

Match = tuple[int, int]
Keys = Sequence[Hashable]
Similar = Callable[[int, int], float]

WHOLE = 20_000  # pairs that are all compared
BAND = 24  # entries on either side of the diagonal, where there are more
QUADRATIC = 4_000_000  # pairs up to which difflib may look at repeated words


class Gap(NamedTuple):
    """A stretch of both sequences in which nothing is matched yet: from, and up to."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def pairs(self) -> int:
        """Return how many pairs there are."""
        return (self.old_end - self.old) * (self.new_end - self.new)


def gaps(matches: Sequence[Match], old: int, new: int) -> Iterator[Gap]:
    """Yield the stretches between matches, where both sides have entries."""
    return _inside(Gap(0, old, 0, new), matches)


def _inside(gap: Gap, matches: Sequence[Match]) -> Iterator[Gap]:
    for (i, j), (k, m) in pairwise([(gap.old - 1, gap.new - 1), *matches, (gap.old_end, gap.new_end)]):
        if i + 1 < k and j + 1 < m:
            yield Gap(i + 1, k, j + 1, m)


def by_landmarks(old: Keys, new: Keys, gap: Gap) -> list[Match]:
    """Match what is equal at both ends, and what is alone of its kind, as long as the order is kept."""
    found: list[Match] = []
    waiting = [gap]
    while waiting:
        inner, ends = _ends(old, new, waiting.pop())
        found += ends
        marks = _landmarks(old, new, inner)
        found += marks
        if marks:
            waiting += _inside(inner, marks)
    return sorted(found)


def _ends(old: Keys, new: Keys, gap: Gap) -> tuple[Gap, list[Match]]:
    """Match what both stretches begin and end with, and return what is left between."""
    first, last, start, end = gap
    found: list[Match] = []
    while first < last and start < end and old[first] == new[start]:
        found.append((first, start))
        first, start = first + 1, start + 1
    while first < last and start < end and old[last - 1] == new[end - 1]:
        last, end = last - 1, end - 1
        found.append((last, end))
    return Gap(first, last, start, end), found


def _landmarks(old: Keys, new: Keys, gap: Gap) -> list[Match]:
    if not gap.pairs:
        return []
    counts = Counter(old[gap.old : gap.old_end])
    places = {key: j for j, key in enumerate(new[gap.new : gap.new_end], gap.new)}
    there = Counter(new[gap.new : gap.new_end])
    alone = [
        (i, places[key])
        for i, key in enumerate(old[gap.old : gap.old_end], gap.old)
        if counts[key] == 1 and there[key] == 1
    ]
    return _rising(alone)


def _rising(matches: Sequence[Match]) -> list[Match]:
    """Return the longest run of matches that rises on both sides."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(matches):
        place = bisect_left(tails, j)
        tails[place : place + 1] = [j]
        at[place : place + 1] = [index]
        before.append(at[place - 1] if place else -1)
    kept: list[Match] = []
    index = at[-1] if at else -1
    while index >= 0:
        kept.append(matches[index])
        index = before[index]
    return kept[::-1]


def same_words(old: Keys, new: Keys) -> list[Match]:
    """Match equal entries, repeated ones too, as long as the order is kept."""
    found = by_landmarks(old, new, Gap(0, len(old), 0, len(new)))
    for gap in list(gaps(found, len(old), len(new))):
        if gap.pairs <= QUADRATIC:
            found += _repeated(old, new, gap)
    return sorted(found)


def _repeated(old: Keys, new: Keys, gap: Gap) -> Iterator[Match]:
    here, there = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
        yield from ((gap.old + block.a + k, gap.new + block.b + k) for k in range(block.size))


def by_likeness(gap: Gap, similar: Similar) -> list[Match]:
    """Match the entries of a stretch so that together they are as similar as can be; 0 never matches."""
    rows, columns = gap.old_end - gap.old, gap.new_end - gap.new
    reach = max(rows, columns) if rows * columns <= WHOLE else BAND
    best: list[dict[int, float]] = [{}]
    likeness: list[dict[int, float]] = []
    for i in range(rows):
        middle = round(i * columns / rows)
        above, here, known, left = best[-1], {}, {}, 0.0
        for j in range(max(0, middle - reach), min(columns, middle + reach + 1)):
            known[j] = value = similar(gap.old + i, gap.new + j)
            left = max(left, _reached(above, j), _reached(above, j - 1) + value if value else 0.0)
            here[j] = left
        best.append(here)
        likeness.append(known)
    return [(gap.old + i, gap.new + j) for i, j in _back(best, likeness)]


def _reached(row: dict[int, float], column: int) -> float:
    """Return the best sum up to a column; left of the band it is nothing, right of it that of its last column."""
    if column in row:
        return row[column]
    last = next(reversed(row), -1)
    return row[last] if 0 <= last < column else 0.0


def _back(best: list[dict[int, float]], likeness: list[dict[int, float]]) -> list[Match]:
    """Walk back along the sums, taking a match where the sum needs it."""
    found: list[Match] = []
    j = next(reversed(best[-1]), -1)
    for i in range(len(likeness) - 1, -1, -1):
        while j >= 0:
            here, above = _reached(best[i + 1], j), _reached(best[i], j)
            if here <= above:
                break  # this row needs no match
            if here <= (_reached(best[i + 1], j - 1) if j else 0.0):
                j -= 1
                continue
            if j in likeness[i] and likeness[i][j]:
                found.append((i, j))
                j -= 1
                break
            j -= 1
    return found[::-1]
