import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.postgres import Engine, Server, server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew from what is made now.")


# Without Phase.explain, which traces calls: Python 3.11 may stand still there while the receiver of a worker waits.
_PHASES = tuple(phase for phase in Phase if phase is not Phase.explain)
settings.register_profile("same every time", derandomize=True, deadline=None, phases=_PHASES)
settings.load_profile("same every time")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL, the same for all tests."""
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Where a register is kept: each test that asks for it runs on SQLite and on a real PostgreSQL."""
    if request.param == "sqlite":
        return Engine("sqlite", tmp_path / "bidkit.db")
    running: Server = request.getfixturevalue("postgres")
    return Engine("postgresql", running.new_database(f"t{uuid.uuid4().hex}"))
