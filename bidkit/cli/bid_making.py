"""From a record to the published set of a bid."""

from collections import deque
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bidkit.cli import bid_set
from bidkit.cli.bid_set import BidDocument, BidOrder
from bidkit.cli.desk import Desk, check_lot, lay_out, record_path, sound_desk
from bidkit.cli.lengths import is_long
from bidkit.cli.making import Order, as_outputs, files_of, filled, report, say_what_is_missing, writers, written
from bidkit.cli.saying import print_json, print_problems
from bidkit.garbage import kept_to_the_end
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import Output, publish
from bidkit.record.files import shown
from bidkit.render.language import LANGUAGES
from bidkit.stages.customer.bidding import Slot, mark_of

if TYPE_CHECKING:
    from bidkit.cli.drawing import Ahead
    from bidkit.cli.laying_out import AheadInParts
    from bidkit.processes import Workers


def make_bid(record: Path, order: Order, bid: BidOrder) -> None:
    """Write the set of a bid and say what was written, or raise ProblemsFound."""
    from bidkit.cli.drawing import aside

    path = record_path(record)
    with aside(path, order) as shared:
        desk = lay_out(path) if order.final else sound_desk(path)
        order = replace(order, language=order.language or tender_language(desk))
        check_lot(desk, bid.lot)
        desk, ahead = _begun(desk, order, shared)
        spoken, counted = desk.spoken(order.language), Pages(desk, order, ahead=ahead)
        if order.final:
            from bidkit.cli.bid_issuing import issue_bid

            issue_bid(path, desk, spoken, order, bid)
            return
        of_view, made = _drafted(desk, spoken, counted, bid)
        only_data = list(order.formats) == ["json"]
        if only_data:
            print_json({each.artifact.name: each.artifact.data(each.sheet) for each in made})
        if order.out is not None or not only_data:
            files = files_of_set(desk, path.parent, made, order, counted, bid)
            report(publish(order.out or path.parent / "documents", files), to_error=only_data)
    print_problems(sorted((*desk.problems, *of_view, *counted.problems())))
    say_what_is_missing({each for document in made for each in document.sheet.missing}, record)
    if shared is not None:
        kept_to_the_end(desk, spoken, made)


def _begun(desk: Desk, order: Order, shared: "Workers | None") -> tuple[Desk, "Ahead | AheadInParts | None"]:
    """Return the desk with its price being worked out, and what draws documents ahead, where there are processes."""
    if shared is None:
        return desk, None
    from bidkit.cli.drawing import Ahead
    from bidkit.cli.laying_out import AheadInParts
    from bidkit.stages.decided import Sought, said_or_sought, worked_out

    said, ahead = said_or_sought(desk.deal, desk.house), None
    price = shared.begin(worked_out, said) if isinstance(said, Sought) else lambda: said
    with suppress(ProblemsFound):  # said where the first document is drawn
        ahead = (AheadInParts if "pdf" in order.formats else Ahead)(shared, desk, order)
    return replace(desk, priced_ahead=price), ahead


def _drafted(desk: Desk, spoken: Desk, counted: "Pages", bid: BidOrder) -> tuple[list[Problem], list[BidDocument]]:
    """Return what is warned of and the documents, being drawn where they can be; raise ProblemsFound at an error."""
    unpriced = None
    if counted.ahead is not None:
        unpriced = {each.artifact.name: each for each in bid_set.without_prices(spoken, bid)}
        for each in sorted(unpriced.values(), key=bid_set.rows_of, reverse=True):
            counted.begun(each)
        _ = desk.digest  # while the price is being worked out
    found = spoken.for_customer(final=False)
    of_view = [*bid_set.hindrances_of(spoken, bid), *found]
    if any(each.severity == "error" for each in of_view):
        raise ProblemsFound((*desk.problems, *of_view))
    return of_view, [counted.begun(each) for each in bid_set.documents(spoken, bid, unpriced)]


def tender_language(desk: Desk) -> str | None:
    """Return the language of the tender, where bidkit speaks it."""
    tongue = (desk.deal.tender.notice.language or "").partition("-")[0]
    return next((each for each in LANGUAGES if tongue and each.partition("-")[0] == tongue), None)


def files_of_set(
    desk: Desk, folder: Path, made: Sequence[BidDocument], order: Order, counted: "Pages", bid: BidOrder
) -> dict[str, Output]:
    """Return the files of the set by name: what is made, and the finished papers that stand for a form."""
    files: dict[str, Output] = {}
    with closing(_written(desk, made, order, counted.ahead)) as all_written:
        for document, of_document in zip(made, all_written, strict=True):
            files |= as_outputs(document.artifact, desk, order, of_document)
            counted.document(document, {name.rpartition(".")[2]: content for name, content in of_document.items()})
    for slot, name, paper in bid_set.papers(desk, folder, bid):
        if paper.is_file():  # that it is not there has been warned of
            files[name] = Output(paper.read_bytes(), f"bid-{mark_of(*slot)}", desk.digest)
            counted.paper(slot, paper, files[name].content)
    return files


def _written(
    desk: Desk, made: Sequence[BidDocument], order: Order, ahead: "Ahead | AheadInParts | None"
) -> Generator[dict[str, bytes], None, None]:
    """Yield the files of each document; parts of all long ones are drawn while the first is put together."""
    if ahead is not None:
        yield from map(ahead.files, made)
        return
    if "pdf" not in order.formats:
        yield from (files_of(each.artifact, desk, each.sheet, order) for each in made)
        return
    from bidkit.processes import workers

    with workers(shared=True) as shared:
        waiting = deque(writers(each.artifact, desk, each.sheet, order, shared) for each in made)
        while waiting:
            yield written(waiting.popleft())


@dataclass
class Pages:
    """Counts pages on the PDF itself, where the tender limits them."""

    desk: Desk
    order: Order
    counts: dict[Slot | str, int] = field(default_factory=dict)
    uncounted: list[Problem] = field(default_factory=list)
    ahead: "Ahead | AheadInParts | None" = None

    def begun(self, made: BidDocument) -> BidDocument:
        """Have a document drawn, and its pages counted, where there are processes for it; return it."""
        if self.ahead is not None:
            self.ahead.begin(made, paged=self._limited(made.slots))
        return made

    def document(self, made: BidDocument, formats: dict[str, bytes]) -> None:
        """Count a document that was made; as PDF, also where only another format was asked for and it is not long."""
        if not self._limited(made.slots):
            return
        pdf = formats.get("pdf")
        if pdf is None and is_long(formats):
            self.uncounted += bid_set.not_counted(self.desk, made.slots)
            return
        if pdf is not None:
            self._add(made.slots, bid_set.stated_page_count(pdf))
            return
        try:
            self._add(made.slots, self._laid_out(made))
        except ProblemsFound as found:
            limits = self.desk.file.place(("tender", "instructions", "page_limits"))
            for each in found.problems:
                message = f"the tender limits pages, and they are not counted: {each.message}"
                self.uncounted.append(Problem(limits, message, each.hint, "warning"))

    def _laid_out(self, made: BidDocument) -> int:
        known = self.ahead.pages.get(made.artifact.name) if self.ahead else None
        if isinstance(known, int):
            return known
        if known is not None:
            raise ProblemsFound(known)
        from bidkit import render

        document = filled(made.artifact, self.desk, made.sheet, self.order)
        return render.page_count(document, self.desk.house.pdf_profile)

    def paper(self, slot: Slot, path: Path, content: bytes) -> None:
        """Count a finished paper, if it is a PDF."""
        if path.suffix.lower() != ".pdf" or not self._limited((slot,)):
            return
        try:
            self._add((slot,), bid_set.page_count(content))
        except ValueError as error:
            hint = "Put a file there that opens, without a password."
            self.uncounted.append(Problem(Place(shown(path)), f"it {error}", hint, "warning"))

    def problems(self) -> tuple[Problem, ...]:
        """Return a warning for each limit that is exceeded, and for what was not counted."""
        return (*dict.fromkeys(self.uncounted), *bid_set.page_problems(self.desk, self.counts))

    def _limited(self, slots: tuple[Slot, ...]) -> bool:
        limits = self.desk.deal.tender.instructions.page_limits
        return any(form.page_limit is not None or form.envelope in limits for form, _ in slots)

    def _add(self, slots: tuple[Slot, ...], pages: int) -> None:
        if len(slots) == 1:
            self.counts[slots[0]] = pages
        envelope = slots[0][0].envelope
        self.counts[envelope] = self.counts.get(envelope, 0) + pages
