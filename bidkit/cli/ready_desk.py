"""The set of a bid on the desk: the record, the files, and everything that is wrong with both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path, PurePosixPath

from bidkit.audience.prices import Prices, prices_of
from bidkit.cli import bid_set
from bidkit.cli.bid_set import BidOrder
from bidkit.cli.desk import Desk
from bidkit.cli.making import Order, files_of
from bidkit.cli.ready_record import record_faults
from bidkit.phrases import Phrase
from bidkit.publish import Output, look_at
from bidkit.ready.asked import AskedFor, Identified, identified, named
from bidkit.ready.finding import Fault
from bidkit.ready.judging import Bid, faults, unsigned
from bidkit.ready.pages import read_pdf
from bidkit.ready.paper import Block, Paper, Unreadable
from bidkit.ready.word import read_word
from bidkit.record.files import homes_of
from bidkit.record.template_sets import template_folders
from bidkit.render.amount_words import in_words
from bidkit.render.language import LANGUAGES, Speaker, speaker
from bidkit.render.search import Search
from bidkit.stages.customer.bidding import CHECKLIST, Slot, mark_of, slots_of
from bidkit.swelling import LARGEST, first_of

_READERS = {".docx": read_word, ".pdf": read_pdf}
_WORKBOOK = ".xlsx"
_BESIDE = {".ics", ".json", ".html", ".lock"}
"""What bidkit writes beside the files that are handed in."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder that can be read, those that cannot, and what bidkit wrote of them."""

    papers: tuple[Paper, ...]
    faults: tuple[Fault, ...]
    artifacts: Mapping[str, str]
    edited: frozenset[str] = frozenset()
    workbooks: Mapping[str, bytes] = field(default_factory=dict)
    """They are read only where their name is that of a form; a house keeps many others."""


def judge(desk: Desk, folder: Path | None, *, own: bool) -> tuple[Fault, ...]:
    """Return everything that is wrong with a bid; `own` is the folder in which bidkit keeps other documents too."""
    prices = prices_of(desk.deal, desk.decided_price)
    of_record = tuple(record_faults(desk, prices))
    if folder is None:
        default = _language(desk)
        asked = tuple(_asked(desk, default, made=False))
        return _once((*of_record, *unsigned(_bid(desk, prices, desk.file.tree.place.path, asked, (), default))))
    homes = (folder, *homes_of(Path(desk.file.tree.place.path).parent))
    return _once((*of_record, *_of_files(desk, prices, str(folder), _read(folder, homes, own=own))))


def judge_set(desk: Desk, files: Mapping[str, Output], lot: str | None) -> tuple[Fault, ...]:
    """Return everything that is wrong with a set that is about to be issued, whole or for one lot."""
    prices = prices_of(desk.deal, desk.decided_price)
    artifacts = {name: each.artifact for name, each in files.items()}
    found = _opened(((name, each.content) for name, each in files.items()), artifacts)
    return _once((*record_faults(desk, prices), *_of_files(desk, prices, "the set", found, lot)))


def _once(found: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple({fault.key: fault for fault in found}.values())


def _of_files(desk: Desk, prices: Prices, where: str, found: Folder, lot: str | None = None) -> Iterator[Fault]:
    default = _language(desk)
    spoken = sorted(
        {default, *(paper.language for paper in found.papers if paper.language and paper.language in LANGUAGES)}
    )
    asked_in = {language: tuple(_asked(desk, language, lot=lot)) for language in spoken}
    files = tuple(
        identified(paper, asked_in.get(paper.language or default, asked_in[default]), found.artifacts.get(paper.name))
        for paper in found.papers
    )
    sheets, wrong = _workbooks(found, asked_in[default])
    bid = _bid(desk, prices, where, asked_in[default], (*files, *sheets), *spoken, edited=found.edited)
    yield from (*found.faults, *wrong, *faults(bid))


def _workbooks(found: Folder, asked: Sequence[AskedFor]) -> tuple[list[Identified], list[Fault]]:
    from bidkit.ready.sheets import read_workbook

    read, wrong = [], []
    for name, data in found.workbooks.items():
        form = named(PurePosixPath(name).stem, asked)
        if form is None:
            wrong.append(_foreign(name))
            continue
        try:
            read.append(Identified(read_workbook(name, data), (form,)))
        except Unreadable as error:
            wrong.append(_unreadable(name, error))
    return read, wrong


def voice_of(desk: Desk, language: str | None) -> Speaker:
    """Return who says what was found: in the language that was asked for, or in the record's."""
    folders = Search(template_folders(desk.house_file)).folders
    return speaker(language or desk.deal.language or desk.house.language, *folders)


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
    lots = [sums for lot in prices.lots.values() for sums in (lot.lines, lot.total)]
    off = [each.amounts for lot in prices.lots.values() for each in (*prices.discounts, *lot.discounts)]
    for sums in (prices.total, *lots, *off):
        yield from (each for each in (sums.net, sums.tax, sums.gross) if each and each >= 1000)


def _asked(desk: Desk, language: str, *, made: bool = True, lot: str | None = None) -> Iterator[AskedFor]:
    """Yield each form that the tender asks for, and what it says when it is made from the record now."""
    spoken = desk.spoken(language)
    view = spoken.view
    texts = dict(_made(spoken, language, lot)) if made else {}
    signed = {each.form for each in desk.deal.bid.signatures}
    listed = () if any(form.kind == "checklist" for form in view.tender.forms) else (CHECKLIST,)
    for slot in slots_of(view, (*listed, *view.tender.forms), lot):
        form, of_lot = slot
        blocks, missing = texts.get(mark_of(form, of_lot), ((), ()))
        yield AskedFor(
            mark=mark_of(form, of_lot),
            form=form.id,
            lot=of_lot if form.per_lot else None,
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


def _made(
    desk: Desk, language: str, lot: str | None
) -> Iterator[tuple[str, tuple[tuple[Block, ...], tuple[str, ...]]]]:
    """Yield what each form says, by its mark, read back from a Word file like the one that is judged."""
    for document in bid_set.documents(desk, BidOrder(lot=lot)):
        slot: Slot = document.slots[0]
        files = files_of(document.artifact, desk, document.sheet, Order(("docx",), language=language))
        paper = read_word("", next(iter(files.values())))
        yield mark_of(*slot), (paper.body, tuple(document.sheet.missing))


def _read(folder: Path, homes: Sequence[Path], *, own: bool) -> Folder:
    """Read a folder with all below it; of bidkit's own, only what belongs to the bid."""
    said = (
        {name: (state, entry) for name, state, entry in look_at(folder)} if (folder / "manifest.json").exists() else {}
    )
    artifacts = {name: str(entry.get("artifact")) for name, (_, entry) in said.items()}
    found = _opened(_contents(folder, homes, own=own), artifacts)
    return replace(found, edited=frozenset(name for name, (state, _) in said.items() if state == "edited"))


def _contents(folder: Path, homes: Sequence[Path], *, own: bool) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Yield each file with what it holds, which stays unread where nothing is looked for in it."""
    for path in sorted(folder.rglob("*")):
        hidden = path.name.startswith((".", "~$")) or path.name == "manifest.json"
        if not path.is_dir() and not hidden and (not own or "-bid-" in path.name):
            looked_at = path.suffix.lower() in {*_READERS, _WORKBOOK}
            yield path.relative_to(folder).as_posix(), _content(path, homes) if looked_at else b""


def _content(path: Path, homes: Sequence[Path]) -> bytes | Unreadable:
    try:
        data = first_of(path, LARGEST + 1, homes)
    except OSError as error:
        hint = Phrase("Close it in other programs; where a link leads to it, put the file itself there.")
        return Unreadable(Phrase("it cannot be read: {why}", why=error.strerror), hint)
    if len(data) > LARGEST:
        hint = Phrase("Make its pictures smaller, or divide it, as far as the tender allows.")
        return Unreadable(Phrase("it is larger than {n} MB", n=LARGEST // 1_000_000), hint)
    return data


def _opened(contents: Iterable[tuple[str, bytes | Unreadable]], artifacts: Mapping[str, str]) -> Folder:
    """Read files by their names' endings; what cannot be read is a fault."""
    papers: list[Paper] = []
    wrong: list[Fault] = []
    workbooks: dict[str, bytes] = {}
    for name, data in contents:
        ending = PurePosixPath(name).suffix.lower()
        if isinstance(data, Unreadable):
            wrong.append(_unreadable(name, data))
            continue
        try:
            papers += [_READERS[ending](name, data)]
        except KeyError:
            workbooks |= {name: data} if ending == _WORKBOOK else {}
            wrong += [_foreign(name)] if ending not in {*_BESIDE, _WORKBOOK} else []
        except Unreadable as error:
            wrong.append(_unreadable(name, error))
    return Folder(tuple(papers), tuple(wrong), artifacts, workbooks=workbooks)


def _unreadable(name: str, error: Unreadable) -> Fault:
    return Fault("unreadable", True, name, None, error.said, error.hint)


def _foreign(name: str) -> Fault:
    message = Phrase("it is neither a Word file nor a PDF, nor a form in a workbook, so nothing in it was looked at")
    return Fault("surplus", False, name, None, message, Phrase("Take it out, unless the tender asks for it."))
