"""The price schedule of a bid: line prices that add up to a total, to the last minor unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from pricing.money import EXACT, minor_unit, rounded

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_ROUNDS = 4  # a deduction in percent takes back a part of what is handed out


@dataclass(frozen=True, slots=True)
class Item:
    """A line that counts: with a unit price, or with its share in percent of what the others leave of the total."""

    id: str
    quantity: Decimal
    unit_price: Decimal | None = None
    share: Decimal | None = None
    tax_rate: Decimal | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """What takes from the lines of a lot, or of all lots: an amount, or a percentage."""

    id: str
    amount: Decimal | None = None
    percent: Decimal | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A line with its price excluding tax, and the tax on it; None where it cannot be told."""

    item: Item
    unit_price: Decimal | None
    amount: Decimal | None
    tax: Decimal | None

    @property
    def gross(self) -> Decimal | None:
        """With tax."""
        return total_of((self.amount, self.tax))


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines come to, less what is taken from them."""

    net: Decimal | None
    tax: Decimal | None

    @property
    def gross(self) -> Decimal | None:
        """With tax."""
        return total_of((self.net, self.tax))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Lines that add up: their amounts, less what is taken, plus what no unit price could take up."""

    lines: tuple[Priced, ...]
    taken: Mapping[str, Sums]
    """What each deduction takes, and the tax that falls away with it."""
    rounding: Decimal
    total: Sums


class DoesNotAddUp(ValueError):  # noqa: N818 - named after what is wrong
    """The lines and the total contradict each other."""

    def __init__(self, lines: Decimal, total: Decimal) -> None:
        super().__init__(f"the lines come to {lines}, and the total is {total}")
        self.lines, self.total = lines, total


def total_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of amounts, or None where one is not known."""
    known = list(amounts)
    return None if None in known else sum((each for each in known if each is not None), _ZERO)


def priced(item: Item, unit_price: Decimal | None, currency: str) -> Priced:
    """Return a line at a unit price."""
    amount = None if unit_price is None else rounded(EXACT.multiply(item.quantity, unit_price), currency)
    return Priced(item, unit_price, amount, _tax(amount, item.tax_rate, currency))


def schedule(items: Sequence[Item], deductions: Sequence[Deduction], total: Decimal | None, currency: str) -> Schedule:
    """Price the lines so that they add up to the total, which excludes tax and is what is left after the deductions.

    Each unit price is in the currency's minor units, and times the quantity it is the amount of its line. Without a
    total only the lines with a price of their own are priced. Raises DoesNotAddUp where no prices can do it.
    """
    prices: list[Decimal] | list[Decimal | None] = [item.unit_price for item in items]
    if total is not None and all(item.unit_price is not None or item.share is not None for item in items):
        prices = _shared(items, deductions, total, currency)
    found = _added_up(items, prices, deductions, total, currency)
    if found.rounding and all(item.share is None for item in items):
        raise DoesNotAddUp((total or _ZERO) - found.rounding, total or _ZERO)
    return found


def _shared(items: Sequence[Item], deductions: Sequence[Deduction], total: Decimal, currency: str) -> list[Decimal]:
    """Share what the fixed lines leave: round every unit price down, then hand the rest out in minor units."""
    left, unit = _left(items, deductions, total), minor_unit(currency)
    exact = [EXACT.divide(left * (item.share or _ZERO) / _HUNDRED, item.quantity) for item in items]
    prices = [
        found.quantize(unit, ROUND_FLOOR, EXACT) if item.unit_price is None else item.unit_price
        for item, found in zip(items, exact, strict=True)
    ]
    lost = {
        at: EXACT.multiply(exact[at] - prices[at], item.quantity)
        for at, item in enumerate(items)
        if item.unit_price is None and item.quantity % 1 == 0
    }
    for _ in range(_ROUNDS):
        missing = _added_up(items, prices, deductions, total, currency).rounding
        if not missing:
            break
        _hand_out(missing, items, prices, lost, unit)
    return prices


def _left(items: Sequence[Item], deductions: Sequence[Deduction], total: Decimal) -> Decimal:
    """Return what the lines with a share come to, so that all lines less the deductions are the total."""
    fixed = total_of(_fixed(item) for item in items) or _ZERO
    above, whole = total - fixed, Decimal(1)
    for each in deductions:
        rate = (each.percent or _ZERO) / _HUNDRED
        of = [item for item in items if each.lot in (None, item.lot)]
        above += (each.amount or _ZERO) + rate * sum(map(_fixed, of), _ZERO)
        whole -= rate * sum((item.share or _ZERO for item in of), _ZERO) / _HUNDRED
    if above < 0 or whole <= 0:
        raise DoesNotAddUp(fixed, total)
    return EXACT.divide(above, whole)


def _fixed(item: Item) -> Decimal:
    return _ZERO if item.unit_price is None else EXACT.multiply(item.quantity, item.unit_price)


def _hand_out(
    missing: Decimal, items: Sequence[Item], prices: list[Decimal], lost: Mapping[int, Decimal], unit: Decimal
) -> None:
    """Raise unit prices by what is missing: those that lost most by one unit, then as many as one line can take."""
    for at in sorted(lost, key=lambda at: -lost[at]):
        if (step := items[at].quantity * unit) <= missing:
            prices[at] += unit
            missing -= step
    for at in sorted(lost, key=lambda at: (-items[at].quantity, -prices[at])):
        units = int(missing / (items[at].quantity * unit))
        prices[at] += units * unit
        missing -= units * items[at].quantity * unit


def _added_up(
    items: Sequence[Item],
    prices: Sequence[Decimal | None],
    deductions: Sequence[Deduction],
    total: Decimal | None,
    currency: str,
) -> Schedule:
    lines = tuple(priced(item, price, currency) for item, price in zip(items, prices, strict=True))
    less_by = {each.id: taken(each, lines, currency) for each in deductions}
    after = left(lines, less_by.values())
    rounding = _ZERO if total is None or after.net is None else total - after.net
    return Schedule(lines, less_by, rounding, Sums(total_of((after.net, rounding)), after.tax))


def taken(each: Deduction, lines: Sequence[Priced], currency: str) -> Sums:
    """Return what a deduction takes, and the tax on it: the part of each rate at that rate."""
    of = [line for line in lines if each.lot in (None, line.item.lot)]
    whole = total_of(line.amount for line in of)
    if whole is None:
        return Sums(each.amount, None)
    net = rounded(whole * (each.percent or _ZERO) / _HUNDRED, currency) if each.amount is None else each.amount
    by_rate: dict[Decimal | None, Decimal] = {}
    for line in of:
        by_rate[line.item.tax_rate] = by_rate.get(line.item.tax_rate, _ZERO) + (line.amount or _ZERO)
    parts = ((rate, EXACT.divide(net * amount, whole) if whole else _ZERO) for rate, amount in by_rate.items())
    return Sums(net, total_of(_tax(part, rate, currency) for rate, part in parts))


def _tax(amount: Decimal | None, rate: Decimal | None, currency: str) -> Decimal | None:
    return None if amount is None or rate is None else rounded(EXACT.multiply(amount, rate) / _HUNDRED, currency)


def of_lot(
    found: Schedule, lot: str | None, deductions: Sequence[Deduction], currency: str
) -> tuple[tuple[Priced, ...], Mapping[str, Sums]]:
    """Return the lines of a lot, and what each deduction takes from them where that lot is bought alone.

    It bears its own deductions, and its part of each percentage that is taken from all lots; an amount that is taken
    from all lots together has no part in one of them.
    """
    lines = tuple(line for line in found.lines if line.item.lot == lot)
    bears = [each for each in deductions if (each.percent if each.lot is None else each.lot == lot)]
    return lines, {each.id: taken(each, lines, currency) for each in bears}


def left(lines: Iterable[Priced], deducted: Iterable[Sums] = ()) -> Sums:
    """Return what lines come to, less what is deducted from them."""
    known, off = list(lines), list(deducted)
    net = (*(line.amount for line in known), *(each.net and -each.net for each in off))
    tax = (*(line.tax for line in known), *(each.tax and -each.tax for each in off))
    return Sums(total_of(net), total_of(tax))
