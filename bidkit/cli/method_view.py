"""The methods of evaluation as their models state them: formula, source, example, paradox, parameters."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from bidkit.record.shape import choices
from pricing.evaluation import Bid, Tender
from pricing.evaluation.common import ByPoints, Common
from pricing.meanings import meanings
from pricing.values import METHOD

_SECTION = re.compile(r"^(Formula|Source|Example|Paradox): (.*?)(?=^[A-Z]\w+: |\Z)", re.MULTILINE | re.DOTALL)
_WIDTH = 100


def methods_data() -> list[dict[str, Any]]:
    """Return every method of evaluation and every test for abnormally low bids as plain data."""
    rules = choices(Tender.model_fields["rule"].annotation)
    tests = choices(Common.model_fields["abnormally_low"].annotation)
    return [_described(name, model, "rule") for name, model in rules.items()] + [
        _described(name, model, "abnormally_low") for name, model in tests.items()
    ]


def methods_text() -> str:
    """Return the methods as text, what any rule may state after them."""
    parts = ["Methods (rule: {method: ...})", *(_text(each) for each in methods_data() if each["for"] == "rule")]
    parts += ["Tests for abnormally low bids (rule: {abnormally_low: {method: ...}})"]
    parts += [_text(each) for each in methods_data() if each["for"] == "abnormally_low"]
    parts += ["\n".join(("Any rule may also state", *_parameter_lines(_parameters(Common, ()))))]
    parts += ["\n".join(("Any rule that gives points", *_parameter_lines(_parameters(ByPoints, (Common,)))))]
    parts += ["\n".join(("Each bid states", *_parameter_lines(_parameters(Bid, ()))))]
    return "\n\n".join(parts)


def _described(name: str, model: type[BaseModel], used_for: str) -> dict[str, Any]:
    text = inspect.cleandoc(model.__doc__ or "")
    sections = {title.lower(): " ".join(body.split()) for title, body in _SECTION.findall(text)}
    own = _parameters(model, (Common, ByPoints))
    return {METHOD: name, "for": used_for, "what": text.splitlines()[0], **sections, "parameters": own}


def _parameters(model: type[BaseModel], known: tuple[type[BaseModel], ...]) -> list[dict[str, Any]]:
    """Return the fields of a model that those already known do not have, or have otherwise."""
    told = {name: field for each in known for name, field in each.model_fields.items()}
    said = meanings(model)
    return [
        {
            "name": name,
            "required": field.is_required(),
            "default": None if field.default in (None, PydanticUndefined) else str(field.default),
            "meaning": " ".join(said[name].split()),
        }
        for name, field in model.model_fields.items()
        if name != METHOD and (name not in told or told[name].is_required() != field.is_required())
    ]


def _text(described: dict[str, Any]) -> str:
    lines = [described[METHOD], f"  {described['what']}"]
    for title in ("formula", "source", "example", "paradox"):
        lines += textwrap.wrap(described[title], _WIDTH, initial_indent=f"  {title:9}", subsequent_indent=" " * 11)
    return "\n".join((*lines, *_parameter_lines(described["parameters"])))


def _parameter_lines(parameters: list[dict[str, Any]]) -> Iterator[str]:
    for each in parameters:
        default = " (must be given)" if each["required"] else f" ({each['default']})" if each["default"] else ""
        said = f"{each['name']}{default}: {each['meaning']}"
        yield from textwrap.wrap(said, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
