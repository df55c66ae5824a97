"""What the tender asks to find in a folder, and which file is what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bidkit.ready.paper import Block, Paper

_FOLDERS = {
    **{name: name for name in ("technical", "price", "qualification", "separate")},
    **{"技术": "technical", "价格": "price", "报价": "price", "资格": "qualification"},
}
"""The envelope by the words in the name of its folder."""
WITHOUT_PRICES = ("technical", "qualification")
VOLUMES: Mapping[str, tuple[str, ...]] = {
    "technical": ("technical",),
    "qualification": ("qualification",),
    "price": ("price",),
    "whole": ("technical", "qualification", "price"),
}
"""The envelopes of a volume, by what its name ends in."""
_VOLUME = re.compile(rf"bid-volume-({'|'.join(VOLUMES)})$")
_NUMBERED = re.compile(r"^(?:bid-)?(?:\d+-)?")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A form that has to be in the set, once or for a lot, with what has to hold of it."""

    mark: str
    """What names it in its file, such as 06-price-L-1."""
    form: str
    lot: str | None
    label: str
    kind: str
    envelope: str
    mandatory: bool
    page_limit: int | None
    signs: bool
    """Whether one of us has to sign it."""
    signed: bool
    """Whether the record says that it is signed."""
    finished: bool
    """Whether it is a finished paper of ours."""
    made: tuple[Block, ...] = ()
    """What the document says when it is made from the record now; nothing for a finished paper."""
    missing: tuple[str, ...] = ()
    """The fields that it shows and the record does not have."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A file and what it holds: one form, a volume of several, or nothing that is asked for."""

    paper: Paper
    forms: tuple[AskedFor, ...]
    volume: str | None = None
    stranger: str | None = None
    """What it says that it is, where the tender does not ask for that."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What names the forms in it."""
        return tuple(form.mark for form in self.forms)

    @property
    def envelopes(self) -> tuple[str, ...]:
        """The envelopes in which it belongs."""
        if self.volume:
            return VOLUMES[self.volume]
        return tuple(dict.fromkeys(form.envelope for form in self.forms))

    @property
    def folder(self) -> str | None:
        """The envelope in whose folder it lies, where the folder is named so."""
        parts = [part.lower() for part in PurePosixPath(self.paper.name).parts[:-1]]
        return next((name for word, name in _FOLDERS.items() for part in parts if word in part), None)


def identified(paper: Paper, asked: Sequence[AskedFor], artifact: str | None = None) -> Identified:
    """Say what a file is: by what it was made as, by its properties, or else by its name."""
    if artifact is not None and not artifact.startswith("bid"):
        return Identified(paper, (), stranger=artifact)
    subject, stem = paper.subject or "", PurePosixPath(paper.name).stem
    volume = _VOLUME.search(subject) or _VOLUME.search(stem)
    if volume:
        inside = (form for form in asked if form.envelope in VOLUMES[volume[1]] and _holds(paper, form))
        return Identified(paper, tuple(inside), volume=volume[1])
    for said in (subject if subject.startswith("bid-") else "", stem):
        found = named(said, asked)
        if found:
            return Identified(paper, (found,))
    return Identified(paper, (), stranger=subject or stem)


def named(said: str, asked: Sequence[AskedFor]) -> AskedFor | None:
    """Return the form that a name names: by its whole mark, else by the longest id of a form in it."""
    plain = _NUMBERED.sub("", said)
    exact = (form for form in asked if plain and plain == _NUMBERED.sub("", form.mark))
    inside = (form for form in asked if _within(_NUMBERED.sub("", form.mark), said))
    longest = sorted(inside, key=lambda form: len(form.mark), reverse=True)
    return next(exact, None) or (longest[0] if longest else None)


def _within(name: str, said: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", said, re.IGNORECASE) is not None


def _holds(paper: Paper, form: AskedFor) -> bool:
    """Say whether the heading of a form stands in a volume."""
    return any(form.label in block.text and (form.lot or "") in block.text for block in paper.body)
