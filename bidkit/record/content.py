"""The content library as a part of the house's tree: every block of `content/*.md`, every line at its place.

The blocks are then read, checked and shown like fields of house.yaml itself.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bidkit.deal.content import Block
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.source import parse, read_text
from bidkit.record.tree import Node, Scalar, Sequence, Table, locate
from bidkit.record.validate import validate

LIBRARY = "content"
REFERENCE = "the house.yaml that `bidkit new` writes"

_FENCE = "---"
_ENDS = re.compile(r"\r\n|\r|\n")


def with_library(tree: Table, folder: Path, shown: Callable[[Path], str]) -> tuple[Table, tuple[Problem, ...]]:
    """Return the tree with the blocks beside house.yaml, and what is wrong with them."""
    if LIBRARY in tree.entries:
        hint = "Write each block as a file of its own in the folder content, beside house.yaml."
        return tree, (Problem(tree.keys[LIBRARY], "`content` is not written in house.yaml", hint),)
    paths = sorted((folder / LIBRARY).glob("*.md"))
    if not paths:
        return tree, ()
    blocks: dict[str, Table] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            blocks[path.name] = _block(path, shown(path), folder)
        except ProblemsFound as found:
            problems += found.problems
    problems += _repeated(blocks, _text(tree, "language"))
    place = Place(shown(folder / LIBRARY))
    library = Table(place, dict(blocks), {name: block.place for name, block in blocks.items()})
    return Table(tree.place, {**tree.entries, LIBRARY: library}, {**tree.keys, LIBRARY: place}), tuple(problems)


def _block(path: Path, name: str, home: Path) -> Table:
    """Return a file as the table of its block, or raise ProblemsFound."""
    lines = _ENDS.split(read_text(path, home))
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == _FENCE), None)
    if lines[0].rstrip() != _FENCE or end is None:
        hint = "Begin the file with a line ---, then title, owner and review_by, then a line --- again."
        raise ProblemsFound([Problem(Place(name), "does not begin with title, owner and review_by", hint)])
    head, problems = parse("\n".join(["", *lines[1:end]]), name, may_be_empty=True)
    if "lines" in head.entries:
        hint = "Write the words below the second line ---."
        raise ProblemsFound([*problems, Problem(head.keys["lines"], "`lines` is not a field of a block", hint)])
    given = dict(head.entries)
    given.setdefault("block", Scalar(Place(name), path.name.split(".")[0]))
    validate(Block, Table(Place(name), given, {"block": Place(name), **head.keys}), problems, reference=REFERENCE)
    body: list[Node] = [Scalar(Place(name, at + 1), text) for at, text in enumerate(lines) if at > end]
    if not any(line.strip() for line in lines[end + 1 :]):
        raise ProblemsFound([Problem(Place(name, end + 1), "holds no words", "Write them below the second line ---.")])
    given["lines"] = Sequence(Place(name, end + 2), body)
    return Table(Place(name), given, {"block": Place(name), "lines": Place(name, end + 2), **head.keys})


def _repeated(blocks: dict[str, Table], language: str | None) -> Iterator[Problem]:
    """Find the second block of a name and language."""
    seen: dict[tuple[str | None, str | None], str] = {}
    for name, block in blocks.items():
        key = (_text(block, "block"), _text(block, "language") or language)
        if key in seen:
            message = f"the block `{key[0]}` stands in {seen[key]} too, in the same language"
            yield Problem(locate(block, ("block",)), message, "Give one of them another name with `block:`.")
        seen.setdefault(key, name)


def _text(table: Table, name: str) -> str | None:
    node = table.entries.get(name)
    return node.text if isinstance(node, Scalar) else None
