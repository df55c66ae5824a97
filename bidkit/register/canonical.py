"""One form for one meaning: RFC 8785 canonical JSON, and the digest of it.

A number of a record is a decimal text here, without the zeros that change nothing; what is left out is left out.
"""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

import rfc8785
from pydantic import BaseModel

from pricing.values import When


def canonical(data: object) -> bytes:
    """Return plain data as canonical JSON."""
    return rfc8785.dumps(data)  # type: ignore[arg-type] # plain data by contract


def digest(data: object) -> str:
    """Return the SHA-256 of plain data in its canonical form, as hexadecimal text."""
    return sha256(canonical(data)).hexdigest()


def plain(value: object) -> object:
    """Return models and their values as plain data that means the same however it was written."""
    if isinstance(value, BaseModel) and not isinstance(value, When):
        return _without_gaps({name: getattr(value, name) for name in type(value).model_fields})
    if isinstance(value, Mapping):
        return _without_gaps({str(key): each for key, each in value.items()})
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return number(value) if isinstance(value, Decimal) else None if value is None else str(value)


def number(value: Decimal) -> str:
    """Return a decimal without the zeros that change nothing, never in powers of ten."""
    return format(value.normalize() + 0, "f")


def _without_gaps(fields: Mapping[str, object]) -> dict[str, object]:
    found = {name: plain(value) for name, value in fields.items() if value is not None}
    return {name: value for name, value in found.items() if value not in ({}, [])}
