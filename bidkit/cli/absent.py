"""A record that is not where a person looked for it: what lies nearby, and how to begin one."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import typer

from bidkit.cli.desk import DEAL_FILE
from bidkit.cli.saying import typed

SHOWN = 3


def no_record(path: Path) -> typer.BadParameter:
    """Return the error for a path at which there is no record."""
    if other := next((each for each in _misnamed(path) if each.is_file()), None):
        said = f"{typed(other)} has to be called {DEAL_FILE}, with nothing behind it"
        hint = "Rename it; the Explorer shows endings under View > File name extensions."
        return typer.BadParameter(f"There is no record in {typed(path)}: {said}. {hint}", param_hint="RECORD")
    likely = " or ".join(map(typed, _nearby(path)))
    hint = f"Did you mean {likely}?" if likely else "`bidkit new` with the name of a folder starts one."
    where = f"{DEAL_FILE} in {path.resolve() if path == Path() else path}" if path.is_dir() else path
    return typer.BadParameter(f"There is no record {where}. {hint}", param_hint="RECORD")


def _misnamed(folder: Path) -> Iterator[Path]:
    """Return the records in a folder to whose name an editor has added an ending."""
    return (folder / f"{DEAL_FILE}{ending}" for ending in (".txt", ".docx", ".doc", ".rtf"))


def _nearby(path: Path) -> list[Path]:
    """Return the deals in a folder or, of a path that is not there, what has almost its name."""
    if path.is_dir():
        return sorted(_deals(path))[:SHOWN]
    if not path.parent.is_dir():
        return []
    known = {each.name: each for each in (*_deals(path.parent), *path.parent.glob("*.yaml"))}
    return [known[name] for name in get_close_matches(path.name, known, SHOWN)]


def _deals(folder: Path) -> Iterator[Path]:
    return (found.parent for found in folder.glob(f"*/{DEAL_FILE}"))
