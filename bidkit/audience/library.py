"""Blocks of the content library, as a document in some language takes them."""

from bidkit.deal import House
from bidkit.deal.content import Block


def block_of(house: House, name: str, language: str) -> Block | None:
    """Return a block of the content library: in this language, or else in the house's, or in any."""
    found: dict[str, Block] = {
        each.language or house.language: each for each in house.content.values() if each.block == name
    }
    return found.get(language) or found.get(house.language) or next(iter(found.values()), None)
