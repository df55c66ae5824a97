"""Everything that is due: of one record, or of every record below a folder, on all cores."""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

import typer

from bidkit.cli.crew import Crew
from bidkit.cli.desk import DEAL_FILE
from bidkit.cli.jobs import Job, Made, Result, Standing, carry_out, deal_name, not_made
from bidkit.cli.making import Order
from bidkit.cli.saying import count, print_problems
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish import disk, look_at, publish
from bidkit.record.files import AUTHORITY_FILE, find_house, shown
from bidkit.stages.artifacts import ARTIFACTS

_NAMES = tuple(each.name for each in ARTIFACTS)
_RESULTS = get_args(Result)


def records_of(target: Path) -> list[Path]:
    """Return the record itself, or every record below a folder, sorted; hidden folders are left out."""
    if target.is_file():
        return [target]
    found = (path for path in target.rglob(DEAL_FILE) if path.is_file())
    seen = sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(target).parts))
    if not seen:
        raise typer.BadParameter(
            f"There is no record {target}, and none below it. `bidkit new` with the name of a folder starts one."
        )
    return seen


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


def make_all(work: Sequence[Job], crew: Crew, tell: Callable[[str], None]) -> Iterator[Made]:
    """Have the work done and publish it, record by record; yield what came of each artifact."""
    left = Counter(job.record for job in work)
    done: dict[Path, list[list[Made]]] = defaultdict(list)
    for job, made in _carried_out(work, crew):
        done[job.record].append([not_made(job, made)] if isinstance(made, Problem) else made)
        if len(done[job.record]) == left[job.record]:
            yield from _published(job, _in_order(done.pop(job.record)))
        tell(job.name)


def _carried_out(work: Sequence[Job], crew: Crew) -> Iterator[tuple[Job, list[Made] | Problem]]:
    """Yield each job with what came of it; one whose folder cannot be looked at is not begun."""
    able: list[Job] = []
    known: dict[Path, Standing] = {}
    for job in work:
        try:
            known[job.folder] = known[job.folder] if job.folder in known else _standing(job.folder)
            able.append(replace(job, standing=known[job.folder]))
        except ProblemsFound as found:
            yield job, [not_made(job, *found.problems)]
    if not crew.elsewhere:
        yield from crew.carry_out(carry_out, able)
        return
    typed = {job.record.absolute(): job.record for job in able}
    for job, made in crew.carry_out(carry_out, [_sent(job) for job in able]):
        there = replace(job, record=typed[job.record])
        yield there, made if isinstance(made, Problem) else [_come_back(each, there.record) for each in made]


def _standing(folder: Path) -> Standing:
    return {name: (state, said) for name, state, said in look_at(folder)} if folder.is_dir() else {}


def _sent(job: Job) -> Job:
    """Return a job that says the same on another computer, and what has to be seen there."""
    record = job.record.absolute()
    house = find_house(record.parent)
    files = (record, *((house, house.with_name(AUTHORITY_FILE)) if house else ()))
    seen = {path: digest for path in files if (digest := disk.digest_at(path))}
    return replace(job, record=record, order=replace(job.order, out=None), seen=seen)


def _come_back(made: Made, record: Path) -> Made:
    """Return what came of a job that was sent, with paths as they are typed here."""
    problems = tuple(_typed(each, record.parent) for each in made.problems)
    return replace(made, record=record, problems=problems, said=made.said.replace(f"{Path.cwd()}{os.sep}", ""))


def _typed(problem: Problem, folder: Path) -> Problem:
    path, whole = Path(problem.place.path), folder.absolute()
    if not path.is_absolute():
        return problem
    here = str(folder / path.relative_to(whole)) if path.is_relative_to(whole) else shown(path)
    return replace(problem, place=problem.place._replace(path=here))


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
