"""What a certificate of acceptance covers, and what follows from its day: warranty, what is held back, what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from bidkit.days import add_months
from bidkit.deal import Deal
from bidkit.deal.acceptance import Acceptance, AcceptanceTest, Certificate, CertificateType, PunchItem, Retention
from bidkit.judging import was_open
from pricing.money import rounded

ORDER: tuple[CertificateType, ...] = get_args(CertificateType)
_STAGES: dict[CertificateType, frozenset[str]] = {
    "factory": frozenset({"factory"}),
    "completion": frozenset({"factory", "delivery", "installation"}),
    "provisional": frozenset({"document", "factory", "delivery", "installation", "site", "performance"}),
    "final": frozenset({"document", "factory", "delivery", "installation", "site", "performance", "final"}),
}
Due = tuple[CertificateType, str | None]
"""The type of a certificate, and the id of its lot where it is of one lot only."""
Path = tuple[str | int, ...]


class Period(NamedTuple):
    """The first and the last day of the warranty, as far as they are known."""

    begins: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A certificate that somebody wants, and the record that it is to be made from."""

    deal: Deal
    kind: CertificateType
    lot: str | None

    @property
    def entry(self) -> Certificate | None:
        """What the record says of it."""
        return entry(self.deal.acceptance, self.kind, self.lot)

    @property
    def signed(self) -> date | None:
        """When it was signed."""
        return self.entry.signed if self.entry else None

    def tests(self) -> Iterator[tuple[Path, AcceptanceTest]]:
        """Yield the tests that it rests on, with their paths."""
        _, lots = _lots(self.deal.acceptance)
        for at, test in enumerate(self.deal.acceptance.tests):
            if test.stage in _STAGES[self.kind] and self.is_of(lots[test.id]):
                yield ("acceptance", "tests", at), test

    def open_items(self) -> Iterator[tuple[Path, PunchItem]]:
        """Yield the punch items that are open, or were on the day of its signature, with their paths."""
        machines, tests = _lots(self.deal.acceptance)
        for at, item in enumerate(self.deal.acceptance.punch):
            lot = machines.get(item.equipment or "") or tests.get(item.test or "")
            if was_open(item, self.signed) and self.is_of(lot):
                yield ("acceptance", "punch", at), item

    def is_of(self, lot: str | None) -> bool:
        """Say whether something of a lot belongs to it; what is of no lot belongs to each."""
        return self.lot is None or lot in (None, self.lot)


def _lots(told: Acceptance) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Return the lot of each piece of equipment, and of each test: that of its equipment where there is one."""
    machines = {each.id: each.lot for each in told.deliveries}
    return machines, {each.id: machines.get(each.equipment or "") or each.lot for each in told.tests}


def due(told: Acceptance) -> Due | None:
    """Return the certificate that is being prepared: the last that the record has, None where it has none."""
    return (told.certificates[-1].type, told.certificates[-1].lot) if told.certificates else None


def entry(told: Acceptance, kind: CertificateType, lot: str | None) -> Certificate | None:
    """Return what the record says of a certificate of just this lot, or of everything."""
    return next((each for each in told.certificates if (each.type, each.lot) == (kind, lot)), None)


def effective(told: Acceptance, kind: CertificateType, lot: str | None) -> date | None:
    """Return the day from which a certificate counts; for everything, the last of those of all lots."""
    own = entry(told, kind, lot) or entry(told, kind, None)
    if own is not None or lot is not None:
        return own.effective if own else None
    days = {each.lot: each.effective for each in told.certificates if each.type == kind}
    lots = {each.lot for each in told.deliveries if each.lot}
    found = [days.get(each) for each in lots]
    return max((each for each in found if each), default=None) if None not in found else None


def accepted(told: Acceptance, kind: CertificateType, lot: str | None) -> bool:
    """Say whether a certificate is signed: that of the lot, that of everything, or those of all lots."""
    signed = {each.lot for each in told.certificates if each.type == kind and each.signed and each.effective}
    lots = {each.lot for each in told.deliveries if each.lot}
    return bool(signed & {None, lot}) or (lot is None and bool(lots) and lots <= signed)


def warranty(told: Acceptance, lot: str | None = None) -> Period:
    """Return the warranty: as the record states it, else from the day that starts it and its months."""
    own = told.warranty
    begins = own.begins or _starts(told, lot)
    ends = own.ends or (add_months(begins, own.months) if begins and own.months else None)
    return Period(begins, ends)


def _starts(told: Acceptance, lot: str | None) -> date | None:
    starts: CertificateType | Literal["delivery"] = told.warranty.starts_on
    if starts != "delivery":
        return effective(told, starts, lot)
    days = [each.delivered_on for each in told.deliveries if lot in (None, each.lot)]
    return max((each for each in days if each), default=None) if None not in days else None


def held(deal: Deal, item: Retention) -> Decimal | None:
    """Return how much is held back; None where neither the amount nor what it is a share of is known."""
    if item.amount is not None or item.percent is None or deal.contract.price is None:
        return item.amount
    amount = deal.contract.price * item.percent / 100
    return rounded(amount, deal.currency) if deal.currency else amount


def balance(deal: Deal, item: Retention) -> Decimal | None:
    """Return how much of it is still held back."""
    amount = held(deal, item)
    return None if amount is None else max(Decimal(0), amount - (item.released or Decimal(0)))
