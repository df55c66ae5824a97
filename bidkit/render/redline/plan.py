"""What becomes of what: the blocks of two stories side by side, down to the paragraphs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bidkit.render.redline.alignment import Gap, Match, by_landmarks, by_likeness, gaps
from bidkit.render.redline.marking import Status
from bidkit.render.redline.names import SDT, SDT_CONTENT, TBL, TR, Element, P
from bidkit.render.redline.units import Unit, blocks, cells, likeness, rows

Cell = tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of the old story, of the new one, or of both; rows hold their cells, the others what is in them."""

    old: Unit | None
    new: Unit | None
    equal: bool = False
    inner: tuple["Step", ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    mark: Status = Status.KEPT
    """What became of the end of a paragraph, where that is not what became of the paragraph."""
    ends_as: tuple[Unit | None, Unit | None] | None = None
    """Whose end a paragraph keeps that is gone, or has come, but ends its container: as it is, or as it was."""

    @property
    def unit(self) -> Unit:
        """Return the unit, as it is now if it still stands."""
        return self.new or self.old or _NOTHING

    @property
    def status(self) -> Status:
        """Return whether the unit stands in both, in the old one only, or in the new one only."""
        return Status.KEPT if self.pair() else Status.GONE if self.old else Status.COME

    def pair(self) -> tuple[Unit, Unit] | None:
        """Return the unit as it was and as it is, where it stands in both."""
        return None if self.old is None or self.new is None else (self.old, self.new)


def planned(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Step, ...]:
    """Return the steps from one sequence of units to another."""
    return tuple(_between(old, new, _matched(old, new)))


def _between(old: Sequence[Unit], new: Sequence[Unit], matches: Sequence[Match]) -> Iterator[Step]:
    i = j = 0
    for k, m in (*matches, (len(old), len(new))):
        yield from (Step(unit, None) for unit in old[i:k])
        yield from (Step(None, unit) for unit in new[j:m])
        if k < len(old):
            yield step(old[k], new[m])
        i, j = k + 1, m + 1


def _matched(old: Sequence[Unit], new: Sequence[Unit]) -> list[Match]:
    found: list[Match] = []
    for key in _KEYS:
        known, now = [key(unit) for unit in old], [key(unit) for unit in new]
        for gap in list(gaps(found, len(old), len(new))):
            found += by_landmarks(known, now, gap)
        found.sort()
    for gap in list(gaps(found, len(old), len(new))):
        found += _alike(old, new, gap)
    return sorted(found)


_KEYS: tuple[Callable[[Unit], object], ...] = (
    lambda unit: unit.whole,
    lambda unit: unit.without_figures,
    lambda unit: unit.name if unit.kind != P else unit,
)


def _alike(old: Sequence[Unit], new: Sequence[Unit], gap: Gap) -> list[Match]:
    if gap.pairs == 1:
        one, other = old[gap.old], new[gap.new]
        rewritten = one.kind == other.kind == P and one.style == other.style and one.shape == other.shape
        return [(gap.old, gap.new)] if rewritten or likeness(one, other) else []
    return by_likeness(gap, lambda i, j: likeness(old[i], new[j]))


def step(old: Unit, new: Unit) -> Step:
    """Return the step from a unit to what became of it."""
    if old.signature == new.signature:
        return Step(old, new, equal=True)
    return opened(old, new)


def opened(old: Unit, new: Unit) -> Step:
    """Return the step from a unit to what became of it, with all that is in it."""
    if old.code:
        return Step(old, new, inner=_field(old, new))
    if old.kind == TBL:
        return Step(old, new, inner=planned(rows(old.element, old.signer), rows(new.element, new.signer)))
    if old.kind == TR:
        pairs = zip(old.elements, new.elements, strict=True)
        return Step(old, new, cells=tuple(_cells(one, other, old, new) for one, other in pairs))
    if old.kind == SDT:
        return Step(old, new, inner=planned(_held(old), _held(new)))
    return Step(old, new)


def _cells(one: Element, other: Element, old: Unit, new: Unit) -> tuple[Cell, ...]:
    pairs = zip(cells(one), cells(other), strict=True)
    return tuple(planned(blocks(a, old.signer), blocks(b, new.signer)) for a, b in pairs)


def _held(control: Unit) -> list[Unit]:
    content = control.element.find(SDT_CONTENT)
    return [] if content is None else blocks(content, control.signer)


def _field(old: Unit, new: Unit) -> tuple[Step, ...]:
    """Return the steps inside a field over paragraphs: it has to begin and end in both at once."""
    first, *middle, last = (Unit((each,), old.signer) for each in old.elements)
    start, *between, end = (Unit((each,), new.signer) for each in new.elements)
    return (step(first, start), *planned(middle, between), step(last, end))


def paragraph_pairs(steps: Sequence[Step]) -> Iterator[tuple[Element, Element]]:
    """Yield each paragraph that stands in both stories, as it was and as it is."""
    for each in steps:
        both = each.pair()
        if both is None:
            continue
        if each.equal or each.unit.kind == P:
            old, new = both
            for one, other in zip(old.elements, new.elements, strict=True):
                yield from zip(one.iter(P), other.iter(P), strict=False)
            continue
        yield from paragraph_pairs(each.inner)
        for row in each.cells:
            for cell in row:
                yield from paragraph_pairs(cell)


_NOTHING = Unit((), None)  # type: ignore[arg-type]
