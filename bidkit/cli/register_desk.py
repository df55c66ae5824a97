"""The register of a house on the desk: where it is, opened, and the clock by which its entries are dated."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import HouseFile, shown

if TYPE_CHECKING:
    from bidkit.register.store import Register

DATABASE = "bidkit.db"


def there_is_a_register(house_file: HouseFile) -> bool:
    """Say whether anything can have been approved or issued in this house."""
    if house_file.path is None:
        return False
    return house_file.house.database_url is not None or house_file.path.with_name(DATABASE).exists()


@contextmanager
def register_of(house_file: HouseFile, *, create: bool = True) -> Iterator["Register"]:
    """Open the register of a house, or raise ProblemsFound; without `create` it must be there already."""
    from bidkit.register.opening import opened

    if house_file.path is None:
        hint = "It stands beside house.yaml: name the folder of a deal, or go into it; `bidkit new` writes one."
        raise ProblemsFound([Problem(Place("house.yaml"), "is not there, and so there is no register", hint)])
    url = house_file.house.database_url
    file = house_file.path.with_name(DATABASE)
    if url is None and not create and not file.exists():
        hint = "The first approval or the first issued document begins it. If there was one, it was moved or deleted."
        raise ProblemsFound([Problem(Place(shown(file)), "is not there: nothing is in the register", hint)])
    with opened(url or Path(shown(file)), house_file.place(("database_url",))) as register:
        yield register


def now() -> str:
    """Return this moment in UTC; BIDKIT_TODAY sets the day for tests."""
    named = os.environ.get("BIDKIT_TODAY")
    if named:
        return f"{_day(named).isoformat()}T12:00:00Z"
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Return the calendar day of this place; BIDKIT_TODAY sets it for tests."""
    named = os.environ.get("BIDKIT_TODAY")
    return _day(named) if named else date.today()  # noqa: DTZ011 - the person's own calendar day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        hint = "Write year-month-day, such as 2026-09-30, or unset it."
        raise ProblemsFound([Problem(Place("BIDKIT_TODAY"), f"'{text}' is not a date", hint)]) from None
