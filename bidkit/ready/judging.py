"""Everything that is wrong with a set of files: each rule a function that yields faults."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.ready.asked import WITHOUT_PRICES, AskedFor, Identified
from bidkit.ready.figures import Change, differing, figures, like_money, miscounted, value
from bidkit.ready.finding import Fault
from bidkit.ready.money import amounts
from bidkit.ready.names import variants
from bidkit.ready.paper import Block, page
from bidkit.ready.price_lines import price_cells, tables_of


@dataclass(frozen=True, slots=True)
class Bid:
    """The set that is judged, and what the record says of it."""

    folder: str
    asked: tuple[AskedFor, ...]
    files: tuple[Identified, ...]
    bidder: str | None
    lines: frozenset[str]
    """The ids of the price lines."""
    places: int
    """The decimal places of the currency."""
    prices: frozenset[Decimal]
    """Every amount that only the price envelope may show."""
    in_words: tuple[str, ...]
    """The total in words, in each language that a file of the set is in."""
    page_limits: Mapping[str, int]
    """The most pages of each envelope."""
    edited: frozenset[str] = frozenset()
    """The files that were edited since they were made."""

    @property
    def readable(self) -> tuple[Identified, ...]:
        """The files that hold text; a scan is a picture."""
        return tuple(each for each in self.files if each.paper.blocks)


def faults(bid: Bid) -> Iterator[Fault]:
    """Yield everything that is wrong with a set."""
    for rule in _RULES:
        yield from rule(bid)


def unsigned(bid: Bid) -> Iterator[Fault]:
    """Ask that every form that one of us has to sign is signed."""
    digitally = {form.mark for each in bid.files if each.paper.signed for form in each.forms}
    for form in bid.asked:
        files = [each.paper.name for each in bid.files if form.mark in each.marks]
        if form.signs and not form.signed and form.mark not in digitally and (files or form.mandatory):
            message = Phrase("`{form}`, {label}, is not signed", form=form.form, label=form.label)
            hint = Phrase("Sign it, and add it to `bid: signatures:`; a signed PDF counts too.")
            yield Fault("unsigned", True, files[0] if files else bid.folder, None, message, hint)


def _missing(bid: Bid) -> Iterator[Fault]:
    there = {mark for each in bid.files for mark in each.marks}
    for form in bid.asked:
        if form.mandatory and form.mark not in there:
            volume = next((f.paper.name for f in bid.files if f.volume and form.envelope in f.envelopes), None)
            said = _MISSING_IN_VOLUME if volume else _MISSING
            hint = _PUT_IT_THERE if form.finished else _MAKE_IT
            message = Phrase(said.text, form=form.form, label=form.label)
            yield Fault("missing", True, volume or bid.folder, None, message, hint)


_MISSING = Phrase("`{form}`, {label}, is missing")
_MISSING_IN_VOLUME = Phrase("`{form}`, {label}, is missing in this volume")
_PUT_IT_THERE = Phrase("Put the finished paper there. A bid without it is rejected.")
_MAKE_IT = Phrase("`bidkit bid` makes it. A bid without it is rejected.")


def _gaps(bid: Bid) -> Iterator[Fault]:
    """Ask that no form shows the mark of a value that is missing."""
    for each in bid.files:
        for field in dict.fromkeys(field for form in each.forms for field in form.missing):
            message = Phrase("the record has no `{field}`, so the form shows a mark in its place", field=field)
            hint = Phrase("Fill it in, and make the form again.")
            yield Fault("missing", True, each.paper.name, None, message, hint)


def _surplus(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if each.stranger is None:
            continue
        message = Phrase("the tender asks for no `{what}`", what=each.stranger)
        hint = Phrase("Take it out: what was not asked for may get the bid rejected, and may tell what is internal.")
        yield Fault("surplus", True, each.paper.name, None, message, hint)


def _envelopes(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if each.folder and each.envelopes and each.folder not in each.envelopes:
            message = Phrase(
                "it lies in the envelope `{folder}` and belongs into `{envelope}`",
                folder=each.folder,
                envelope=each.envelopes[0],
            )
            yield Fault("wrong-envelope", True, each.paper.name, None, message, _MOVE_IT)
        if each.volume:
            yield from _astray(bid, each)


def _astray(bid: Bid, volume: Identified) -> Iterator[Fault]:
    """Find the headings of forms that belong into another volume."""
    for form in bid.asked:
        if form.envelope in volume.envelopes or form.finished:
            continue
        place = next((block.place for block in volume.paper.body if block.text.startswith(form.label)), None)
        if place:
            message = Phrase(
                "`{form}`, {label}, stands in this volume and belongs into `{envelope}`",
                form=form.form,
                label=form.label,
                envelope=form.envelope,
            )
            yield Fault("wrong-envelope", True, volume.paper.name, place, message, _MOVE_IT)


_MOVE_IT = Phrase("Move it before anything is sealed.")


def _prices_outside(bid: Bid) -> Iterator[Fault]:
    """Ask that no price stands in a file that is opened before the prices are."""
    hint = Phrase("Take it out; a price in the technical envelope gets the bid rejected.")
    for each in bid.readable:
        if not _without_prices(each):
            continue
        for block in (*each.paper.blocks, *each.paper.beside):
            shown = [amount.said for amount in amounts(block.text) if amount.is_one_of(bid.prices)]
            for said in dict.fromkeys(shown):
                message = Phrase("it shows {figure}, a price of the bid", figure=said)
                yield Fault("price-outside", True, each.paper.name, block.place, message, hint)
            if not shown and any(_plain(words) in _plain(block.text) for words in bid.in_words):
                message = Phrase("it shows the total of the bid in words")
                yield Fault("price-outside", True, each.paper.name, block.place, message, hint)


def _without_prices(each: Identified) -> bool:
    where = (each.folder,) if each.folder else each.envelopes
    return bool(where) and all(name in WITHOUT_PRICES for name in where)


def _names(bid: Bid) -> Iterator[Fault]:
    if bid.bidder is None:
        return
    hint = Phrase("Write it as it is registered, to the letter: {bidder}", bidder=bid.bidder)
    for each in bid.readable:
        for place, found in variants(bid.bidder, each.paper.blocks):
            message = Phrase("the bidder is written '{found}'", found=found)
            yield Fault("bidder-name", True, each.paper.name, place, message, hint)
        made = each.paper.format != "xlsx" and any(form.made for form in each.forms)
        if made and not any(_plain(bid.bidder) in _plain(block.text) for block in each.paper.blocks):
            message = Phrase("the name of the bidder does not stand in it as it is registered")
            yield Fault("bidder-name", True, each.paper.name, None, message, hint)


def _arithmetic(bid: Bid) -> Iterator[Fault]:
    hint = Phrase("Correct the record and make the form again, rather than the figure.")
    for each in bid.readable:
        if any(form.kind.startswith("price-") for form in each.forms):
            for place, message in miscounted(_tables(bid, each), bid.lines, bid.places):
                yield Fault("arithmetic", True, each.paper.name, place, message, hint)


def _tables(bid: Bid, each: Identified) -> Sequence[Block]:
    """Return the cells of a file; in a PDF, those of the price tables that its forms have."""
    if each.paper.format != "pdf":
        return each.paper.body
    tables = [ids for form in each.forms for ids in tables_of(form.made, bid.lines).values()]
    return tuple(price_cells(each.paper.body, tables, bid.places))


def _figures(bid: Bid) -> Iterator[Fault]:
    """Compare figures with those of the same document made from the record now."""
    for each in bid.readable:
        made = tuple(block for form in each.forms for block in form.made)
        if not made or (any(form.finished for form in each.forms) and not each.volume):
            continue
        if each.paper.format == "docx" and not each.volume:
            yield from (_changed(each, change) for change in differing(each.paper.body, made))
        else:
            yield from _unknown(each, {value(figure) for block in made for figure in figures(block.text)})


def _changed(each: Identified, change: Change) -> Fault:
    said, meant = ", ".join(change.said), ", ".join(change.meant)
    if not change.said:
        message = Phrase("{meant}, which the record has here, does not stand here", meant=meant)
    elif not change.meant:
        message = Phrase("{said} stands here, and the record does not have it", said=said)
    else:
        message = Phrase("it says {said}, and the record {meant}", said=said, meant=meant)
    hint = Phrase("Correct it here, or correct the record and make the form again.")
    return Fault("figure", not change.moved, each.paper.name, change.place, message, hint)


def _unknown(each: Identified, known: set[Decimal]) -> Iterator[Fault]:
    """Find amounts that no form in the file has; its lines are broken otherwise, so none can be laid side by side."""
    for block in each.paper.blocks:
        for figure in dict.fromkeys(figures(block.text)):
            if like_money(figure) and value(figure) not in known and abs(value(figure)) >= 1000:
                message = Phrase("it says {figure}, which the record does not have in this form", figure=figure)
                hint = Phrase("Make the form again from the record.")
                yield Fault("figure", True, each.paper.name, block.place, message, hint)


def _words(bid: Bid) -> Iterator[Fault]:
    """Ask that the total in words is the record's, wherever the record's form has it."""
    for each in bid.readable:
        for form in each.forms if each.paper.format != "xlsx" else ():
            made, said = _joined(form.made), _joined(each.paper.blocks)
            for words in bid.in_words:
                if _plain(words) in made and _plain(words) not in said:
                    message = Phrase("the total in words is not that of the record: {words}", words=words)
                    hint = Phrase("Correct it, or make the form again.")
                    yield Fault("figure", True, each.paper.name, None, message, hint)


def _pages(bid: Bid) -> Iterator[Fault]:
    counted: dict[str, int] = {}
    for each in bid.files:
        if each.paper.pages is None:
            continue
        for name in each.envelopes[:1]:
            counted[name] = counted.get(name, 0) + each.paper.pages
        limit = each.forms[0].page_limit if len(each.forms) == 1 and not each.volume else None
        if limit is not None and each.paper.pages > limit:
            message = Phrase("it has {n} pages, and the tender allows {limit}", n=each.paper.pages, limit=limit)
            yield Fault("page-limit", True, each.paper.name, page(limit + 1), message, _SHORTEN)
    for name, limit in bid.page_limits.items():
        if counted.get(name, 0) > limit:
            message = Phrase(
                "the envelope `{name}` has {n} pages, and the tender allows {limit}",
                name=name,
                n=counted[name],
                limit=limit,
            )
            yield Fault("page-limit", True, bid.folder, None, message, _SHORTEN)
    yield from _uncounted(bid)


_SHORTEN = Phrase("Shorten it.")


def _uncounted(bid: Bid) -> Iterator[Fault]:
    """Warn where a limit cannot be held against anything: Word's pages are not fixed."""
    in_pdf = {mark for each in bid.files if each.paper.pages is not None for mark in each.marks}
    for form in bid.asked:
        only_word = any(form.mark in each.marks for each in bid.files) and form.mark not in in_pdf
        if only_word and form.page_limit is not None:
            message = Phrase(
                "`{form}` may have {n} pages, and there is no PDF in which to count them",
                form=form.form,
                n=form.page_limit,
            )
            yield Fault("page-limit", False, bid.folder, None, message, Phrase("Save it as PDF as well."))


def _tracked(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if each.paper.changes is not None:
            message = Phrase("Word still tracks changes in it, the first one in: {what}", what=each.paper.changes)
            hint = Phrase("Accept or reject them all; the customer would read what stood there before.")
            yield Fault("tracked-changes", True, each.paper.name, None, message, hint)


def _drafts(bid: Bid) -> Iterator[Fault]:
    for each in bid.readable:
        place = next((block.place for block in each.paper.blocks if block.text in ("DRAFT", "草稿")), None)
        if place:
            message, hint = Phrase("it bears the mark DRAFT"), Phrase("Make the final form before it is handed in.")
            yield Fault("draft", False, each.paper.name, place, message, hint)


def _scans(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if not each.paper.blocks and not all(form.finished for form in each.forms):
            message = Phrase("it is a picture, so nothing that it says was looked at")
            hint = Phrase("Compare it with the record yourself.")
            yield Fault("unreadable", False, each.paper.name, None, message, hint)


def _older_pdf(bid: Bid) -> Iterator[Fault]:
    """Warn of a PDF beside a Word file that was edited after both were made."""
    names = {each.paper.name for each in bid.files}
    for name in sorted(bid.edited):
        pdf = name.removesuffix(".docx") + ".pdf"
        if name.endswith(".docx") and pdf in names and pdf not in bid.edited:
            message = Phrase("{file} was edited, and this PDF was made before that", file=name)
            yield Fault("stale", False, pdf, None, message, Phrase("Save the edited file as PDF anew."))


def _joined(blocks: Sequence[object]) -> str:
    return _plain(" ".join(getattr(block, "text", "") for block in blocks))


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


_RULES: tuple[Callable[[Bid], Iterator[Fault]], ...] = (
    _missing,
    _gaps,
    unsigned,
    _surplus,
    _envelopes,
    _prices_outside,
    _names,
    _arithmetic,
    _figures,
    _words,
    _pages,
    _tracked,
    _drafts,
    _scans,
    _older_pdf,
)
