"""One trial of a checker, and how errors get into files."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import docx

from tests.agreement.docx_seeds import Element, WordFile

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
BODY = "word/document.xml"
Thing = TypeVar("Thing")


class Trial(NamedTuple):
    """What was done to something sound, whether it does harm, and whether the checker said anything."""

    kind: str
    harmful: bool
    noticed: bool


Change = Callable[[str, random.Random], str | None]


def digit_changed(text: str, chance: random.Random) -> str | None:
    """Return a text in which one digit is another one; None where it has none."""
    places = [at for at, letter in enumerate(text) if letter.isascii() and letter.isdigit()]
    if not places:
        return None
    at = chance.choice(places)
    other = chance.choice([each for each in "0123456789" if each != text[at]])
    return text[:at] + other + text[at + 1 :]


def letter_changed(text: str, chance: random.Random) -> str | None:
    """Return a text in which one letter is another one."""
    places = [at for at, letter in enumerate(text) if letter.isascii() and letter.isalpha()]
    if not places:
        return None
    at = chance.choice(places)
    other = chance.choice([each for each in "abcdefghij" if each != text[at].lower()])
    return text[:at] + other + text[at + 1 :]


def word_gone(text: str, chance: random.Random) -> str | None:
    """Return a text without one of its words."""
    words = text.split(" ")
    at = chance.randrange(len(words))
    return " ".join(words[:at] + words[at + 1 :]) if len(words) > 2 and words[at].strip() else None


def words_put_in(text: str, _: random.Random) -> str | None:
    """Return a text with words more."""
    return f"{text} not" if len(text) > 3 else None


TEXT_CHANGES: Mapping[str, Change] = {
    "a digit is another one": digit_changed,
    "a letter is another one": letter_changed,
    "a word is gone": word_gone,
    "words were put in": words_put_in,
}


def texts(file: WordFile, part: str = BODY) -> list[Element]:
    """Return the places of a Word file where text stands."""
    return [each for each in file.root(part).iter(TEXT) if (each.text or "").strip()]


def sown(data: bytes, how: Change, chance: random.Random, part: str = BODY) -> bytes:
    """Return a Word file in which a text at a random place is changed."""
    file = WordFile(data)
    places = texts(file, part)
    while True:
        place = chance.choice(places)
        changed = how(place.text or "", chance)
        if changed is not None and changed != place.text:
            place.text = changed
            return file.packed()


def packed_otherwise(data: bytes, *, level: int, turned: bool) -> bytes:
    """Return a Word file with the same parts, packed in another way."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        first, *rest = before.namelist()
        for name in (first, *(reversed(rest) if turned else rest)):
            after.writestr(name, before.read(name), compresslevel=level)
    return made.getvalue()


def resaved(data: bytes) -> bytes:
    """Return a Word file as python-docx saves it."""
    made = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(made)
    return made.getvalue()


def sample(things: Mapping[str, Thing], count: int) -> Iterator[tuple[str, Thing]]:
    """Yield every kind so often that there are so many in all, or a little more."""
    each = -(-count // len(things))
    yield from ((name, thing) for name, thing in things.items() for _ in range(each))
