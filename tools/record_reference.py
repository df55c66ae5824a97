"""Write docs/record.md from the docstrings under the models' fields; `--check` fails when the page is stale."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bidkit.deal import Deal, House
from bidkit.record.shape import choices
from pricing.meanings import meanings

PAGE = Path(__file__).parent.parent / "docs" / "record.md"
INTRODUCTION = """\
# The record, field by field

Generated from the models in `bidkit/deal/` by `make docs`; edit the docstrings there.

A record is YAML (or JSON, with the same fields). Every value is read as the text that stands in the file: `1.10`,
`NO` and `010` mean what you wrote. A field with nothing after its colon counts as left out. Amounts are in the
record's currency, with a point for decimals and no thousands separators. Dates are `2026-09-30`; where less is known,
`2026-09`, `2026`, or `--09` for September of a year that nobody stated. Fields marked * must be given.
"""


def page() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION, "## `deal.yaml`\n", *_sections(Deal)]
    parts += ["## `house.yaml`\n", "What is left out holds as built in; `bidkit config` shows it.\n", *_sections(House)]
    return "\n".join(parts)


def _sections(root: type[BaseModel]) -> Iterator[str]:
    for path, model in _models(root, ""):
        yield f"### {f'`{path}`' if path else 'Top level'}\n"
        yield f"{_first_line(model)}\n"
        yield "| field | form | meaning |\n|---|---|---|"
        said = meanings(model)
        yield from (_row(name, field, said.get(name, "")) for name, field in model.model_fields.items())
        yield ""


def _row(name: str, field: FieldInfo, meaning: str) -> str:
    mark = "*" if field.is_required() else ""
    return f"| `{name}`{mark} | {_form(field)} | {meaning.replace(chr(10), ' ')} |"


def _form(field: FieldInfo) -> str:
    if choices(field.annotation):
        return "group by method"
    models = list(_inside(field.annotation))
    said = str(field.annotation)
    words = [word for word in _words(field.annotation) if isinstance(word, str)]
    if "Mapping" in said:
        return " / ".join(["group by id" if models else "values by id", *words])
    if "tuple" in said:
        return "list of groups" if models else "list"
    if models:
        return "group"
    return " / ".join(words) if words else _SIMPLE.get(_simple(field.annotation), "text")


_SIMPLE = {"Decimal": "number", "date": "date", "datetime": "date and hour", "When": "date", "int": "whole number"}


def _simple(annotation: Any) -> str:  # noqa: ANN401 - any annotation
    inner = [part for part in get_args(annotation) if part is not type(None)]
    return _simple(inner[0]) if inner else str(getattr(annotation, "__name__", annotation))


def _words(annotation: Any) -> Iterator[object]:  # noqa: ANN401 - any annotation
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part)


def _models(model: type[BaseModel], path: str) -> Iterator[tuple[str, type[BaseModel]]]:
    yield path, model
    for name, field in model.model_fields.items():
        mark = "." if path else ""
        for inner in () if choices(field.annotation) else _inside(field.annotation):
            several = "[]" if "tuple" in str(field.annotation) else ".ID" if "Mapping" in str(field.annotation) else ""
            yield from _models(inner, f"{path}{mark}{name}{several}")


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation.__name__ != "When":
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def main() -> int:
    """Write the page, or compare it with what stands there."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/record.md is stale; run `make docs`")
    return 1


if __name__ == "__main__":
    sys.exit(main())
