"""What is delivered, tested, put right and accepted: the record of the implementation stage."""

from collections.abc import Mapping
from typing import Literal

from bidkit.deal.types import Amount, Count, Day, Identifier, Line, Number, Part, Percent, Text

TestStage = Literal["document", "factory", "delivery", "installation", "site", "performance", "final"]
Result = Literal["pass", "fail", "waived", "pending"]
PunchClass = Literal["A", "B", "C"]
CertificateType = Literal["factory", "completion", "provisional", "final"]
DecisionRule = Literal["simple", "guarded"]
WarrantyStart = Literal["delivery", "completion", "provisional", "final"]


class Delivery(Part):
    """A piece of equipment that is delivered."""

    id: Identifier
    """A stable id, such as E-01."""
    equipment: Line
    """What it is."""
    model: Line | None = None
    """The maker's type."""
    serial: Line | None = None
    """Its serial number; several with a comma between them."""
    quantity: Number | None = None
    """How many; one where it is left out."""
    unit: Line | None = None
    """Of what; pieces where it is left out."""
    software: Line | None = None
    """Its software with the version."""
    lot: Identifier | None = None
    """The id of the lot that it belongs to."""
    line: Identifier | None = None
    """The id of the line of our price schedule that it delivers."""
    delivered_on: Day | None = None
    """When it arrived at the site."""


class Instrument(Part):
    """A measuring instrument with which tests are made."""

    id: Identifier
    """A stable id, such as IN-01."""
    what: Line
    """What it is, with its range and class."""
    serial: Line | None = None
    """Its serial number."""
    certificate: Line | None = None
    """The number of its calibration certificate."""
    calibrated_on: Day | None = None
    """When it was calibrated."""
    due: Day | None = None
    """The last day on which the certificate holds."""


class Criterion(Part):
    """When a test counts as passed: a figure with its limits, or words where nothing is measured."""

    text: Text | None = None
    """In words, for what is looked at and not measured; or what a figure below is about."""
    value: Number | None = None
    """The nominal value; `tolerance` says how far from it a measured value may lie."""
    tolerance: Amount | None = None
    """How far above or below the value, in the same unit; nothing where both tolerances are left out."""
    tolerance_percent: Percent | None = None
    """The same in percent of the value; instead of `tolerance`."""
    at_least: Number | None = None
    """The lowest value that passes; instead of `value`."""
    at_most: Number | None = None
    """The highest value that passes; instead of `value`."""
    unit: Line | None = None
    """The unit of all of them, such as kN or mm/min; left out for a bare number."""


class Measured(Part):
    """What was measured."""

    value: Number
    """The measured value."""
    unit: Line | None = None
    """Its unit; that of the criterion where it is left out."""
    uncertainty: Amount | None = None
    """The expanded uncertainty of the measurement (k = 2), in the same unit."""


class Waiver(Part):
    """The customer's word that a test which was not passed shall count."""

    by: Line | None = None
    """Who of the customer granted it; without a name no certificate is written."""
    on: Day | None = None
    """When."""
    reason: Text | None = None
    """Why, and against which concession."""


class AcceptanceTest(Part):
    """A test by which it is shown that requirements are met."""

    id: Identifier
    """A stable id, such as T-01."""
    what: Text
    """What is done."""
    requirements: tuple[Identifier, ...] = ()
    """The ids of the requirements that it proves."""
    stage: TestStage = "site"
    """document, factory, delivery, installation, site, performance or final."""
    equipment: Identifier | None = None
    """The id of the equipment that is tested; left out where it is all of it."""
    lot: Identifier | None = None
    """The id of the lot, where no equipment says so."""
    method: Text | None = None
    """How it is done."""
    standard: Line | None = None
    """The standard that it follows, by its number and clause."""
    instrument: Identifier | None = None
    """The id of the instrument with which it is measured."""
    conditions: Text | None = None
    """Under which conditions, such as temperature and load."""
    criterion: Criterion = Criterion.model_construct()
    """When it counts as passed."""
    measured: Measured | None = None
    """What was measured."""
    result: Result = "pending"
    """pass; fail; waived by the customer; or pending."""
    waiver: Waiver | None = None
    """Who waived it, where it was waived."""
    by: Line | None = None
    """Who of us made the test."""
    witness: Line | None = None
    """Who of the customer saw it."""
    date: Day | None = None
    """On which day."""
    evidence: Text | None = None
    """What shows it: a protocol, a print-out, a photograph, with its number."""


class PunchItem(Part):
    """Something that is left to put right."""

    id: Identifier
    """A stable id, such as PI-01."""
    category: PunchClass
    """A, B or C, as the legend says."""
    what: Text
    """What is wrong or missing."""
    test: Identifier | None = None
    """The id of the test that showed it."""
    equipment: Identifier | None = None
    """The id of the equipment; that of the test where it is left out."""
    raised: Day | None = None
    """When it was raised."""
    raised_by: Line | None = None
    """By whom."""
    owner: Line | None = None
    """Who puts it right."""
    due: Day | None = None
    """Until when."""
    withheld: Amount | None = None
    """What the customer holds back of the price until it is closed."""
    closed: Day | None = None
    """When it was closed."""
    reopened: Day | None = None
    """When it was opened again, after it had been closed; it is open until a later day under `closed`."""
    evidence: Text | None = None
    """What shows that it is put right."""


class Certificate(Part):
    """A certificate of acceptance that was signed."""

    id: Identifier
    """A stable id, such as AC-1."""
    type: CertificateType
    """factory, completion, provisional or final."""
    number: Line | None = None
    """Its number."""
    lot: Identifier | None = None
    """The id of the lot, where it is of one lot only."""
    effective: Day | None = None
    """The day from which it counts, apart from the day on which it was signed."""
    signed: Day | None = None
    """When it was signed by both sides."""
    by: Line | None = None
    """Who signed for us."""
    customer: Line | None = None
    """Who signed for the customer."""
    reservations: tuple[Text, ...] = ()
    """What the customer reserved."""


class HandedOver(Part):
    """A document that goes to the customer with the equipment."""

    id: Identifier
    """A stable id, such as HD-01."""
    title: Line
    """Its title."""
    number: Line | None = None
    """Its number."""
    revision: Line | None = None
    """Its revision."""
    language: Line | None = None
    """Its language."""
    copies: Count | None = None
    """How many copies."""
    due: Day | None = None
    """Until when it is owed."""
    handed_on: Day | None = None
    """When it was handed over."""
    to: Line | None = None
    """To whom."""


class Training(Part):
    """A training of the customer's people."""

    id: Identifier
    """A stable id, such as TR-01."""
    what: Line
    """What is taught."""
    people: Count | None = None
    """How many take part."""
    days: Number | None = None
    """How many days it lasts."""
    due: Day | None = None
    """Until when it is owed."""
    held_on: Day | None = None
    """When it was held."""
    by: Line | None = None
    """Who of us held it."""
    evidence: Text | None = None
    """What shows it, such as the list of those who took part."""


class Retention(Part):
    """A part of the price that the customer holds back until an event."""

    id: Identifier
    """A stable id, such as RT-1."""
    what: Line
    """What it secures."""
    amount: Amount | None = None
    """How much is held back; or `percent` instead."""
    percent: Percent | None = None
    """The same in percent of the price."""
    releases_on: CertificateType = "final"
    """The certificate that releases it: factory, completion, provisional or final."""
    released: Amount | None = None
    """How much was released so far."""
    released_on: Day | None = None
    """When that was."""


class SecurityReturn(Part):
    """A security of ours that the customer gives back."""

    security: Identifier
    """The id of the security under `bid.securities`."""
    returns_on: CertificateType = "final"
    """The certificate with which it goes back."""
    returned_on: Day | None = None
    """When it went back."""
    evidence: Text | None = None
    """What shows it, such as the receipt of the bank."""


class Warranty(Part):
    """The warranty as it runs."""

    months: Count | None = None
    """How long it lasts."""
    starts_on: WarrantyStart = "provisional"
    """What starts it: delivery, or the effective day of the completion, provisional or final certificate."""
    begins: Day | None = None
    """Its first day."""
    ends: Day | None = None
    """Its last day."""
    terms: Text | None = None
    """What it covers and what it does not."""


class Acceptance(Part):
    """Deliveries, tests, what is left to put right, certificates and what hangs on them."""

    number: Line | None = None
    """Our number of the papers of the acceptance; the deal's id where it is left out."""
    site: Line | None = None
    """Where the equipment is accepted; the customer's site where it is left out."""
    decision_rule: DecisionRule = "simple"
    """How uncertainty counts. simple: the measured value itself decides; guarded: it passes only where the value
    with its uncertainty lies inside the limits."""
    deliveries: tuple[Delivery, ...] = ()
    """The equipment, piece by piece."""
    instruments: tuple[Instrument, ...] = ()
    """The instruments with which tests are made."""
    tests: tuple[AcceptanceTest, ...] = ()
    """The tests."""
    legend: Mapping[PunchClass, Text] = {}
    """What A, B and C mean. Left out: A must be closed before provisional acceptance, B before final acceptance, and C
    hinders neither."""
    punch: tuple[PunchItem, ...] = ()
    """What is left to put right."""
    certificates: tuple[Certificate, ...] = ()
    """The certificates that were signed."""
    documents: tuple[HandedOver, ...] = ()
    """The documents that are handed over."""
    training: tuple[Training, ...] = ()
    """The trainings."""
    retentions: tuple[Retention, ...] = ()
    """What is held back of the price."""
    securities: tuple[SecurityReturn, ...] = ()
    """The securities that go back."""
    warranty: Warranty = Warranty.model_construct()
    """The warranty."""
    risk_passes: Line | None = None
    """When the risk passes to the customer, in the contract's words."""
    title_passes: Line | None = None
    """When title passes to the customer, in the contract's words."""
    delay_ended_on: Day | None = None
    """The day on which damages for delay ceased to run."""
