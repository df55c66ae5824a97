"""Work out where the approval of the decided price stands."""

from dataclasses import replace
from decimal import Decimal

from bidkit.approval.figures import Figures
from bidkit.approval.outcome import Outcome, State
from bidkit.approval.verdict import Case, Count, Verdict, Voice, verdict
from bidkit.deal import Deal, House
from bidkit.stages.decided import decided_price


def outcome(case: Case, house: House, *, handed_in: bool) -> Outcome:
    """Return what the entries of a deal amount to for its decided price; `handed_in` once an issued bid is out."""
    now = verdict(case)
    if now.approved:
        return _of(case.deal, house, now.approved, "in-force")
    then = verdict(replace(case, handed_in=True)) if handed_in else None
    if then and then.approved:
        return _of(case.deal, house, then.approved, "handed-in")
    return _lacking(now)


def _of(deal: Deal, house: House, count: Count, state: State) -> Outcome:
    people = tuple(dict.fromkeys(_person(voice) for voice in count.voices))
    until = [voice.entry.content["valid_until"] for voice in count.voices if "valid_until" in voice.entry.content]
    found = Outcome(state, count.figures, people, min(until, default=None))
    asked = count.figures.price if _is_named(deal, count.figures) else _asked(deal, house)
    if deal.price.decision is None or asked == count.figures.price:
        return found
    said = "cannot be worked out" if asked is None else f"is {asked}"
    return replace(found, state="other-price", why=(f"the price that is asked now {said}",))


def _is_named(deal: Deal, figures: Figures) -> bool:
    """Say whether the record decides a position by its name, and that is the one."""
    said = deal.price.decision
    moved = deal.negotiation.price is not None or _given_away(deal)
    return not moved and said is not None and said.price is None and said.position == figures.position


def _asked(deal: Deal, house: House) -> Decimal | None:
    """Return what is asked now: the price on the table, less what was conceded of it."""
    stated = deal.negotiation.price if deal.negotiation.price is not None else decided_price(deal, house)
    return None if stated is None else stated - _given_away(deal)


def _given_away(deal: Deal) -> Decimal:
    granted = (each.off_price for each in deal.negotiation.concessions if each.state == "granted")
    return sum((each for each in granted if each), Decimal(0))


def _lacking(found: Verdict) -> Outcome:
    if found.counts:
        last = found.counts[-1]
        why = f"{last.people} of {last.band.quorum} in the band '{last.band.name}' ({' or '.join(last.band.roles)})"
        return Outcome("incomplete", last.figures, tuple(map(_person, last.voices)), None, (why,))
    if not found.voices:
        return Outcome("none")
    voice = found.voices[-1]
    return Outcome("undone", voice.figures, (_person(voice),), None, voice.why_not, voice.changes)


def _person(voice: Voice) -> str:
    return str(voice.entry.content["person"])
