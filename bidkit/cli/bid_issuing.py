"""Issue a bid: only with gates reached, nothing missing, and its price approved and in force."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from bidkit.approval.verdict import Verdict, verdict
from bidkit.cli import bid_set
from bidkit.cli.approval_desk import ApprovalDesk, with_authority
from bidkit.cli.approval_told import changes_told
from bidkit.cli.approval_view import how_to_say_yes, verdict_lines
from bidkit.cli.bid_making import Pages, files_of_set
from bidkit.cli.bid_set import BidDocument, BidOrder
from bidkit.cli.desk import Desk
from bidkit.cli.issuing import Edition, as_issued, issue_set, issued_line, revised
from bidkit.cli.making import Order, missing_problem, report
from bidkit.cli.ready_desk import judge_set
from bidkit.cli.ready_view import problem_of
from bidkit.cli.register_desk import register_of
from bidkit.cli.saying import print_problems, typed
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish import Output
from bidkit.register.canonical import digest
from bidkit.register.documents import next_revision
from bidkit.register.entry import DECISIONS, Entry
from bidkit.register.store import Register


@dataclass(frozen=True, slots=True)
class _Bid:
    """A bid about to be issued."""

    path: Path
    desk: Desk
    """In the language of the bid."""
    order: Order
    bid: BidOrder
    approval: ApprovalDesk
    made: tuple[BidDocument, ...]
    judged: dict[int, "_Judged"] = field(default_factory=dict)
    """The files of each revision that were made so far, and what is wrong with them."""

    @property
    def number(self) -> str:
        """The number that all its revisions bear."""
        number = self.desk.deal.bid.number or f"{self.desk.deal.id}-bid"
        return f"{number}-{self.bid.lot}" if self.bid.lot else number

    def files(self, revision: int) -> Mapping[str, Output]:
        """Return the files of a revision; whatever would get them rejected stops it."""
        found = self.judge(revision)
        if found.fatal:
            raise ProblemsFound(found.fatal)
        return found.files

    def judge(self, revision: int) -> "_Judged":
        """Make the files of a revision, once, and hold them against the tender."""
        if revision not in self.judged:
            self.judged[revision] = _judged(self, revision)
        return self.judged[revision]


@dataclass(frozen=True, slots=True)
class _Judged:
    """The files of a revision and what is wrong with them."""

    files: Mapping[str, Output]
    fatal: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def _judged(this: _Bid, revision: int) -> _Judged:
    pages = Pages(this.desk, this.order)
    made = [replace(each, sheet=as_issued(each.sheet, this.number, revision)) for each in this.made]
    found = files_of_set(this.desk, this.path.parent, made, this.order, pages, this.bid)
    files = {revised(name, revision): each for name, each in found.items()}
    too_long = (replace(each, severity="error") for each in pages.problems())
    faults = [each for each in judge_set(this.desk, files, this.bid.lot) if each.kind not in _SAID_BETTER]
    fatal = (problem_of(each) for each in faults if each.fatal and each.kind not in _STILL_TO_BE_DONE)
    notes = (problem_of(each) for each in faults if not each.fatal or each.kind in _STILL_TO_BE_DONE)
    return _Judged(files, (*too_long, *fatal), tuple(replace(each, severity="warning") for each in notes))


_SAID_BETTER = {"page-limit"}  # counted here even where no PDF is issued
_STILL_TO_BE_DONE = {"unsigned"}  # a form can only be signed once it has its number


def issue_bid(path: Path, desk: Desk, spoken: Desk, order: Order, bid: BidOrder) -> None:
    """Issue a bid and say under which number and revision, or raise ProblemsFound with all that hinders it."""
    _refuse_parts(order, bid)
    of_set = [*bid_set.hindrances_of(spoken, bid), *_papers_missing(path, spoken, bid)]
    contradictory = any(each.severity == "error" for each in of_set)  # no document can then be made
    made = () if contradictory else tuple(bid_set.documents(spoken, bid))
    this = _Bid(path, spoken, order, bid, with_authority(desk), made)
    hindered = [*(replace(each, severity="error") for each in of_set), *_hindrances(this)]
    with register_of(desk.house_file) as register:
        found = verdict(this.approval.case(register))
        hindered += _not_approved(this, found)
        judged = this.judge(next_revision(register, desk.deal.id, this.number)) if made else None
        hindered = list(_once((*hindered, *(judged.fatal if judged else ()))))
        if hindered:
            raise ProblemsFound(hindered)
        entered, published = issue_set(
            register, _edition(this, found), order.out or path.parent / "documents", _Again(this, register)
        )
    report(published)
    print_problems(_once((*desk.problems, *this.judge(entered.document.revision).notes)))
    print(issued_line(entered))


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Return each Problem, but none of those that say again of a file what another one says of it."""
    told = {(each.place.path, each.message): each for each in reversed(tuple(problems))}
    return reversed(told.values())


def _refuse_parts(order: Order, bid: BidOrder) -> None:
    if bid.wanted != "all":
        message = "A bid is issued as a whole; leave out --envelope, or leave out --final."
        raise typer.BadParameter(message, param_hint="--envelope")
    if not set(order.formats) <= {"docx", "pdf"}:
        raise typer.BadParameter("A bid is issued as docx and pdf alone.", param_hint="--format")


def _papers_missing(path: Path, desk: Desk, bid: BidOrder) -> Iterator[Problem]:
    for (form, _), _, paper in bid_set.papers(desk, path.parent, bid):
        if not paper.is_file():
            place = desk.file.place(("tender", "forms", form.id))
            yield Problem(place, f"the paper for `{form.id}` is not there: {paper}", "Put it there.", "warning")


def _hindrances(this: _Bid) -> list[Problem]:
    desk = this.desk
    of_view = (each for each in desk.for_customer(final=True) if each.severity == "error")
    missing = dict.fromkeys(name for each in this.made for name in each.sheet.missing)
    authority = this.approval.authority_problems
    return [
        *desk.errors,
        *desk.closed_gates("bidding"),
        *of_view,
        *(missing_problem(desk, name) for name in missing),
        *authority,
    ]


def _not_approved(this: _Bid, found: Verdict) -> list[Problem]:
    desk, approved = this.desk, found.approved
    place = desk.file.place(("price", "decision"))
    hint = f"`bidkit approvals {typed(this.path)}` tells who said what, and what changed since. "
    hint += how_to_say_yes(this.path, desk.deal)
    if approved is None:
        return [Problem(place, f"the price is not approved and in force: {'; '.join(_undone(found))}", hint)]
    price = desk.decided_price
    if price != approved.figures.price:
        message = f"the bid is made at {price}, and what is approved is {approved.figures.price}"
        return [Problem(place, message, "Decide the price that is approved, or have this one approved.")]
    return []


def _undone(found: Verdict) -> Sequence[str]:
    """Return what is lacking, or for the last approval that went out of force why."""
    if not found.counts and not found.voices:
        return ("nobody has approved one",)
    if found.counts:
        return tuple(line.partition(": ")[2] for line in verdict_lines(found))
    last = found.voices[-1]
    why = f"{last.entry.id} of {last.entry.content['person']}: {'; '.join(last.why_not)}"
    return (why, *changes_told(last.changes))


def _edition(this: _Bid, found: Verdict) -> Edition:
    approved = found.approved
    return Edition(
        deal=this.desk.deal.id,
        artifact="bid",
        number=this.number,
        record_digest=digest(this.approval.bound),
        approvals=tuple(voice.entry.id for voice in approved.voices) if approved else (),
        make=this.files,
    )


@dataclass(frozen=True, slots=True)
class _Again:
    """Holds the approval against the entries as they stand while nobody else can write."""

    this: _Bid
    register: Register

    def __call__(self, past: tuple[Entry, ...]) -> None:
        """Raise ProblemsFound where the price is no longer approved."""
        case = self.this.approval.case(self.register)
        own = [entry for entry in past if entry.kind in DECISIONS]
        others = [entry for entry in case.entries if entry.deal != self.this.desk.deal.id]
        entries = sorted((*others, *own), key=lambda entry: entry.seq)
        undone = _not_approved(self.this, verdict(replace(case, entries=entries)))
        if undone:
            raise ProblemsFound(undone)
