"""Where the approval of a price stands, as lines for a person and as data for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bidkit.approval.figures import Figures
from bidkit.approval.signed import figures_in
from bidkit.approval.verdict import Count, Verdict, Voice
from bidkit.cli.approval_told import changes_told
from bidkit.cli.saying import count, typed
from bidkit.deal import Deal
from bidkit.register.entry import Entry
from bidkit.stages.sheet import jsonable


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield in short whether a price is approved, and what is lacking otherwise."""
    approved = verdict.approved
    if approved:
        names = " and ".join(_names(approved))
        until = _until(approved)
        yield f"APPROVED and in force: {_price(approved.figures)}, by {names}" + (f", until {until}" if until else "")
        return
    for each in verdict.counts:
        lacking = each.band.quorum - each.people
        roles = " or ".join(each.band.roles)
        yield (
            f"Not yet approved: {_price(each.figures)} has {each.people} of {each.band.quorum} in the band "
            f"'{each.band.name}' ({roles}); {lacking} more to come"
        )
    if not verdict.counts:
        yield "Not approved: no approval is in force."


def approvals_lines(deal: Deal, verdict: Verdict, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield every decision on a deal's price and what has become of it."""
    yield f"{deal.id}  {deal.title}"
    yield from verdict_lines(verdict)
    voices = {voice.entry.id: voice for voice in verdict.voices}
    for entry in entries:
        yield ""
        yield from _voice(voices[entry.id]) if entry.id in voices else _other(entry)


def how_to_say_yes(record: Path, deal: Deal) -> str:
    """Return what a person types to approve the price that was decided."""
    decided = deal.price.decision
    price = decided.price if decided else None
    position = decided.position if decided and decided.position not in (None, "withdraw") else "balanced"
    what = f"--position {position}" if price is None else f"--price {price}"
    return f'Whoever may say yes types: bidkit approve {typed(record)} {what} --as "THEIR NAME"'


def approvals_data(deal: Deal, verdict: Verdict, entries: Sequence[Entry]) -> object:
    """Return every decision on a deal's price and what has become of it, as JSON data."""
    approved = verdict.approved
    found = {
        "deal": deal.id,
        "in_force": approved is not None,
        "approved": _approved(approved) if approved else None,
        "counts": [_count(each) for each in verdict.counts],
        "approvals": [_voice_data(voice) for voice in verdict.voices],
        "refusals": [_entry(entry) | asdict(figures_in(entry)) for entry in entries if entry.kind == "refuse"],
        "revocations": [
            _entry(entry) | {"approvals": list(entry.content["entries"])} for entry in entries if entry.kind == "revoke"
        ],
    }
    return jsonable(found)


def _voice(voice: Voice) -> Iterator[str]:
    entry, figures = voice.entry, voice.figures
    yield f"{entry.id}  {entry.content['person']} approved {_price(figures)} on {entry.at[:10]}"
    yield (
        f"      margin {figures.gross_margin:.2%}, win chance {figures.win_probability:.2%}, "
        f"below the floor margin {figures.below_floor:.2%}, {count(figures.deviations, 'deviation', 'deviations')}"
    )
    for condition in entry.content.get("conditions", ()):
        yield f"      on condition: {condition}"
    if "valid_until" in entry.content:
        yield f"      valid until {entry.content['valid_until']}"
    for other in voice.others:
        yield f"      counted with {other.deal}: {other.price} {other.currency} on {other.on}"
    yield "      still good" if voice.holds else f"      NO LONGER GOOD: {'; '.join(voice.why_not)}"
    yield from (f"      {told}" for told in changes_told(voice.changes))


def _other(entry: Entry) -> Iterator[str]:
    what = _price(figures_in(entry)) if entry.kind == "refuse" else ", ".join(entry.content["entries"])
    did = "refused" if entry.kind == "refuse" else "revoked"
    yield f"{entry.id}  {entry.content['person']} {did} {what} on {entry.at[:10]}"
    if "reason" in entry.content:
        yield f"      {entry.content['reason']}"


def _voice_data(voice: Voice) -> dict[str, Any]:
    said = voice.entry.content
    return {
        **_entry(voice.entry),
        **asdict(voice.figures),
        "conditions": list(said.get("conditions", ())),
        "valid_until": said.get("valid_until"),
        "good": voice.holds,
        "why_not": list(voice.why_not),
        "changes": [{"field": each.field, "from": each.before, "to": each.after} for each in voice.changes],
        "counted_with": [
            {"deal": each.deal, "price": each.price, "currency": each.currency, "on": each.on.isoformat()}
            for each in voice.others
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    said = {"id": entry.id, "who": entry.content["person"], "when": entry.at}
    return {**said, "reason": entry.content["reason"]} if "reason" in entry.content else said


def _approved(found: Count) -> dict[str, Any]:
    return {
        **asdict(found.figures),
        "by": _names(found),
        "approvals": [voice.entry.id for voice in found.voices],
        "valid_until": _until(found),
        "conditions": [each for voice in found.voices for each in voice.entry.content.get("conditions", ())],
    }


def _count(found: Count) -> dict[str, Any]:
    return {
        "price": found.figures.price,
        "position": found.figures.position,
        "band": found.band.name,
        "quorum": found.band.quorum,
        "people": found.people,
        "enough": found.enough,
    }


def _names(found: Count) -> list[str]:
    return list(dict.fromkeys(str(voice.entry.content["person"]) for voice in found.voices))


def _until(found: Count) -> str | None:
    return min(
        (voice.entry.content["valid_until"] for voice in found.voices if "valid_until" in voice.entry.content),
        default=None,
    )


def _price(figures: Figures) -> str:
    name = "" if figures.position == "other" else f"{figures.position} "
    return f"{name}{figures.price} {figures.currency}"
