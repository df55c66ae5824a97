"""A deal as a release of open contracting data (OCDS 1.1.5 with the extensions for lots, bids and requirements).

It is made of what may be published and of the prices of the bid, and of nothing else. What is not known is left out.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from bidkit.audience.publication import StatedPrices
from bidkit.deal import Deal
from bidkit.deal.bid import PriceLine
from bidkit.deal.standards import Requirement
from bidkit.published.writing_milestones import contract_milestones, tender_milestones

_EXTENSIONS = "https://raw.githubusercontent.com/open-contracting-extensions"
EXTENSIONS = (
    f"{_EXTENSIONS}/ocds_lots_extension/v1.1.5/extension.json",
    f"{_EXTENSIONS}/ocds_bid_extension/v1.1.5/extension.json",
    f"{_EXTENSIONS}/ocds_requirements_extension/master/extension.json",
    f"{_EXTENSIONS}/ocds_submissionTerms_extension/master/extension.json",
)
_METHODS = {"open": "open", "selective": "selective", "negotiated": "limited", "single-source": "direct"}
_VARIANTS = {"allowed": "allowed", "not-allowed": "notAllowed"}
_PROCESS = re.compile(r"process (\S+), from ")
_US, _BUYER = "bidder", "buyer"


def process_of(deal: Deal) -> str | None:
    """Return the id of the contracting process, where the record was begun with published data."""
    found = _PROCESS.search(deal.tender.instructions.source or "")
    return found[1] if found else None


def package_of(deal: Deal, prices: StatedPrices, seller: str | None, process: str) -> dict[str, object]:
    """Return a deal, cleared of what is internal, as a release package; its date is that of the record."""
    told = _moment(deal, datetime.combine(deal.as_of, time()) if deal.as_of else None)
    return _given(
        {
            "uri": f"tag:{process}",
            "version": "1.1",
            "extensions": list(EXTENSIONS),
            "publishedDate": told,
            "publisher": {"name": deal.bid.bidder.legal_name or seller or deal.id},
            "releases": [_release(deal, prices, seller, process, told)],
        }
    )


def _release(deal: Deal, prices: StatedPrices, seller: str | None, process: str, told: str | None) -> dict[str, object]:
    contract = _contract(deal, prices)
    return _given(
        {
            "ocid": process,
            "id": f"{process}-bid-{deal.as_of}",
            "date": told,
            "tag": ["tender", *(["award", "contract"] if contract else [])],
            "initiationType": "tender",
            "language": (deal.language or "en")[:2],
            "parties": list(_parties(deal, seller, signed=bool(contract))),
            "buyer": _given({"id": _BUYER, "name": deal.tender.notice.buyer or deal.customer.name}),
            "tender": _tender(deal),
            "bids": {"details": [_bid(deal, prices, seller)]},
            "awards": [_award(deal, prices, seller)] if contract else [],
            "contracts": [contract] if contract else [],
        }
    )


def _parties(deal: Deal, seller: str | None, *, signed: bool) -> Iterator[dict[str, object]]:
    notice, bidder = deal.tender.notice, deal.bid.bidder
    yield _given(
        {
            "id": _BUYER,
            "name": notice.buyer or deal.customer.name,
            "address": _given({"streetAddress": notice.address}),
            "roles": ["buyer"],
        }
    )
    roles = ["tenderer", *(["supplier"] if signed else [])]
    yield _given(
        {
            "id": _US,
            "name": bidder.legal_name or seller,
            "identifier": _given({"id": bidder.registration}),
            "address": _given({"streetAddress": bidder.address}),
            "roles": roles,
        }
    )
    for partner in deal.bid.partners:
        yield {"id": f"partner-{partner.id}", "name": partner.legal_name, "roles": roles}


def _tender(deal: Deal) -> dict[str, object]:
    notice, asked, dates = deal.tender.notice, deal.tender.instructions, deal.tender.dates
    return _given(
        {
            "id": notice.reference or deal.id,
            "title": notice.title or deal.title,
            "procurementMethod": _METHODS.get(notice.method or ""),
            "enquiryPeriod": _period(deal, dates.questions_until),
            "tenderPeriod": _period(deal, dates.deadline),
            "awardPeriod": _period(deal, _midnight(dates.expected_award)),
            "submissionTerms": _given(
                {
                    "variantPolicy": _VARIANTS.get(asked.alternatives or ""),
                    "bidValidityPeriod": _given({"durationInDays": asked.validity_days}),
                }
            ),
            "lots": [
                _given({"id": each.number or each.id, "title": each.title, "value": _value(each.value, each.currency)})
                for each in deal.standards.lots
            ],
            "criteria": list(_criteria(deal)),
            "documents": [
                _given({"id": each.id, "title": each.title, "datePublished": _day(each.date)})
                for each in notice.documents
            ],
            "milestones": [_dated(deal, each) for each in tender_milestones(deal)],
        }
    )


def _criteria(deal: Deal) -> Iterator[dict[str, object]]:
    """Yield the published standards by their group, so that what the bid answers can refer to them."""
    groups = {group.id: group for group in deal.standards.groups}
    for name in dict.fromkeys(item.group for item in _published(deal)):
        group, own = groups.get(name or ""), name or "requirements"
        items = [{"id": item.id, "title": item.text} for item in _published(deal) if item.group == name]
        yield _given(
            {
                "id": own,
                "title": group.title if group else None,
                "relatesTo": "lot" if group and group.lot else None,
                "relatedItem": _lot(deal, group.lot) if group else None,
                "requirementGroups": [{"id": f"{own}-1", "requirements": items}],
            }
        )


def _published(deal: Deal) -> list[Requirement]:
    return [item for item in deal.standards.requirements if item.published_on and item.state in ("adopted", "changed")]


def _bid(deal: Deal, prices: StatedPrices, seller: str | None) -> dict[str, object]:
    bid = deal.bid
    submitted = bid.submitted.at if bid.submitted else None
    lots = bid.lots or deal.tender.notice.lots
    return _given(
        {
            "id": bid.number or deal.id,
            "date": _moment(deal, submitted),
            "status": "pending" if submitted else None,
            "tenderers": _suppliers(deal, seller),
            "value": _value(prices.total, prices.currency),
            "validityPeriod": _given({"durationInDays": bid.validity_days or deal.tender.instructions.validity_days}),
            "relatedLots": [_lot(deal, each) for each in lots],
            "items": [_item(deal, line, prices) for line in bid.lines],
            "requirementResponses": [_response(item) for item in _published(deal) if item.ours.answer],
        }
    )


def _item(deal: Deal, line: PriceLine, prices: StatedPrices) -> dict[str, object]:
    unit = {"name": line.unit, "value": _value(prices.units.get(line.id), prices.currency)}
    return _given(
        {
            "id": line.id,
            "description": line.title,
            "quantity": _number(line.quantity),
            "unit": _given(unit),
            "relatedLot": _lot(deal, line.lot),
        }
    )


def _response(item: Requirement) -> dict[str, object]:
    """Return our answer to a requirement: the value that we offer, or whether we comply."""
    ours = item.ours
    return _given(
        {
            "id": f"answer-{item.id}",
            "title": ours.answer,
            "value": ours.offered or ours.answer,
            "requirement": {"id": item.id},
        }
    )


def _suppliers(deal: Deal, seller: str | None) -> list[dict[str, object]]:
    ours = _given({"id": _US, "name": deal.bid.bidder.legal_name or seller})
    return [ours, *(_given({"id": f"partner-{each.id}", "name": each.legal_name}) for each in deal.bid.partners)]


def _award(deal: Deal, prices: StatedPrices, seller: str | None) -> dict[str, object]:
    value = _value(deal.contract.price, prices.currency)
    status = "active" if deal.contract.signing.signed_on else "pending"
    return _given({"id": "award", "status": status, "suppliers": _suppliers(deal, seller), "value": value})


def _contract(deal: Deal, prices: StatedPrices) -> dict[str, object]:
    """Return the contract, where the record has one; it is pending until it is signed."""
    contract, signing = deal.contract, deal.contract.signing
    if not (contract.number or contract.price or signing.signed_on):
        return {}
    return _given(
        {
            "id": contract.number or f"{deal.id}-contract",
            "awardID": "award",
            "title": deal.title,
            "status": "active" if signing.signed_on else "pending",
            "period": _given({"startDate": _moment(deal, _midnight(signing.effective_on))}),
            "value": _value(contract.price, prices.currency),
            "dateSigned": _moment(deal, _midnight(signing.signed_on)),
            "milestones": [_dated(deal, each) for each in contract_milestones(deal)],
        }
    )


def _lot(deal: Deal, name: str | None) -> str | None:
    """Return the id of a lot as it was published."""
    return next((lot.number or lot.id for lot in deal.standards.lots if lot.id == name), name)


def _period(deal: Deal, ends: datetime | None) -> dict[str, object]:
    return _given({"endDate": _moment(deal, ends)})


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None


def _dated(deal: Deal, milestone: Mapping[str, object]) -> dict[str, object]:
    """Return a milestone with its days as moments and its lots as they were published."""
    moments = {key: _moment(deal, _midnight(each)) for key, each in milestone.items() if isinstance(each, date)}
    lots = [_lot(deal, str(each)) for each in cast("list[str]", milestone.get("relatedLots", []))]
    return _given({**milestone, **moments, "relatedLots": lots})


def _moment(deal: Deal, moment: datetime | None) -> str | None:
    """Return a moment with its zone, as RFC 3339 writes it; a record without a zone counts in UTC."""
    if moment is None:
        return None
    zone = ZoneInfo(deal.tender.dates.zone) if deal.tender.dates.zone else UTC
    return moment.replace(tzinfo=zone).isoformat(timespec="seconds").replace("+00:00", "Z")


def _day(when: object) -> str | None:
    """Return a day that is known as such; a month or a year alone is no date in open data."""
    text = str(when or "")
    return f"{text}T00:00:00Z" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None


def _value(amount: Decimal | None, currency: str | None) -> dict[str, object]:
    return {"amount": _number(amount), "currency": currency} if amount is not None and currency else {}


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _given(entries: Mapping[str, object]) -> dict[str, object]:
    """Return a group without what is not known: open data has no empty fields."""
    return {name: value for name, value in entries.items() if value not in (None, "", [], {})}
