"""What stands in the register: entries, each bound to the one before it by its hash."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bidkit.register.canonical import canonical, digest

Kind = Literal["approve", "refuse", "revoke", "issue", "supersede"]
Content = Mapping[str, Any]

DECISIONS: tuple[Kind, ...] = ("approve", "refuse", "revoke")  # what a person signs
START = "0" * 64  # what stands before the first entry
_LETTERS: dict[str, str] = {"approve": "A", "refuse": "R", "revoke": "V", "issue": "D", "supersede": "S"}


class Signer(Protocol):
    """Somebody with an unlocked key."""

    @property
    def public(self) -> str:
        """The public key."""

    def sign(self, message: bytes) -> str:
        """Return the signature of a message."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place in the register."""

    kind: Kind
    deal: str
    at: str
    """The moment by the writer's clock, in UTC, such as 2026-09-15T08:30:00Z."""
    content: Content
    """What the entry says, as plain data."""
    key: str = ""
    """The public key of who signed the content; empty where nobody did."""
    signature: str = ""
    inputs: Mapping[str, object] = field(default_factory=dict)
    """Plain data that the content names by its digest; kept once, however often it is named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the register."""

    seq: int
    kind: Kind
    deal: str
    at: str
    content: Content
    key: str
    signature: str
    previous: str
    """The hash of the entry before."""
    hash: str
    head_key: str
    """The public key of who wrote the entry; empty where the writer had none."""
    head_signature: str
    """The signature of the hash, and with it of everything up to here."""

    @property
    def id(self) -> str:
        """What people call the entry, such as A-17."""
        return f"{_LETTERS[self.kind]}-{self.seq}"


def entry_hash(seq: int, draft: Draft, previous: str) -> str:
    """Return the hash of an entry: of all that it says, and of the hash before it."""
    return digest(
        {
            "seq": seq,
            "kind": draft.kind,
            "deal": draft.deal,
            "at": draft.at,
            "content": draft.content,
            "key": draft.key,
            "signature": draft.signature,
            "previous": previous,
        }
    )


def placed(seq: int, draft: Draft, previous: str, signer: Signer | None) -> Entry:
    """Return a draft at its place, its hash signed where the writer has a key."""
    found = entry_hash(seq, draft, previous)
    head_key, head_signature = (signer.public, signer.sign(head_message(seq, found))) if signer else ("", "")
    said = (draft.kind, draft.deal, draft.at, draft.content, draft.key, draft.signature)
    return Entry(seq, *said, previous, found, head_key, head_signature)


def head_message(seq: int, found: str) -> bytes:
    """Return what is signed of a head; it cannot be taken for anything else that is signed."""
    return canonical({"bidkit": "register head", "seq": seq, "hash": found})


def rehashed(entry: Entry) -> str:
    """Return the hash that an entry must have for what it says."""
    draft = Draft(entry.kind, entry.deal, entry.at, entry.content, entry.key, entry.signature)
    return entry_hash(entry.seq, draft, entry.previous)
