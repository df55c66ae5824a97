"""Everything that is wrong with a template set: read without data, then what the house changes is filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bidkit import render
from bidkit.assets import assets
from bidkit.cli.desk import DEAL_FILE, Desk, record_path, sound_desk
from bidkit.cli.template_set import HouseSet, house_set
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.inspection import Inspection, inspect, inspect_alone
from bidkit.render.inspection.words import catalogue_problems, untranslated
from bidkit.render.language import LANGUAGES
from bidkit.render.style import stylesheet
from bidkit.shapes import Shape, shape_of
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.sheet import plain


@dataclass(slots=True)
class Checked:
    """What was found, and how many templates were looked at."""

    problems: list[Problem] = field(default_factory=list)
    templates: int = 0


def sheet_of(artifact: Artifact) -> Shape:
    """Return the shape of an artifact's sheet, from what its builder says that it returns."""
    return shape_of(artifact.sheet)


def check_templates(folder: Path, record: Path | None) -> Checked:
    """Check the set that holds for a record or else for a folder."""
    own = sound_desk(record_path(record)) if record else None
    house = house_set(record_path(record).parent if record else folder)
    found = {artifact: inspect(artifact.template, sheet_of(artifact), house.folders) for artifact in ARTIFACTS}
    beside = list(_beside(house, found))
    everything = [*found.values(), *beside]
    problems = {problem for each in everything for problem in each.problems}
    problems |= set(_words(house, everything, own)) | set(_style(house))
    desks = [*map(sound_desk, sorted(assets("examples").glob(f"*/{DEAL_FILE}"))), *([own] if own else [])]
    for artifact, inspection in found.items():
        sound = all(problem.severity == "warning" for problem in inspection.problems)
        if sound and (not house.folders or inspection.files & {name for name, _ in _own_files(house)}):
            problems |= set(_filled(artifact, house, desks))
    return Checked(sorted(problems), len({name for each in everything for name in each.files}))


def _beside(house: HouseSet, found: dict[Artifact, Inspection]) -> Iterator[Inspection]:
    """Read the house's files that no document reaches, and say so."""
    reached = {name for each in found.values() for name in each.files}
    documents = ", ".join(artifact.template for artifact in found)
    for shown, (level, name) in _own_files(house):
        if shown in reached:
            continue
        alone = inspect_alone(name, level, house.folders)
        unused = Problem(Place(shown), "no document uses this file", f"Documents: {documents}.", "warning")
        yield Inspection((unused, *alone.problems), frozenset(), alone.files, alone.sentences)


def _own_files(house: HouseSet) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the house's templates: how a Problem names each, the level of its folder, and its name there."""
    for level, folder in enumerate(house.folders):
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            yield house.search.shown(level, name), (level, name)


def _words(house: HouseSet, found: list[Inspection], own: Desk | None) -> Iterator[Problem]:
    """Warn of what would stand in English; built-in templates are translated."""
    language = (own.deal.language if own else None) or house.house_file.house.language
    shown = tuple(str(folder) for folder in house.folders)
    sentences = {each for one in found for each in one.sentences if each[1].path.startswith(shown)} if shown else set()
    yield from untranslated(sentences, language, house.folders)
    for folder in house.folders:
        yield from catalogue_problems(folder)


def _style(house: HouseSet) -> tuple[Problem, ...]:
    try:
        stylesheet(house.search)
    except ProblemsFound as found:
        return found.problems
    return ()


def _filled(artifact: Artifact, house: HouseSet, desks: Sequence[Desk]) -> Iterator[Problem]:
    """Fill a template with each record, in each language."""
    for desk in desks:
        for language in LANGUAGES:
            data = plain(artifact.build(desk.spoken(language).deal, desk.house, final=False))
            try:
                render.document(artifact.template, data, language=language, folders=house.folders)
            except ProblemsFound as found:
                yield from found.problems
