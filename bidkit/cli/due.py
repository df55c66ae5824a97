"""Everything that is due: of one record, or of every record below a folder, on all cores."""

import io
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import nullcontext, redirect_stderr
from dataclasses import dataclass, field, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Literal, get_args

import typer

from bidkit.cli.depends import digest_of_all
from bidkit.cli.desk import DEAL_FILE, Desk, sound_desk
from bidkit.cli.making import Order, file_name, language_of, outputs
from bidkit.cli.saying import count, print_problems
from bidkit.deal.method import STAGES
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import Output, look_at, publish
from bidkit.publish.manifest import Entry, State
from bidkit.stages import ARTIFACTS, BID, BID_PRICE, Artifact, artifacts_of

_NAMES = tuple(each.name for each in ARTIFACTS)

Result = Literal["written", "written beside the edited one", "unchanged", "edited by hand", "not made"]
_RESULTS = get_args(Result)


@dataclass(frozen=True, slots=True)
class Job:
    """Some artifacts of one record, made by one process."""

    record: Path
    folder: Path
    """Where the documents of the record stand."""
    artifacts: tuple[str, ...]
    order: Order

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


def records_of(target: Path) -> list[Path]:
    """Return the record itself, or every record below a folder, sorted; hidden folders are left out."""
    if target.is_file():
        return [target]
    found = (path for path in target.rglob(DEAL_FILE) if path.is_file())
    seen = sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(target).parts))
    if not seen:
        raise typer.BadParameter(f"There is no record {target}, and none below it. `bidkit new DIR` writes one.")
    return seen


def due(desk: Desk) -> tuple[Artifact, ...]:
    """Return the artifacts of the deal's stage and of those before it; BID stands for the whole set of the bid."""
    decision = desk.deal.price.decision
    none = {BID, BID_PRICE} if decision and decision.position == "withdraw" else {BID_PRICE}
    made = (each for each in artifacts_of(desk.deal, desk.house) if each not in none)
    return tuple(each for each in made if STAGES.index(each.stage_of(desk.deal)) <= STAGES.index(desk.deal.stage))


def plan(target: Path, order: Order, jobs: int) -> list[Job]:
    """Share the work out: a record per job, or an artifact per job where there are fewer records than processes."""
    records = records_of(target)
    parts = [(name,) for name in _NAMES] if len(records) < jobs else [_NAMES]
    folders = {record: _folder(record, target, order.out) for record in records}
    return [Job(record, folders[record], names, order) for record in records for names in parts]


def _folder(record: Path, target: Path, out: Path | None) -> Path:
    """Return the folder of a record's documents: with --out its own below that, as the records lie below the target."""
    if out is None:
        return record.parent / "documents"
    below = record.parent.relative_to(target) if target.is_dir() else Path()
    return out / below if below.parts else out / deal_name(record)


def deal_name(record: Path) -> str:
    """Return the name of the folder that a record stands in, by which people know the deal."""
    return record.absolute().parent.name


def make_all(work: Sequence[Job], jobs: int, tell: Callable[[str], None]) -> Iterator[Made]:
    """Carry out the work and publish it, record by record; yield what came of each artifact."""
    left = Counter(job.record for job in work)
    done: dict[Path, list[list[Made]]] = defaultdict(list)
    with workers(min(jobs, len(work))) as pool:
        for job, made in _run(pool, work):
            done[job.record].append(made)
            if len(done[job.record]) == left[job.record]:
                yield from _published(job, _in_order(done.pop(job.record)))
            tell(job.name)


def workers(number: int) -> Executor | nullcontext[None]:
    """Return a pool of fresh processes, the same on every system; none where one process does it all."""
    return ProcessPoolExecutor(number, mp_context=get_context("spawn")) if number > 1 else nullcontext()


def _run(pool: Executor | None, work: Sequence[Job]) -> Iterator[tuple[Job, list[Made]]]:
    """Yield what each job made, as it ends."""
    if pool is None:
        yield from ((job, carry_out(job)) for job in work)
        return
    running = {pool.submit(carry_out, job): job for job in work}
    for ended in as_completed(running):
        yield running.pop(ended), ended.result()


def carry_out(job: Job) -> list[Made]:
    """Make the artifacts of a job; what hinders one is returned with it, and the others are made all the same."""
    try:
        desk, before = sound_desk(job.record), _standing(job)
    except ProblemsFound as found:
        return [Made(job.record, "", "not made", problems=tuple(found.problems))]
    except OSError as error:
        return [Made(job.record, "", "not made", problems=(unread(job.record, error),))]
    wanted = [each for each in due(desk) if each.name in job.artifacts]
    return [_made_set(desk, job, before) if each is BID else _made(each, desk, job, before) for each in wanted]


def unread(record: Path, error: OSError) -> Problem:
    """Return the Problem of a record that the system does not let us read."""
    return Problem(Place(str(record)), f"cannot be read: {error.strerror}", "Check that you may read it.")


def _standing(job: Job) -> dict[str, tuple[State, Entry]]:
    return {name: (state, said) for name, state, said in look_at(job.folder)} if job.folder.is_dir() else {}


def _made(artifact: Artifact, desk: Desk, job: Job, before: dict[str, tuple[State, Entry]]) -> Made:
    started, blank = perf_counter(), Made(job.record, artifact.name, "not made")
    found = _as_it_stands(artifact, desk, job.order, before)
    if found is not None:
        return replace(blank, result=found)
    with redirect_stderr(io.StringIO()) as said:
        try:
            files, missing = _drafted(artifact, desk, job.order)
        except ProblemsFound as problems:
            return replace(blank, problems=tuple(problems.problems), seconds=perf_counter() - started)
    seconds = perf_counter() - started
    return replace(blank, result="written", files=files, missing=missing, seconds=seconds, said=said.getvalue())


def _made_set(desk: Desk, job: Job, before: dict[str, tuple[State, Entry]]) -> Made:
    """Make the set of the bid in the tender's language, unless all of it stands."""
    from bidkit.cli import bid_making, bid_set

    started, blank, bid = perf_counter(), Made(job.record, BID.name, "not made"), bid_set.BidOrder()
    order = replace(job.order, language=job.order.language or bid_making.tender_language(desk))
    spoken = desk.spoken(order.language)
    wrong = (*bid_set.hindrances_of(spoken, bid), *spoken.for_customer(final=False))
    if any(each.severity == "error" for each in wrong):
        return replace(blank, problems=tuple(each for each in wrong if each.severity == "error"))
    made = list(bid_set.documents(spoken, bid))
    results = [_as_it_stands(each.artifact, desk, order, before) for each in made]
    results += [
        _as_it_lies(name, paper, before)
        for _, name, paper in bid_set.papers(desk, job.record.parent, bid)
        if paper.is_file()
    ]
    if None not in results:
        return replace(blank, result="edited by hand" if "edited by hand" in results else "unchanged")
    files = bid_making.files_of_set(desk, job.record.parent, made, order, bid_making.Pages(desk, order), bid)
    missing = {each for document in made for each in document.sheet.missing}
    return replace(blank, result="written", files=files, missing=len(missing), seconds=perf_counter() - started)


def _as_it_lies(name: str, paper: Path, before: dict[str, tuple[State, Entry]]) -> Result | None:
    """Say that a finished paper lies in the set as it lies beside the record."""
    state, said = before.get(name, ("missing", {}))
    same = state != "missing" and said.get("sha256") == sha256(paper.read_bytes()).hexdigest()
    return None if not same else "edited by hand" if state == "edited" else "unchanged"


def _as_it_stands(
    artifact: Artifact, desk: Desk, order: Order, before: dict[str, tuple[State, Entry]]
) -> Result | None:
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


def _in_order(parts: Sequence[Sequence[Made]]) -> list[Made]:
    """Return what came of each artifact in the order of the method, what hindered the whole record once."""
    found = {each.artifact: each for part in parts for each in part}
    return [found[name] for name in ("", *_NAMES) if name in found]


def _published(job: Job, made: list[Made]) -> Iterator[Made]:
    """Publish what was made of one record as one set; the same Problem is said once."""
    files = {name: output for each in made for name, output in each.files.items()}
    try:
        kept = publish(job.folder, files).kept if files else {}
    except ProblemsFound as found:
        yield Made(job.record, "", "not made", problems=tuple(found.problems))
        return
    edited = {path.name for path in kept}
    for each in made:
        yield replace(
            each, files={}, result="written beside the edited one" if edited & each.files.keys() else each.result
        )


def summary(made: Sequence[Made]) -> Iterator[str]:
    """Yield the table at the end: one line per artifact, and how many came out in which way."""
    width = max((len(_label(each)) for each in made), default=0)
    for each in made:
        missing = f"  {count(each.missing, 'value is missing', 'values are missing')}" if each.missing else ""
        took = f"  {each.seconds:.1f} s" if each.seconds else ""
        yield f"{_label(each):{width}}  {each.result}{took}{missing}"
    results = [each.result for each in made]
    yield ", ".join(f"{results.count(each)} {each}" for each in dict.fromkeys(sorted(results, key=_RESULTS.index)))


def _label(made: Made) -> str:
    return f"{deal_name(made.record)} {made.artifact or made.record.name}"


def show(made: Sequence[Made]) -> bool:
    """Print the table, the Problems once each, and tell whether all went well."""
    for line in summary(made):
        print(line)
    for text in dict.fromkeys(line for each in made for line in each.said.splitlines()):
        print(text, file=sys.stderr)
    print_problems(sorted({problem for each in made for problem in each.problems}))
    return not any(each.result == "not made" for each in made)
