"""The examples, with every document that bidkit makes of them, and the story of the springs."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bidkit.assets import assets
from bidkit.cli.desk import DEAL_FILE, sound_desk
from bidkit.cli.making import Order, outputs
from bidkit.cli.story import tell_story
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import Output, publish
from bidkit.publish.rewriting import put
from bidkit.stages.artifacts import artifacts_of

_PARTS = ("*.yaml", "*.xlsx", "content/*.md", "papers/*.pdf")


def demonstrate(out: Path) -> Iterator[str]:
    """Copy each example to `out`, write its documents and tell the story; yield what was done and how long it took."""
    for source in sorted(path.parent for path in assets("examples").glob(f"*/{DEAL_FILE}")):
        started = perf_counter()
        folder = out / source.name
        yield from _copy(source, folder)
        desk = sound_desk(folder / DEAL_FILE)
        files: dict[str, Output] = {}
        for artifact in artifacts_of(desk.deal, desk.house):
            sheet = artifact.build(desk.deal, desk.house, final=False)
            files |= outputs(artifact, desk, sheet, Order(artifact.formats))
        yield from (f"  wrote {path}" for path in publish(folder / "documents", files).written)
        yield f"{desk.deal.id}: {perf_counter() - started:.1f} s"
    yield from tell_story(out)


def _copy(source: Path, folder: Path) -> Iterator[str]:
    """Copy an example's records, unless they stand there already with other text."""
    for file in sorted(file for part in _PARTS for file in source.glob(part)):
        target = folder / file.relative_to(source)
        if target.exists() and target.read_bytes() != file.read_bytes():
            hint = "Choose an empty folder with --out."
            raise ProblemsFound([Problem(Place(str(target)), "was edited and is not overwritten", hint)])
        put(target, file.read_bytes())
        yield f"  wrote {target}"
