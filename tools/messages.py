"""Keep the translation catalogues in step with the sentences that the program and its templates say.

`python tools/messages.py update` adds new sentences and drops those that nothing says any more.
`python tools/messages.py check` fails on a sentence that has no translation, that nothing says any more,
or whose places differ.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages import pofile
from babel.messages.catalog import Catalog
from jinja2 import Environment, nodes

from bidkit.record.source import parse
from bidkit.record.tree import leaves

ROOT = Path(__file__).parent.parent
PHRASE, TRANSLATE = "Phrase", "_"
_SHOWN = ("name", "question", "role", "note")  # keys of the built-in house whose text its documents show


def said(root: Path = ROOT) -> set[str]:
    """Return every sentence that the program or a template says."""
    found: set[str] = set()
    for path in (root / "bidkit").rglob("*.py"):
        found |= set(_in_python(path.read_text(encoding="utf-8")))
    for path in (root / "templates").rglob("*.html"):
        found |= set(_in_template(path.read_text(encoding="utf-8")))
    for path in (root / "bidkit").rglob("house-defaults.yaml"):
        found |= set(_in_house_defaults(path))
    return found


def _in_house_defaults(path: Path) -> Iterator[str]:
    """Yield the names and sentences of the built-in house, which its own documents show."""
    tree, _ = parse(path.read_text(encoding="utf-8"), path.name)
    for steps, scalar in leaves(tree):
        if scalar.text and (steps[-1] in _SHOWN or {"meaning", "resources"} & set(steps)):
            yield scalar.text


def _in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node.func) == PHRASE and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _called(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _in_template(source: str) -> Iterator[str]:
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == TRANSLATE and call.args:
            first = call.args[0]
            if isinstance(first, nodes.Const) and isinstance(first.value, str):
                yield first.value


def catalogues(root: Path = ROOT) -> list[Path]:
    """Return the catalogue of each language."""
    return sorted((root / "templates" / "locale").glob("*/bidkit.po"))


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {
            str(message.id): str(message.string) for message in pofile.read_po(file, abort_invalid=True) if message.id
        }


def update(root: Path = ROOT) -> None:
    """Bring every catalogue up to date; translations that still hold are kept."""
    sentences = said(root)
    for path in catalogues(root):
        known = _read(path)
        catalogue = Catalog(charset="utf-8")
        for sentence in sorted(sentences):
            catalogue.add(sentence, known.get(sentence, ""))
        with path.open("wb") as file:
            pofile.write_po(file, catalogue, omit_header=True, sort_output=True, width=0)


def faults(root: Path = ROOT) -> Iterator[str]:
    """Yield what is wrong with the catalogues, one line each."""
    sentences = said(root)
    for path in catalogues(root):
        known, name = _read(path), path.parent.name
        yield from (f"{name}: not translated: {text}" for text in sorted(sentences) if not known.get(text))
        yield from (f"{name}: nothing says any more: {text}" for text in sorted(known.keys() - sentences))
        yield from (
            f"{name}: the places differ: {text}"
            for text, other in sorted(known.items())
            if other and _places(text) != _places(other)
        )


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def main(arguments: list[str]) -> int:
    """Run `update` or `check`."""
    if arguments == ["update"]:
        update()
        return 0
    if arguments == ["check"]:
        found = list(faults())
        print("\n".join(found) or "every sentence is translated")
        return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
