"""Deliveries, tests and punch items, as both sides see them at the plant: no cost, no owner of the deal, no remark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it
from decimal import Decimal
from typing import Any

from bidkit.audience.allowed import DELIVERY, INSTRUMENT, PUNCH
from bidkit.deal import Deal
from bidkit.deal import acceptance as told
from bidkit.judging import Limits, is_open, limits_of


@dataclass(frozen=True, slots=True)
class Delivery:
    """A piece of equipment."""

    id: str
    equipment: str
    model: str | None
    serial: str | None
    quantity: Decimal | None
    unit: str | None
    software: str | None
    lot: str | None
    delivered_on: Day | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A measuring instrument with its calibration."""

    id: str
    what: str
    serial: str | None
    certificate: str | None
    due: Day | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """When a test is passed; `limits` are what the value and its tolerance, or the limits, come to."""

    text: str | None
    value: Decimal | None
    tolerance: Decimal | None
    tolerance_percent: Decimal | None
    at_least: Decimal | None
    at_most: Decimal | None
    unit: str | None
    limits: Limits | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured."""

    value: Decimal
    unit: str | None
    uncertainty: Decimal | None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who waived a test."""

    by: str | None
    on: Day | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Test:
    """A test, and what came of it."""

    id: str
    what: str
    requirements: tuple[str, ...]
    stage: told.TestStage
    equipment: str | None
    lot: str | None
    """That of the equipment where there is one."""
    method: str | None
    standard: str | None
    instrument: str | None
    conditions: str | None
    criterion: Criterion
    measured: Measured | None
    result: told.Result
    waiver: Waiver | None
    by: str | None
    witness: str | None
    date: Day | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class PunchItem:
    """Something that is left to put right."""

    id: str
    category: told.PunchClass
    what: str
    test: str | None
    equipment: str | None
    raised: Day | None
    raised_by: str | None
    owner: str | None
    due: Day | None
    withheld: Decimal | None
    closed: Day | None
    reopened: Day | None
    evidence: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is delivered, tested and left to put right."""

    number: str | None
    contract: str | None
    """The number of the contract."""
    signed_on: Day | None
    site: str | None
    currency: str | None
    decision_rule: told.DecisionRule
    legend: Mapping[told.PunchClass, str]
    deliveries: tuple[Delivery, ...]
    instruments: tuple[Instrument, ...]
    tests: tuple[Test, ...]
    punch: tuple[PunchItem, ...]


def acceptance_of(deal: Deal) -> Acceptance:
    """Return the acceptance of a deal."""
    own = deal.acceptance
    return Acceptance(
        number=own.number,
        contract=deal.contract.number,
        signed_on=deal.contract.signing.signed_on,
        site=own.site or deal.customer.site,
        currency=deal.currency,
        decision_rule=own.decision_rule,
        legend=own.legend,
        deliveries=tuple(Delivery(**_given(each, DELIVERY)) for each in own.deliveries),
        instruments=tuple(Instrument(**_given(each, INSTRUMENT)) for each in own.instruments),
        tests=tuple(_tests(own)),
        punch=tuple(PunchItem(**_given(each, PUNCH), open=is_open(each)) for each in own.punch),
    )


def _given(part: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _tests(own: told.Acceptance) -> Iterator[Test]:
    lots = {each.id: each.lot for each in own.deliveries}
    for each in own.tests:
        yield Test(
            id=each.id,
            what=each.what,
            requirements=each.requirements,
            stage=each.stage,
            equipment=each.equipment,
            lot=lots.get(each.equipment or "") or each.lot,
            method=each.method,
            standard=each.standard,
            instrument=each.instrument,
            conditions=each.conditions,
            criterion=_criterion(each.criterion),
            measured=_measured(each.measured),
            result=each.result,
            waiver=Waiver(each.waiver.by, each.waiver.on, each.waiver.reason) if each.waiver else None,
            by=each.by,
            witness=each.witness,
            date=each.date,
            evidence=each.evidence,
        )


def _criterion(own: told.Criterion) -> Criterion:
    return Criterion(
        text=own.text,
        value=own.value,
        tolerance=own.tolerance,
        tolerance_percent=own.tolerance_percent,
        at_least=own.at_least,
        at_most=own.at_most,
        unit=own.unit,
        limits=limits_of(own),
    )


def _measured(own: told.Measured | None) -> Measured | None:
    return Measured(own.value, own.unit, own.uncertainty) if own else None
