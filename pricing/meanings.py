"""The docstrings under the fields of a model, read when a schema or the reference asks for them.

Pydantic can read them too, but whenever a model is defined; that would be a sixth of the time of `bidkit check`.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise


@cache
def meanings(model: type) -> Mapping[str, str]:
    """Return what each field of a model means, its bases' fields included."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if "__annotations__" in vars(base) and base.__module__.startswith(("bidkit.", "pricing.")):
            found |= _own(base)
    return found


def _own(model: type) -> Iterator[tuple[str, str]]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    for field, following in pairwise(body):
        said = following.value if isinstance(following, ast.Expr) else None
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(said, ast.Constant):
            yield field.target.id, inspect.cleandoc(str(said.value))
