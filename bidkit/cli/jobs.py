"""A job: some documents of one record, and how a process makes them, wherever it runs; it publishes nothing."""

import io
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from platform import node
from time import perf_counter
from typing import Literal

from bidkit.cli.depends import digest_of_all
from bidkit.cli.desk import Desk, sound_desk
from bidkit.cli.making import Order, file_name, language_of, outputs
from bidkit.deal.method import STAGES
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import Output, disk
from bidkit.publish.manifest import Entry, State
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import artifacts_of
from bidkit.stages.for_customer import BID, BID_PRICE

_SAME_FOLDER = (
    "Every worker has to see the deals and the house's files under the same path, as on a network drive."
    " Where somebody has just saved the file, run it again."
)
Standing = Mapping[str, tuple[State, Entry]]
Result = Literal["written", "written beside the edited one", "unchanged", "edited by hand", "not made"]


@dataclass(frozen=True, slots=True)
class Job:
    """Some artifacts of one record: all that a process has to know to make them, here or on another computer."""

    record: Path
    folder: Path
    """Where the documents of the record stand; who ordered them writes them, not who makes them."""
    artifacts: tuple[str, ...]
    order: Order
    standing: Standing = field(default_factory=dict)
    """What the manifest says of the folder, and whether it still is so."""
    seen: Mapping[Path, str] = field(default_factory=dict)
    """The digests of files that whoever makes it must see as whoever ordered it did."""

    @property
    def name(self) -> str:
        """What is being made, for the progress bar."""
        return " ".join((deal_name(self.record), *(self.artifacts if len(self.artifacts) == 1 else ())))


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one artifact of a record."""

    record: Path
    artifact: str
    result: Result
    seconds: float = 0.0
    missing: int = 0
    files: dict[str, Output] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    said: str = ""
    """What would have gone to standard error."""


def due(desk: Desk) -> tuple[Artifact, ...]:
    """Return the artifacts of the deal's stage and of those before it; BID stands for the whole set of the bid."""
    decision = desk.deal.price.decision
    none = {BID, BID_PRICE} if decision and decision.position == "withdraw" else {BID_PRICE}
    made = (each for each in artifacts_of(desk.deal, desk.house) if each not in none)
    return tuple(each for each in made if STAGES.index(each.stage_of(desk.deal)) <= STAGES.index(desk.deal.stage))


def deal_name(record: Path) -> str:
    """Return the name of the folder that a record stands in, by which people know the deal."""
    return record.absolute().parent.name


def not_made(job: Job, *problems: Problem) -> Made:
    """Return that nothing came of a job, and why."""
    return Made(job.record, "", "not made", problems=problems)


def carry_out(job: Job) -> list[Made]:
    """Make the artifacts of a job; what hinders one is returned with it, and the others are made all the same."""
    try:
        if unlike := tuple(_unlike(job)):
            return [not_made(job, *unlike)]
        desk = sound_desk(job.record)
    except ProblemsFound as found:
        return [not_made(job, *found.problems)]
    except OSError as error:
        return [not_made(job, unread(job.record, error))]
    wanted = [each for each in due(desk) if each.name in job.artifacts]
    return [_made_set(desk, job) if each is BID else _made(each, desk, job) for each in wanted]


def _unlike(job: Job) -> Iterator[Problem]:
    """Yield a Problem for each file that is not seen here as it was where the job was ordered."""
    for path, digest in job.seen.items():
        found = disk.digest_at(path)
        if found != digest:
            what = "does not see this file" if found is None else "sees another text in this file"
            yield Problem(Place(str(path)), f"the worker on {node()} {what}", _SAME_FOLDER)


def unread(record: Path, error: OSError) -> Problem:
    """Return the Problem of a record that the system does not let us read."""
    return Problem(Place(str(record)), f"cannot be read: {error.strerror}", "Check that you may read it.")


def _made(artifact: Artifact, desk: Desk, job: Job) -> Made:
    started, blank = perf_counter(), Made(job.record, artifact.name, "not made")
    found = _as_it_stands(artifact, desk, job.order, job.standing)
    if found is not None:
        return replace(blank, result=found)
    with redirect_stderr(io.StringIO()) as said:
        try:
            files, missing = _drafted(artifact, desk, job.order)
        except ProblemsFound as problems:
            return replace(blank, problems=tuple(problems.problems), seconds=perf_counter() - started)
    seconds = perf_counter() - started
    return replace(blank, result="written", files=files, missing=missing, seconds=seconds, said=said.getvalue())


def _made_set(desk: Desk, job: Job) -> Made:
    """Make the set of the bid in the tender's language, unless all of it stands."""
    from bidkit.cli import bid_making, bid_set

    started, blank, bid = perf_counter(), Made(job.record, BID.name, "not made"), bid_set.BidOrder()
    order = replace(job.order, language=job.order.language or bid_making.tender_language(desk))
    spoken = desk.spoken(order.language)
    wrong = (*bid_set.hindrances_of(spoken, bid), *spoken.for_customer(final=False))
    if any(each.severity == "error" for each in wrong):
        return replace(blank, problems=tuple(each for each in wrong if each.severity == "error"))
    made = list(bid_set.documents(spoken, bid))
    results = [_as_it_stands(each.artifact, desk, order, job.standing) for each in made]
    results += [
        _as_it_lies(name, paper, job.standing)
        for _, name, paper in bid_set.papers(desk, job.record.parent, bid)
        if paper.is_file()
    ]
    if None not in results:
        return replace(blank, result="edited by hand" if "edited by hand" in results else "unchanged")
    files = bid_making.files_of_set(desk, job.record.parent, made, order, bid_making.Pages(desk, order), bid)
    missing = {each for document in made for each in document.sheet.missing}
    return replace(blank, result="written", files=files, missing=len(missing), seconds=perf_counter() - started)


def _as_it_lies(name: str, paper: Path, before: Standing) -> Result | None:
    """Say that a finished paper lies in the set as it lies beside the record."""
    state, said = before.get(name, ("missing", {}))
    same = state != "missing" and said.get("sha256") == sha256(paper.read_bytes()).hexdigest()
    return None if not same else "edited by hand" if state == "edited" else "unchanged"


def _as_it_stands(artifact: Artifact, desk: Desk, order: Order, before: Standing) -> Result | None:
    """Say that the files stand and were made from just this, where they all do."""
    states = []
    for form in order.formats:
        state, said = before.get(file_name(artifact, desk, form), ("missing", {}))
        if state == "missing" or said.get("made_from_sha256") != digest_of_all(desk, form, language_of(desk, order)):
            return None
        states.append(state)
    return "edited by hand" if "edited" in states else "unchanged"


def _drafted(artifact: Artifact, desk: Desk, order: Order) -> tuple[dict[str, Output], int]:
    """Return a draft's files and how many values are missing in it, or raise ProblemsFound."""
    spoken = desk.spoken(order.language)
    if artifact.audience == "customer":
        found = (*desk.refusals(artifact), *spoken.for_customer(final=False))
        wrong = [each for each in found if each.severity == "error"]
        if wrong:
            raise ProblemsFound(wrong)
    sheet = artifact.build(spoken.deal, spoken.house_for(artifact), final=False)
    return outputs(artifact, desk, sheet, order), len(sheet.missing)
