"""The template set that holds in a folder: its files, where each comes from, and what it makes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bidkit.cli.desk import sound_house
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import HouseFile
from bidkit.record.template_sets import template_folders
from bidkit.render.search import BUILT_IN, Found, Search
from bidkit.stages.artifacts import ARTIFACTS

SUFFIXES = (".html", ".css")

_FIRST_COMMENT = re.compile(r"\s*(?:\{#-?|/\*)\s*(.*?)\s*(?:-?#\}|\*/)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HouseSet:
    """A house and the folders in which its templates are looked for."""

    house_file: HouseFile
    folders: tuple[Path, ...]

    @property
    def search(self) -> Search:
        """The search through the folders, the built-in one last."""
        return Search(self.folders)


def house_set(folder: Path) -> HouseSet:
    """Return the template set that holds for a folder or a record in it."""
    house_file = sound_house(folder if folder.is_dir() else folder.parent)
    return HouseSet(house_file, template_folders(house_file))


def template_rows(folder: Path) -> Iterator[str]:
    """Yield a line for each template: its name, its file, and what it makes."""
    search = house_set(folder).search
    names = [name for suffix in SUFFIXES for name in search.names(suffix)]
    found = {name: each for name in names if (each := search.find(name))}
    wide = max(map(len, found), default=0)
    wider = max((len(_origin(each, name, search)) for name, each in found.items()), default=0)
    for name, each in found.items():
        yield f"{name:<{wide}}  {_origin(each, name, search):<{wider}}  {_makes(name, each)}"


def _origin(found: Found, name: str, search: Search) -> str:
    if found.level == len(search.folders) - 1:
        return BUILT_IN
    over = search.find(name, found.level + 1)
    return found.shown + (f" over {over.shown}" if over else "")


def _makes(name: str, found: Found) -> str:
    for artifact in ARTIFACTS:
        if artifact.template == name:
            return f"bidkit {artifact.name}: stage {artifact.stage}, {artifact.audience}"
    comment = _FIRST_COMMENT.match(found.path.read_text(encoding="utf-8", errors="replace"))
    return " ".join(comment[1].split()) if comment else ""


def found_template(name: str, folder: Path) -> Found:
    """Return the file that a person means by a name, with or without its suffix."""
    search = house_set(folder).search
    for each in (name, f"{name}.html", f"{name}.css"):
        if (found := search.find(each)) and found.path.suffix in SUFFIXES:
            return found
    known = ", ".join(each for suffix in SUFFIXES for each in search.names(suffix))
    raise ProblemsFound([Problem(Place(name), f"there is no template '{name}'", f"There is: {known}.")])
