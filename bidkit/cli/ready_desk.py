"""The set of a bid on the desk: the record, the files, and everything that is wrong with both."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bidkit.audience import view_of
from bidkit.audience.prices import Prices, prices_of
from bidkit.cli import bid_set
from bidkit.cli.bid_set import BidOrder
from bidkit.cli.desk import Desk
from bidkit.cli.making import Order, files_of
from bidkit.cli.ready_record import record_faults
from bidkit.publish import look_at
from bidkit.ready.asked import AskedFor, Identified, identified
from bidkit.ready.finding import Fault
from bidkit.ready.judging import Bid, faults, unsigned
from bidkit.ready.pages import read_pdf
from bidkit.ready.paper import Block, Paper
from bidkit.ready.word import read_word
from bidkit.render.amount_words import in_words
from bidkit.render.language import LANGUAGES
from bidkit.stages.customer.bidding import CHECKLIST, Slot, mark_of, slots_of
from bidkit.stages.decided import decided_price

_READERS = {".docx": read_word, ".pdf": read_pdf}
_BESIDE = {".ics", ".json", ".html", ".lock"}
"""What bidkit writes beside the files that are handed in."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder that can be read, those that cannot, and what bidkit wrote of them."""

    papers: tuple[Paper, ...]
    faults: tuple[Fault, ...]
    artifacts: dict[str, str]
    edited: frozenset[str]


def judge(desk: Desk, folder: Path | None, *, own: bool) -> tuple[Fault, ...]:
    """Return everything that is wrong with a bid; `own` is the folder in which bidkit keeps other documents too."""
    prices = prices_of(desk.deal, decided_price(desk.deal, desk.house))
    of_record = tuple(record_faults(desk, prices))
    default = _language(desk)
    if folder is None:
        asked = tuple(_asked(desk, default, made=False))
        return (*of_record, *unsigned(_bid(desk, prices, desk.file.tree.place.path, asked, (), default)))
    found = _read(folder, own=own)
    spoken = sorted(
        {default, *(paper.language for paper in found.papers if paper.language and paper.language in LANGUAGES)}
    )
    asked_in = {language: tuple(_asked(desk, language)) for language in spoken}
    files = tuple(
        identified(paper, asked_in.get(paper.language or default, asked_in[default]), found.artifacts.get(paper.name))
        for paper in found.papers
    )
    bid = _bid(desk, prices, str(folder), asked_in[default], files, *spoken, edited=found.edited)
    return tuple(dict.fromkeys((*of_record, *found.faults, *faults(bid))))


def _language(desk: Desk) -> str:
    """Return the language in which the bid is written, where bidkit speaks it."""
    tongue = (desk.deal.tender.notice.language or desk.deal.language or desk.house.language).partition("-")[0]
    akin = (each for each in LANGUAGES if each.partition("-")[0] == tongue)
    return next(akin, desk.deal.language or desk.house.language)


def _bid(
    desk: Desk,
    prices: Prices,
    folder: str,
    asked: tuple[AskedFor, ...],
    files: tuple[Identified, ...],
    *languages: str,
    edited: frozenset[str] = frozenset(),
) -> Bid:
    stated = prices.total.gross if prices.including_tax else prices.total.net
    return Bid(
        folder=folder,
        asked=asked,
        files=files,
        bidder=desk.deal.bid.bidder.legal_name or desk.house.seller.name,
        lines=frozenset((*prices.lines, *prices.options)),
        places=prices.places,
        prices=frozenset(_amounts(prices)),
        in_words=tuple(in_words(stated, prices.currency, each) for each in languages)
        if stated is not None and prices.currency
        else (),
        page_limits={str(name): most for name, most in desk.deal.tender.instructions.page_limits.items()},
        edited=edited,
    )


def _amounts(prices: Prices) -> Iterator[Decimal]:
    """Yield every amount that only the price envelope may show; small ones could be anything else."""
    for line in (*prices.lines.values(), *prices.options.values()):
        yield from (each for each in (line.unit_price, line.amount, line.tax, line.gross) if each and each >= 1000)
    for sums in (prices.total, *prices.lots.values(), *(each.amounts for each in prices.discounts)):
        yield from (each for each in (sums.net, sums.tax, sums.gross) if each and each >= 1000)


def _asked(desk: Desk, language: str, *, made: bool = True) -> Iterator[AskedFor]:
    """Yield each form that the tender asks for, and what it says when it is made from the record now."""
    spoken = desk.spoken(language)
    view = view_of(spoken.deal, spoken.house)
    texts = dict(_made(spoken, language)) if made else {}
    signed = {each.form for each in desk.deal.bid.signatures}
    listed = () if any(form.kind == "checklist" for form in view.tender.forms) else (CHECKLIST,)
    for slot in slots_of(view, (*listed, *view.tender.forms)):
        form, lot = slot
        blocks, missing = texts.get(mark_of(form, lot), ((), ()))
        yield AskedFor(
            mark=mark_of(form, lot),
            form=form.id,
            lot=lot if form.per_lot else None,
            label=form.label or form.id,
            kind=form.kind,
            envelope=form.envelope,
            mandatory=form.mandatory,
            page_limit=form.page_limit,
            signs=form.signed_by in ("signatory", "legal-representative"),
            signed=form.id in signed,
            finished=form.paper is not None,
            made=blocks,
            missing=missing,
        )


def _made(desk: Desk, language: str) -> Iterator[tuple[str, tuple[tuple[Block, ...], tuple[str, ...]]]]:
    """Yield what each form says, by its mark, read back from a Word file like the one that is judged."""
    for document in bid_set.documents(desk, BidOrder()):
        slot: Slot = document.slots[0]
        files = files_of(document.artifact, desk, document.sheet, Order(("docx",), language=language))
        paper = read_word("", next(iter(files.values())))
        yield mark_of(*slot), (paper.body, tuple(document.sheet.missing))


def _read(folder: Path, *, own: bool) -> Folder:
    """Read a folder with all below it; of bidkit's own, only what belongs to the bid."""
    said = (
        {name: (state, entry) for name, state, entry in look_at(folder)} if (folder / "manifest.json").exists() else {}
    )
    papers, wrong = [], []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.name.startswith((".", "~$")) or path.name == "manifest.json":
            continue
        if own and "-bid-" not in path.name:
            continue
        try:
            papers += [_READERS[path.suffix.lower()](name, path.read_bytes())]
        except KeyError:
            wrong += [_foreign(name)] if path.suffix.lower() not in _BESIDE else []
        except ValueError as error:
            wrong.append(Fault("unreadable", True, name, None, f"it {error}", "Save it anew, without a password."))
    return Folder(
        papers=tuple(papers),
        faults=tuple(wrong),
        artifacts={name: str(entry.get("artifact")) for name, (_, entry) in said.items()},
        edited=frozenset(name for name, (state, _) in said.items() if state == "edited"),
    )


def _foreign(name: str) -> Fault:
    message = "it is neither a Word file nor a PDF, so nothing in it was looked at"
    return Fault("surplus", False, name, None, message, "Take it out, unless the tender asks for it.")
