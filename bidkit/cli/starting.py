"""Start a deal: a commented record, and house data where there is none above."""

import re
from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path

from bidkit.cli.desk import DEAL_FILE
from bidkit.deal.types import is_deal_id
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.rewriting import Writing, write_together
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
    write_together(beginnings(texts), ", or choose another folder")
    return tuple(texts)


def beginnings(texts: Mapping[Path, str]) -> list[Writing]:
    """Return the writing of new files."""
    return [Writing(path, text.encode()) for path, text in texts.items()]


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
