"""Open the register's database, SQLite beside house.yaml or PostgreSQL by its address, and bring it up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.register.store import Register
from bidkit.register.tables import NEWEST, VERSIONS

FILE = "bidkit.db"
_LOCK_NUMBER = 0x6269646B69740001  # of bidkit's migrations among the advisory locks of a PostgreSQL server
WAIT = 30.0  # seconds for another program to let go of the database


@contextmanager
def opened(where: Path | str, place: Place, *, wait: float = WAIT) -> Iterator[Register]:
    """Open the register in a file or at an address, brought up to date; a fault is a Problem.

    `place` is where the address stands, for Problems with it.
    """
    url = _url(where, place)
    name = str(where) if isinstance(where, Path) else url.render_as_string(hide_password=True)
    with faults_said(name):
        engine = _engine(url, wait)
        try:
            _bring_up_to_date(engine, name, wait)
            yield Register(engine, name)
        finally:
            engine.dispose()


def _url(where: Path | str, place: Place) -> URL:
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    hint = "Write postgresql://user@host/database; the password belongs into the file .pgpass or into PGPASSWORD."
    try:
        url = make_url(where)
    except ArgumentError:
        raise ProblemsFound([Problem(place, "`database_url` is not the address of a database", hint)]) from None
    if url.get_backend_name() != "postgresql":
        raise ProblemsFound([Problem(place, f"`database_url`: {url.drivername} is not PostgreSQL", hint)])
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, wait: float) -> sa.Engine:
    sqlite = url.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"timeout": wait} if sqlite else {"connect_timeout": max(2, int(min(wait, 10)))}
    engine = sa.create_engine(url, poolclass=NullPool, connect_args=arguments)
    if sqlite:
        sa.event.listen(engine, "connect", _connected)
        sa.event.listen(engine, "begin", _begun)
    else:
        sa.event.listen(engine, "connect", lambda dbapi, _: _wait_no_longer(dbapi, wait))
    return engine


def _connected(dbapi: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
    dbapi.isolation_level = None  # transactions are begun by `_begun`, not by the driver's guess
    dbapi.execute("PRAGMA synchronous = FULL")  # what was said to be written survives a power cut


def _begun(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _wait_no_longer(dbapi: Any, wait: float) -> None:  # noqa: ANN401
    dbapi.execute(f"SET lock_timeout = {int(wait * 1000)}")
    dbapi.commit()


def _bring_up_to_date(engine: sa.Engine, name: str, wait: float) -> None:
    if _version(engine) == NEWEST:
        return
    if engine.dialect.name != "sqlite":
        _migrate(engine, name)
        return
    path = Path(str(engine.url.database))
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=wait):
            with engine.connect() as connection:  # outside of a transaction, where the journal may be changed
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                connection.exec_driver_sql("BEGIN")
            _migrate(engine, name)
    except Timeout:
        raise ProblemsFound([_locked(name)]) from None


def _migrate(engine: sa.Engine, name: str) -> None:
    """Run the migrations that are missing, one program at a time."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_NUMBER)))
        version = _version_on(connection)
        if version == NEWEST:
            return
        if version is not None and version > NEWEST:
            hint = "Install the newest bidkit; nothing was read or written."
            raise ProblemsFound([Problem(Place(name), "was written by a newer bidkit", hint)])
        from alembic import command  # noqa: PLC0415 - needed once in the life of a database
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: sa.Engine) -> str | None:
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        return None
    with engine.connect().execution_options(reading=True) as connection:
        return _version_on(connection)


def _version_on(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(sa.text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608 - our own name


def _locked(name: str) -> Problem:
    return Problem(Place(name), "is held by another program", "Wait until that program has ended, then try again.")


@contextmanager
def faults_said(name: str) -> Iterator[None]:
    """Turn what a database complains of into a Problem."""
    try:
        yield
    except NoSuchModuleError as error:
        raise ProblemsFound([Problem(Place(name), f"cannot be opened: {error}")]) from None
    except DatabaseError as error:
        raise ProblemsFound([_fault(name, error)]) from None
    except OSError as error:
        hint = "Check that you may read and write in that folder."
        raise ProblemsFound([Problem(Place(name), f"cannot be opened: {error.strerror}", hint)]) from None


def _fault(name: str, error: DatabaseError) -> Problem:
    said = " ".join(str(error.orig).split())
    if "locked" in said or "lock timeout" in said:
        return _locked(name)
    if "readonly" in said or "unable to open" in said:
        hint = "Check that the folder is there and that you may write in it."
        return Problem(Place(name), "cannot be opened for writing", hint)
    if "not a database" in said or "malformed" in said:
        hint = "Put back the last copy, then run `bidkit register verify` with the head that you have saved."
        return Problem(Place(name), f"is damaged or is no register: {said}", hint)
    if "disk is full" in said or "disk I/O error" in said:
        hint = "Make room on the disk, or check it, then run the command again; nothing was entered."
        return Problem(Place(name), f"cannot be written: {said}", hint)
    if isinstance(error, OperationalError):
        hint = "Check `database_url` in house.yaml, and that the server runs and lets you in."
        return Problem(Place(name), f"cannot be reached: {said}", hint)
    return Problem(Place(name), f"refuses: {said}", "The register only takes new entries; nothing was written.")
