"""Stage 4, the bid: the forms that the tender asks for, filled from the customer's view."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bidkit.audience.tender import Form
from bidkit.audience.view import View
from bidkit.phrases import Phrase
from bidkit.stages.customer.bid_answers import answers, deviations
from bidkit.stages.customer.bid_gaps import gaps_of
from bidkit.stages.customer.bid_sheet import BidSheet, Covered, DataTable, ListedForm, Page, Terms
from bidkit.stages.customer.head import Head
from bidkit.stages.customer.words import ENVELOPES, SIGNED_BY
from bidkit.stages.gaps import by_part

PRICED = ("price", "separate")
"""The envelopes whose forms may show a price; what is in another one is made without them."""

CHECKLIST = Form("checklist", 0, "", "checklist", "qualification", False, "nobody", False, 0, None, False, None)
"""The list of all forms, which goes with every set."""


Slot = tuple[Form, str | None]
"""A form, and the lot that it is made for."""


def bid(view: View, *, final: bool) -> BidSheet:
    """Return every form of the bid that shows no price, as one volume."""
    forms = [form for form in view.tender.forms if form.envelope not in PRICED]
    return volume(view, slots_of(view, (CHECKLIST, *forms)), Phrase("Bid without prices"), "bid", final=final)


def volume(view: View, slots: Iterable[Slot], title: Phrase | None, subject: str, *, final: bool) -> BidSheet:
    """Return forms of the bid as one document; a single form has no title of its own."""
    pages = tuple(page_of(view, *slot) for slot in slots)
    missing = gaps_of(view, pages)
    return BidSheet(
        head=head_of_bid(view, title or Phrase("Bid form"), final=final),
        subject=subject,
        volume=title,
        terms=terms_of(view),
        pages=pages,
        missing=missing,
        missing_by_part=by_part(missing),
    )


def head_of_bid(view: View, artifact: Phrase, *, final: bool) -> Head:
    """Return the head of every document of the bid."""
    return Head(
        number=view.bid.number or view.id,
        title=view.tender.title or view.title,
        artifact=artifact,
        status=None if final else Phrase("DRAFT"),
        seller=view.bid.bidder.legal_name or view.seller.name,
        author=view.bid.bidder.signatory,
    )


def terms_of(view: View) -> Terms:
    """Return what the letter and the heads of the forms say of tender and bid."""
    tender, ours = view.tender, view.bid
    lots = {lot.id: lot.title for lot in view.lots}
    return Terms(
        buyer=tender.buyer,
        address=tender.address,
        reference=tender.reference,
        title=tender.title,
        profile=tender.profile,
        incoterm=tender.incoterm,
        place=tender.place,
        signing=tender.signing,
        addenda=tender.addenda,
        lots=tuple(f"{lot}: {lots[lot]}" if lot in lots else lot for lot in ours.lots),
        dated=ours.dated,
        validity_days=ours.validity_days,
        valid_until=ours.valid_until,
        bidder=ours.bidder,
        service=ours.service,
        deviations=sum(len(deviations(view, technical=technical)) for technical in (True, False)),
    )


def slots_of(view: View, forms: Iterable[Form], lot: str | None = None) -> Iterator[Slot]:
    """Yield each form as often as the tender asks for it: once, or for each lot, or for the lot given."""
    of_lines = {line.lot for line in view.bid.lines}
    lots = () if of_lines == {None} else (*view.bid.lots, *({None} & of_lines))
    for form in forms:
        each_lot = lot is None and form.per_lot and lots
        yield from ((form, each) for each in (lots if each_lot else (lot,)))


def page_of(view: View, form: Form, lot: str | None) -> Page:
    """Return a form as a page."""
    return Page(**frame(view, form, lot), **_CONTENT.get(form.kind, _nothing)(view, form, lot))


def mark_of(form: Form, lot: str | None) -> str:
    """Return what names a form in its file and its properties, such as 07-price-L-1."""
    return "-".join(filter(None, (f"{form.at:02}", form.id, lot if form.per_lot else None)))


def frame(view: View, form: Form, lot: str | None) -> dict[str, Any]:
    """Return what every page has: what names it, and who signs it."""
    bidder = view.bid.bidder
    signed = {"signatory": bidder.signatory, "legal-representative": bidder.legal_representative}
    titles = {each.id: each.title for each in view.lots}
    return {
        "mark": mark_of(form, lot),
        "label": form.label or Phrase("Checklist of the forms"),
        "kind": form.kind,
        "lot": f"{lot}: {titles[lot]}" if lot in titles else lot,
        "signer": None if form.signed_by in ("nobody", "issuer") else SIGNED_BY[form.signed_by],
        "signed_name": signed.get(form.signed_by),
        "stamp": form.stamp,
        "paper": form.paper,
    }


Content = Mapping[str, Any]


def _nothing(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001 - as the others
    return {"evidence": tuple(each for each in view.bid.evidence if each.form == form.id)}


def _response(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {
        "answers": answers(view, technical=True, lot=lot),
        "commercial": answers(view, technical=False, lot=lot),
    }


def _technical_deviations(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {"answers": deviations(view, technical=True, lot=lot)}


def _commercial_deviations(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {"answers": deviations(view, technical=False, lot=lot)}


def _data(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    lines = [line for line in view.bid.lines if lot is None or line.lot in (None, lot)]
    tables = [(line.id, line.title, line.model) for line in lines] + [(None, None, None)]
    rows: defaultdict[str | None, list[tuple[str, str, str | None]]] = defaultdict(list)
    for each in view.bid.data:
        rows[each.line].append((each.parameter, each.value, each.unit))
    return {"data": tuple(DataTable(title, model, tuple(rows[name])) for name, title, model in tables if name in rows)}


def _steps(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {"steps": tuple(each for each in view.bid.delivery if lot is None or each.lot in (None, lot))}


def _qualification(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {"evidence": tuple(each for each in view.bid.evidence if each.form in (None, form.id))}


def _securities(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    own = (each for each in view.bid.securities if each.kind == "bid")
    return {"securities": tuple(each for each in own if lot is None or each.lot in (None, lot))}


def _partners(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {"partners": view.bid.partners}


def _authorisations(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    titles = {line.id: line.title for line in view.bid.lines if lot is None or line.lot in (None, lot)}
    covered = (
        Covered(each, tuple(titles[line] for line in each.lines if line in titles)) for each in view.bid.authorisations
    )
    return {"authorisations": tuple(each for each in covered if each.lines or not each.paper.lines)}


def _lines(view: View, form: Form, lot: str | None) -> Content:
    return {"lines": lines_of(view, form, lot)}


def lines_of(view: View, form: Form, lot: str | None) -> tuple[Any, ...]:
    """Return the lines of a price schedule: goods, services or all, as the tender divides them."""
    divided = any(each.kind == "price-services" for each in view.tender.forms)

    def wanted(kind: str) -> bool:
        service = kind in ("services", "training")
        return (
            not divided
            or form.kind not in ("price-goods", "price-services")
            or service == (form.kind == "price-services")
        )

    whole = lot is None and not (form.per_lot and view.bid.lots and any(line.lot for line in view.bid.lines))
    return tuple(line for line in view.bid.lines if wanted(line.kind) and (whole or line.lot == lot))


def _checklist(view: View, form: Form, lot: str | None) -> Content:  # noqa: ARG001
    return {
        "forms": tuple(
            ListedForm(each, ENVELOPES[each.envelope], SIGNED_BY[each.signed_by]) for each in view.tender.forms
        )
    }


_CONTENT: Mapping[str, Callable[[View, Form, str | None], Content]] = {
    "technical-response": _response,
    "technical-deviations": _technical_deviations,
    "commercial-deviations": _commercial_deviations,
    "technical-data": _data,
    "delivery-schedule": _steps,
    "qualification-index": _qualification,
    "security": _securities,
    "consortium": _partners,
    "authorisation": _authorisations,
    "price-goods": _lines,
    "price-services": _lines,
    "price-summary": _lines,
    "checklist": _checklist,
}
