"""Make steps such that Word can carry them out: where a container ends, and where two tables would meet.

The last end of paragraph of a cell, header or body cannot be deleted, so it has to be one that stays. Two tables with
no paragraph between them would become one.
"""

from collections.abc import Sequence
from dataclasses import replace

from bidkit.render.redline.marking import Status
from bidkit.render.redline.names import TBL, P
from bidkit.render.redline.plan import Step, opened
from bidkit.render.redline.units import Unit, has_section

Steps = tuple[Step, ...]


def settled(steps: Steps) -> Steps:
    """Return the steps of a container that has to end with a paragraph."""
    return _apart(_ended(steps))


def _ended(steps: Steps) -> Steps:
    last = max((index for index, each in enumerate(steps) if each.pair()), default=-1)
    head, tail = steps[: last + 1], steps[last + 1 :]
    gone = tuple(each for each in tail if each.old)
    come = tuple(each for each in tail if each.new)
    if gone and come:
        return (*head, *_together(gone, come))
    if not tail or not head:
        return steps
    return _carried_on(head, tail)


def _together(gone: Steps, come: Steps) -> Steps:
    """Let what both stories end with be one paragraph, rewritten."""
    old, new = gone[-1].old, come[-1].new
    if old is None or new is None or not _can_be_one(old, new):
        return (*gone, *come)
    return (*gone[:-1], *come[:-1], opened(old, new))


def _carried_on(head: Steps, tail: Steps) -> Steps:
    """End the last common paragraph with a mark that is itself gone or come, and let the last of the tail end all."""
    pair, end = head[-1].pair(), tail[-1]
    if pair is None or not all(_can_be_one(each, end.unit) for each in pair):
        return (*head, *tail)
    if all(each.unit.kind == P for each in tail):
        looks = (pair[1], None) if end.old else (None, pair[0])
        return (*head[:-1], replace(opened(*pair), mark=end.status), *tail[:-1], replace(end, ends_as=looks))
    old, new = pair
    if end.old:
        return (*head[:-1], Step(old, None), *tail[:-1], opened(end.old, new))
    return (*head[:-1], Step(None, new), *tail[:-1], opened(old, end.unit))


def _can_be_one(old: Unit, new: Unit) -> bool:
    return old.kind == new.kind == P and not has_section(old.element) and not has_section(new.element)


def _apart(steps: Steps) -> Steps:
    """Part a table that is gone from one that has come, with the paragraphs that stood below each."""
    found: list[Step] = []
    index = 0
    while index < len(steps):
        gone = _run(steps, index, old=True)
        come = _run(steps, index + len(gone), old=False)
        index += len(gone) + len(come)
        follows = steps[index] if index < len(steps) else None
        if gone and come and gone[-1].unit.kind == TBL and come[0].unit.kind == TBL:
            pair = _parting(follows) if index + 1 < len(steps) else None
            if pair is not None:
                found += [*gone, Step(pair[0], None), *come, Step(None, pair[1])]
                index += 1
                continue
            gone = (*gone, SEPARATOR)
        found += [*gone, *come]
        if not gone and not come and follows is not None:
            found.append(follows)
            index += 1
    return tuple(found)


def _parting(step: Step | None) -> tuple[Unit, Unit] | None:
    """Return a paragraph that can be written twice, since it is the end of nothing."""
    if step is None or step.unit.kind != P or step.mark is not Status.KEPT:
        return None
    pair = step.pair()
    return None if pair is None or has_section(pair[0].element) else pair


def _run(steps: Sequence[Step], start: int, *, old: bool) -> Steps:
    end = start
    while end < len(steps) and not steps[end].pair() and bool(steps[end].old) is old and not steps[end].ends_as:
        end += 1
    return tuple(steps[start:end])


SEPARATOR = Step(None, None)
"""A paragraph that stands in neither story: it keeps two tables apart until the changes are accepted or rejected."""
