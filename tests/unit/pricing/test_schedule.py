"""Line prices add up to the total to the last minor unit, whatever the shares, quantities and deductions."""

from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.money import minor_unit, rounded
from pricing.schedule import Deduction, DoesNotAddUp, Item, Schedule, Sums, left, of_lot, schedule

D = Decimal


def added(found: Schedule) -> Decimal:
    lines = sum((line.amount or D(0) for line in found.lines), D(0))
    return lines - sum((each.net or D(0) for each in found.taken.values()), D(0)) + found.rounding


@st.composite
def bids(draw: st.DrawFn) -> tuple[list[Item], list[Deduction], Decimal, str]:
    """Draw lines of which at least one has a share; shares add up to 100."""
    currency = draw(st.sampled_from(["CNY", "JPY", "KWD"]))
    unit = minor_unit(currency)
    weights = draw(st.lists(st.integers(1, 999), min_size=1, max_size=12))
    shares = [(D(weight) * 100 / sum(weights)).quantize(D("0.0001")) for weight in weights]
    shares[0] += 100 - sum(shares)
    quantity = st.integers(1, 500).map(D) | st.decimals("0.1", "20", places=1)
    rate = st.sampled_from([D(0), D(6), D(13)])
    lot = st.sampled_from([None, "L-1", "L-2"])
    lines = [Item(f"B-{at}", draw(quantity), None, share, draw(rate), draw(lot)) for at, share in enumerate(shares)]
    fixed = draw(st.lists(st.integers(0, 100_000), max_size=3))
    lines += [
        Item(f"F-{at}", draw(quantity), price * unit, None, draw(rate), draw(lot)) for at, price in enumerate(fixed)
    ]
    taken = (
        [Deduction("D-1", percent=draw(st.sampled_from([D(1), D("2.5")])), lot=draw(lot))]
        if draw(st.booleans())
        else []
    )
    taken += [Deduction("D-2", amount=draw(st.integers(0, 5000)) * unit)] if draw(st.booleans()) else []
    total = draw(st.integers(10_000_000_000, 90_000_000_000)) * unit
    return lines, taken, total, currency


@settings(max_examples=300, deadline=None)
@given(bids())
def test_the_lines_add_up_to_the_total(bid: tuple[list[Item], list[Deduction], Decimal, str]) -> None:
    items, taken, total, currency = bid
    found = schedule(items, taken, total, currency)
    assert added(found) == total == found.total.net
    for line in found.lines:
        assert line.unit_price is not None
        assert line.unit_price == rounded(line.unit_price, currency)
        assert line.amount == rounded(line.item.quantity * line.unit_price, currency)
    whole = [line.item.quantity for line in found.lines if line.item.unit_price is None]
    if D(1) in whole:
        assert found.rounding == 0
    most = max([D(1), *whole]) + 1  # a unit price, and the amount of its line, are each rounded
    assert abs(found.rounding) <= most * len(whole) * minor_unit(currency)


@settings(max_examples=200, deadline=None)
@given(bids())
def test_each_line_comes_near_its_share(bid: tuple[list[Item], list[Deduction], Decimal, str]) -> None:
    items, _, total, currency = bid
    found = schedule(items, [], total, currency)
    left = total - sum((item.quantity * item.unit_price for item in items if item.unit_price is not None), D(0))
    most = sum((item.quantity for item in items), D(1)) * minor_unit(currency) * 2
    for line in found.lines:
        if line.item.share is not None and line.amount is not None:
            assert abs(line.amount - left * line.item.share / 100) <= most


def test_a_schedule_of_a_thousand_lines_adds_up_at_once() -> None:
    shares = [D(1 + at % 7) for at in range(1000)]
    shares = [(share * 100 / sum(shares)).quantize(D("0.0001")) for share in shares]
    shares[-1] += 100 - sum(shares)
    items = [Item(f"B-{at}", D(1 + at % 9), None, share, D(13)) for at, share in enumerate(shares)]
    began = perf_counter()
    found = schedule(items, [Deduction("D-1", percent=D(3))], D("123456789.01"), "CNY")
    assert perf_counter() - began < 3
    assert (added(found), found.rounding) == (D("123456789.01"), D(0))


@pytest.mark.parametrize(
    ("shares", "total", "amounts"),
    [
        (["33.4", "33.3", "33.3"], "100.01", ["33.41", "33.30", "33.30"]),
        (["50", "25", "25"], "100.02", ["50.01", "25.01", "25.00"]),
    ],
)
def test_the_cents_go_to_the_lines_that_lost_most(shares: list[str], total: str, amounts: list[str]) -> None:
    items = [Item(f"B-{at}", D(1), share=D(share)) for at, share in enumerate(shares)]
    assert [str(line.amount) for line in schedule(items, [], D(total), "CNY").lines] == amounts


def test_what_no_unit_price_can_take_up_is_a_rounding_line() -> None:
    found = schedule([Item("A", D(2), share=D(50)), Item("B", D(2), share=D(50))], [], D("100.01"), "CNY")
    assert [line.amount for line in found.lines] == [D("50.00"), D("50.00")]
    assert (found.rounding, found.total.net) == (D("0.01"), D("100.01"))


def test_tax_is_worked_out_line_by_line_and_falls_away_with_a_discount() -> None:
    items = [
        Item("A", D(1), D("100.00"), tax_rate=D(13), lot="L-1"),
        Item("B", D(1), D("50.00"), tax_rate=D(6), lot="L-2"),
    ]
    found = schedule(items, [Deduction("D-1", percent=D(10))], D("135.00"), "CNY")
    assert [line.tax for line in found.lines] == [D("13.00"), D("3.00")]
    assert (found.taken["D-1"].net, found.taken["D-1"].tax) == (D("15.00"), D("1.60"))
    assert (found.total.net, found.total.tax, found.total.gross) == (D("135.00"), D("14.40"), D("149.40"))
    assert left(of_lot(found, "L-1", [], "CNY")[0]).gross == D("113.00")


@settings(max_examples=100, deadline=None)
@given(bids())
def test_a_lot_bears_what_is_taken_from_it_and_its_part_of_a_percentage(
    bid: tuple[list[Item], list[Deduction], Decimal, str],
) -> None:
    items, taken, total, currency = bid
    found = schedule(items, taken, total, currency)
    for lot in {item.lot for item in items}:
        lines, off = of_lot(found, lot, taken, currency)
        whole = left(lines).net
        assert whole == sum(line.amount or 0 for line in found.lines if line.item.lot == lot)
        assert set(off) == {each.id for each in taken if each.percent is not None and each.lot in (None, lot)}
        for each in taken:
            if each.id in off and whole is not None:
                assert off[each.id].net == rounded(whole * (each.percent or 0) / 100, currency)
        assert left(lines, off.values()).net == (whole or 0) - sum(each.net or 0 for each in off.values())


def test_without_a_rate_no_tax_is_told() -> None:
    found = schedule([Item("A", D(1), D("100.00"))], [], D("100.00"), "CNY")
    assert (found.total.net, found.total.tax, found.total.gross) == (D("100.00"), None, None)
    assert found.lines[0].gross is None


def test_a_line_is_told_with_its_tax() -> None:
    found = schedule([Item("A", D(2), D("100.00"), tax_rate=D(13))], [], D("200.00"), "CNY")
    assert (found.lines[0].amount, found.lines[0].gross) == (D("200.00"), D("226.00"))


def test_without_a_total_only_fixed_lines_are_priced() -> None:
    found = schedule([Item("A", D(1), D("100.00")), Item("B", D(1), share=D(100))], [], None, "CNY")
    assert [line.amount for line in found.lines] == [D("100.00"), None]
    assert found.total.net is None


def test_what_a_deduction_takes_is_told_as_far_as_the_lines_are_known() -> None:
    lines = [Item("A", D(1), share=D(100))]
    found = schedule(lines, [Deduction("D-1", amount=D(50)), Deduction("D-2", percent=D(2))], None, "CNY")
    assert found.taken == {"D-1": Sums(D(50), None), "D-2": Sums(None, None)}


def test_a_line_without_price_and_share_leaves_the_total_unknown() -> None:
    found = schedule([Item("A", D(1), share=D(100)), Item("B", D(1))], [], D("100.00"), "CNY")
    assert [line.amount for line in found.lines] == [None, None]
    assert (found.total.net, found.rounding) == (None, D(0))


@pytest.mark.parametrize("total", ["99.99", "100.01"])
def test_fixed_lines_that_differ_from_the_total_are_refused(total: str) -> None:
    with pytest.raises(DoesNotAddUp, match=f"the lines come to 100.00, and the total is {total}"):
        schedule([Item("A", D(1), D("100.00"))], [], D(total), "CNY")


def test_fixed_lines_above_the_total_leave_no_share() -> None:
    with pytest.raises(DoesNotAddUp):
        schedule([Item("A", D(1), D("100.00")), Item("B", D(1), share=D(100))], [], D(90), "CNY")
