"""What a form of the bid shows and the record does not have."""

from collections.abc import Iterator, Mapping

from bidkit.audience.view import View
from bidkit.stages.customer.bid_sheet import Answer, Page


def gaps_of(view: View, pages: tuple[Page, ...]) -> tuple[str, ...]:
    """Return the record paths of all that is missing, in the order of the pages."""
    if not view.tender.forms:
        return ("tender.profile",)
    return tuple(dict.fromkeys(path for page in pages for path in (*_head(view, page), *_page(view, page))))


def without(prefix: str, values: Mapping[str, object]) -> Iterator[str]:
    """Yield the paths of the values that are missing."""
    yield from (f"{prefix}{name}" for name, value in values.items() if value is None or value == ())


def _head(view: View, page: Page) -> Iterator[str]:
    tender, bidder = view.tender, view.bid.bidder
    yield from without("tender.notice.", {"reference": tender.reference, "title": tender.title, "buyer": tender.buyer})
    if page.signer:
        yield from without("bid.bidder.", {"legal_name": bidder.legal_name})
        yield from without("bid.", {"dated": view.bid.dated})
        yield from () if page.signed_name else ("bid.bidder.signatory",)


def _page(view: View, page: Page) -> Iterator[str]:
    bid = view.bid
    if page.kind == "letter":
        yield from without("bid.", {"number": bid.number, "validity_days": bid.validity_days})
        basis = {"incoterm": view.tender.incoterm, "place": view.tender.place}
        yield from without("tender.instructions.price_basis.", basis)
    elif page.kind in ("technical-response", "technical-deviations", "commercial-deviations"):
        yield from _answered(page.answers, tables=page.kind != "technical-response")
        for each in page.commercial:
            yield from without(f"{each.path}.", {"answer": each.answer})
    elif page.kind == "technical-data":
        yield from () if page.data else ("bid.data",)
    elif page.kind == "delivery-schedule":
        yield from without("bid.", {"delivery": page.steps})
        yield from without("tender.dates.", {"expected_signing": view.tender.signing})
    elif page.kind == "service-plan":
        yield from without("bid.service.", {"warranty_months": bid.service.warranty_months, "plan": bid.service.plan})
    elif page.kind in _LISTS:
        yield from () if getattr(page, _LISTS[page.kind]) else (f"bid.{_LISTS[page.kind]}",)
    elif page.kind in _BIDDER:
        yield from without("bid.bidder.", {name: getattr(bid.bidder, name) for name in _BIDDER[page.kind]})


_LISTS = {"security": "securities", "authorisation": "authorisations", "qualification-index": "evidence"}
_PERSON = ("legal_name", "legal_representative", "registration")
_BIDDER = {
    "bidder-information": (*_PERSON, "address", "contact"),
    "identity": (*_PERSON, "signatory"),
    "power-of-attorney": (*_PERSON, "signatory", "power_of_attorney"),
}


def _answered(answers: tuple[Answer, ...], *, tables: bool) -> Iterator[str]:
    for each in answers:
        if tables:
            yield from without(f"{each.path}.", {"deviation": each.deviation, "reason": each.reason})
        else:
            asked = {"answer": each.answer} | ({} if each.short else {"offered": each.offered})
            yield from without(f"{each.path}.", asked)
