"""What another set of bids does to the order of those that did not change: rank reversals, named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pricing.evaluation.scoring import Scored


@dataclass(frozen=True, slots=True)
class Reversals:
    """Bids of both sets that moved, and pairs that changed places."""

    moved: tuple[tuple[Scored, Scored], ...]
    reversed: tuple[tuple[str, str], ...]


def reversals(before: Sequence[Scored], after: Sequence[Scored]) -> Reversals:
    """Compare two scorings; a pair is reversed where its first was ahead of its second and now is behind."""
    later = {each.bidder: each for each in after}
    both = [(each, later[each.bidder]) for each in before if each.bidder in later]
    moved = tuple((old, new) for old, new in both if (old.total, old.excluded) != (new.total, new.excluded))
    return Reversals(moved, tuple(_reversed(both)))


def _reversed(both: Sequence[tuple[Scored, Scored]]) -> Iterator[tuple[str, str]]:
    ranked = sorted((pair for pair in both if pair[0].rank and pair[1].rank), key=lambda pair: pair[0].rank or 0)
    for (ahead, ahead_now), (behind, behind_now) in combinations(ranked, 2):
        was_ahead = (ahead.rank or 0) < (behind.rank or 0)
        if was_ahead and (ahead_now.rank or 0) > (behind_now.rank or 0):
            yield ahead.bidder, behind.bidder
