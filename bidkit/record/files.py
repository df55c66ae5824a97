"""From a path to a Deal and its House: reads, finds house.yaml above the record, and keeps every place."""

from dataclasses import dataclass
from pathlib import Path

from bidkit.deal import Deal, House
from bidkit.garbage import uncollected
from bidkit.problems import Place
from bidkit.record.content import with_library
from bidkit.record.cost_sheet import with_cost_lines
from bidkit.record.profiles import with_profiles
from bidkit.record.source import decoded, parse, read_bytes, read_text
from bidkit.record.tree import Path as FieldPath
from bidkit.record.tree import Table, locate, merge
from bidkit.record.validate import validate

HOUSE_FILE = "house.yaml"
AUTHORITY_FILE = "authority.yaml"
BUILT_IN = "built-in"

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DealFile:
    """A sound record and where its fields stand."""

    deal: Deal
    tree: Table

    def place(self, path: FieldPath) -> Place:
        """Return where a field stands, or the field that would hold it."""
        return locate(self.tree, path)


@dataclass(frozen=True, slots=True)
class HouseFile:
    """The effective house data, where each value stands, and the file that was laid over the defaults."""

    house: House
    tree: Table
    path: Path | None

    def place(self, path: FieldPath) -> Place:
        """Return where a value stands in house.yaml; for a built-in one, where the group that it belongs to does."""
        place = locate(self.tree, path)
        while path and self.path and place.path == BUILT_IN:
            path = path[:-1]
            place = locate(self.tree, path)
        return place


def load_deal(path: Path) -> DealFile:
    """Read a record, or raise ProblemsFound with everything that is wrong with its text and fields."""
    return deal_of(decoded(record_bytes(path), path), path)


def record_bytes(path: Path) -> bytes:
    """Return what a record's file holds, or raise ProblemsFound; a link may not lead out of the deal and its house."""
    return read_bytes(path, *homes_of(path.parent))


def deal_of(text: str, path: Path) -> DealFile:
    """Return the record that a text is, or would be if it stood at this path; as `load_deal` does."""
    with uncollected(kept=True):
        tree, problems = parse(text, str(path))
        tree, of_sheet = with_cost_lines(tree, homes_of(path.parent))
        return DealFile(validate(Deal, tree, (*problems, *of_sheet)), tree)


def load_house(start: Path) -> HouseFile:
    """Read the built-in house data and lay the nearest house.yaml in or above `start` over it."""
    below, _ = with_profiles(parse(_defaults(), BUILT_IN)[0], _HERE, lambda _: BUILT_IN)
    path = find_house(start)
    if path is None:
        return HouseFile(validate(House, below), below, None)
    above, problems = parse(read_text(path, path.parent), shown(path), may_be_empty=True)
    above, of_profiles = with_profiles(above, path.parent, shown)
    tree, of_library = with_library(merge(below, above), path.parent, shown)
    return HouseFile(validate(House, tree, (*problems, *of_profiles, *of_library)), tree, path)


def find_house(start: Path) -> Path | None:
    """Return the house.yaml in this folder or the nearest one above it."""
    folder = start.resolve()
    found = (each / HOUSE_FILE for each in (folder, *folder.parents))
    return next((path for path in found if path.is_file() or path.is_symlink()), None)


def homes_of(folder: Path) -> tuple[Path, ...]:
    """Return the folders in which a deal's papers may lie: its own, and its house's."""
    house = find_house(folder)
    return (folder, house.parent) if house else (folder,)


def shown(path: Path) -> str:
    """Return the path as a person would type it from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _defaults() -> str:
    return (_HERE / "house-defaults.yaml").read_text(encoding="utf-8")
