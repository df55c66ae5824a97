"""The plan for the table: ranges, packages worth the same, and a ledger that says which give voids the approval."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit

SPRINGS = EXAMPLES / "springs-contract" / "deal.yaml"


def planned(record: Path = SPRINGS) -> dict[str, Any]:
    found: dict[str, Any] = bidkit("negotiation", record, "--format", "json").json()
    return found


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return planned()


def test_the_ledger_starts_where_the_pricing_analysis_ends(plan: dict[str, Any]) -> None:
    priced = bidkit("pricing", SPRINGS, "--format", "json").json()["decided"]
    start = plan["ledger"]["start"]
    assert start["price"] == 3430000
    assert (start["gross_margin"], start["chance"]) == (priced["gross_margin"], priced["win_probability"])


def test_each_give_is_priced_in_money_margin_and_chance(plan: dict[str, Any]) -> None:
    rows = {each["id"]: each for each in plan["ledger"]["rows"]}
    assert rows["CN-1"]["after"]["price"] == 3400000
    assert rows["CN-1"]["chance_points"] > 1  # a lower price wins more often
    assert (rows["CN-3"]["profit"], rows["CN-3"]["chance_points"]) == (-17700, 0)
    assert (rows["CN-5"]["profit"], rows["CN-5"]["margin_points"]) == (-5100, -0.15)  # 0.15 % of 3,400,000
    assert -1000 < rows["CN-2"]["profit"] < 0  # 5 % of the price comes a month later, at 4.5 % a year
    assert all(each["gets"] for each in rows.values())


def test_the_room_runs_down_the_ledger(plan: dict[str, Any]) -> None:
    ledger = plan["ledger"]
    assert [each["state"] for each in ledger["rows"]] == ["granted"] * 3 + ["offered"] + ["planned"] * 3
    rooms = [each["after"]["to_floor"] for each in ledger["rows"]]
    assert rooms == sorted(rooms, reverse=True)
    profits = [ledger["start"]["profit"], *(each["after"]["profit"] for each in ledger["rows"])]
    steps = [after - before for before, after in pairwise(profits)]
    assert steps == pytest.approx([each["profit"] for each in ledger["rows"]], abs=1)
    assert ledger["now"] == ledger["rows"][2]["after"]


def test_a_give_that_crosses_a_band_or_the_floor_voids_the_approval(plan: dict[str, Any]) -> None:
    voids = {each["id"]: each["voids"] for each in plan["ledger"]["rows"] if each["voids"]}
    assert voids == {
        "CN-6": "Needs General manager: the approval of the price is void",
        "CN-7": "Below the floor: the approval of the price is void",
    }
    assert plan["ledger"]["rows"][-1]["after"]["to_floor"] < 0
    assert plan["verdict"] == "The gives before CN-6 stay within the approval of the price; CN-6 voids it"
    assert not plan["warning"]


BANDS = f"""\
owner: Lin Hua
people:
  - {{name: Gao Ming, roles: [Sales director], keys: [{"G" * 43}=]}}
  - {{name: Deng Li, roles: [General manager], keys: [{"D" * 43}=]}}
bands:
  - {{name: small, roles: [Sales director], value_up_to: {{CNY: 500000}}}}
  - {{name: as tendered, roles: [Sales director], deviations_up_to: 0}}
  - {{name: ordinary, roles: [Sales director], margin_from: 18.5}}
  - {{name: large, roles: [Sales director, General manager], quorum: 2, margin_from: 17}}
"""


def test_the_bands_of_the_house_count_where_it_has_them(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    (tmp_path / "authority.yaml").write_text(BANDS, encoding="utf-8")
    ledger = planned(record)["ledger"]
    assert ledger["start"]["authority"] == "ordinary (Sales director)"
    assert ledger["start"]["next_authority"] == "large (Sales director, General manager)"
    cost = ledger["start"]["price"] * (1 - ledger["start"]["gross_margin"])
    assert ledger["start"]["to_band"] < ledger["start"]["price"] - cost
    voids = {each["id"]: each["voids"] for each in ledger["rows"] if each["voids"]}
    assert voids["CN-4"] == "Needs large (Sales director, General manager): the approval of the price is void"
    assert "CN-3" not in voids  # 18.6 % keep the ordinary band


def test_bands_that_are_not_sound_are_named_with_their_line(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    (tmp_path / "authority.yaml").write_text(BANDS.replace("margin_from: 17", "margin_from: x"), encoding="utf-8")
    said = bidkit("negotiation", record, "--format", "json")
    assert said.code == 1
    assert "authority.yaml:9:" in said.err


def test_what_was_granted_beyond_the_approval_is_said_first(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "      cost: 17700.00\n", "      cost: 50000.00\n")
    found = planned(record)
    assert found["verdict"] == "Needs General manager: the approval of the price is void"
    assert found["warning"]


def test_a_price_that_is_too_low_from_the_start_is_said(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "negotiation:\n  price: 3430000.00\n", "negotiation:\n  price: 3250000.00\n")
    found = planned(record)
    assert (found["verdict"], found["warning"]) == ("The price on the table lies below the floor of the house", True)


def test_a_price_that_nobody_may_approve_is_said(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(tmp_path / "house.yaml", "margin_from: 18, ", "margin_from: 24, ")
    edit(tmp_path / "house.yaml", "margin_from: 10}", "margin_from: 22}")
    found = planned(record)
    assert (found["verdict"], found["warning"]) == ("Nobody may approve the price on the table", True)


def test_packages_are_worth_the_same_to_us(plan: dict[str, Any]) -> None:
    packages = plan["ledger"]["packages"]
    assert [each["id"] for each in packages] == ["PK-A", "PK-B", "PK-C"]
    assert len({each["offered_at"]["profit"] for each in packages}) == 1
    assert [each["difference"] for each in packages][1] == 0
    assert packages[2]["difference"] > packages[0]["difference"] > 0


def test_the_room_of_an_issue_lies_between_the_limits_whoever_wants_more(plan: dict[str, Any]) -> None:
    issues = {each["id"]: each for each in plan["issues"]}
    assert issues["NI-1"]["room"] == "3370000.00 to 3420000.00"
    assert issues["NI-1"]["low_side"]["label"] == "We"
    assert (issues["NI-3"]["room"], issues["NI-3"]["low_side"]["label"]) == ("24 to 36", "The customer")
    assert issues["NI-4"]["room"] == "not known: a limit is missing"
    assert not issues["NI-5"]["drawn"]


def test_limits_that_do_not_meet_leave_no_room(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "target: 3360000.00, limit: 3420000.00", "target: 3340000.00, limit: 3360000.00")
    assert planned(record)["issues"][0]["room"] == "none: the limits are 10000.00 apart"


def test_each_issue_with_figures_has_its_picture(tmp_path: Path) -> None:
    assert bidkit("negotiation", SPRINGS, "--format", "html", "--out", tmp_path).code == 0
    page = (tmp_path / "SPRINGS-negotiation.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 4
    assert "Bargaining range of Contract price of both lots, excluding tax" in page


def test_visits_stand_beside_the_seats_and_money_without_a_visit_is_named(plan: dict[str, Any]) -> None:
    first = plan["visits"][0]
    assert (first["ours"], first["seat"], first["meets"], first["their_seat"]) == (
        "Feng Yulan",
        "General manager",
        "Xu Guohua",
        "deputy general manager",
    )
    assert "Zhao Qiang" in [each["name"] for each in plan["unvisited"]]


def test_what_may_never_be_said_always_holds_floor_and_sources(plan: dict[str, Any]) -> None:
    said = [each["what"] for each in plan["never_said"]]
    assert "Floor, walk-away price and limits" in said
    assert "Who told us what, and what we know of their limits" in said
    assert "That the works are not full in spring" in said


def test_agenda_and_roles_stand_per_meeting(plan: dict[str, Any]) -> None:
    last = plan["meetings"][-1]
    assert (last["minutes"], [each["part"] for each in last["seats"]]) == (
        130,
        ["leads", "speaks", "listens", "calculates", "writes"],
    )


def test_without_costs_the_plan_stands_and_says_that_nothing_is_priced() -> None:
    found = planned(EXAMPLES / "ningxia" / "deal.yaml")
    assert found["ledger"] is None
    assert found["verdict"] == "The record lacks what a price rests on, so that no give can be priced"
    assert {"costs.lines", "negotiation.issues"} <= set(found["missing"])


def test_gives_that_leave_no_price_end_without_a_ledger(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "      points: 0.15\n", "      points: 96\n")
    found = planned(record)
    assert found["ledger"] is None
    assert found["verdict"] == "What the gives take leaves no price to stand on, so that none can be priced"
    assert len(found["unpriced"]) == 7


def test_a_refused_give_stands_beside_the_ledger(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "      state: offered\n", "      state: refused\n")
    found = planned(record)
    assert [each["id"] for each in found["unpriced"]] == ["CN-4"]
    assert "CN-4" not in [each["id"] for each in found["ledger"]["rows"]]


def test_a_give_for_nothing_is_marked_and_missing(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "      gets: 30 % on signing\n", "")
    assert "negotiation.concessions.CN-7.gets" in planned(record)["missing"]


def test_what_comes_off_the_price_is_exact(plan: dict[str, Any]) -> None:
    start, first = plan["ledger"]["start"], plan["ledger"]["rows"][0]["after"]
    assert Decimal(str(start["price"])) - Decimal(str(first["price"])) == 30000
    assert Decimal(str(start["to_floor"])) - Decimal(str(first["to_floor"])) == 30000
