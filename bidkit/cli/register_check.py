"""Hold a house's register against itself and against a saved head."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bidkit.approval.signed import signature_is_good
from bidkit.cli.authority_desk import signed_authority
from bidkit.cli.desk import sound_house
from bidkit.cli.register_desk import now, register_of
from bidkit.cli.saying import count, typed
from bidkit.cli.unlocking import private_key
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.rewriting import begin
from bidkit.record.files import HouseFile
from bidkit.register.canonical import canonical
from bidkit.register.chain import Fault, Head, chain_faults, head_faults, input_faults
from bidkit.register.signing import signed_by

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a register."""

    name: str
    entries: int
    head: str
    """The hash of the last entry; empty where there is none."""
    problems: tuple[Problem, ...]


def examine_register(start: Path, head: str | None) -> Examined:
    """Return everything that is wrong with a register; an entry's number stands as its line."""
    saved = None if head is None else _saved(head)
    house_file = _house(start)
    with register_of(house_file, create=False) as register:
        entries, inputs = register.entries(), register.inputs()
        name = register.name
    faults = [*chain_faults(entries, signed_by, _known(house_file)), *input_faults(entries, inputs)]
    faults += [
        Fault(entry.seq, "is not signed by the key that it names")
        for entry in entries
        if entry.key and not signature_is_good(entry, inputs)
    ]
    faults += head_faults(entries, saved) if saved else []
    problems = tuple(
        Problem(Place(name, each.seq), f"entry {each.seq} {each.message}" if each.seq else each.message, each.hint)
        for each in faults
    )
    return Examined(name, len(entries), entries[-1].hash if entries else "", problems)


def verified_line(found: Examined, start: Path, with_head: bool) -> str:
    """Return the outcome for a person."""
    said = count(found.entries, "entry", "entries")
    if found.problems:
        return f"{found.name}: {said}, {count(len(found.problems), 'fault', 'faults')}"
    if with_head:
        return f"{found.name}: {said}, the chain holds, and the saved head is in it"
    return (
        f"{found.name}: {said}, the chain holds: nothing in it was changed\n"
        "Whether its end was cut off, only a head shows that was saved before: "
        f"bidkit register head {typed(start)} --save FILE"
    )


def head_of(start: Path, name: str | None) -> dict[str, Any]:
    """Return a register's head as data, signed where a person is named."""
    with register_of(_house(start), create=False) as register:
        last = register.head()
        if last is None:
            hint = "The first approval or the first issued document is its first entry."
            raise ProblemsFound([Problem(Place(register.name), "holds nothing yet, and so has no head", hint)])
    found: dict[str, Any] = {"bidkit": "register head 1", "seq": last.seq, "hash": last.hash, "at": now()}
    if name is None:
        return found
    key = private_key(name, lambda _: False)
    return {**found, "key": key.public, "signature": key.sign(canonical(found))}


def save_head(path: Path, head: dict[str, Any]) -> None:
    """Write a head into a file that is not there yet."""
    if path.exists():
        hint = "Choose another name; an old head stays worth keeping."
        raise ProblemsFound([Problem(Place(str(path)), "is there already and is not overwritten", hint)])
    begin(path, f"{json.dumps(head, indent=2)}\n".encode())


def _saved(said: str) -> Head:
    if _HASH.fullmatch(said.strip().lower()):
        return Head(None, said.strip().lower())
    try:
        found = json.loads(Path(said).read_text(encoding="utf-8"))
        head = Head(int(found["seq"]), str(found["hash"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        hint = "Give a file that `bidkit register head --save` wrote, or the 64 signs of the hash."
        raise ProblemsFound([Problem(Place(said), "is no saved head", hint)]) from None
    bare = {name: value for name, value in found.items() if name not in ("key", "signature")}
    if "signature" in found and not signed_by(str(found.get("key")), canonical(bare), str(found["signature"])):
        hint = "The file was changed since it was saved; take another copy."
        raise ProblemsFound([Problem(Place(said), "the saved head does not have a good signature", hint)])
    return head


def _known(house_file: HouseFile) -> Collection[str] | None:
    """Return the keys that people of the house have or had; None where authority.yaml cannot say it."""
    try:
        people = signed_authority(house_file).authority.people
    except ProblemsFound:
        return None
    return {key for person in people for key in person.keys}


def _house(start: Path) -> HouseFile:
    return sound_house(start if start.is_dir() else start.parent)
