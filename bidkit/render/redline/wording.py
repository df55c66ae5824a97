"""What changed inside one paragraph: words kept, gone and come, in reading order."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bidkit.render.redline.alignment import Match, same_words
from bidkit.render.redline.marking import Status
from bidkit.render.redline.tokens import Token

LEAST = 0.2  # of the longer text has to stay, or all of it counts as rewritten


class Change(NamedTuple):
    """One token and what became of it."""

    status: Status
    token: Token
    before: Token | None = None
    """The token that it was, where it was kept."""
    at: int = 0
    """How many tokens of the new paragraph stand before it."""
    was_at: int = 0
    """How many tokens of the old paragraph stood before it."""


def changes(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Change]:
    """Yield every token of both paragraphs: in each place what is gone, then what has come."""
    i = j = 0
    for k, m in (*kept(old, new), (len(old), len(new))):
        yield from (Change(Status.GONE, old[n], None, j, n) for n in range(i, k))
        yield from (Change(Status.COME, new[n], None, n, k) for n in range(j, m))
        if k < len(old):
            yield Change(Status.KEPT, new[m], old[k], m, k)
        i, j = k + 1, m + 1


def kept(old: Sequence[Token], new: Sequence[Token]) -> list[Match]:
    """Return which tokens stay, without scraps that only make a change hard to read."""
    matches = same_words([each.key for each in old], [each.key for each in new])
    if sum(_weight(old[i]) for i, _ in matches) < LEAST * max(sum(map(_weight, old)), sum(map(_weight, new))):
        return [(i, j) for i, j in matches if old[i].held]
    return [match for stretch in _stretches(matches, len(old), len(new), old) for match in stretch]


def _weight(token: Token) -> int:
    return 0 if token.word.isspace() else len(token.word) or 1


def _stretches(matches: list[Match], old_end: int, new_end: int, old: Sequence[Token]) -> Iterator[list[Match]]:
    """Yield unbroken stretches of matches, leaving out a scrap that stands between two changes."""
    stretches: list[list[Match]] = []
    for match in matches:
        if stretches and stretches[-1][-1] == (match[0] - 1, match[1] - 1):
            stretches[-1].append(match)
        else:
            stretches.append([match])
    for stretch in stretches:
        begins = min(stretch[0]) == 0
        ends = stretch[-1][0] == old_end - 1 or stretch[-1][1] == new_end - 1
        if begins or ends or any(old[i].held for i, _ in stretch) or sum(_weight(old[i]) for i, _ in stretch) > 1:
            yield stretch
