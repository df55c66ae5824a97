"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket that only they know."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.components import needed


@dataclass(frozen=True)
class Server:
    """A running server."""

    programs: Path
    socket: Path

    def stop(self) -> None:
        """Stop the server at once, whatever it is at."""
        _run(self.programs / "pg_ctl", "-D", self.socket / "data", "-m", "immediate", "stop")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.socket} -c listen_addresses= -c max_connections=60 -c fsync=off"
        log = self.socket / "log"
        _run(self.programs / "pg_ctl", "-D", self.socket / "data", "-w", "-l", log, "-o", options, "start")

    def new_database(self, name: str) -> str:
        """Make a database and return its address."""
        self._sql(f'CREATE DATABASE "{name}"', "postgres")
        return f"postgresql://postgres@/{name}?host={self.socket}"

    def _sql(self, command: str, database: str) -> None:
        _run(self.programs / "psql", "-h", self.socket, "-U", "postgres", "-d", database, "-qc", command)


@dataclass(frozen=True)
class Engine:
    """Where a register is kept: a file of SQLite, or the address of a PostgreSQL database."""

    kind: str
    where: Path | str


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, and stop it with all that it holds; without PostgreSQL the test is skipped."""
    programs = needed("PostgreSQL", _programs())
    folder = Path(tempfile.mkdtemp(prefix="bidkit-pg-", dir="/tmp"))
    data = folder / "data"
    if os.getuid() == 0:  # initdb refuses to run as root
        shutil.chown(folder, "postgres")
    try:
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        running = Server(programs, folder)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    beside = shutil.which("initdb")
    installed = [Path(beside).resolve().parent] if beside else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return installed[-1] if installed else None


def _run(program: Path, *words: str | Path) -> None:
    command = [str(program), *map(str, words)]
    user = "postgres" if os.getuid() == 0 else None
    done = subprocess.run(
        command, user=user, cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
