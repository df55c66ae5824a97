"""Issue a bid: only with gates reached, nothing missing, and its price approved and in force."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from bidkit.approval.verdict import Verdict, verdict
from bidkit.cli import bid_set
from bidkit.cli.approval_desk import ApprovalDesk, with_authority
from bidkit.cli.approval_told import changes_told
from bidkit.cli.approval_view import verdict_lines
from bidkit.cli.bid_making import Pages, files_of_set
from bidkit.cli.bid_set import BidDocument, BidOrder
from bidkit.cli.desk import Desk
from bidkit.cli.issuing import Edition, issue_set
from bidkit.cli.making import Order, missing_problem, report
from bidkit.cli.register_desk import register_of
from bidkit.cli.saying import print_problems, typed
from bidkit.phrases import Phrase
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish import Output
from bidkit.register.canonical import digest
from bidkit.register.documents import Issued
from bidkit.register.entry import DECISIONS, Entry
from bidkit.register.store import Register
from bidkit.stages.decided import decided_price


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

    @property
    def number(self) -> str:
        """The number that all its revisions bear."""
        number = self.desk.deal.bid.number or f"{self.desk.deal.id}-bid"
        return f"{number}-{self.bid.lot}" if self.bid.lot else number

    def files(self, revision: int) -> Mapping[str, Output]:
        """Return the files of a revision; a limit of pages that is exceeded stops it."""
        pages = Pages(self.desk, self.order)
        made = [_as_issued(each, self.number, revision) for each in self.made]
        files = files_of_set(self.desk, self.path.parent, made, self.order, pages, self.bid)
        if pages.problems():
            raise ProblemsFound(replace(each, severity="error") for each in pages.problems())
        return {_name(name, revision): each for name, each in files.items()}


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
        if hindered:
            raise ProblemsFound(hindered)
        entered, published = issue_set(
            register, _edition(this, found), order.out or path.parent / "documents", _Again(this, register)
        )
    report(published)
    print_problems(desk.problems)
    print(issued_line(entered))


def issued_line(entered: Issued) -> str:
    """Say as what a set was issued."""
    document = entered.document
    under = ", ".join(document.approvals)
    return f"issued as {document.number} rev {document.revision} on {document.date} under approval {under}"


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
    hint = f"`bidkit approvals {typed(this.path)}` tells who said what, and what changed since."
    if approved is None:
        return [Problem(place, "; ".join(("the price is not approved and in force", *_undone(found))), hint)]
    price = decided_price(desk.deal, desk.house)
    if price != approved.figures.price:
        message = f"the bid is made at {price}, and what is approved is {approved.figures.price}"
        return [Problem(place, message, "Decide the price that is approved, or have this one approved.")]
    return []


def _undone(found: Verdict) -> Sequence[str]:
    """Return what is lacking, or for the last approval that went out of force why."""
    if found.counts or not found.voices:
        return tuple(verdict_lines(found))
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


def _as_issued(document: BidDocument, number: str, revision: int) -> BidDocument:
    sheet: Any = document.sheet
    head = replace(sheet.head, number=number, status=None, revision=Phrase("Rev {n}", n=revision))
    return replace(document, sheet=replace(sheet, head=head))


def _name(name: str, revision: int) -> str:
    path = Path(name)
    return f"{path.stem}-rev{revision}{path.suffix}"
