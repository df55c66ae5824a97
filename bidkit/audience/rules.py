"""Rules of what goes to the customer: its blocks are in order and in date, it names no rival, nobody unasked.

They are held wherever a document for the customer is made; a final one is refused where a draft is only warned of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit import prose
from bidkit.audience.allowed import ALLOWED, ALLOWED_OF_HOUSE
from bidkit.audience.clearing import Allowed, tree_of
from bidkit.audience.library import block_of
from bidkit.checks.finding import FieldPath, Finding
from bidkit.deal import Deal, House
from bidkit.deal.content import Block
from bidkit.deal.types import Part
from bidkit.problems import Severity

_NOT_READ = {"id", "language", "need", "needs", "owner", "group", "lot", "puts_forward", "leaves_out", "block"}
"""Names that lead from one part of a record to another; nobody reads them as words."""
_SAYS_NOTHING = (Decimal, date, int)  # most values that are no text
_SHORTEST = 4  # letters of a name's first word that can stand for the whole name


def customer_findings(deal: Deal, house: House, *, final: bool) -> tuple[Finding, ...]:
    """Return what is wrong with what goes to the customer."""
    stern: Severity = "error" if final else "warning"
    return (
        *_blocks_are_sound(deal, house),
        *_blocks_are_in_date(deal, house, stern),
        *_references_agreed(deal, stern),
        *_no_rival_is_named(deal, house, stern),
    )


def _placed(deal: Deal, house: House) -> Iterator[tuple[str, Block]]:
    """Yield the blocks that the proposal shows, each with its file's name."""
    files = {id(block): name for name, block in house.content.items()}
    names = dict.fromkeys(each.block for each in deal.proposal.content.values() if each.block)
    for name in names:
        block = block_of(house, name, deal.language or house.language)
        if block is not None:
            yield files[id(block)], block


def _blocks_are_sound(deal: Deal, house: House) -> Iterator[Finding]:
    """Refuse what a document cannot show, and say where a block is not there in the document's language."""
    spoken = deal.language or house.language
    for file, block in _placed(deal, house):
        for fault in prose.read(block.lines)[1]:
            yield Finding(("content", file, "lines", fault.line), fault.message, fault.hint, of_house=True)
        if (block.language or house.language) != spoken:
            message = f"the block `{block.block}` is not there in the language of the document, {spoken}"
            hint = f"Write content/{block.block}.{spoken}.md with `language: {spoken}`."
            yield Finding(("content", file, "block"), message, hint, "warning", of_house=True)


def _blocks_are_in_date(deal: Deal, house: House, stern: Severity) -> Iterator[Finding]:
    for file, block in _placed(deal, house):
        if deal.as_of is not None and block.review_by < deal.as_of:
            message = f"`{block.title}` was to be reviewed by {block.review_by}; {block.owner} answers for it"
            hint = "Ask whether it still holds, and set `review_by` to the next day on which somebody looks."
            yield Finding(("content", file, "review_by"), message, hint, stern, of_house=True)


def _references_agreed(deal: Deal, stern: Severity) -> Iterator[Finding]:
    for at, each in enumerate(deal.proposal.references):
        if each.agreed == "no":
            message = f"`{each.customer}` has not agreed to be named as a reference"
            hint = "Ask, and then write `agreed: yes`, or leave the reference out."
            yield Finding(("proposal", "references", at, "customer"), message, hint, stern)


def _no_rival_is_named(deal: Deal, house: House, stern: Severity) -> Iterator[Finding]:
    """Find rivals' names in what the customer reads. Published words stand as they are; there it is only a warning."""
    rivals = _rivals(deal)
    if not rivals.each:
        return
    published = {at for at, each in enumerate(deal.standards.requirements) if each.published_on}
    for path, text in _texts(deal, tree_of(ALLOWED)):
        fixed = path[:2] == ("standards", "requirements") and path[2] in published and path[3] == "text"
        for said, severity, _ in _named(text, rivals, "warning" if fixed else stern):
            yield Finding(path, said, _HINT, severity)
    shown = {file for file, _ in _placed(deal, house)}
    for path, text in _texts(house, tree_of(ALLOWED_OF_HOUSE)):
        if path[0] != "content" or path[1] in shown:
            for said, severity, offset in _named(text, rivals, stern):
                yield Finding(path, said, _HINT, severity, of_house=True, offset=offset)


_HINT = "The customer reads this; say it without the name."


@dataclass(frozen=True, slots=True)
class _Rival:
    """A rival's name as it is looked for: the whole of it in either case, and its first word."""

    name: str
    whole: re.Pattern[str]
    short: re.Pattern[str] | None

    @property
    def either(self) -> str:
        """One pattern for both."""
        return f"(?i:{self.whole.pattern})" + (f"|{self.short.pattern}" if self.short else "")


@dataclass(frozen=True, slots=True)
class _Rivals:
    """All rivals, and what finds soon that a text names none, as most of ten thousand do."""

    each: tuple[_Rival, ...]
    any: re.Pattern[str]
    words: tuple[str, ...]
    """One of these stands in every plain text that names one; nothing where a name itself is not plain."""

    def may_be_in(self, text: str) -> bool:
        """Tell whether a text has to be looked at closely; a pattern takes ten times as long as words do."""
        if self.words and text.isascii():
            small = text.lower()
            if not any(word in small for word in self.words):
                return False
        return self.any.search(text) is not None


def _rivals(deal: Deal) -> _Rivals:
    each = tuple(_rival(rival.name) for rival in deal.competitors if rival.name)
    plain = all(rival.name.isascii() for rival in each)
    words = dict.fromkeys(rival.name.split()[0].lower() for rival in each) if plain else ()
    return _Rivals(each, re.compile("|".join(rival.either for rival in each)), tuple(words))


def _rival(name: str) -> _Rival:
    whole = rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)
    short, *_ = name.split()
    longer = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)") if len(short) >= _SHORTEST else None
    return _Rival(name, re.compile(whole, re.I), longer)


def _named(text: str, rivals: _Rivals, stern: Severity) -> Iterator[tuple[str, Severity, int]]:
    for rival in rivals.each if rivals.may_be_in(text) else ():
        if found := rival.whole.search(text):
            yield f"names the rival {rival.name}", stern, found.start()
        elif rival.short and (found := rival.short.search(text)):
            yield f"may name the rival {rival.name}: '{found.group()}'", "warning", found.start()


def _texts(node: object, allowed: Allowed, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Yield every text that a person reads of what the customer may see, with its path; nothing named means all."""
    for step, value in _read(node, allowed):
        if isinstance(value, str):
            yield (*path, step), value
        elif value is not None and not isinstance(value, _SAYS_NOTHING):
            below = allowed.get(str(step), {}) if isinstance(node, Part) else allowed
            yield from _texts(value, below, (*path, step))


def _read(node: object, allowed: Allowed) -> Iterator[tuple[str | int, object]]:
    if isinstance(node, tuple):
        yield from enumerate(node)
    elif isinstance(node, Part):
        for name in node.model_fields_set:
            if name not in _NOT_READ and (not allowed or name in allowed):
                yield name, getattr(node, name)
    elif isinstance(node, Mapping):
        yield from node.items()
