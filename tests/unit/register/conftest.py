"""A register on each engine."""

from collections.abc import Iterator

import pytest

from bidkit.problems import Place
from bidkit.register.opening import opened
from bidkit.register.store import Register
from tests.postgres import Engine

__all__ = ["HOUSE", "NUMBER", "Engine"]

HOUSE = Place("house.yaml")
NUMBER = "SPR-1-bid"


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with opened(engine.where, HOUSE) as found:
        yield found
