"""Put a template into the house's own set, whole or as some of its blocks."""

import re
from collections.abc import Iterator
from pathlib import Path

from bidkit import __version__
from bidkit.cli.template_set import HouseSet, found_template, house_set
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.rewriting import Writing, write_together
from bidkit.record.files import HOUSE_FILE, shown
from bidkit.record.template_sets import MANIFEST
from bidkit.render.search import BUILT_IN, Found, Search, read

FOLDER = "templates"  # of a house that names none yet

_BLOCK = re.compile(r"\{%[-+]?\s*(?:(block)\s+(\w+)[^%]*?|(endblock)(?:\s+\w+)?)\s*[-+]?%\}")
_TOP = re.compile(r"^\{%[-+]?\s*(?:import|from)\s[^%]*%\}\n?", re.MULTILINE)


def copy_template(name: str, blocks: tuple[str, ...], folder: Path) -> Iterator[str]:
    """Write the copy, and the set's manifest where there is none; yield what was written and what to do next."""
    house = house_set(folder)
    source = found_template(name, folder)
    target_folder = _target_folder(house)
    target = target_folder.joinpath(*_within(source, house.search).parts)
    if target.exists():
        hint = "Edit it there, or delete it first."
        raise ProblemsFound([Problem(Place(shown(target)), "is there already and is not overwritten", hint)])
    text = _child(source, house.search, blocks) if blocks else read(source)
    texts = {target: text}
    if not (target_folder / MANIFEST).exists():
        texts[target_folder / MANIFEST] = _manifest(house)
    write_together([Writing(path, each.encode()) for path, each in texts.items()])
    yield from (f"wrote {shown(path)}" for path in texts)
    if not house.folders:
        yield f"Next: put this line into {shown(_house_file(house))}: template_set: {FOLDER}"
    yield f"Then change {shown(target)}, and: bidkit templates check"


def _house_file(house: HouseSet) -> Path:
    path = house.house_file.path
    if path is None:
        hint = "`bidkit new DIR` writes one with the first deal; then work in that folder, or name it with --house."
        raise ProblemsFound([Problem(Place(HOUSE_FILE), f"there is no {HOUSE_FILE} in or above this folder", hint)])
    return path


def _target_folder(house: HouseSet) -> Path:
    return house.folders[0].resolve() if house.folders else _house_file(house).parent / FOLDER


def _within(source: Found, search: Search) -> Path:
    return source.path.relative_to(search.folders[source.level])


def _manifest(house: HouseSet) -> str:
    seller = re.sub(r"[^A-Za-z0-9]+", "-", house.house_file.house.seller.name or "").strip("-").lower()[:40]
    return (
        "# The house's own templates. A file here takes the place of the built-in one of the same name;\n"
        '# {% extends "parent/NAME" %} in it keeps all that its blocks do not change.\n'
        f"name: {seller or 'house'}\nextends: {BUILT_IN}\nbidkit: {__version__}\n"
    )


def _child(source: Found, search: Search, blocks: tuple[str, ...]) -> str:
    """Return a template that extends the source and holds only some of its blocks, as they stand there."""
    text = read(source)
    spans = dict(_spans(text))
    if unknown := [block for block in blocks if block not in spans]:
        hint = f"Blocks: {', '.join(spans)}." if spans else "It has none; copy it whole."
        raise ProblemsFound(Problem(Place(source.shown), f"has no block '{block}'", hint) for block in unknown)
    name = _within(source, search).as_posix()
    imports = "".join(_TOP.findall(text))
    parts = [f'{{% extends "parent/{name}" %}}\n{imports}', *(f"{spans[block]}\n" for block in dict.fromkeys(blocks))]
    return "\n".join(parts)


def _spans(text: str) -> Iterator[tuple[str, str]]:
    """Yield each block's name and text, in the order in which the blocks end."""
    opened: list[tuple[str, int]] = []
    for tag in _BLOCK.finditer(text):
        if tag[1]:
            opened.append((tag[2], tag.start()))
        elif opened:
            name, start = opened.pop()
            yield name, text[start : tag.end()]
