"""A block of the house's content library: lasting words for the customer, with somebody who answers for them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from bidkit.deal.types import Day, Identifier, Line, Part


def _as_it_stands(value: object) -> str:
    return str(value)


class Block(Part):
    """A text of the content library, from one file `content/*.md` beside house.yaml."""

    title: Line
    """What the block is about."""
    owner: Line
    """Who answers for its words."""
    review_by: Day
    """The day until which somebody has to look whether it still holds."""
    block: Identifier
    """The name by which records place it; the file's name where it is left out."""
    language: Literal["en", "zh-CN"] | None = None
    """The language of its words; the house's where it is left out."""
    lines: tuple[Annotated[str, BeforeValidator(_as_it_stands)], ...] = ()
    """Its words in Markdown, line by line."""
