"""Everything that is wrong with a set of files: each rule a function that yields faults."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bidkit.ready.asked import WITHOUT_PRICES, AskedFor, Identified
from bidkit.ready.figures import Change, differing, figures, like_money, miscounted, value
from bidkit.ready.finding import Fault
from bidkit.ready.names import variants


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
            message = f"`{form.form}`, {form.label}, is not signed"
            hint = "Sign it, and add it to `bid: signatures:`; a signed PDF counts too."
            yield Fault("unsigned", True, files[0] if files else bid.folder, None, message, hint)


def _missing(bid: Bid) -> Iterator[Fault]:
    there = {mark for each in bid.files for mark in each.marks}
    for form in bid.asked:
        if form.mandatory and form.mark not in there:
            volume = next((f.paper.name for f in bid.files if f.volume and form.envelope in f.envelopes), None)
            message = f"`{form.form}`, {form.label}, is missing" + (" in this volume" if volume else "")
            hint = "Put the finished paper there." if form.finished else "`bidkit bid` makes it."
            yield Fault("missing", True, volume or bid.folder, None, message, f"{hint} A bid without it is rejected.")


def _gaps(bid: Bid) -> Iterator[Fault]:
    """Ask that no form shows the mark of a value that is missing."""
    for each in bid.files:
        for field in dict.fromkeys(field for form in each.forms for field in form.missing):
            message = f"the record has no `{field}`, so the form shows a mark in its place"
            yield Fault("missing", True, each.paper.name, None, message, "Fill it in, and make the form again.")


def _surplus(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if each.stranger is None:
            continue
        message = f"the tender asks for no `{each.stranger}`"
        hint = "Take it out: what was not asked for may get the bid rejected, and may tell what is internal."
        yield Fault("surplus", True, each.paper.name, None, message, hint)


def _envelopes(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if each.folder and each.envelopes and each.folder not in each.envelopes:
            message = f"it lies in the envelope `{each.folder}` and belongs into `{each.envelopes[0]}`"
            yield Fault("wrong-envelope", True, each.paper.name, None, message, "Move it before anything is sealed.")
        if each.volume:
            yield from _astray(bid, each)


def _astray(bid: Bid, volume: Identified) -> Iterator[Fault]:
    """Find the headings of forms that belong into another volume."""
    for form in bid.asked:
        if form.envelope in volume.envelopes or form.finished:
            continue
        place = next((block.place for block in volume.paper.body if block.text.startswith(form.label)), None)
        if place:
            message = f"`{form.form}`, {form.label}, stands in this volume and belongs into `{form.envelope}`"
            yield Fault("wrong-envelope", True, volume.paper.name, place, message, "Move it before anything is sealed.")


def _prices_outside(bid: Bid) -> Iterator[Fault]:
    """Ask that no price stands in a file that is opened before the prices are."""
    hint = "Take it out; a price in the technical envelope gets the bid rejected."
    for each in bid.readable:
        if not _without_prices(each):
            continue
        for block in each.paper.blocks:
            for figure in figures(block.text):
                if like_money(figure) and abs(value(figure)) in bid.prices:
                    message = f"it shows {figure}, a price of the bid"
                    yield Fault("price-outside", True, each.paper.name, block.place, message, hint)
            if any(_plain(words) in _plain(block.text) for words in bid.in_words):
                yield Fault(
                    "price-outside", True, each.paper.name, block.place, "it shows the total of the bid in words", hint
                )


def _without_prices(each: Identified) -> bool:
    where = (each.folder,) if each.folder else each.envelopes
    return bool(where) and all(name in WITHOUT_PRICES for name in where)


def _names(bid: Bid) -> Iterator[Fault]:
    if bid.bidder is None:
        return
    hint = f"Write it as it is registered, to the letter: {bid.bidder}"
    for each in bid.readable:
        for place, found in variants(bid.bidder, each.paper.blocks):
            message = f"the bidder is written '{found}'"
            yield Fault("bidder-name", True, each.paper.name, place, message, hint)
        made = any(form.made for form in each.forms)
        if made and not any(_plain(bid.bidder) in _plain(block.text) for block in each.paper.blocks):
            message = "the name of the bidder does not stand in it as it is registered"
            yield Fault("bidder-name", True, each.paper.name, None, message, hint)


def _arithmetic(bid: Bid) -> Iterator[Fault]:
    for each in bid.readable:
        if each.paper.format == "docx" and any(form.kind.startswith("price-") for form in each.forms):
            for place, message in miscounted(each.paper.body, bid.lines, bid.places):
                hint = "Correct the record and make the form again, rather than the figure."
                yield Fault("arithmetic", True, each.paper.name, place, message, hint)


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
        message = f"{meant}, which the record has here, does not stand here"
    elif not change.meant:
        message = f"{said} stands here, and the record does not have it"
    else:
        message = f"it says {said}, and the record {meant}"
    hint = "Correct it here, or correct the record and make the form again."
    return Fault("figure", not change.moved, each.paper.name, change.place, message, hint)


def _unknown(each: Identified, known: set[Decimal]) -> Iterator[Fault]:
    """Find amounts that no form in the file has; its lines are broken otherwise, so none can be laid side by side."""
    for block in each.paper.blocks:
        for figure in dict.fromkeys(figures(block.text)):
            if like_money(figure) and value(figure) not in known and abs(value(figure)) >= 1000:
                message = f"it says {figure}, which the record does not have in this form"
                hint = "Make the form again from the record."
                yield Fault("figure", True, each.paper.name, block.place, message, hint)


def _words(bid: Bid) -> Iterator[Fault]:
    """Ask that the total in words is the record's, wherever the record's form has it."""
    for each in bid.readable:
        for form in each.forms:
            made, said = _joined(form.made), _joined(each.paper.blocks)
            for words in bid.in_words:
                if _plain(words) in made and _plain(words) not in said:
                    message = f"the total in words is not that of the record: {words}"
                    yield Fault("figure", True, each.paper.name, None, message, "Correct it, or make the form again.")


def _pages(bid: Bid) -> Iterator[Fault]:
    counted: dict[str, int] = {}
    for each in bid.files:
        if each.paper.pages is None:
            continue
        for name in each.envelopes[:1]:
            counted[name] = counted.get(name, 0) + each.paper.pages
        limit = each.forms[0].page_limit if len(each.forms) == 1 and not each.volume else None
        if limit is not None and each.paper.pages > limit:
            message = f"it has {each.paper.pages} pages, and the tender allows {limit}"
            yield Fault("page-limit", True, each.paper.name, f"page {limit + 1}", message, "Shorten it.")
    for name, limit in bid.page_limits.items():
        if counted.get(name, 0) > limit:
            message = f"the envelope `{name}` has {counted[name]} pages, and the tender allows {limit}"
            yield Fault("page-limit", True, bid.folder, None, message, "Shorten it.")
    yield from _uncounted(bid)


def _uncounted(bid: Bid) -> Iterator[Fault]:
    """Warn where a limit cannot be held against anything: Word's pages are not fixed."""
    in_pdf = {mark for each in bid.files if each.paper.pages is not None for mark in each.marks}
    for form in bid.asked:
        only_word = any(form.mark in each.marks for each in bid.files) and form.mark not in in_pdf
        if only_word and form.page_limit is not None:
            message = f"`{form.form}` may have {form.page_limit} pages, and there is no PDF in which to count them"
            yield Fault("page-limit", False, bid.folder, None, message, "Save it as PDF as well.")


def _tracked(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if each.paper.changes is not None:
            message = f"Word still tracks changes in it, the first one in: {each.paper.changes}"
            hint = "Accept or reject them all; the customer would read what stood there before."
            yield Fault("tracked-changes", True, each.paper.name, None, message, hint)


def _drafts(bid: Bid) -> Iterator[Fault]:
    for each in bid.readable:
        place = next((block.place for block in each.paper.blocks if block.text in ("DRAFT", "草稿")), None)
        if place:
            message = "it bears the mark DRAFT"
            yield Fault("draft", False, each.paper.name, place, message, "Make the final form before it is handed in.")


def _scans(bid: Bid) -> Iterator[Fault]:
    for each in bid.files:
        if not each.paper.blocks and not all(form.finished for form in each.forms):
            message = "it is a picture, so nothing that it says was looked at"
            yield Fault("unreadable", False, each.paper.name, None, message, "Compare it with the record yourself.")


def _older_pdf(bid: Bid) -> Iterator[Fault]:
    """Warn of a PDF beside a Word file that was edited after both were made."""
    names = {each.paper.name for each in bid.files}
    for name in sorted(bid.edited):
        pdf = name.removesuffix(".docx") + ".pdf"
        if name.endswith(".docx") and pdf in names and pdf not in bid.edited:
            message = f"{name} was edited, and this PDF was made before that"
            yield Fault("stale", False, pdf, None, message, "Save the edited file as PDF anew.")


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
