"""Read the templates of a set without filling them: what is wrong, and which fields each one shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from bidkit.problems import Place, Problem
from bidkit.render.inspection import markup
from bidkit.render.inspection.modules import Library, Source
from bidkit.render.inspection.statements import Statements
from bidkit.render.inspection.values import Path as SheetPath
from bidkit.render.inspection.values import Value
from bidkit.render.language import speaker
from bidkit.render.search import Search
from bidkit.render.templates import make_environment
from bidkit.shapes import Shape

__all__ = ["Inspection", "inspect", "inspect_alone"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is wrong with a document's templates, what they read of its sheet and where, and which files they are."""

    problems: tuple[Problem, ...]
    reads: frozenset[tuple[SheetPath, Place]]
    files: frozenset[str]
    sentences: frozenset[tuple[str, Place]] = frozenset()


def inspect(template: str, sheet: Shape, folders: Sequence[Path] = ()) -> Inspection:
    """Read a document's template against the shape of its sheet."""
    library = _library(folders)
    found = library.search.find(template)
    source = library.source(found) if found else None
    if source is None:
        missing = () if found else (Problem(Place(template), f"there is no template '{template}'"),)
        return Inspection((*missing, *library.problems), frozenset(), frozenset(library.sources))
    return _read(source, library, sheet)


def inspect_alone(name: str, level: int, folders: Sequence[Path]) -> Inspection:
    """Read a file that no document uses: nothing is known of its data, but its grammar and vocabulary are."""
    library = _library(folders)
    found = library.search.find(name, level)
    source = library.source(found) if found else None
    problems = (
        {
            problem
            for output in source.tree.find_all(nodes.Output)
            for part in output.nodes
            if isinstance(part, nodes.TemplateData)
            for problem in markup.problems(part.data)
        }
        if source
        else set()
    )
    return Inspection((*sorted(problems), *library.problems), frozenset(), frozenset(library.sources))


def _library(folders: Sequence[Path]) -> Library:
    search = Search(folders)
    return Library(search, make_environment(speaker("en", *search.folders), search))


def _read(source: Source, library: Library, sheet: Shape) -> Inspection:
    reader = Statements(library, source)
    reader.top = {name: Value(shape, frozenset({(name,)})) for name, shape in sheet.fields.items()}
    line = _line(source, reader)
    if line:
        reader.line = line
        reader.document()
    problems = sorted({*reader.problems, *library.problems})
    return Inspection(tuple(problems), frozenset(reader.reads), frozenset(library.sources), frozenset(reader.sentences))


def _line(source: Source, reader: Statements) -> tuple[Source, ...]:
    """Return a template and those it extends; nothing where one of them is missing or they go in a circle."""
    line = [source]
    while (node := line[-1].parent) is not None:
        reader.source = line[-1]
        above = reader.asked(node)
        if above is None:
            return ()
        if above in line:
            reader.report(node, f"{source.shown} extends itself", 'Write "parent/..." for the template below this one.')
            return ()
        line.append(above)
    reader.source = source
    return tuple(line)
