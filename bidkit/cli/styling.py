"""Check a house's Word file, or write a copy that brings everything along."""

from collections.abc import Iterator
from pathlib import Path

from bidkit.cli.saying import count
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.rewriting import begin
from bidkit.render import HouseStyle, read_style
from bidkit.render.docx.completing import check_house_style, completed


def examine_style(file: Path) -> Iterator[str]:
    """Yield what to say of a sound file, or raise ProblemsFound."""
    check_house_style(_read(file))
    yield f"{file}: has every style, and one place for the content"
    yield f"Put this into house.yaml beside it: house_style: {file.name}"


def complete_style(file: Path, copy: Path) -> Iterator[str]:
    """Write a copy with what the file lacks, and yield what to say of it."""
    data, added = completed(_read(file))
    if copy.exists():
        hint = "Choose another name with --complete."
        raise ProblemsFound([Problem(Place(str(copy)), "is there already and is not overwritten", hint)])
    begin(copy, data)
    yield f"wrote {copy}, with {count(len(added), 'style', 'styles')} added"
    yield from examine_style(copy)


def _read(file: Path) -> HouseStyle:
    return read_style(file, str(file))
