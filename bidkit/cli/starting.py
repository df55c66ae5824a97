"""Start a deal: a commented record, and house data where there is none above."""

import re
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from importlib import resources
from pathlib import Path

from bidkit.cli.desk import DEAL_FILE
from bidkit.deal.types import is_deal_id
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import HOUSE_FILE, find_house


def start_deal(folder: Path) -> tuple[Path, ...]:
    """Write deal.yaml, and house.yaml if none is found above, or raise ProblemsFound and leave nothing behind."""
    target = folder / DEAL_FILE
    if target.exists():
        hint = "Choose another folder, or edit the record that is there."
        raise ProblemsFound([Problem(Place(str(target)), "is there already and is not overwritten", hint)])
    texts = {target: record_text(folder)}
    if find_house(folder) is None:
        texts[folder / HOUSE_FILE] = house_text()
    write_all(texts)
    return tuple(texts)


def write_all(texts: Mapping[Path, str]) -> None:
    """Write new files with the folder they stand in, or raise ProblemsFound and leave nothing behind."""
    folder = next(iter(texts)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_new(texts)
    except OSError as error:
        hint = "Choose a folder in which you may write."
        place = Place(str(error.filename or folder))
        raise ProblemsFound([Problem(place, f"cannot be written: {error.strerror}", hint)]) from None


def _write_new(texts: Mapping[Path, str]) -> None:
    with ExitStack() as undo:
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                undo.callback(path.unlink)
                file.write(text)
        undo.pop_all()


def house_text() -> str:
    """Return the commented text of a new house.yaml."""
    return _starter("starter-house.yaml")


def record_text(folder: Path) -> str:
    """Return the commented text of a new record in a folder."""
    name = folder.resolve().name
    words = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")[:50]
    deal_id = words if is_deal_id(words) and words.lower() != "null" else f"deal-{words}".rstrip("-")
    today = date.today().isoformat()  # noqa: DTZ011 - the rep's own calendar day
    text = _starter("starter.yaml")
    return (
        text.replace("{id}", deal_id)
        .replace("{title}", f"{deal_id}: say what is sold to whom")
        .replace("{today}", today)
    )


def _starter(name: str) -> str:
    return resources.files("bidkit.record").joinpath(name).read_text(encoding="utf-8")
