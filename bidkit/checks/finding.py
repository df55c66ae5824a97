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
    of_house: bool = False
    """Whether the path is one of the house data."""
    offset: int = 0
    """How many signs behind the field's own place it stands, where the field is a line of a file."""
