"""The cases: each a small file, the command that meets it, and what it must say; bombs are made when needed.

A table `like` another area meets its files with a command of its own, and expects the same unless it says otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.hostile import bombs

CASES = Path(__file__).parent / "cases"
TABLE = "table.yaml"


@dataclass(frozen=True)
class Case:
    """A hostile file, where it is laid, the command that is run beside it, and what must come of it."""

    area: str
    name: str
    at: str
    base: str
    run: tuple[str, ...]
    says: str
    """What the refusal says; nothing where the command carries on and no harm is done."""
    never: tuple[str, ...] = ()
    """What must not stand in any file that is written."""
    alone: bool = False
    """Whether nothing else may be said."""
    files: str = ""
    """The area in which the file lies."""

    def __str__(self) -> str:
        return f"{self.area}/{self.name}"

    @property
    def refused(self) -> bool:
        return bool(self.says)

    def content(self, address: str, secret: str) -> bytes:
        """Return the hostile file: as it lies here, packed of its parts, or as its maker makes it."""
        path = CASES / self.files / self.name
        if not path.is_file():
            return bombs.MAKERS[self.name]()
        if path.suffix == ".parts":
            return bombs.packed(path, address, secret)
        return path.read_bytes().replace(b"SERVER", address.encode()).replace(b"SECRET-FILE", secret.encode())


def cases() -> list[Case]:
    return [case for table in sorted(CASES.glob(f"*/{TABLE}")) for case in _of(table)]


def _of(table: Path) -> Iterator[Case]:
    told, area = _read(table), table.parent.name
    like = told.get("like", area)
    taken = _read(CASES / like / TABLE)["cases"] if "like" in told else {}
    if "says" in told:
        taken = dict.fromkeys(taken, told["says"])
    for name, said in {**taken, **(told.get("cases") or {})}.items():
        own: dict[str, Any] = {"says": said} if isinstance(said, str) else said or {}
        of = {**told, **own}
        run, never, says = tuple(str(of["run"]).split()), tuple(of.get("never", ())), of.get("says", "")
        base, alone = of.get("base", "nothing"), of.get("alone", False)
        yield Case(area, name, of["at"], base, run, says, never, alone, like if name in taken else area)


def _read(table: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(table.read_text(encoding="utf-8"))
    return found
