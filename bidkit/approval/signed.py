"""The form in which a decision is signed, and what a signed entry says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from bidkit.approval.binding import Input
from bidkit.approval.figures import Figures
from bidkit.register.canonical import canonical, digest
from bidkit.register.entry import Draft, Entry, Signer, rehashed
from bidkit.register.signing import signed_by

Answer = Literal["approve", "refuse"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody says with a yes or no."""

    person: str
    at: str
    conditions: tuple[str, ...] = ()
    valid_until: date | None = None
    reason: str | None = None


def decided(kind: Answer, deal: str, figures: Figures, bound: Input, terms: Terms, signer: Signer) -> Draft:
    """Return a signed yes or no to a price."""
    content: dict[str, Any] = {
        "person": terms.person,
        "decision": figures.data(),
        "input_digest": digest(bound),
    }
    if terms.conditions:
        content["conditions"] = list(terms.conditions)
    if terms.valid_until:
        content["valid_until"] = terms.valid_until.isoformat()
    if terms.reason:
        content["reason"] = terms.reason
    signature = signer.sign(message(kind, deal, terms.at, content, bound))
    return Draft(kind, deal, terms.at, content, signer.public, signature, {content["input_digest"]: bound})


def revoked(deal: str, entries: tuple[str, ...], terms: Terms, signer: Signer) -> Draft:
    """Return a signed revocation of approvals."""
    content: dict[str, Any] = {"person": terms.person, "entries": list(entries)}
    if terms.reason:
        content["reason"] = terms.reason
    signature = signer.sign(message("revoke", deal, terms.at, content, None))
    return Draft("revoke", deal, terms.at, content, signer.public, signature)


def message(kind: str, deal: str, at: str, content: Mapping[str, Any], bound: object) -> bytes:
    """Return what is signed: the decision and, where there is one, the whole input, as canonical JSON."""
    said = {"bidkit": f"{kind} 1", "deal": deal, "at": at, "content": content}
    return canonical(said if bound is None else {**said, "input": bound})


def signature_is_good(entry: Entry, inputs: Mapping[str, object]) -> bool:
    """Say whether an entry is signed with the key that it names, over what it says and what it binds."""
    bound = inputs.get(entry.content.get("input_digest", ""))
    if entry.kind in ("approve", "refuse") and (bound is None or digest(bound) != entry.content["input_digest"]):
        return False
    return signed_by(entry.key, message(entry.kind, entry.deal, entry.at, entry.content, bound), entry.signature)


def is_whole(entry: Entry) -> bool:
    """Say whether an entry says what it was entered with, in the form in which decisions are entered."""
    if rehashed(entry) != entry.hash:
        return False
    try:
        return bool(entry.content["entries"] if entry.kind == "revoke" else figures_in(entry) and moment(entry))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return False


def figures_in(entry: Entry) -> Figures:
    """Return the figures that were signed."""
    said = entry.content["decision"]
    numbers = ("price", "gross_margin", "win_probability", "below_floor")
    return Figures(**{**said, **{name: Decimal(said[name]) for name in numbers}})


def valid_until(entry: Entry) -> date | None:
    """Return the last day of an approval, or None where it has none."""
    said = entry.content.get("valid_until")
    return date.fromisoformat(said) if said else None


def moment(entry: Entry) -> datetime:
    """Return when an entry was signed, by its writer's clock."""
    return datetime.fromisoformat(entry.at)


def day_of(entry: Entry) -> date:
    """Return the day of that, in UTC."""
    return moment(entry).date()
