"""The register itself: entries are read, and added one writer at a time; nothing else can be done with it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from bidkit.register.canonical import canonical
from bidkit.register.entry import START, Draft, Entry, Kind, Signer, placed
from bidkit.register.tables import ENTRIES, INPUTS

_LOCK_NUMBER = 0x6269646B69740002  # of the register's writers among the advisory locks of a PostgreSQL server


class Register:
    """An open register."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self._engine = engine
        self.name = name
        """How a person calls the database: its file or its address."""

    def entries(self, *, deal: str | None = None, kinds: Sequence[Kind] = ()) -> tuple[Entry, ...]:
        """Return the entries in their order: all, or those of one deal, or of some kinds."""
        with self._reading() as connection:
            return _entries(connection, deal, kinds)

    def head(self) -> Entry | None:
        """Return the last entry."""
        with self._reading() as connection:
            return _last(connection)

    def inputs(self, digests: Iterable[str] | None = None) -> dict[str, Any]:
        """Return the kept inputs as they are stored, by digest: all, or those named."""
        query = sa.select(INPUTS.c.digest, INPUTS.c.content)
        if digests is not None:
            query = query.where(INPUTS.c.digest.in_(tuple(digests)))
        with self._reading() as connection:
            return {digest: _read(content) for digest, content in connection.execute(query)}

    def write(
        self, deal: str, build: Callable[[tuple[Entry, ...]], Sequence[Draft]], signer: Signer | None = None
    ) -> tuple[Entry, ...]:
        """Add what `build` makes of the deal's entries so far, all or nothing, while nobody else can write.

        Whatever `build` raises leaves the register as it was. The signer signs the new head.
        """
        with self._engine.begin() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_NUMBER)))
            drafts = build(_entries(connection, deal, ()))
            last = _last(connection)
            added = _chained(drafts, last, signer)
            _keep_inputs(connection, drafts)
            if added:
                connection.execute(sa.insert(ENTRIES), [_row(entry) for entry in added])
            return added

    def _reading(self) -> sa.Connection:
        return self._engine.connect().execution_options(reading=True)


def _chained(drafts: Sequence[Draft], last: Entry | None, signer: Signer | None) -> tuple[Entry, ...]:
    seq, previous = (last.seq, last.hash) if last else (0, START)
    added: list[Entry] = []
    for draft in drafts:
        seq += 1
        added.append(placed(seq, draft, previous, signer))
        previous = added[-1].hash
    return tuple(added)


def _entries(connection: sa.Connection, deal: str | None, kinds: Sequence[Kind]) -> tuple[Entry, ...]:
    query = sa.select(ENTRIES).order_by(ENTRIES.c.seq)
    if deal is not None:
        query = query.where(ENTRIES.c.deal == deal)
    if kinds:
        query = query.where(ENTRIES.c.kind.in_(kinds))
    return tuple(_entry(row._mapping) for row in connection.execute(query))


def _last(connection: sa.Connection) -> Entry | None:
    row = connection.execute(sa.select(ENTRIES).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
    return _entry(row._mapping) if row else None


def _entry(row: Mapping[Any, Any]) -> Entry:
    said = {str(name): value for name, value in row.items()}
    return Entry(**{**said, "content": _read(said["content"])})


def _read(content: str) -> dict[str, Any]:
    """Return what is stored; nothing where somebody has written over it, which the chain and the digest then show."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _row(entry: Entry) -> dict[str, object]:
    row = {column.name: getattr(entry, column.name) for column in ENTRIES.columns}
    return {**row, "content": canonical(entry.content).decode()}


def _keep_inputs(connection: sa.Connection, drafts: Sequence[Draft]) -> None:
    wanted = {digest: content for draft in drafts for digest, content in draft.inputs.items()}
    if not wanted:
        return
    there = set(connection.execute(sa.select(INPUTS.c.digest).where(INPUTS.c.digest.in_(wanted))).scalars())
    rows = [
        {"digest": digest, "content": canonical(content).decode()}
        for digest, content in wanted.items()
        if digest not in there
    ]
    if rows:
        connection.execute(sa.insert(INPUTS), rows)
