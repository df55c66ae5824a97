"""A release of open contracting data (OCDS 1.1 with its extensions) as facts of a record."""

from collections.abc import Iterable, Iterator

from bidkit.phrases import Phrase
from bidkit.published.draft import Draft, Field
from bidkit.published.leaves import Node
from bidkit.published.moments import put_moments
from bidkit.published.ocds_demands import put_demands
from bidkit.published.ocds_lots import Lots, put_items, put_lots
from bidkit.published.ocds_terms import put_terms
from bidkit.published.reading import Published
from bidkit.published.words import Instant, instant_of, on_one_line, text_of

_METHODS = {"open": "open", "selective": "selective", "limited": "negotiated", "direct": "single-source"}
_OVER = {"cancelled", "unsuccessful", "complete", "withdrawn"}
_NOTICE: Field = ("tender", "notice")
_BUYER: Field = (*_NOTICE, "buyer")
_DOCUMENTS: Field = (*_NOTICE, "documents")
_MOMENTS = {
    "questions_until": (("enquiryPeriod", "endDate"),),
    "deadline": (("tenderPeriod", "endDate"),),
    "opening": (("bidOpening", "date"), ("openingDate",)),
}


def draft_of(published: Published, file: str, lot: str | None = None, kind: str = "OCDS release") -> Draft:
    """Return what a record can hold of a release; `lot` leaves out what belongs to other lots alone."""
    release, tender = published.release, published.release["tender"]
    draft = Draft(_source(release, kind, file), _language(release), _step(release, kind))
    for path, text in published.notes:
        draft.remark(Node(path), text)
    _identify(draft, release)
    day = draft.day(release, "date", (*_NOTICE, "published"))
    published_on = draft.day(tender, "datePublished", (*_NOTICE, "published")) or day
    draft.put((*_NOTICE, "published"), published_on)
    country = _put_buyer(draft, release, tender)
    _put_notice(draft, tender)
    lots = put_lots(draft, tender, lot, file, published_on)
    _put_dates(draft, [tender, *lots.kept_of(tender)], country)
    put_items(draft, tender, lots)
    put_demands(draft, tender, lots, published_on)
    put_terms(draft, tender, lots)
    _put_documents(draft, tender, lots)
    _put_exchanges(draft, tender)
    _put_elements(draft, release, lots)
    return draft


def _source(release: Node, kind: str, file: str) -> str:
    parts = [text_of(release["id"].value), (text_of(release["date"].value) or "")[:10]]
    told = " of ".join(part for part in parts if part)
    process = text_of(release["ocid"].value)
    named = [f"{kind} {told}".strip(), f"process {process}" if process else "", f"from {file}"]
    return on_one_line(", ".join(part for part in named if part))


def _language(release: Node) -> str:
    return (text_of(release["language"].value) or "en").casefold()


def _step(release: Node, kind: str) -> str:
    """Return at which step of its purchase the customer is: what is only announced can still be shaped."""
    announced = text_of(release["tender"]["status"].value) in ("planning", "planned")
    return "procurement-standards" if announced or "prior" in kind else "bid-evaluation"


def _identify(draft: Draft, release: Node) -> None:
    """Note what went into the words under `source`, and say what stage the process is in."""
    for name in ("id", "date", "ocid"):
        if text_of(release[name].value):
            draft.use(release[name], ("tender", "instructions", "source"))
    draft.put(("tender", "instructions", "source"), draft.source)
    draft.put(("tender", "dates", "source"), draft.source)
    status = release["tender"]["status"]
    if text_of(status.value) in _OVER:
        draft.remark(status, f"the tender is {text_of(status.value)}; ask whether a bid can still be handed in")
    if not release["tender"].given:
        draft.remark(release["tender"], "there is no tender in this release")


def _put_buyer(draft: Draft, release: Node, tender: Node) -> str | None:
    """Put who buys (the buyer, the procuring entity, or the party with that role); return the country."""
    reference = release["buyer"] if release["buyer"].given else tender["procuringEntity"]
    party = _party(release, text_of(reference["id"].value), "buyer", "procuringEntity")
    for node in (reference["id"], party["id"]):
        if party.found and node.given:
            draft.use(node, _BUYER)
    named = reference if draft.line(reference, "name", _BUYER) else party
    name = draft.line(named, "name", _BUYER)
    if name and text_of(party["name"].value) == name:
        draft.use(party["name"], _BUYER)
    draft.put(_BUYER, name)
    draft.put(("customer", "name"), name)
    for part, names in (("address", _ADDRESS), ("contactPoint", _CONTACT)):
        to = (*_NOTICE, "contact" if part == "contactPoint" else part)
        node = party[part] if party[part].given else reference[part]
        draft.put(to, _joined(draft, node, names, to))
    address = party["address"] if party["address"].given else reference["address"]
    return text_of(address["country"].value) or text_of(address["countryName"].value)


_ADDRESS = ("streetAddress", "postalCode", "locality", "region", "countryName", "country")
_CONTACT = ("name", "telephone", "email", "faxNumber", "url")


def _party(release: Node, name: str | None, *roles: str) -> Node:
    parties = release["parties"].each()
    for party in parties:
        if name and text_of(party["id"].value) == name:
            return party
    for role in roles:
        for party in parties:
            if any(text_of(each.value) == role for each in party["roles"].items):
                return party
    return Node((*release.path, "parties"), found=False)


def _joined(draft: Draft, node: Node, names: tuple[str, ...], to: Field) -> str:
    parts = (draft.line(node, name, to) for name in names)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _put_notice(draft: Draft, tender: Node) -> None:
    title = draft.line(tender, "title", (*_NOTICE, "title"))
    if title:
        draft.put((*_NOTICE, "title"), title)
        draft.use(tender["title"], ("title",))
        draft.put(("title",), title)
    draft.put((*_NOTICE, "reference"), draft.line(tender, "id", (*_NOTICE, "reference")))
    method = draft.one_of(tender, "procurementMethod", (*_NOTICE, "method"), _METHODS)
    draft.put((*_NOTICE, "method"), method)
    currency = draft.currency(tender["value"], (*_NOTICE, "currency"))
    draft.put((*_NOTICE, "currency"), currency)


def _put_dates(draft: Draft, holders: list[Node], country: str | None) -> None:
    """Put the moments of the tender, or of its lots where those have their own; the earliest counts."""
    found: dict[str, tuple[Node, Instant]] = {}
    for name, places in _MOMENTS.items():
        to = ("tender", "dates", name)
        told = [
            (holder.at(*place), draft.instant(holder.at(*place[:-1]), place[-1], to))
            for holder in holders
            for place in places
        ]
        read = sorted(((node, instant) for node, instant in told if instant), key=lambda each: each[1].in_utc)
        for node, instant in read:
            if instant == read[0][1]:
                found.setdefault(name, (node, instant))
            else:
                draft.drop_use(node, to, "another part of the tender has an earlier one, which the record holds")
                draft.remark(node, f"{instant.local} differs from the earlier {read[0][1].local}, which counts here")
    put_moments(draft, found, country)
    draft.put(("tender", "dates", "expected_award"), _award_day(draft, holders[0]))


def _award_day(draft: Draft, tender: Node) -> str | None:
    period, to = tender["awardPeriod"], ("tender", "dates", "expected_award")
    return draft.day(period, "endDate", to) or draft.day(period, "startDate", to)


def _put_documents(draft: Draft, tender: Node, lots: Lots) -> None:
    for node in lots.kept(draft, tender["documents"].each()):
        name = draft.name(node, "TD", _DOCUMENTS)
        to = (*_DOCUMENTS, name)
        title = draft.line(node, "title", (*to, "title")) or draft.line(node, "description", (*to, "title"))
        title = title or draft.line(node, "documentType", (*to, "title")) or name
        date = draft.day(node, "dateModified", (*to, "date")) or draft.day(node, "datePublished", (*to, "date"))
        draft.add(_DOCUMENTS, name, {"title": title, "date": date or ""})
        url = (*_NOTICE, "url")
        if url not in draft.facts and text_of(node["documentType"].value) in ("tenderNotice", "biddingDocuments"):
            draft.put(url, draft.line(node, "url", url))


def _put_exchanges(draft: Draft, tender: Node) -> None:
    """Put questions with their answers, and changes of the tender."""
    asked: Field = ("tender", "clarifications")
    for node in tender["enquiries"].each():
        name = draft.name(node, "CQ", asked)
        to = (*asked, name)
        parts = (draft.text(node, part, (*to, "question")) for part in ("title", "description"))
        item = {
            "question": "\n".join(part for part in parts if part) or name,
            "ours": "no",
            "asked_on": draft.day(node, "date", (*to, "asked_on")) or "",
            "answer": draft.text(node, "answer", (*to, "answer")) or "",
            "answered_on": draft.day(node, "dateAnswered", (*to, "answered_on")) or "",
        }
        draft.add(asked, name, {**item})
    changed: Field = ("tender", "addenda")
    for node in tender["amendments"].each():
        if instant_of(node["date"].value) is None:
            draft.leave(node, "a change without a date")
            continue
        name = draft.name(node, "AD", changed)
        to = (*changed, name)
        date = draft.day(node, "date", (*to, "date")) or ""
        parts = (draft.text(node, part, (*to, "what")) for part in ("rationale", "description"))
        draft.add(changed, name, {"date": date, "what": "\n".join(part for part in parts if part) or name})


# What the six elements learn


def _put_elements(draft: Draft, release: Node, lots: Lots) -> None:
    tender = release["tender"]
    _put_element(draft, "needs", list(_needs(draft, tender)), release)
    _put_element(draft, "schedule", _unlike(_schedule(draft, release, lots)), release)
    _put_element(draft, "budget", list(_budget(draft, release, lots)), release)
    _put_element(draft, "priority_items", list(_priorities(draft, tender, lots)), release)
    details = draft.text(tender, "procurementMethodDetails", ("elements", "decision_process", "note"))
    rationale = draft.text(tender, "procurementMethodRationale", ("elements", "decision_process", "note"))
    draft.put(("elements", "decision_process", "note"), tuple(each for each in (details, rationale) if each))


def _put_element(draft: Draft, name: str, said: list[str | Phrase], release: Node) -> None:
    if said:
        to = ("elements", name)
        draft.put((*to, "state"), "known")
        draft.put((*to, "what"), tuple(said))
        draft.put((*to, "source"), draft.source)
        draft.put((*to, "date"), draft.day(release, "date", (*to, "date")))


def _unlike(said: Iterable[str | Phrase]) -> list[str | Phrase]:
    """Return what is said, each sentence once: lots mostly say the same."""
    once: list[str | Phrase] = []
    for each in said:
        if each not in once:
            once.append(each)
    return once


def _needs(draft: Draft, tender: Node) -> Iterator[str | Phrase]:
    to: Field = ("elements", "needs", "what")
    said = draft.text(tender, "description", to) or draft.text(tender, "title", to)
    if said:
        yield said


def _schedule(draft: Draft, release: Node, lots: Lots) -> Iterator[str | Phrase]:
    tender, to = release["tender"], ("elements", "schedule", "what")
    due = [draft.day(holder["tenderPeriod"], "endDate", to) for holder in [tender, *lots.kept_of(tender)]]
    yield from (Phrase("Bids are due on {day}.", day=day) for day in sorted({day for day in due if day}))
    for holder in [tender, *lots.kept_of(tender)]:
        yield from _period(draft, holder["contractPeriod"], to)
    milestones = [*tender["milestones"].each(), *release["planning"]["milestones"].each()]
    for contract in release["contracts"].each():
        milestones += [*contract["milestones"].each(), *contract["implementation"]["milestones"].each()]
    for node in milestones:
        said = _milestone(draft, node, to)
        if said:
            yield said


def _period(draft: Draft, period: Node, to: Field) -> Iterator[Phrase]:
    starts, until = (draft.day(period, name, to) for name in ("startDate", "endDate"))
    if starts or until:
        yield Phrase("The contract runs from {start} to {end}.", start=starts or "?", end=until or "?")
    if days := draft.count(period, "durationInDays", to):
        yield Phrase("The contract runs for {days} days.", days=days)
    if months := draft.count(period, "durationInMonths", to):
        yield Phrase("The contract runs for {months} months.", months=months)


def _milestone(draft: Draft, node: Node, to: Field) -> str:
    parts = [draft.line(node, name, to) for name in ("title", "description", "code")]
    days = [draft.day(node, name, to) for name in ("dueDate", "dateMet")]
    title = next((part for part in parts if part), None) or "?"
    rest = [part for part in parts if part and part != title]
    return ", ".join([title, *rest, *(day for day in days if day)]) if any([*parts, *days]) else ""


def _budget(draft: Draft, release: Node, lots: Lots) -> Iterator[str | Phrase]:
    to: Field = ("elements", "budget", "what")
    tender, budget = release["tender"], release["planning"]["budget"]
    for name, value in (("value", tender["value"]), ("minValue", tender["minValue"])):
        currency = draft.currency(value, to)
        amount = draft.amount(value, currency, to)
        if amount and name == "value":
            yield Phrase("The tender states a value of {amount} {currency}.", amount=amount, currency=currency or "?")
            _put_value(draft, value, amount, currency, lots)
        elif amount:
            yield Phrase("The least value is {amount} {currency}.", amount=amount, currency=currency or "?")
    if lots.chosen_value is not None:
        draft.put(("expected_value",), lots.chosen_value[0])
        draft.put(("currency",), lots.chosen_value[1])
    currency = draft.currency(budget["amount"], to)
    amount = draft.amount(budget["amount"], currency, to)
    if amount:
        yield Phrase("The budget is {amount} {currency}.", amount=amount, currency=currency or "?")
    for name in ("description", "project", "projectID"):
        said = draft.text(budget, name, to)
        if said:
            yield said


def _put_value(draft: Draft, value: Node, amount: str, currency: str | None, lots: Lots) -> None:
    """Take the value of the tender for that of the order, unless one lot is bid for."""
    if currency and not lots.chosen:
        draft.put(("expected_value",), amount)
        draft.use(value["amount"], ("expected_value",))
    if currency:
        draft.put(("currency",), currency)
        draft.use(value["currency"], ("currency",))


def _priorities(draft: Draft, tender: Node, lots: Lots) -> Iterator[str | Phrase]:
    to: Field = ("elements", "priority_items", "what")
    yield from lots.award
    for name in ("awardCriteria", "awardCriteriaDetails"):
        said = draft.text(tender, name, to) if not tender[name].entries else None
        if said:
            yield said
    if text_of(tender["awardCriteria"].value) in ("priceOnly", "lowestCost"):
        draft.use(tender["awardCriteria"], ("tender", "instructions", "rule", "method"))
        draft.put(("tender", "instructions", "rule", "method"), "lowest_price")
