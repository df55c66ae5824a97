"""`register verify`: what somebody does to the database behind bidkit's back is found, with the entry."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from bidkit.problems import ProblemsFound
from bidkit.register.canonical import canonical, digest
from bidkit.register.chain import Fault, Head, chain_faults, head_faults, input_faults
from bidkit.register.entry import Draft, Entry, placed
from bidkit.register.opening import opened
from bidkit.register.signing import new_key, signed_by
from bidkit.register.store import Register
from tests.unit.register.conftest import HOUSE, Engine

KEY, STRANGER = new_key(), new_key()
BOUND = {"costs": "100"}
Attack = Callable[[str], None]


def draft(number: int, *, signed: bool = True) -> Draft:
    content = {"person": "Gao Ming", "number": str(number), "input_digest": digest(BOUND)}
    key, signature = (KEY.public, KEY.sign(canonical(content))) if signed else ("", "")
    return Draft("approve", "SPR-1", "2026-12-10T09:00:00Z", content, key, signature, {digest(BOUND): BOUND})


@pytest.fixture
def full(register: Register) -> Register:
    for number in range(1, 6):
        register.write("SPR-1", lambda _, number=number: [draft(number)], KEY)  # type: ignore[misc] # bound at once
    return register


@pytest.fixture
def attack(full: Register, engine: Engine) -> Attack:
    """Return a way past the triggers, as whoever owns the database has one."""

    def run(*commands: str) -> None:
        url = full._engine.url
        if engine.kind == "sqlite":
            raw = sa.create_engine(url)
            with raw.begin() as connection:
                names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
                for name in list(names):
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
                for command in commands:
                    connection.exec_driver_sql(command)
            return
        with psycopg.connect(str(engine.where), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            for command in commands:
                connection.execute(command.encode())

    return lambda command: run(*command.split(";"))


def faults(register: Register, known: Sequence[str] = (KEY.public,), saved: Head | None = None) -> list[Fault]:
    entries = register.entries()
    found = [*chain_faults(entries, signed_by, known), *input_faults(entries, register.inputs())]
    return found + (list(head_faults(entries, saved)) if saved else [])


def head(register: Register) -> Head:
    last = register.head()
    assert last
    return Head(last.seq, last.hash)


def rewritten(entries: Sequence[Entry], key: object) -> list[Entry]:
    """Return entries chained anew after the second was edited."""
    edited = replace(entries[1], content={**entries[1].content, "number": "99"})
    made = [entries[0]]
    for entry in (edited, *entries[2:]):
        said = Draft(entry.kind, entry.deal, entry.at, entry.content, entry.key, entry.signature)
        made.append(placed(entry.seq, said, made[-1].hash, key))  # type: ignore[arg-type] # a key or None
    return made


def test_an_untouched_register_has_no_fault(full: Register) -> None:
    assert faults(full, saved=head(full)) == []


@pytest.mark.parametrize("table", ["register_entry", "register_input"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET content = '{{}}'"])
def test_the_database_itself_refuses_a_change(full: Register, table: str, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), full._engine.begin() as connection:
        connection.exec_driver_sql(change.format(table))
    assert faults(full) == []


def test_sqlite_refuses_to_replace_too(full: Register, engine: Engine) -> None:
    verb = "INSERT OR REPLACE" if engine.kind == "sqlite" else "TRUNCATE"
    command = f"{verb} INTO register_input SELECT digest, '{{}}' FROM register_input"
    if engine.kind == "postgresql":
        command = "TRUNCATE register_entry"
    with pytest.raises(DatabaseError, match="append-only"), full._engine.begin() as connection:
        connection.exec_driver_sql(command)


@pytest.mark.parametrize("column", ["kind", "deal", "at", "content", "signature", "key"])
def test_an_edited_entry_is_found(full: Register, attack: Attack, column: str) -> None:
    value = {"kind": "refuse", "content": '{"person":"Deng Li"}'}.get(column, "SPR-9")
    attack(f"UPDATE register_entry SET {column} = '{value}' WHERE seq = 3")
    assert any(fault.seq == 3 and "was edited" in fault.message for fault in faults(full))


def test_what_is_no_json_any_more_is_found(full: Register, attack: Attack) -> None:
    attack("UPDATE register_entry SET content = '{' WHERE seq = 3")
    assert any(fault.seq == 3 and "was edited" in fault.message for fault in faults(full))


def test_an_entry_that_was_taken_out_is_found(full: Register, attack: Attack) -> None:
    attack("DELETE FROM register_entry WHERE seq = 3")
    assert [(fault.seq, fault.message) for fault in faults(full)] == [(4, "entry 3 is missing before this one")]


def test_the_end_cut_off_is_found_with_a_saved_head_and_not_without(full: Register, attack: Attack) -> None:
    saved = head(full)
    attack("DELETE FROM register_entry WHERE seq > 3")
    assert faults(full) == []
    (fault,) = faults(full, saved=saved)
    assert "ends at entry 3, and the saved head is entry 5" in fault.message
    (bare,) = faults(full, saved=Head(None, saved.hash))
    assert "cut off, rolled back" in bare.message


def test_a_register_emptied_altogether_is_found_with_a_saved_head(full: Register, attack: Attack) -> None:
    saved = head(full)
    attack("DELETE FROM register_entry")
    assert faults(full, saved=saved) != []


def test_an_edited_or_missing_input_is_found(full: Register, attack: Attack) -> None:
    attack('UPDATE register_input SET content = \'{"costs":"90"}\'')
    assert {fault.message for fault in faults(full)} == {"the input that it binds was edited"}
    attack("DELETE FROM register_input")
    assert {fault.message for fault in faults(full)} == {"the input that it binds is gone"}


def test_an_input_that_is_no_json_any_more_is_found(full: Register, attack: Attack) -> None:
    attack("UPDATE register_input SET content = '{'")
    assert {fault.message for fault in faults(full)} == {"the input that it binds was edited"}


def test_chained_anew_without_a_key_is_found(full: Register) -> None:
    found = list(chain_faults(rewritten(full.entries(), None), signed_by, (KEY.public,)))
    assert [fault.seq for fault in found] == [2, 3, 4, 5]
    assert all("chained anew" in fault.message for fault in found)


def test_chained_anew_with_a_stranger_s_key_is_found(full: Register) -> None:
    found = list(chain_faults(rewritten(full.entries(), STRANGER), signed_by, (KEY.public,)))
    assert [fault.seq for fault in found] == [2, 3, 4, 5]


def test_chained_anew_with_a_key_of_the_house_is_found_with_a_saved_head_alone(full: Register) -> None:
    entries = rewritten(full.entries(), KEY)
    assert list(chain_faults(entries, signed_by, (KEY.public,))) == []
    (fault,) = head_faults(entries, head(full))
    assert (fault.seq, "chained anew" in fault.message) == (5, True)


def test_a_decision_put_in_without_a_signature_is_found(register: Register) -> None:
    register.write("SPR-1", lambda _: [draft(1, signed=False)])
    (fault,) = faults(register)
    assert "bears no signature" in fault.message


def test_an_older_copy_put_back_is_found_with_a_saved_head(tmp_path: Path) -> None:
    where = tmp_path / "bidkit.db"
    for number in (1, 2):
        with opened(where, HOUSE) as register:
            register.write("SPR-1", lambda _, number=number: [draft(number)], KEY)  # type: ignore[misc] # bound at once
            saved = head(register)
        if number == 1:
            shutil.copy(where, tmp_path / "copy.db")
    with opened(tmp_path / "copy.db", HOUSE) as register:
        assert faults(register) == []
        assert "rolled back" in faults(register, saved=saved)[0].message


def test_entries_of_before_are_whole_after_the_head_was_saved(full: Register) -> None:
    saved = head(full)
    full.write("SPR-1", lambda _: [draft(6)], KEY)
    assert faults(full, saved=saved) == []


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    where = tmp_path / "bidkit.db"
    where.write_bytes(b"this is a letter and no database at all" * 40)
    with pytest.raises(ProblemsFound) as raised, opened(where, HOUSE):
        pass
    assert "damaged or is no register" in raised.value.problems[0].message
