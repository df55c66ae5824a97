"""Opening the register: built and brought up to date once, faults said in a person's words."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bidkit.problems import Problem, ProblemsFound
from bidkit.register.opening import opened
from bidkit.register.tables import METADATA, VERSIONS
from tests.unit.register.conftest import HOUSE, Engine


def refused(where: Path | str, **options: float) -> Problem:
    with pytest.raises(ProblemsFound) as raised, opened(where, HOUSE, **options):
        pass
    return raised.value.problems[0]


def test_it_can_be_opened_again_and_again(engine: Engine) -> None:
    for _ in range(2):
        with opened(engine.where, HOUSE) as register:
            assert register.entries() == ()
            assert register.head() is None


def test_the_migrations_build_what_the_tables_say(engine: Engine) -> None:
    with opened(engine.where, HOUSE) as register:
        built = sa.MetaData()
        built.reflect(register._engine)
    for name, table in METADATA.tables.items():
        assert [(each.name, each.nullable) for each in built.tables[name].columns] == [
            (each.name, each.nullable) for each in table.columns
        ]


def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    with opened(tmp_path / "bidkit.db", HOUSE):
        pass
    with sqlite3.connect(tmp_path / "bidkit.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_register_of_a_newer_bidkit_is_left_alone(engine: Engine) -> None:
    with opened(engine.where, HOUSE) as register, register._engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSIONS} SET version_num = '9999'"))
    assert "was written by a newer bidkit" in refused(engine.where).message


@pytest.mark.parametrize("url", ["mysql://x@y/z", "sqlite:///x.db", "no address", "postgresql:/"])
def test_what_is_no_postgresql_address_is_refused_at_its_place(url: str) -> None:
    problem = refused(url)
    assert "database_url" in problem.message or "cannot be reached" in problem.message


def test_a_server_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    problem = refused(f"postgresql://bidkit:hush@/sales?host={tmp_path}", wait=2)
    assert "cannot be reached" in problem.message
    assert "hush" not in str(problem)


def test_a_register_that_somebody_holds_is_waited_for_and_then_said(tmp_path: Path) -> None:
    where = tmp_path / "bidkit.db"
    with opened(where, HOUSE):
        pass
    holder = sqlite3.connect(where, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProblemsFound, match="held by another program"), opened(where, HOUSE, wait=0.2) as register:
        register.write("SPR-1", lambda _: [])
    holder.close()


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "cannot be opened" in refused(tmp_path / "file" / "bidkit.db").message
