"""Hold the register against itself and against a saved head: what was edited, cut off, chained anew or rolled back."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bidkit.register.canonical import digest
from bidkit.register.entry import DECISIONS, START, Entry, head_message, rehashed

Verify = Callable[[str, bytes, str], bool]
"""Says of a public key, a message and a signature whether they belong together."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the register as it was at some time."""

    seq: int | None
    """The number of the entry; None where only the hash was saved."""
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with the register, at an entry; 0 stands for the register as a whole."""

    seq: int
    message: str
    hint: str = ""


def chain_faults(entries: Sequence[Entry], verify: Verify, known: Collection[str] | None = None) -> Iterator[Fault]:
    """Yield where the chain is broken, from its first entry to its last.

    `known` are the public keys that people of the house have or had; a head signed with any other is a fault.
    """
    expected, previous = 1, START
    for entry in entries:
        if entry.seq != expected:
            missing = (
                f"entry {expected} is" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1} are"
            )
            yield Fault(entry.seq, f"{missing} missing before this one")
        elif entry.previous != previous:
            yield Fault(entry.seq, "does not follow from the entry before it: one of the two was put in anew")
        if rehashed(entry) != entry.hash:
            yield Fault(entry.seq, "was edited: what it says does not have the hash that it bears")
        if entry.kind in DECISIONS and not entry.key:
            yield Fault(entry.seq, "is a decision and bears no signature")
        yield from _head_faults(entry, verify, known)
        expected, previous = entry.seq + 1, entry.hash


def _head_faults(entry: Entry, verify: Verify, known: Collection[str] | None) -> Iterator[Fault]:
    if not entry.head_key and not entry.head_signature:
        if entry.key:
            yield Fault(entry.seq, "was signed by a person, but its place in the register was not: it was chained anew")
        return
    if not verify(entry.head_key, head_message(entry.seq, entry.hash), entry.head_signature):
        yield Fault(entry.seq, "its head is not signed by the key that is named: it was chained anew")
    elif known is not None and entry.head_key not in known:
        hint = "Keep the keys of people who left in authority.yaml, with `until`; otherwise somebody chained it anew."
        yield Fault(entry.seq, "its head is signed with a key that nobody in authority.yaml has", hint)


def input_faults(entries: Sequence[Entry], inputs: Mapping[str, object]) -> Iterator[Fault]:
    """Yield entries whose kept input is gone or was edited."""
    edited = {name for name, content in inputs.items() if digest(content) != name}
    for entry in entries:
        name = entry.content.get("input_digest")
        if name is not None and name not in inputs:
            yield Fault(entry.seq, "the input that it binds is gone")
        elif name in edited:
            yield Fault(entry.seq, "the input that it binds was edited")


def head_faults(entries: Sequence[Entry], saved: Head) -> Iterator[Fault]:
    """Yield how the register differs from what it was when its head was saved."""
    if any(entry.hash == saved.hash and saved.seq in (None, entry.seq) for entry in entries):
        return
    last = entries[-1].seq if entries else 0
    if saved.seq is None:
        message = "holds no entry with the saved head: it was cut off, rolled back to an older copy, or chained anew"
        yield Fault(0, message)
    elif last < saved.seq:
        message = f"ends at entry {last}, and the saved head is entry {saved.seq}"
        yield Fault(last, f"{message}: it was cut off, or rolled back to an older copy")
    else:
        yield Fault(saved.seq, "is not what it was when the head was saved: the register was chained anew")
