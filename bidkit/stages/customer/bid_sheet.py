"""The bid as data: what its templates find. A page is one form; no field here holds a price."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it

from bidkit.audience.bid import Authorisation, Bidder, Evidence, Line, Partner, Security, Service, Step
from bidkit.audience.tender import Addendum, Form
from bidkit.phrases import Phrase
from bidkit.stages.customer.head import Head


@dataclass(frozen=True, slots=True)
class Answer:
    """Our answer to a clause, or to a requirement that a clause is about; never the words of the clause."""

    number: str | None
    document: str | None
    about: str | None
    id: str
    path: str
    answer: Phrase | None
    short: bool
    """Whether it falls short of what is asked for, so that it stands in a table of deviations."""
    offered: str | None
    evidence: str | None
    deviation: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DataTable:
    """The technical data of one line."""

    title: str | None
    model: str | None
    rows: tuple[tuple[str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A maker's authorisation, with the lines that it covers in words."""

    paper: Authorisation
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form in the checklist."""

    form: Form
    envelope: Phrase
    signed_by: Phrase


@dataclass(frozen=True, slots=True)
class Page:
    """One form of the bid, with what it shows; nothing in the parts that belong to other kinds of form."""

    mark: str
    """What names its file, such as 07-price-L-1."""
    label: str | Phrase
    kind: str
    lot: str | None
    """The lot that it is for, by id and title, where it is for one."""
    signer: Phrase | None
    """In which role it is signed, if it is."""
    signed_name: str | None
    stamp: bool
    paper: str | None
    """The name of the finished paper that is handed in for it."""
    answers: tuple[Answer, ...] = ()
    commercial: tuple[Answer, ...] = ()
    """Our answers to the commercial clauses, beside those to the technical ones."""
    data: tuple[DataTable, ...] = ()
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    securities: tuple[Security, ...] = ()
    partners: tuple[Partner, ...] = ()
    authorisations: tuple[Covered, ...] = ()
    lines: tuple[Line, ...] = ()
    forms: tuple[ListedForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the letter of bid and the heads of the forms say of tender and bid, without a price."""

    buyer: str | None
    address: str | None
    reference: str | None
    title: str | None
    profile: str | None
    incoterm: str | None
    place: str | None
    signing: Day | None
    addenda: tuple[Addendum, ...]
    lots: tuple[str, ...]
    dated: Day | None
    validity_days: int | None
    valid_until: Day | None
    bidder: Bidder
    service: Service
    deviations: int
    """How many deviations the tables of the whole bid hold."""


@dataclass(frozen=True, slots=True)
class BidSheet:
    """Forms of the bid outside of the price envelope."""

    head: Head
    subject: str
    volume: Phrase | None
    """The volume by name; nothing where the document is one form."""
    terms: Terms
    pages: tuple[Page, ...]
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]
