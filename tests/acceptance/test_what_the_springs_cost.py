"""The costs of the springs example hold together: every figure that follows from others does."""

from decimal import Decimal
from pathlib import Path

import pytest

from bidkit.assets import assets
from bidkit.cli.desk import lay_out
from bidkit.cli.previewing import preview_of
from bidkit.deal.costs import DealCosts
from bidkit.stages.artifacts import ARTIFACTS
from pricing.cost import total
from pricing.cost.simulation import distribution
from pricing.margin import Payment, financing_cost, gross_margin, price_for_margin, warranty_by_rate

PRICE = Decimal(3650000)
TERMS = [Payment(Decimal(months), Decimal(share) / 100) for months, share in ((0, 10), (4, 60), (5, 25), (29, 5))]


@pytest.fixture(scope="module")
def costs() -> DealCosts:
    desk = lay_out(Path(str(assets("examples") / "springs" / "deal.yaml")))
    assert desk.problems == ()
    assert desk.deal.costs is not None
    return desk.deal.costs


def test_the_lines_add_up(costs: DealCosts) -> None:
    found = total(costs, "CNY")
    by_hand = sum(line.quantity * line.unit_cost * (Decimal("8.25") if line.currency else 1) for line in costs.lines)
    assert found.base == sum(found.by_category.values()) == by_hand == Decimal("2538931.00")
    assert sum(line.quantity for line in costs.lines if line.id <= "K-07") == 9


def test_what_follows_from_other_figures_does(costs: DealCosts) -> None:
    amounts = {each.line.id: each.amount for each in total(costs, "CNY").lines}
    machines = sum((amounts[f"K-0{number}"] for number in range(1, 7)), Decimal(0))
    assert amounts["K-20"] == warranty_by_rate(machines, Decimal("0.022"), "CNY")
    shares = {each.id: each.percent for each in costs.proportional}
    assert shares["financing"] == round(100 * financing_cost(TERMS, Decimal("0.045")), 2)
    bonds = (Decimal(2) * 3 + Decimal(10) * 5 + Decimal(10) * 29) / 12 * Decimal("0.009")
    assert shares["bonds"] == round(bonds, 1)
    assert shares["delay-damages"] == Decimal("0.2") * 3 * Decimal("0.5")


def test_the_expected_value_leaves_a_believable_margin(costs: DealCosts) -> None:
    found, drawn = total(costs, "CNY"), distribution(costs, "CNY")
    assert found.share == Decimal("0.0363")
    margins = [gross_margin(PRICE, cost, found.share) for cost in (found.base, drawn.mean, drawn.p80)]
    assert [round(100 * margin, 1) for margin in margins] == [Decimal("26.8"), Decimal("24.4"), Decimal("22.8")]
    assert abs(price_for_margin(drawn.mean, margins[1], found.share, "CNY") - PRICE) <= Decimal("0.01")
    assert abs(drawn.mean - found.expected) < 3 * drawn.sd / Decimal(drawn.draws).sqrt()


def test_a_saved_workbook_is_seen_by_the_preview(tmp_path: Path) -> None:
    for file in (Path(str(assets("examples"))) / "springs").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    workbook = tmp_path / "costs.xlsx"
    workbook.write_bytes(b"")
    preview = preview_of(ARTIFACTS[0], tmp_path / "deal.yaml", "en")
    assert not preview.look()
    workbook.write_bytes(b"saved")
    assert preview.look()
