"""The form profiles as a part of the house's tree: one for each file `forms/*.yaml` beside the house data.

Those that bidkit brings stand beside its own defaults in the same way. They are typed, checked and shown like fields
of house.yaml itself.
"""

from collections.abc import Callable
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.source import parse, read_text
from bidkit.record.tree import Scalar, Table

PROFILES = "form_profiles"
FOLDER = "forms"

_START = (
    'Write `titles: {en: Rail operators}`, `lettering: "1."` and under `forms:` a line for each, such as: '
    "- {id: letter, titles: {en: Letter of bid}, kind: letter, envelope: price}"
)


def with_profiles(tree: Table, folder: Path, shown: Callable[[Path], str]) -> tuple[Table, tuple[Problem, ...]]:
    """Return the tree with the profiles beside it, by the names of their files, and what is wrong with their text."""
    if PROFILES in tree.entries:
        hint = f"Write each profile as a file of its own in the folder {FOLDER}, beside house.yaml."
        return tree, (Problem(tree.keys[PROFILES], f"`{PROFILES}` is not written in house.yaml", hint),)
    found: dict[str, Table] = {}
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            found[path.stem], wrong = _profile(path, shown(path), folder)
            problems += wrong
        except ProblemsFound as error:
            problems += error.problems
    if not found:
        return tree, tuple(problems)
    place = Place(shown(folder / FOLDER))
    profiles = Table(place, dict(found), {name: profile.place for name, profile in found.items()})
    entries, keys = {**tree.entries, PROFILES: profiles}, {**tree.keys, PROFILES: place}
    return Table(tree.place, entries, keys), tuple(problems)


def _profile(path: Path, name: str, home: Path) -> tuple[Table, tuple[Problem, ...]]:
    """Return a file as the table of its profile, whose id is the name of the file."""
    tree, problems = parse(read_text(path, home), name, start=_START)
    at = Place(name)
    if "id" in tree.entries:
        hint = "Delete it; records name a profile by the name of its file."
        problems = (*problems, Problem(tree.keys["id"], "`id` is not written in the file of a profile", hint))
    return Table(at, {**tree.entries, "id": Scalar(at, path.stem)}, {"id": at, **tree.keys}), problems
