"""Issue files: first made, then entered in the register, then written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bidkit.cli.register_desk import now, today
from bidkit.phrases import Phrase
from bidkit.publish import Output, Published, publish
from bidkit.register.documents import Document, Issued, RevisionTaken, issue, latest, next_revision
from bidkit.register.entry import Entry
from bidkit.register.store import Register


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be issued under a number, and what it rests on."""

    deal: str
    artifact: str
    number: str
    record_digest: str
    """Of the whole resolved input, which the approvals bind too."""
    approvals: tuple[str, ...]
    make: Callable[[int], Mapping[str, Output]]
    """Makes the files of a revision, by name."""


def issue_set(
    register: Register, edition: Edition, folder: Path, check: Callable[[tuple[Entry, ...]], None]
) -> tuple[Issued, Published]:
    """Issue a set of files; the same ones or some of them, with the same input and approvals, stay the same revision.

    A run that is killed after the entry and before the files leaves a revision that the next run writes.
    """
    entered, files = _entered_before(register, edition) or _enter(register, edition, check)
    return entered, publish(folder, files)


def as_issued(sheet: Any, number: str, revision: int) -> Any:
    """Return a sheet for the customer that bears its number and revision in place of its status."""
    head = replace(sheet.head, number=number, status=None, revision=Phrase("Rev {n}", n=revision))
    return replace(sheet, head=head)


def revised(name: str, revision: int) -> str:
    """Return the name of a file with its revision."""
    path = Path(name)
    return f"{path.stem}-rev{revision}{path.suffix}"


def issued_line(entered: Issued) -> str:
    """Say as what a document was issued."""
    said = entered.document
    under = f" under approval {', '.join(said.approvals)}" if said.approvals else ""
    return f"issued as {said.number} rev {said.revision} on {said.date}{under}"


def _entered_before(register: Register, edition: Edition) -> tuple[Issued, Mapping[str, Output]] | None:
    last = latest(register, edition.deal, edition.number)
    if last is None or last.document.record_digest != edition.record_digest:
        return None
    if not set(last.document.approvals) <= set(edition.approvals):
        return None
    files = edition.make(last.document.revision)
    return (last, files) if _digests(files).items() <= last.document.files.items() else None


def _enter(
    register: Register, edition: Edition, check: Callable[[tuple[Entry, ...]], None]
) -> tuple[Issued, Mapping[str, Output]]:
    while True:
        revision = next_revision(register, edition.deal, edition.number)
        files = edition.make(revision)
        document = Document(
            deal=edition.deal,
            artifact=edition.artifact,
            audience="customer",
            number=edition.number,
            revision=revision,
            date=today().isoformat(),
            files=_digests(files),
            record_digest=edition.record_digest,
            approvals=edition.approvals,
        )
        try:
            return issue(register, document, now(), check=check), files
        except RevisionTaken:  # somebody else issued meanwhile: make the files of the next one
            continue


def _digests(files: Mapping[str, Output]) -> dict[str, str]:
    return {name: sha256(each.content).hexdigest() for name, each in files.items()}
