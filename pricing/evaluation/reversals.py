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
    ranked = ((old.rank, new.rank, old.bidder) for old, new in both if old.rank and new.rank)
    for (ahead, ahead_now, first), (behind, behind_now, second) in combinations(sorted(ranked), 2):
        if ahead < behind and ahead_now > behind_now:
            yield first, second
