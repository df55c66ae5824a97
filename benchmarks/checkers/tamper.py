"""Whether what is done to the register behind its back, and to files that were issued, is found."""

import io
import os
import random
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import docx
import pikepdf

from benchmarks.checkers.trial import TEXT_CHANGES, Trial, resaved, sample, sown
from bidkit.cli.verifying import verified
from bidkit.register.chain import Head, chain_faults, head_faults, input_faults
from bidkit.register.opening import opened
from bidkit.register.signing import PrivateKey, signed_by
from bidkit.register.store import Register
from tests.acceptance.approving import Office, office_in
from tests.unit.register.conftest import HOUSE
from tests.unit.register.test_chain import KEY, STRANGER, draft, head, rewritten

ENTRIES = 14


def trials(chance: random.Random) -> Iterator[Trial]:
    """Tamper with a register of some entries, and with the files of a bid that went out."""
    with tempfile.TemporaryDirectory() as name:
        yield from _registers(Path(name), chance)
    with tempfile.TemporaryDirectory() as name:
        yield from _issued_files(_issued(Path(name)), Path(name), chance)


@dataclass(frozen=True)
class Kept:
    """A register, and what somebody else keeps of it."""

    file: Path
    saved: Head
    older: Path
    """A copy from before the last entries."""


def _registers(folder: Path, chance: random.Random) -> Iterator[Trial]:
    kept = _filled(folder)
    for kind, attack in sample(ATTACKS, 160):
        file = Path(shutil.copy(kept.file, folder / "attacked.db"))
        attack(file, kept, chance)
        yield Trial(f"register: {kind}", True, _faulty(file, kept.saved))
    for kind, attack in sample(HARMLESS, 30):
        file = Path(shutil.copy(kept.file, folder / "used.db"))
        attack(file, kept, chance)
        yield Trial(f"register: {kind}", False, _faulty(file, kept.saved))


def _filled(folder: Path) -> Kept:
    file, older = folder / "bidkit.db", folder / "older.db"
    for number in range(1, ENTRIES + 1):
        with opened(file, HOUSE) as register:
            _write(register, number)
            saved = head(register)
        if number == ENTRIES - 3:
            shutil.copy(file, older)
    return Kept(file, saved, older)


def _write(register: Register, number: int) -> None:
    register.write("SPR-1", lambda _: [draft(number)], KEY)


def _faulty(file: Path, saved: Head) -> bool:
    with opened(file, HOUSE) as register:
        entries = register.entries()
        found = [*chain_faults(entries, signed_by, (KEY.public,)), *input_faults(entries, register.inputs())]
        return bool([*found, *head_faults(entries, saved)])


Attack = Callable[[Path, Kept, random.Random], object]


def _sql(file: Path, *commands: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for command in commands:
            database.execute(command)


def _edited(column: str) -> Attack:
    def attack(file: Path, _: Kept, chance: random.Random) -> None:
        value = {"kind": "refuse", "content": '{"person":"Deng Li"}'}.get(column, "SPR-9")
        _sql(file, f"UPDATE register_entry SET {column} = '{value}' WHERE seq = {chance.randint(1, ENTRIES)}")  # noqa: S608

    return attack


def _chained_anew(key: PrivateKey | None) -> Attack:
    def attack(file: Path, _: Kept, __: random.Random) -> None:
        with opened(file, HOUSE) as register:
            entries = rewritten(register.entries(), key)
        names = ("content", "prev", "hash", "head_key", "head_signature")
        _sql(file)
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            there = {name for _, name, *_ in database.execute("PRAGMA table_info(register_entry)")}
            for each in entries:
                row = {name: getattr(each, name) for name in names if name in there and hasattr(each, name)}
                row = {name: _stored(value) for name, value in row.items()}
                said = ", ".join(f"{name} = ?" for name in row)
                database.execute(f"UPDATE register_entry SET {said} WHERE seq = ?", [*row.values(), each.seq])  # noqa: S608

    return attack


def _stored(value: object) -> object:
    from bidkit.register.canonical import canonical

    return canonical(value).decode() if isinstance(value, dict) else value


ATTACKS: Mapping[str, Attack] = {
    **{f"`{name}` of an entry edited": _edited(name) for name in ("kind", "deal", "at", "content", "signature", "key")},
    "an entry taken out": lambda file, _, chance: _sql(
        file,
        f"DELETE FROM register_entry WHERE seq = {chance.randint(1, ENTRIES)}",  # noqa: S608
    ),
    "its end cut off": lambda file, _, chance: _sql(
        file,
        f"DELETE FROM register_entry WHERE seq > {chance.randint(0, ENTRIES - 1)}",  # noqa: S608
    ),
    "two entries exchanged": lambda file, _, chance: _exchanged(file, chance),
    "what an entry binds edited": lambda file, _, __: _sql(file, "UPDATE register_input SET content = '{}'"),
    "what an entry binds taken out": lambda file, _, __: _sql(file, "DELETE FROM register_input"),
    "chained anew without a key": _chained_anew(None),
    "chained anew with a stranger's key": _chained_anew(STRANGER),
    "chained anew with a key of the house": _chained_anew(KEY),
    "an older copy put back": lambda file, kept, _: shutil.copy(kept.older, file),
}


def _exchanged(file: Path, chance: random.Random) -> None:
    one, two = chance.sample(range(1, ENTRIES + 1), 2)
    steps = ((one, 9_999), (two, one), (9_999, two))
    _sql(file, *(f"UPDATE register_entry SET seq = {new} WHERE seq = {old}" for old, new in steps))  # noqa: S608


def _more(file: Path, _: Kept, __: random.Random) -> None:
    with opened(file, HOUSE) as register:
        _write(register, ENTRIES + 1)


HARMLESS: Mapping[str, Attack] = {
    "opened again": lambda file, _, __: _faulty(file, Head(None, "")),
    "packed by SQLite": lambda file, _, __: _plain(file, "VACUUM"),
    "looked into by another program": lambda file, _, __: _plain(file, "ANALYZE"),
    "entries were added": _more,
}


def _plain(file: Path, command: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(command)


def _issued(folder: Path) -> Office:
    office = office_in(folder)
    for name in ("Gao Ming", "Deng Li"):
        office.decide("approve", name)
    said = office.run("bid", office.record, "--final", "--by", "volume", "--out", folder / "out")
    if said.code:
        raise SystemExit(said.err)
    return office


def _issued_files(office: Office, folder: Path, chance: random.Random) -> Iterator[Trial]:
    words, pages = (sorted((folder / "out").glob(f"*-rev1.{kind}")) for kind in ("docx", "pdf"))
    for kind, how in sample(TEXT_CHANGES, 40):
        data = sown(chance.choice(words).read_bytes(), how, chance)
        yield Trial(f"Word file: {kind}", True, _not_as_issued(office, "copy.docx", data))
    for kind, change in sample(WORD_CHANGES, 30):
        data = change(chance.choice(words).read_bytes(), chance)
        yield Trial(f"Word file: {kind}", True, _not_as_issued(office, "copy.docx", data))
    for kind, change in sample(PDF_CHANGES, 50):
        data = change(chance.choice(pages).read_bytes(), chance)
        yield Trial(f"PDF: {kind}", True, _not_as_issued(office, "copy.pdf", data))
    for number, file in enumerate((*words, *pages) * 4):
        data, name = file.read_bytes(), ("their copy", "第一册", "Copy of copy", file.stem)[number % 4]
        yield Trial("file: copied under some name", False, _not_as_issued(office, f"{name}{file.suffix}", data))


def _not_as_issued(office: Office, name: str, data: bytes) -> bool:
    path = office.record.with_name(name)
    path.write_bytes(data)
    os.utime(path, (1, 1))
    (found,) = verified([path], None)
    path.unlink()
    return found.state != "issued"


def _property(data: bytes, _: random.Random) -> bytes:
    document, made = docx.Document(io.BytesIO(data)), io.BytesIO()
    document.core_properties.author = "Somebody else"
    document.save(made)
    return made.getvalue()


def _part_out(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        gone = chance.choice(before.namelist())
        for name in before.namelist():
            if name != gone:
                after.writestr(name, before.read(name))
    return made.getvalue()


def _byte(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _page_gone(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        del file.pages[chance.randrange(len(file.pages))]
        file.save(made)
    return made.getvalue()


Edit = Callable[[bytes, random.Random], bytes]
WORD_CHANGES: Mapping[str, Edit] = {
    "saved by another program": lambda data, _: resaved(data),
    "another author": _property,
    "a part is gone": _part_out,
    "one bit is another one": _byte,
    "cut off": _cut,
}
PDF_CHANGES: Mapping[str, Edit] = {
    "a page is gone": _page_gone,
    "one bit is another one": _byte,
    "cut off": _cut,
    "something follows its end": lambda data, _: data + b"% noted\n",
}
