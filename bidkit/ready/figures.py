"""Figures in texts: which there are, which differ from what the record says, and whether they add up."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher

from bidkit.phrases import Phrase
from bidkit.ready.paper import Block, Said

_FIGURE = re.compile(r"(?<![A-Za-z0-9_.,])[-−]?(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?(?![A-Za-z0-9_]|\.\d)")
"""A number that stands alone: no part of an id, a version or the number of a clause."""
_LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Change:
    """Figures that stand in a file otherwise than the record has them; `said` or `meant` may be empty."""

    place: Said
    said: tuple[str, ...]
    meant: tuple[str, ...]
    moved: bool
    """Whether the text around them is another one too, so that a person may have added or rewritten it."""


def figures(text: str) -> tuple[str, ...]:
    """Return the figures of a text as they stand there."""
    return tuple(found.group() for found in _FIGURE.finditer(text))


def value(figure: str) -> Decimal:
    """Return what a figure is worth."""
    return Decimal(re.sub(r"[,\u00a0\u202f]", "", figure.replace("−", "-")))


def like_money(figure: str) -> bool:
    """Say whether a figure is written as amounts are: with its cents, with grouped thousands, or very large."""
    return re.search(r"\.\d\d$|[,\u00a0\u202f]", figure) is not None or abs(value(figure)) >= _LARGE


def differing(actual: Sequence[Block], made: Sequence[Block]) -> Iterator[Change]:
    """Yield where a file's figures differ from those of the same document made from the record."""
    ours, theirs = [block.text for block in made], [block.text for block in actual]
    if _laid_side_by_side(
        ours, theirs
    ):  # which is usual, and finding what moved takes long in a table of a thousand rows
        for before, after in zip(made, actual, strict=True):
            yield from _changed(after.place, before.text, after.text)
        return
    for what, i, j, k, l in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():  # noqa: E741
        if what == "equal":
            continue
        if j - i == l - k:
            for before, after in zip(made[i:j], actual[k:l], strict=True):
                yield from _changed(after.place, before.text, after.text)
        else:
            yield from _rewritten(actual[k:l], made[i:j], near=actual[min(k, len(actual) - 1)].place if actual else "")


def _laid_side_by_side(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether two texts are built alike, so that what differs stands at the same place."""
    return len(ours) == len(theirs) and 2 * sum(map(str.__ne__, ours, theirs)) < len(ours)


def _changed(place: Said, before: str, after: str) -> Iterator[Change]:
    if not before.strip():
        return  # a field that a person fills in by hand
    meant, said = _apart(before, after)
    if meant or said:
        yield Change(place, said, meant, moved=not meant)


def _rewritten(actual: Sequence[Block], made: Sequence[Block], near: Said) -> Iterator[Change]:
    """Compare what stands there in place of something, as a whole."""
    meant, said = _apart(" \n ".join(each.text for each in made), " \n ".join(each.text for each in actual))
    place = next((block.place for block in actual if set(said) & set(figures(block.text))), near)
    if meant or said:
        yield Change(place, said, meant, moved=not meant)


def _apart(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the figures that are gone, and those that have come; one written otherwise is the same."""
    old, new = Counter(map(value, figures(before))), Counter(map(value, figures(after)))
    gone, come = old - new, new - old
    return (
        tuple(figure for figure in dict.fromkeys(figures(before)) if value(figure) in gone),
        tuple(figure for figure in dict.fromkeys(figures(after)) if value(figure) in come),
    )


def rows_of(blocks: Sequence[Block]) -> Mapping[tuple[int, int], list[Block]]:
    """Return the cells of each row by table and row."""
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        if block.cell:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    return rows


def miscounted(blocks: Sequence[Block], lines: frozenset[str], places: int) -> Iterator[tuple[Said, Phrase]]:
    """Yield where the figures of a price table do not add up: the place, and what is wrong.

    A row begins with the id of a price line and goes on with quantity, unit price, amount, rate, tax, and both.
    """
    sums: dict[int, list[list[Decimal]]] = {}
    for (table, _), cells in rows_of(blocks).items():
        numbers = [value(found[-1]) if (found := figures(cell.text)) else None for cell in cells]
        if len(cells) == 8 and numbers[4] is not None and (cells[0].text in lines or table in sums):
            yield from _row(cells, figures(cells[2].text), numbers, places)
            sums.setdefault(table, []).append([each or Decimal(0) for each in numbers])
        elif table in sums and len(cells) == 5:
            yield from _sum(cells, numbers, sums.pop(table))


def _row(
    cells: list[Block], quantity: tuple[str, ...], numbers: list[Decimal | None], places: int
) -> Iterator[tuple[Said, Phrase]]:
    _, _, _, unit, amount, rate, tax, gross = numbers
    name = cells[0].text
    if quantity and unit is not None and amount is not None:
        wanted = _rounded(value(quantity[0]) * unit, places)
        if wanted != amount:
            yield (
                cells[4].place,
                Phrase(
                    "`{line}`: {quantity} x {price} is {wanted}, not {said}",
                    line=name,
                    quantity=quantity[0],
                    price=cells[3].text,
                    wanted=f"{wanted:,}",
                    said=cells[4].text,
                ),
            )
    if amount is not None and rate is not None and tax is not None:
        wanted = _rounded(amount * rate / 100, places)
        if wanted != tax:
            yield (
                cells[6].place,
                Phrase(
                    "`{line}`: {rate} % of {amount} is {wanted}, not {said}",
                    line=name,
                    rate=cells[5].text,
                    amount=cells[4].text,
                    wanted=f"{wanted:,}",
                    said=cells[6].text,
                ),
            )
    if amount is not None and tax is not None and gross is not None and amount + tax != gross:
        yield (
            cells[7].place,
            Phrase(
                "`{line}`: {amount} and {tax} are {wanted}, not {said}",
                line=name,
                amount=cells[4].text,
                tax=cells[6].text,
                wanted=f"{amount + tax:,}",
                said=cells[7].text,
            ),
        )


def _sum(cells: list[Block], numbers: list[Decimal | None], rows: list[list[Decimal]]) -> Iterator[tuple[Said, Phrase]]:
    for at, column in ((1, 4), (3, 6), (4, 7)):
        stated, wanted = numbers[at], sum((row[column] for row in rows), Decimal(0))
        if stated is not None and stated != wanted:
            message = Phrase(
                "the lines come to {wanted}, and the sum says {said}", wanted=f"{wanted:,}", said=cells[at].text
            )
            yield cells[at].place, message


def _rounded(amount: Decimal, places: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
