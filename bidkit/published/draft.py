"""The facts of a published tender by the field of the record that takes them, with an account of every value."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from bidkit.phrases import Phrase
from bidkit.published.leaves import Node, Trail, shown
from bidkit.published.words import Instant, instant_of, number_of, on_one_line, text_of, written
from pricing.money import minor_units

Field = tuple[str, ...]
Words = str | Phrase | tuple[str | Phrase, ...]
"""A text: as it stands, as a sentence to be said in a language, or several of them on lines of their own."""
Fact = Words | list[str]
Item = dict[str, Fact]

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})*", re.IGNORECASE)
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_ID = 56


class Remark(NamedTuple):
    """Something that the reader of the import should know, and where it stands in the file."""

    path: Trail
    text: str

    def __str__(self) -> str:
        return f"{shown(self.path)}: {self.text}" if self.path else self.text


@dataclass(slots=True)
class Draft:
    """What was learned so far."""

    source: str
    """Which notice it is, in words that stand under `source` of what it tells."""
    language: str = "en"
    """The language in which it is read where it is published in several."""
    step: str = "bid-evaluation"
    """The step at which the customer is who has published it."""
    facts: dict[Field, Fact] = field(default_factory=dict)
    lists: dict[Field, dict[str, Item]] = field(default_factory=dict)
    used: dict[Trail, list[Field]] = field(default_factory=dict)
    reasons: dict[Trail, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def put(self, to: Field, fact: Fact | None) -> None:
        """Let a fact stand in a field, unless there is none or the field has one."""
        if fact:
            self.facts.setdefault(to, fact)

    def add(self, to: Field, name: str, item: Item) -> None:
        """Add an item to a list."""
        self.lists.setdefault(to, {})[name] = {"id": name, **{key: value for key, value in item.items() if value}}

    def use(self, node: Node, to: Field) -> None:
        """Note that a value went into a field."""
        for path in node.places:
            self.used.setdefault(path, []).append(to)

    def leave(self, node: Node, reason: str) -> None:
        """Note why a value, and all below it, is not mapped."""
        for path in (node.path, *(path for leaf in node.leaves() for path in leaf.places)):
            if path:
                self.reasons.setdefault(path, reason)

    def reason(self, path: Trail) -> str | None:
        """Return why a value is not mapped: its own reason, or that of what it stands in."""
        return next((self.reasons[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.reasons), None)

    def remark(self, node: Node, text: str) -> None:
        """Note something that the reader should know."""
        found = Remark(node.path, text)
        if found not in self.remarks:
            self.remarks.append(found)

    def drop(self, to: Field, reason: str) -> bool:
        """Take a fact or an item back; the values that it was made of are not mapped then."""
        gone = self._taken_out(to)
        for path, fields in self.used.items():
            if gone and any(each[: len(to)] == to for each in fields):
                self.reasons.setdefault(path, reason)
            fields[:] = [each for each in fields if not gone or each[: len(to)] != to]
        return gone

    def drop_part(self, to: Field, key: str, reason: str) -> bool:
        """Take one field back from every item of a list."""
        dropped = [self.drop((*to, name, key), reason) for name in self.lists[to]]
        return True in dropped

    def _taken_out(self, to: Field) -> bool:
        listed = next((key for key in self.lists if to[: len(key)] == key and len(to) > len(key)), None)
        if listed is None:
            gone = [key for key in self.facts if key[: len(to)] == to]
            for key in gone:
                del self.facts[key]
            return bool(gone)
        name, below = to[len(listed)], to[len(listed) + 1 :]
        items = self.lists[listed]
        if not below:
            return items.pop(name, None) is not None
        return name in items and items[name].pop(below[0], None) is not None

    # Reading: each marks what it took, and says why it could not take something.

    def text(self, parent: Node, name: str, to: Field) -> str | None:
        """Read a text in one of the languages in which it is published."""
        node = self._spoken(parent, name)
        if node.items:
            parts = [part for item in node.items if (part := self._text(item, to))]
            return "\n".join(parts) or None
        return self._text(node, to)

    def line(self, parent: Node, name: str, to: Field) -> str | None:
        """Read a text on one line."""
        text = self.text(parent, name, to)
        return on_one_line(text) if text else None

    def number(self, parent: Node, name: str, to: Field) -> Decimal | None:
        """Read a number, also one that is written as text."""
        node = parent[name]
        number = number_of(node.value)
        if number is not None:
            self.use(node, to)
        elif node.given:
            self._name(node, "is not a number that can be read in one way only")
        return number

    def amount(self, parent: Node, currency: str | None, to: Field, name: str = "amount") -> str | None:
        """Read an amount of money; zero says that nobody stated one."""
        number = self.number(parent, name, to)
        if number is None or number > 0:
            return None if number is None else self._fitting(parent[name], number, currency)
        self.drop_use(parent[name], to, "an amount of zero or below states no value")
        return None

    def currency(self, parent: Node, to: Field, name: str = "currency") -> str | None:
        """Read the code of a currency."""
        node = parent[name]
        code = (text_of(node.value) or "").upper()
        if minor_units(code) is not None:
            self.use(node, to)
            return code
        if node.given:
            self._name(node, "is no currency in use; ISO 4217 lists them")
        return None

    def count(self, parent: Node, name: str, to: Field) -> str | None:
        """Read a whole number that is not below zero."""
        number = self.number(parent, name, to)
        if number is None or (number >= 0 and number == number.to_integral_value()):
            return None if number is None else written(number)
        self.drop_use(parent[name], to, "is no whole number")
        self._name(parent[name], "is no whole number")
        return None

    def instant(self, parent: Node, name: str, to: Field) -> Instant | None:
        """Read a moment."""
        node = parent[name]
        found = instant_of(node.value)
        if found is not None:
            self.use(node, to)
        elif node.given:
            self._name(node, "is not a date written as year-month-day")
        return found

    def day(self, parent: Node, name: str, to: Field) -> str | None:
        """Read the day of a moment."""
        found = self.instant(parent, name, to)
        return found.local.date().isoformat() if found else None

    def one_of(self, parent: Node, name: str, to: Field, choices: dict[str, str]) -> str | None:
        """Read a code that the record has a word for."""
        node = parent[name]
        word = choices.get((text_of(node.value) or "").casefold())
        if word is not None:
            self.use(node, to)
        elif node.given:
            self.leave(node, "the record has no word for this code")
        return word

    def name(self, parent: Node, prefix: str, to: Field, *, quiet: bool = False) -> str:
        """Return the id of an item: its own where a record can hold it, or else one that is made."""
        taken, own = self.lists.get(to, {}), text_of(parent["id"].value)
        slug = _NOT_IN_AN_ID.sub("-", own or "").strip("-_")[:_LONGEST_ID]
        if slug and not slug[0].isalpha():
            slug = f"{prefix}-{slug}"
        name = unique = slug or f"{prefix}-{sum(each.startswith(prefix) for each in taken) + 1:02}"
        copy = 1
        while unique in taken:
            copy += 1
            unique = f"{name}-{copy}"
        if own and unique != name:
            self.remark(parent["id"], f"'{own}' is given twice; this one became `{unique}`")
        elif not own and not quiet:
            self.remark(parent, f"has no id; it became `{unique}`")
        self.use(parent["id"], (*to, unique, "id"))
        return unique

    def drop_use(self, node: Node, to: Field, reason: str) -> None:
        """Note that a value that was read did not go into a field after all."""
        for path in node.places:
            self.used[path].remove(to)
        self.leave(node, reason)

    def _text(self, node: Node, to: Field) -> str | None:
        text = text_of(node.value)
        if text is not None:
            self.use(node, to)
            if isinstance(node.value, str) and len(text) < len(on_one_line(node.value)):
                self.remark(node, "held signs that cannot be seen; they were taken out")
        return text

    def _spoken(self, parent: Node, name: str) -> Node:
        """Return the text of a field in the language of the import: its own, a map of languages, or name_xx."""
        node = parent[name]
        told = node.entries or {
            key.removeprefix(f"{name}_"): each for key, each in parent.entries.items() if key.startswith(f"{name}_")
        }
        if (node.given and not node.entries) or not told or not all(map(_LANGUAGE.fullmatch, told)):
            return node
        spoken = {key.casefold(): each for key, each in told.items() if text_of(each.value)}
        chosen = next((key for key in (self.language, "en", "eng", *spoken) if key in spoken), None)
        return spoken[chosen] if chosen else node

    def _fitting(self, node: Node, number: Decimal, currency: str | None) -> str:
        places = minor_units(currency) if currency else None
        text = written(number, 2 if places is None else places)
        if Decimal(text) != number:
            self.remark(node, f"{written(number)} was rounded to {text}, as the currency is divided")
        return text

    def _name(self, node: Node, what: str) -> None:
        self.leave(node, what)
        if node.value is not None:
            self.remark(node, f"'{on_one_line(str(node.value))[:60]}' {what}; it was left out")


Say = Callable[[Phrase], str]


def said(words: Words, say: Say = str) -> str:
    """Return the text of words in a language."""
    parts = words if isinstance(words, tuple) else (words,)
    return "\n".join(say(part) if isinstance(part, Phrase) else part for part in parts)
