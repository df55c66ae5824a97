"""Documents entered as issued: number, revision, the digest of each file, the record and the approvals behind them.

`next_revision` says which revision the next issue of a number will be, so that it can be printed; `issue` enters it,
or raises RevisionTaken where somebody else was faster. `issued` and `issued_as` say what a file is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bidkit.problems import BidkitError
from bidkit.register.entry import Draft, Entry, Signer
from bidkit.register.store import Register


class RevisionTaken(BidkitError):  # noqa: N818 - it says what happened
    """Raised where a revision was issued by somebody else in the meantime; carries the one that is next now."""

    def __init__(self, number: str, revision: int, following: int) -> None:
        self.following = following
        super().__init__(f"{number} rev {revision} was issued already; the next one is {following}")


@dataclass(frozen=True, slots=True)
class Document:
    """What is issued under one number and revision: one or several files that belong together."""

    deal: str
    """The deal's id."""
    artifact: str
    """What it is, such as bid."""
    audience: str
    """customer or internal."""
    number: str
    """The document's number; all revisions bear it."""
    revision: int
    """1 for the first issue."""
    date: str
    """The day of issue, such as 2026-09-15."""
    files: Mapping[str, str]
    """The SHA-256 of each file, by file name."""
    record_digest: str
    """The digest of the resolved input from which it was made."""
    approvals: tuple[str, ...]
    """The ids of the approvals under which it is issued, such as A-17."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A document as it stands in the register."""

    id: str
    """The entry's id, such as D-18."""
    at: str
    """When it was entered, in UTC."""
    document: Document
    superseded_by: int | None
    """The revision that took its place."""


def next_revision(register: Register, deal: str, number: str) -> int:
    """Return the revision that the next issue of a number will have."""
    return _following(register.entries(deal=deal, kinds=("issue",)), number)


def issue(
    register: Register,
    document: Document,
    at: str,
    signer: Signer | None = None,
    *,
    check: Callable[[tuple[Entry, ...]], None] = lambda _: None,
) -> Issued:
    """Enter a document as issued and the revision before it as superseded, both or neither; or raise RevisionTaken.

    While nobody else can write, `check` sees the deal's entries and may raise to stop it.
    """

    def build(past: tuple[Entry, ...]) -> Sequence[Draft]:
        check(past)
        following = _following(past, document.number)
        if document.revision != following:
            raise RevisionTaken(document.number, document.revision, following)
        before = _issues(past, document.number)[-1:]
        return (*(_superseding(entry, document, at) for entry in before), _issuing(document, at))

    *_, entry = register.write(document.deal, build, signer)
    return Issued(entry.id, entry.at, document, None)


def issued(register: Register, *, deal: str | None = None) -> tuple[Issued, ...]:
    """Return every document that was issued, of one deal or of all, in the order of issue."""
    entries = register.entries(deal=deal, kinds=("issue", "supersede"))
    gone = {entry.content["entry"]: int(entry.content["by_revision"]) for entry in entries if entry.kind == "supersede"}
    return tuple(
        Issued(entry.id, entry.at, _document(entry), gone.get(entry.id)) for entry in entries if entry.kind == "issue"
    )


def latest(register: Register, deal: str, number: str) -> Issued | None:
    """Return the last revision of a number."""
    found = [each for each in issued(register, deal=deal) if each.document.number == number]
    return found[-1] if found else None


def issued_as(register: Register, file_digest: str) -> tuple[Issued, ...]:
    """Return the documents that a file with this SHA-256 was issued as; none where it is unknown or was edited."""
    return tuple(each for each in issued(register) if file_digest in each.document.files.values())


def _following(past: Sequence[Entry], number: str) -> int:
    return max((int(entry.content["revision"]) for entry in _issues(past, number)), default=0) + 1


def _issues(past: Sequence[Entry], number: str) -> list[Entry]:
    return [entry for entry in past if entry.kind == "issue" and entry.content["number"] == number]


def _issuing(document: Document, at: str) -> Draft:
    content: dict[str, Any] = {
        "artifact": document.artifact,
        "audience": document.audience,
        "number": document.number,
        "revision": document.revision,
        "date": document.date,
        "files": dict(document.files),
        "record_digest": document.record_digest,
        "approvals": list(document.approvals),
    }
    return Draft("issue", document.deal, at, content)


def _superseding(before: Entry, document: Document, at: str) -> Draft:
    content = {"entry": before.id, "number": document.number, "by_revision": document.revision}
    return Draft("supersede", document.deal, at, content)


def _document(entry: Entry) -> Document:
    said = entry.content
    return Document(
        deal=entry.deal,
        artifact=said["artifact"],
        audience=said["audience"],
        number=said["number"],
        revision=int(said["revision"]),
        date=said["date"],
        files=dict(said["files"]),
        record_digest=said["record_digest"],
        approvals=tuple(said["approvals"]),
    )
