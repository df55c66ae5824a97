"""The preview of one artifact of a record: how it is made, from which files, and how long it is served."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bidkit import render
from bidkit.cli.desk import sound_desk
from bidkit.cli.template_check import sheet_of
from bidkit.cli.template_set import house_set
from bidkit.preview import Page, Preview, serving, with_notes
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.content import LIBRARY
from bidkit.record.files import HOUSE_FILE, find_house
from bidkit.record.template_sets import MANIFEST
from bidkit.render.inspection import inspect
from bidkit.render.search import built_in
from bidkit.stages.artifact import Artifact
from bidkit.stages.sheet import plain

WAKE = 0.3  # seconds after which Ctrl-C is noticed at the latest, also on Windows


def preview_of(artifact: Artifact, record: Path, language: str | None) -> Preview:
    """Return the preview of an artifact."""
    folders: list[Path] = []

    def make() -> Page:
        desk = sound_desk(record).spoken(language)
        folders[:] = house_set(record).folders
        problems = (*desk.problems, *(desk.for_customer(final=False) if artifact.audience == "customer" else ()))
        if any(each.severity == "error" and each not in desk.problems for each in problems):
            raise ProblemsFound(problems)
        data = plain(artifact.build(desk.deal, desk.house_for(artifact), final=False))
        spoken = language or desk.deal.language or desk.house.language
        try:
            document = render.document(artifact.template, data, language=spoken, folders=folders)
        except ProblemsFound as found:
            raise _all_at_once(artifact, folders, found) from None
        return Page(with_notes(render.to_html(document), problems), problems)

    return Preview(make, lambda: _files(record, folders))


def _all_at_once(artifact: Artifact, folders: list[Path], found: ProblemsFound) -> ProblemsFound:
    """Say all that is wrong with the templates, rather than the first thing that hindered the filling."""
    problems = inspect(artifact.template, sheet_of(artifact), folders).problems
    return ProblemsFound(problems) if any(each.severity == "error" for each in problems) else found


def serve(preview: Preview, port: int, say: Callable[[str], None]) -> None:
    """Serve a preview until Ctrl-C, and say where; raise ProblemsFound where the port cannot be had."""
    try:
        with serving(preview, port) as server:
            say(server.address)
            while not preview.stopping.wait(WAKE):
                continue
    except KeyboardInterrupt:
        return
    except (OSError, OverflowError) as error:
        hint = "Choose another with --port, or leave --port out for any that is free."
        raise ProblemsFound([Problem(Place(f"port {port}"), f"cannot be served on: {error}", hint)]) from None


def _files(record: Path, folders: list[Path]) -> Iterator[Path]:
    """Yield every file that the page hangs on, and those that could yet come to stand in the way."""
    house = find_house(record.parent)
    yield from (record, record.parent / HOUSE_FILE, *record.parent.glob("*.xls[xm]"))
    if house:
        yield from (house, *house.parent.glob(f"*/{MANIFEST}"), *house.parent.glob(f"{LIBRARY}/*.md"))
    for folder in (built_in(), *folders):
        yield from (path for path in folder.rglob("*") if path.is_file())
