"""The house's template set: its folder, and the folders of the sets that it extends."""

import re
from pathlib import Path, PureWindowsPath

from bidkit import __version__
from bidkit.deal.types import Identifier, Line, Part
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import HouseFile, shown
from bidkit.record.source import parse, read_text
from bidkit.record.tree import locate
from bidkit.record.validate import validate
from bidkit.swelling import HOME_HINT, way_out

MANIFEST = "set.yaml"
BUILT_IN = "built-in"

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,2}")


class Manifest(Part):
    """The set.yaml of a template set."""

    name: Identifier
    """The name of the set."""
    extends: Line = BUILT_IN
    """The set below this one: built-in, or the folder of another set, as seen from this one."""
    bidkit: Line | None = None
    """The version of bidkit that the set was written for; an older one refuses it."""


def template_folders(house_file: HouseFile) -> tuple[Path, ...]:
    """Return the house's template folders, the first searched first, without the built-in one.

    Raises ProblemsFound where a set is missing, lies outside the house's folder, or extends itself.
    """
    named = house_file.house.template_set.rstrip("/")
    if house_file.path is None:
        return ()
    house = house_file.path.parent
    place = house_file.place(("template_set",))
    chain: list[Path] = []
    while named != BUILT_IN:
        folder = _folder(house, chain[-1] if chain else house, named, place)
        if folder in chain:
            _refuse(place, f"'{named}' makes the template sets extend one another in a circle")
        chain.append(folder)
        _refuse_ways_out(folder)
        named, place = _below(folder)
    return tuple(Path(shown(folder)) for folder in chain)


def _folder(house: Path, start: Path, named: str, place: Place) -> Path:
    if PureWindowsPath(named).anchor or "\\" in named:
        hint = f"Write it as seen from {start.name}, with /, such as templates."
        _refuse(place, f"'{named}' is not a path within the house's folder", hint)
    folder = (start / named).resolve()
    if folder == house or not folder.is_relative_to(house):
        hint = f"A template set is a folder of its own below {shown(house)}."
        _refuse(place, f"'{named}' is not a folder below the house's", hint)
    if not (folder / MANIFEST).is_file():
        what = f"has no {MANIFEST}" if folder.is_dir() else "is not there"
        hint = "`bidkit templates copy NAME` starts a set with a template to change."
        _refuse(place, f"the template set {shown(folder)} {what}", hint)
    return folder


def _refuse_ways_out(folder: Path) -> None:
    """Refuse links that lead out of a set, instead of the built-in file in the place of which they stand."""
    away = {path: way_out(path, [folder]) for path in sorted(folder.rglob("*")) if path.is_symlink()}
    message = "leads to {}, outside of the template set"
    if found := [Problem(Place(shown(path)), message.format(to), HOME_HINT) for path, to in away.items() if to]:
        raise ProblemsFound(found)


def _below(folder: Path) -> tuple[str, Place]:
    path = folder / MANIFEST
    tree, problems = parse(read_text(path), shown(path))
    manifest = validate(Manifest, tree, problems)
    if manifest.bidkit is not None:
        _check_version(manifest.bidkit, locate(tree, ("bidkit",)))
    return manifest.extends.rstrip("/"), locate(tree, ("extends",))


def _check_version(wanted: str, place: Place) -> None:
    if not _VERSION.fullmatch(wanted):
        _refuse(place, f"'{wanted}' is not a version", f"Write the version it was made for, such as {__version__}.")
    if _numbers(wanted) > _numbers(__version__):
        hint = "Install that version of bidkit, or ask whoever keeps the templates."
        _refuse(place, f"the set was written for bidkit {wanted}; this is {__version__}", hint)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in _VERSION.match(version)[0].split("."))  # type: ignore[index] # it matched


def _refuse(place: Place, message: str, hint: str = "") -> None:
    raise ProblemsFound([Problem(place, message, hint)])
