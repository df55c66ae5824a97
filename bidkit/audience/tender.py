"""The tender as the bid answers it: who buys, the forms asked for, and the clauses with our answers to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it
from pathlib import PurePath
from typing import Literal

from bidkit.deal import Deal, House
from bidkit.deal import standards as told
from bidkit.deal.forms import Envelope, FormKind, SignedBy
from bidkit.form_list import forms_of, profile_of, title_in


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the bid has to hold."""

    id: str
    at: int
    """Its place in the list, from 1."""
    label: str
    """Number and title, as the tender writes them."""
    kind: FormKind
    envelope: Envelope
    mandatory: bool
    signed_by: SignedBy
    stamp: bool
    copies: int
    page_limit: int | None
    per_lot: bool
    paper: str | None
    """The name of the finished paper that is handed in for it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by its number, never by its words, with our answer where it is about no requirement."""

    id: str
    number: str | None
    document: str | None
    title: str | None
    technical: bool
    requirements: tuple[str, ...]
    answer: told.Answer | None
    offered: str | None
    evidence: str | None
    deviation: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Addendum:
    """A change of the tender that we took note of."""

    number: str | None
    date: Day
    acknowledged_on: Day | None


@dataclass(frozen=True, slots=True)
class Tender:
    """The tender, as far as a bid repeats it."""

    buyer: str | None
    address: str | None
    reference: str | None
    title: str | None
    profile: str | None
    """The kind of tender by name, in the language of the document."""
    envelopes: Literal["one", "two"] | None
    incoterm: str | None
    place: str | None
    signing: Day | None
    """When the contract is expected to be signed; the delivery counts from then."""
    forms: tuple[Form, ...]
    clauses: tuple[Clause, ...]
    addenda: tuple[Addendum, ...]


def tender_of(deal: Deal, house: House) -> Tender:
    """Return the tender as the bid answers it."""
    asked, basis = deal.tender, deal.tender.instructions.price_basis
    profile = profile_of(deal, house)
    language = deal.language or house.language
    return Tender(
        buyer=asked.notice.buyer or deal.customer.name,
        address=asked.notice.address,
        reference=asked.notice.reference,
        title=asked.notice.title,
        profile=title_in(profile.titles, language) if profile else None,
        envelopes=asked.notice.envelopes,
        incoterm=basis.incoterm,
        place=basis.place,
        signing=asked.dates.expected_signing,
        forms=tuple(_forms(deal, house, language)),
        clauses=tuple(_clauses(deal)),
        addenda=tuple(Addendum(each.number, each.date, each.acknowledged_on) for each in asked.addenda),
    )


def _forms(deal: Deal, house: House, language: str) -> Iterator[Form]:
    for at, each in enumerate(forms_of(deal, house, language), start=1):
        yield Form(
            id=each.id,
            at=at,
            label=each.label,
            kind=each.kind,
            envelope=each.envelope,
            mandatory=each.mandatory,
            signed_by=each.signed_by,
            stamp=each.stamp,
            copies=each.copies,
            page_limit=each.page_limit,
            per_lot=each.per_lot,
            paper=PurePath(each.file).name if each.file else None,
        )


def _clauses(deal: Deal) -> Iterator[Clause]:
    documents = {each.id: each.title for each in deal.tender.notice.documents}
    for each in deal.tender.clauses:
        ours = each.ours
        yield Clause(
            id=each.id,
            number=each.number,
            document=documents.get(each.document or ""),
            title=each.title,
            technical=each.kind == "technical",
            requirements=each.requirements,
            answer=ours.answer,
            offered=ours.offered,
            evidence=ours.evidence,
            deviation=ours.deviation,
            reason=ours.reason,
        )
