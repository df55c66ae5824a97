"""From two revisions, as Word files or as records, to one Word file with tracked changes."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import typer

from bidkit.cli.desk import Desk, record_path, sound_desk
from bidkit.cli.making import Order, files_of, for_customer, report
from bidkit.cli.saying import count, print_problems, working
from bidkit.deal.method import STAGES, Stage
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import Output, publish
from bidkit.record.files import shown
from bidkit.render import read_style
from bidkit.render.redline import BIDKIT, Redline, WordFile, redline
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS

WORD = ".docx"
RECORDS = ("", ".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two revisions of one document, who changed it when, and where their redline goes."""

    old: WordFile
    new: WordFile
    target: Path
    artifact: str = "document"
    author: str = BIDKIT
    date: str = ""


def compare(
    old: Path, new: Path, artifact: str | None, out: Path | None, language: str | None, author: str | None
) -> None:
    """Write the redline of two revisions and say what was written."""
    if out is not None and out.suffix.lower() != WORD:
        raise typer.BadParameter("The redline is a Word file: give --out a name that ends with .docx.")
    kinds = {_is_word(old), _is_word(new)}
    if len(kinds) > 1:
        raise typer.BadParameter("OLD and NEW have to be two Word files, or two records.")
    of_files = kinds == {True}
    if of_files and (artifact or language):
        raise typer.BadParameter("--artifact and --language are for two records; these are two Word files.")
    found = _files(old, new) if of_files else _records(record_path(old), record_path(new), artifact, language)
    with working("comparing"):
        made = redline(found.old, found.new, author or found.author, found.date)
    target = out or found.target
    digest = sha256(found.old.data + found.new.data).hexdigest()
    report(publish(target.parent, {target.name: Output(made.data, f"{found.artifact} redline", digest)}))
    _say(made)


def _is_word(path: Path) -> bool:
    kind = "" if path.is_dir() else path.suffix.lower()
    if kind != WORD and kind not in RECORDS:
        hint = "In Word, save it as Word Document (.docx)." if kind == ".doc" else "A PDF cannot be compared."
        raise typer.BadParameter(f"{path} is neither a Word file (.docx) nor a record. {hint}")
    return kind == WORD


def _files(old: Path, new: Path) -> Revisions:
    problems: list[Problem] = []
    read: list[WordFile] = []
    for path in (old, new):
        try:
            read.append(read_style(path, shown(path)))
        except OSError as error:
            hint = "Give the name of a Word file."
            problems.append(Problem(Place(shown(path)), f"cannot be read: {error.strerror}", hint))
    if problems:
        raise ProblemsFound(problems)
    return Revisions(read[0], read[1], _beside(new.parent, new.stem))


def _beside(folder: Path, name: str) -> Path:
    return folder / f"{name}-redline{WORD}"


def _records(old: Path, new: Path, name: str | None, language: str | None) -> Revisions:
    before, after = sound_desk(old), sound_desk(new)
    artifact = _artifact(name, after.deal.stage)
    spoken = language or after.deal.language or after.house.language
    was, now = (_drawn(artifact, desk.spoken(spoken), path) for desk, path in ((before, old), (after, new)))
    print(f"{artifact.name}: {'for the customer' if artifact.audience == 'customer' else 'internal'}")
    target = _beside(new.parent / "documents", f"{after.deal.id}-{artifact.name}")
    day = f"{after.deal.as_of}T00:00:00Z"
    return Revisions(was, now, target, artifact.name, after.deal.owner or BIDKIT, day)


def _artifact(name: str | None, stage: Stage) -> Artifact:
    """Return the document that is named, or else the customer's of this stage or the last one before, or its first."""
    known = {each.name: each for each in ARTIFACTS}
    if name in known:
        return known[name]
    if name is not None:
        raise typer.BadParameter(f"There is no document {name}. Documents: {', '.join(known)}.")
    first, *more = (each for each in ARTIFACTS if each.audience == "customer")
    return [first, *(each for each in more if STAGES.index(each.stage) <= STAGES.index(stage))][-1]


def _drawn(artifact: Artifact, desk: Desk, path: Path) -> WordFile:
    """Return the draft that a record makes."""
    of_view = for_customer(artifact, desk, final=False)
    if any(each.severity == "error" for each in of_view):
        raise ProblemsFound(of_view)
    print_problems(of_view)
    sheet = artifact.build(desk.deal, desk.house, final=False)
    (data,) = files_of(artifact, desk, sheet, Order((WORD[1:],))).values()
    return WordFile(shown(path), data)


_STRANGE = 0.3  # of the text; two revisions of a document that was turned over still have more in common


def _say(made: Redline) -> None:
    """Say how much changed, and what changed without being shown."""
    if made.alike < _STRANGE:
        print(f"Only {made.alike:.0%} of the text stands in both: are these two revisions of one document?")
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
        print(
            f"Not shown as tracked changes; they stay the new one's even if all is rejected: {', '.join(made.unshown)}."
        )


def _told(made: Redline) -> str:
    parts = (
        (made.inserted, "insertion", "insertions"),
        (made.deleted, "deletion", "deletions"),
        (made.rows, "whole row", "whole rows"),
        (made.formats, "change of formatting", "changes of formatting"),
    )
    return ", ".join(count(number, one, many) for number, one, many in parts if number)
