"""From two revisions, as Word files or as records, to one Word file with tracked changes."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import typer

from bidkit.cli.desk import Desk, record_path, sound_desk
from bidkit.cli.making import Order, files_of, report
from bidkit.cli.saying import count, working
from bidkit.deal.method import STAGES, Stage
from bidkit.publish import Output, publish
from bidkit.record.files import shown
from bidkit.render.redline import Redline, WordFile, redline
from bidkit.stages import ARTIFACTS, Artifact

WORD = ".docx"


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two revisions of one document, and what their redline is called."""

    old: WordFile
    new: WordFile
    folder: Path
    name: str
    artifact: str
    date: str = ""


def compare(old: Path, new: Path, artifact: str | None, out: Path | None, language: str | None) -> None:
    """Write the redline of two revisions and say what was written."""
    if out is not None and out.suffix.lower() != WORD:
        raise typer.BadParameter("The redline is a Word file: give --out a name that ends with .docx.")
    words = [_is_word(each) for each in (old, new)]
    if words[0] is not words[1]:
        raise typer.BadParameter("OLD and NEW have to be two Word files, or two records.")
    if words[0] and (artifact or language):
        raise typer.BadParameter("--artifact and --language are for two records; these are two Word files.")
    revisions = _files(old, new) if words[0] else _records(record_path(old), record_path(new), artifact, language)
    with working("comparing"):
        made = redline(revisions.old, revisions.new, revisions.date)
    target = out or revisions.folder / f"{revisions.name}-redline{WORD}"
    digest = sha256(revisions.old.data + revisions.new.data).hexdigest()
    report(publish(target.parent, {target.name: Output(made.data, f"{revisions.artifact} redline", digest)}))
    _say(made)


def _is_word(path: Path) -> bool:
    if path.suffix.lower() == ".doc":
        raise typer.BadParameter(f"{path} is in Word's old format. Save it as Word Document (.docx) first.")
    return path.suffix.lower() == WORD


def _files(old: Path, new: Path) -> Revisions:
    return Revisions(_read(old), _read(new), new.parent, new.stem, "document")


def _read(path: Path) -> WordFile:
    return WordFile(shown(path), path.read_bytes())


def _records(old: Path, new: Path, name: str | None, language: str | None) -> Revisions:
    before, after = sound_desk(old), sound_desk(new)
    artifact = _artifact(name, after.deal.stage)
    spoken = language or after.deal.language or after.house.language
    order = Order((WORD[1:],), language=spoken)
    was, now = (_drawn(artifact, desk, path, order) for desk, path in ((before, old), (after, new)))
    title = f"{after.deal.id}-{artifact.name}"
    return Revisions(was, now, new.parent / "documents", title, artifact.name, f"{after.deal.as_of}T00:00:00Z")


def _artifact(name: str | None, stage: Stage) -> Artifact:
    """Return the document that is meant: the one named, or the one of the deal's stage or the last one before."""
    known = {each.name: each for each in ARTIFACTS}
    if name is not None and name not in known:
        raise typer.BadParameter(f"There is no document {name}. Documents: {', '.join(known)}.")
    if name is not None:
        return known[name]
    reached = [each for each in ARTIFACTS if STAGES.index(each.stage) <= STAGES.index(stage)]
    return next(each for each in reached if each.stage == reached[-1].stage)


def _drawn(artifact: Artifact, desk: Desk, path: Path, order: Order) -> WordFile:
    sheet = artifact.build(desk.deal, desk.house, final=False)
    (data,) = files_of(artifact, desk, sheet, order).values()
    return WordFile(shown(path), data)


def _say(made: Redline) -> None:
    """Say how much changed, and what changed without being shown."""
    if made.empty:
        print("Nothing differs that can be shown as a tracked change.")
    else:
        print(f"{_told(made)}. Accept all gives the new revision, reject all the old one.")
    if made.rough:
        print(
            "Formatting is the new one's and not marked: one of the two files was saved by LibreOffice, which writes"
            " formatting anew. Pictures count as the same where their descriptions are."
        )
    if made.unshown:
        print(f"Not shown as tracked changes, and as in the new one: {', '.join(made.unshown)}.")


def _told(made: Redline) -> str:
    parts = (
        (made.inserted, "insertion", "insertions"),
        (made.deleted, "deletion", "deletions"),
        (made.rows, "whole row", "whole rows"),
        (made.formats, "change of formatting", "changes of formatting"),
    )
    return ", ".join(count(number, one, many) for number, one, many in parts if number)
