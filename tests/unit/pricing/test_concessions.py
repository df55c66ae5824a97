"""What gives do to margin, chance and headroom, against arithmetic by hand and properties that hold for any give."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.decision.concessions import Give, Stand, ledger, needs_more, stand
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice
from tests.unit.pricing.deals import RATIO, certain, rivals_of, situation

D = Decimal
PRICE = D(1250000)
money = st.integers(0, 150000).map(D)


def sure(share: int = 0) -> Situation:
    """A cost of exactly a million, so that every figure can be worked out by hand."""
    return situation(spent=certain(1000000, share))


def test_what_comes_off_the_price_comes_off_the_profit() -> None:
    (found,) = ledger(sure(), PRICE, [Give("A", off_price=D(50000))])
    assert (found.before.profit, found.after.profit, found.profit) == (D(250000), D(200000), D(-50000))
    assert float(found.after.figures.gross_margin) == pytest.approx(1 / 6, abs=1e-15)
    assert float(found.margin) == pytest.approx(1 / 6 - 0.2, abs=1e-15)
    assert found.chance > 0


def test_a_cost_takes_profit_and_leaves_price_and_chance() -> None:
    (found,) = ledger(sure(), PRICE, [Give("A", cost=D(20000))])
    assert (found.after.price, found.profit, found.chance) == (PRICE, D(-20000), 0)
    assert found.margin == D(-20000) / PRICE


def test_points_take_their_share_of_the_price() -> None:
    (found,) = ledger(sure(2), PRICE, [Give("A", share=D("0.004"))])
    assert found.profit == -PRICE * D("0.004")
    assert found.margin == D("-0.004")


def test_quality_raises_the_chance_where_it_counts_and_never_beyond_full_marks() -> None:
    rated = situation(rivals_of(RATIO), certain(1000000))
    (found,) = ledger(rated, PRICE, [Give("A", quality=D(3))])
    assert found.chance > 0.01
    (over,) = ledger(rated, PRICE, [Give("A", quality=D(400))])
    assert over.after.situation.contest.quality == 100


def test_the_ledger_runs_down() -> None:
    gives = [Give("A", off_price=D(30000)), Give("B", cost=D(15000)), Give("C", share=D("0.01"))]
    rows = list(ledger(sure(), PRICE, gives))
    assert [row.after for row in rows[:-1]] == [row.before for row in rows[1:]]
    assert rows[-1].after.profit == D(1220000) - D(1015000) - D(12200)
    assert rows[-1].after.figures == stand(sure(), PRICE, gives).figures


@pytest.mark.parametrize(
    ("price", "role", "ends", "following"),
    [
        (1250000, "manager", 1176471, "director"),  # 15 % of a sure million: 1,000,000 / 0.85
        (1150000, "director", 1086957, "board"),  # 8 %: 1,000,000 / 0.92
        (1060000, "board", None, None),
    ],
)
def test_a_level_ends_where_its_margin_does(price: int, role: str, ends: int | None, following: str | None) -> None:
    found = stand(sure(), D(price))
    assert (found.role, found.next_role) == (role, following)
    assert found.band_ends == ends
    assert found.to_band == (None if ends is None else price - ends)


def test_headroom_to_the_floor_goes_below_nought() -> None:
    floor = sure().floor
    assert stand(sure(), floor + 5).to_floor == 5
    assert stand(sure(), floor - 5).to_floor == -5


@pytest.mark.parametrize(
    ("price", "approved", "more"),
    [(1200000, "manager", False), (1150000, "manager", True), (1150000, "director", False), (1150000, None, False)],
)
def test_a_price_that_needs_a_higher_level_is_found(price: int, approved: str | None, more: bool) -> None:
    assert needs_more(sure(), approved, stand(sure(), D(price))) is more


@pytest.mark.parametrize("give", [Give("A", off_price=PRICE), Give("A", share=D("0.96"))])
def test_gives_that_leave_no_price_are_refused(give: Give) -> None:
    with pytest.raises(NoSuchPrice):
        _ = stand(sure(), PRICE, (give,)).to_floor


def test_a_house_without_levels_has_no_bands() -> None:
    free = situation(spent=certain(1000000), authority=[])
    found = stand(free, PRICE)
    assert (found.role, found.to_band, needs_more(free, None, found)) == (None, None, False)


def test_where_nobody_may_approve_every_approval_is_void() -> None:
    strict = situation(spent=certain(1000000), authority=[{"role": "manager", "margin_from": 15}])
    assert needs_more(strict, "manager", stand(strict, D(1100000)))


@settings(max_examples=40, deadline=None)
@given(price=st.integers(1100000, 1400000).map(D), off=money, cost=money, points=st.integers(0, 30))
def test_profit_is_what_arithmetic_says_and_levels_end_truly(price: D, off: D, cost: D, points: int) -> None:
    give = Give("A", off_price=off, cost=cost, share=D(points) / 1000)
    found = stand(situation(), price, (give,))
    plain = situation()
    expected = (price - off) * (1 - plain.share - give.share) - plain.expected - cost
    assert abs(found.profit - expected) <= D("0.01")
    assert abs(found.price_for(found.profit) - found.price) <= D("0.01")
    _ends_truly(found)


def _ends_truly(found: Stand) -> None:
    if found.band_ends is None:
        return
    roles = [level.role for level in found.situation.policy.authority]
    assert found.at(found.band_ends).role in roles[: roles.index(found.role or "") + 1]
    below = found.at(found.band_ends - 1).role
    assert below is None or roles.index(below) > roles.index(found.role or "")
    assert below == found.next_role
