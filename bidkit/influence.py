"""What the standards do to us and to each rival, and what is still owed before they count as known and influenced."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bidkit.deal import Deal
from bidkit.deal.standards import Requirement, RivalAnswer

Favour = Literal["ours", "rival", "mixed", "level", "open"]
Move = Literal["shape", "open-up", "withdraw", "follow-up", "find-out", "answer", "accept", "let-go"]

_RANK = {"deviate": 0, "partially": 1, "comply": 2, "exceed": 3}
_MEETS = ("comply", "exceed")


@dataclass(frozen=True, slots=True)
class Gain:
    """The points by which we are ahead of a rival: between these two, as far as answers are unknown."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Gain") -> "Gain":
        return Gain(self.low + other.low, self.high + other.high)


NOTHING = Gain(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Judged:
    """One standard: whom it favours, our gain over each rival by id, whether only we can meet it, what to do."""

    requirement: Requirement
    favour: Favour
    gains: tuple[tuple[str, Gain], ...]
    only_we: bool
    move: Move


def counts(item: Requirement) -> bool:
    """Say whether a requirement stands, or may come to stand, in the customer's standards."""
    return item.state != "refused"


def settled(item: Requirement) -> bool:
    """Say whether it is known that a requirement stands in the customer's standards, and how."""
    return item.state in ("adopted", "changed")


def judge(deal: Deal, partial: Decimal) -> tuple[Judged, ...]:
    """Judge every requirement; `partial` is the share of the points that a partial answer earns."""
    rivals = [rival.id for rival in deal.competitors]
    return tuple(_judged(item, rivals, partial) for item in deal.standards.requirements)


def _judged(item: Requirement, rivals: list[str], partial: Decimal) -> Judged:
    theirs = {name: _answer_of(item, name) for name in rivals}
    ours = item.ours.answer
    favour = _favour(ours, list(theirs.values()))
    only_we = ours in _MEETS and bool(theirs) and all(each in ("partially", "deviate") for each in theirs.values())
    gains = tuple((name, _gain(item, ours, answer, partial)) for name, answer in theirs.items())
    return Judged(item, favour, gains, only_we, _move(item, favour, only_we=only_we))


def _answer_of(item: Requirement, rival: str) -> str | None:
    found: RivalAnswer | None = next((each for each in item.rivals if each.rival == rival), None)
    return None if found is None or found.answer == "unknown" else found.answer


def standing(deal: Deal, rival: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the standards that a rival is expected to answer better than we do, and of those less well."""
    leads = {
        item.id: _RANK[theirs] - _RANK[item.ours.answer]
        for item in deal.standards.requirements
        if counts(item) and item.ours.answer and (theirs := _answer_of(item, rival))
    }
    return tuple(each for each in leads if leads[each] > 0), tuple(each for each in leads if leads[each] < 0)


def _favour(ours: str | None, theirs: list[str | None]) -> Favour:
    if ours is None or not theirs:
        return "open"
    known = [_RANK[each] for each in theirs if each is not None]
    ahead, behind = any(_RANK[ours] > each for each in known), any(_RANK[ours] < each for each in known)
    if ahead and behind:
        return "mixed"
    if ahead or behind:
        return "ours" if ahead else "rival"
    return "level" if len(known) == len(theirs) else "open"


def _gain(item: Requirement, ours: str | None, theirs: str | None, partial: Decimal) -> Gain:
    if item.weight is None or not counts(item):
        return NOTHING
    (least, most), (their_least, their_most) = _span(ours, partial), _span(theirs, partial)
    return Gain(item.weight * (least - their_most), item.weight * (most - their_least))


def _span(answer: str | None, partial: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest share of the points that an answer may earn; to exceed earns no more."""
    if answer is None:
        return Decimal(0), Decimal(1)
    share = Decimal(1) if answer in _MEETS else partial if answer == "partially" else Decimal(0)
    return share, share


def _move(item: Requirement, favour: Favour, *, only_we: bool) -> Move:  # noqa: PLR0911 - one answer per case
    if not counts(item):
        return "let-go"
    if item.ours.answer is None:
        return "answer"
    if item.obligation == "mandatory" and item.ours.answer not in _MEETS:
        return "withdraw" if item.published_on else "shape"
    if only_we:
        return "open-up"
    if favour in ("rival", "mixed"):
        return "accept" if item.published_on else "shape"
    if item.state in ("proposed", "unknown"):
        return "follow-up"
    return "find-out" if favour == "open" else "accept"


def gains_by_rival(judged: tuple[Judged, ...]) -> dict[str, Gain]:
    """Return by how many points we are ahead of each rival over all standards."""
    total: dict[str, Gain] = {}
    for each in judged:
        for rival, gain in each.gains:
            total[rival] = total.get(rival, NOTHING) + gain
    return total


def knocked_out(judged: tuple[Judged, ...], rival: str) -> tuple[str, ...]:
    """Return the ids of the mandatory standards that a rival is not expected to meet."""
    return tuple(
        each.requirement.id
        for each in judged
        if each.requirement.obligation == "mandatory"
        and counts(each.requirement)
        and _answer_of(each.requirement, rival) in ("partially", "deviate")
    )


def standards_gaps(deal: Deal) -> tuple[str, ...]:
    """Return the record paths that keep the standards from being known and influenced."""
    return tuple(_gaps(deal))


def _gaps(deal: Deal) -> Iterator[str]:
    items = deal.standards.requirements
    if not items:
        yield "standards.requirements"
        return
    for item in items:
        if counts(item) and not settled(item):
            yield f"standards.requirements.{item.id}.state"
    for item in items:
        if counts(item) and item.ours.answer is None:
            yield f"standards.requirements.{item.id}.ours.answer"
    if not any(item.origin == "proposed" and settled(item) for item in items):
        yield "standards.requirements[origin=proposed]"
    if not any(each.date and each.outcome and each.serves for each in deal.standards.activities):
        yield "standards.activities"
