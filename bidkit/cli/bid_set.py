"""The set of a bid: which documents it is made of, what hinders it, and how many pages it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from bidkit.audience.prices import Prices, contradiction, prices_of
from bidkit.audience.view import View
from bidkit.checks.finding import FieldPath
from bidkit.cli.desk import Desk
from bidkit.form_list import forms_of
from bidkit.phrases import Phrase
from bidkit.problems import Problem
from bidkit.stages.artifact import Artifact, Sheet
from bidkit.stages.customer.bid_prices import priced_volume
from bidkit.stages.customer.bidding import CHECKLIST, PRICED, Slot, mark_of, slots_of, volume
from bidkit.stages.for_customer import BID, BID_PRICE

Wanted = Literal["technical", "price", "all"]
By = Literal["form", "volume"]

_ENVELOPES: Mapping[Wanted, frozenset[str]] = {
    "technical": frozenset({"technical", "qualification"}),
    "price": frozenset({"price"}),
    "all": frozenset({"technical", "qualification", "price", "separate"}),
}
_TITLES: Mapping[str, Phrase] = {
    "technical": Phrase("Technical bid"),
    "qualification": Phrase("Qualification papers"),
    "price": Phrase("Price bid"),
    "whole": Phrase("Bid"),
}


@dataclass(frozen=True, slots=True)
class BidOrder:
    """What a person asked for."""

    wanted: Wanted = "all"
    by: By = "form"
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class BidDocument:
    """One document of the set: what makes it, its sheet, and the forms in it."""

    artifact: Artifact
    sheet: Sheet
    slots: tuple[Slot, ...]


def documents(desk: Desk, order: BidOrder, known: Mapping[str, BidDocument] | None = None) -> Iterator[BidDocument]:
    """Yield the documents of the set; `known` are those in which no price stands, where they are made already."""
    view, own = desk.view, _templates(desk)
    unpriced = {each.artifact.name: each for each in without_prices(desk, order)} if known is None else known
    prices = prices_of(desk.deal, desk.decided_price)
    for name, title, slots in _parts(view, order, frozenset(own)):
        yield unpriced.get(name) or _drawn_with(own, _priced(view, prices, name, title, slots, order.lot))


def without_prices(desk: Desk, order: BidOrder) -> Iterator[BidDocument]:
    """Yield the documents outside of the price envelope; they are made without the prices."""
    view, own = desk.view, _templates(desk)
    for name, title, slots in _parts(view, order, frozenset(own)):
        if not any(form.envelope in PRICED for form, _ in slots):
            yield _drawn_with(own, _plain(view, name, title, slots))


def rows_of(document: BidDocument) -> int:
    """Return about how many rows a document lists, by which the long ones are begun before the short ones."""
    pages = getattr(document.sheet, "pages", ())
    parts = (getattr(page, each.name) for page in pages for each in fields(page))
    return sum(len(part) for part in parts if isinstance(part, tuple))


def _drawn_with(own: Mapping[str, str], made: BidDocument) -> BidDocument:
    template = own.get(made.slots[0][0].id)
    return replace(made, artifact=replace(made.artifact, drawn_with=template)) if template else made


def _templates(desk: Desk) -> dict[str, str]:
    """Return the templates of the house's own that make a form, by the id of the form."""
    named = {form.id: form.template for form in forms_of(desk.deal, desk.house) if form.template}
    return {form: name if name.endswith(".html") else f"{name}.html" for form, name in named.items()}


def _priced(
    view: View, prices: Prices, name: str, title: Phrase | None, slots: Sequence[Slot], lot: str | None
) -> BidDocument:
    only = lot or (slots[0][1] if title is None else None)
    sheet = priced_volume(view, prices, slots, title, name, final=False, lot=only)
    return BidDocument(replace(BID_PRICE, name=name, drawn_with=BID_PRICE.template), sheet, tuple(slots))


def _plain(view: View, name: str, title: Phrase | None, slots: Sequence[Slot]) -> BidDocument:
    sheet = volume(view, slots, title, name, final=False)
    return BidDocument(replace(BID, name=name, drawn_with=BID.template), sheet, tuple(slots))


def _parts(view: View, order: BidOrder, own: frozenset[str]) -> Iterator[tuple[str, Phrase | None, list[Slot]]]:
    """Yield each document by its name, with its title if it is a volume, and its forms.

    What is handed in apart, or has a template of its own, is bound into no volume.
    """
    forms = [form for form in view.tender.forms if form.envelope in _ENVELOPES[order.wanted]]
    if order.wanted != "price" and not any(form.kind == "checklist" for form in view.tender.forms):
        yield f"bid-{mark_of(CHECKLIST, None)}", None, [(CHECKLIST, None)]
    slots = list(slots_of(view, forms, order.lot))
    if order.by == "form":
        yield from _single(slot for slot in slots if slot[0].paper is None)
        return
    alone = [slot for slot in slots if slot[0].envelope == "separate" or slot[0].id in own]
    yield from _single(slot for slot in alone if slot[0].paper is None)
    bound = [slot for slot in slots if slot not in alone]
    if view.tender.envelopes == "one" and order.wanted == "all" and bound:
        yield "bid-volume-whole", _TITLES["whole"], bound
        return
    for envelope in ("qualification", "technical", "price"):
        inside = [slot for slot in bound if slot[0].envelope == envelope]
        if inside:
            yield f"bid-volume-{envelope}", _TITLES[envelope], inside


def _single(slots: Iterable[Slot]) -> Iterator[tuple[str, None, list[Slot]]]:
    yield from ((f"bid-{mark_of(form, lot)}", None, [(form, lot)]) for form, lot in slots)


def papers(desk: Desk, folder: Path, order: BidOrder) -> Iterator[tuple[Slot, str, Path]]:
    """Yield the finished papers that stand for a form: the form, the name in the set, and where they lie."""
    files = {form.id: form.file for form in forms_of(desk.deal, desk.house) if form.file}
    forms = [form for form in desk.view.tender.forms if form.paper and form.envelope in _ENVELOPES[order.wanted]]
    for form, lot in slots_of(desk.view, forms, order.lot):
        path = folder / files[form.id]
        yield (form, lot), f"{desk.deal.id}-bid-{mark_of(form, lot)}{path.suffix}", path


def hindrances_of(desk: Desk, order: BidOrder) -> Iterator[Problem]:
    """Yield why no set can be made: prices that contradict the total, a withdrawal; warn where no forms are named."""
    deal, house = desk.deal, desk.house
    if not forms_of(deal, house):
        hint = f"Name a profile under `tender: profile:`, such as {', '.join(sorted(house.form_profiles))}."
        message = "the record names no forms for a bid; only an empty checklist is made"
        yield Problem(desk.file.place(("tender", "profile")), message, hint, "warning")
    decision = deal.price.decision
    if decision and decision.position == "withdraw":
        hint = "Record another decision before a bid is made."
        yield Problem(desk.file.place(("price", "decision")), "it was decided to withdraw from this tender", hint)
    total = desk.decided_price
    if total is not None and order.wanted != "technical" and (wrong := contradiction(deal, total)):
        message = f"the price lines come to {wrong.lines} after discounts, and the price decided is {wrong.total}"
        hint = "Change the unit prices, or give lines a `share:` of what the others leave."
        yield Problem(desk.file.place(("bid", "lines")), message, hint)


def page_problems(desk: Desk, counted: Mapping[Slot | str, int]) -> Iterator[Problem]:
    """Warn of each form, and each volume, that has more pages than the tender allows."""
    limits = {str(name): count for name, count in desk.deal.tender.instructions.page_limits.items()}
    for each, pages in counted.items():
        path: FieldPath = (
            ("tender", "instructions", "page_limits", each)
            if isinstance(each, str)
            else ("tender", "forms", each[0].id)
        )
        limit = limits.get(each) if isinstance(each, str) else each[0].page_limit
        what = f"the forms of the envelope `{each}` have" if isinstance(each, str) else f"`{each[0].id}` has"
        if limit is not None and pages > limit:
            message = f"{what} {pages} pages, and the tender allows {limit}"
            yield Problem(desk.file.place(path), message, "Shorten it, or ask the buyer.", "warning")


def not_counted(desk: Desk, slots: Sequence[Slot]) -> Iterator[Problem]:
    """Warn of forms whose pages the tender limits and nobody has counted."""
    for form in dict.fromkeys(form for form, _ in slots):
        message = f"the pages of `{form.id}` are not counted: it is long, and was not written as PDF"
        place = desk.file.place(("tender", "forms", form.id))
        yield Problem(place, message, "Write it with `--format pdf` once before it is handed in.", "warning")


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has; raise ValueError where it cannot be read."""
    from bidkit.foreign_pdf import UnsoundPdfError, pdf_reader

    try:
        with pdf_reader(pdf) as reader:
            return len(reader.pages)
    except UnsoundPdfError as error:
        raise ValueError("is damaged, or no PDF") from error


def stated_page_count(pdf: bytes) -> int:
    """Return how many pages a PDF made here says that it has, without opening any."""
    from bidkit.foreign_pdf import pdf_reader

    with pdf_reader(pdf) as reader:
        return int(reader.root_object["/Pages"].get_object()["/Count"])  # type: ignore[index]
