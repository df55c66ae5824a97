"""What a rule finds, by field; the record knows where the field stands."""

from typing import NamedTuple

from bidkit.problems import Severity

FieldPath = tuple[str | int, ...]


class Finding(NamedTuple):
    """Something wrong at a field of the record or of the house data."""

    path: FieldPath
    message: str
    hint: str
    severity: Severity = "error"
