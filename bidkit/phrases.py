"""Sentences kept apart from their values, so that a document can say them in the deal's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, init=False)
class Phrase:
    """An English sentence with `{named}` places, and the values that go there.

    Values are plain: text, Decimal, date, int or another Phrase. The English text is the key in the
    translation catalogues; catalogues are extracted from the literals handed to this class.
    """

    text: str
    values: Mapping[str, object]

    def __init__(self, text: str, /, **values: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", MappingProxyType(values))

    def __str__(self) -> str:
        return self.text.format_map(self.values) if self.values else self.text

    def __reduce__(self) -> "tuple[Callable[..., Phrase], tuple[str, dict[str, object]]]":
        """Say how another process makes the same phrase."""
        return _phrase, (self.text, dict(self.values))


def _phrase(text: str, values: Mapping[str, object]) -> Phrase:
    return Phrase(text, **values)
