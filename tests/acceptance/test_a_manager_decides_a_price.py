"""A sales manager reads the pricing analysis: what to ask, why, and who must say yes."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import bidkit, deal_of, drop, edit


@pytest.fixture(scope="module")
def springs() -> dict[str, Any]:
    found: dict[str, Any] = bidkit("pricing", deal_path(), "--format", "json").json()
    return found


def deal_path() -> Path:
    return Path(__file__).parents[2] / "examples" / "springs" / "deal.yaml"


def analysis(record: Path, *words: str) -> dict[str, Any]:
    said = bidkit("pricing", record, "--format", "json", *words)
    assert said.code == 0, said.err
    found: dict[str, Any] = said.json()
    return found


def positions(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in found["positions"]}


def test_the_analysis_has_the_figures_that_other_programs_read(springs: dict[str, Any]) -> None:
    names = ["cost", "walk_away", "floor", "ceiling", "positions", "recommended", "band", "price_to_win", "curve"]
    added = ["seed", "missing", "top", "open_ended", "left_by_forced_entries", "decided", "audience"]
    assert list(springs) == [*names, *added]
    assert set(springs["cost"]) == {"base", "mean", "p50", "p80"}
    fields = {"name", "price", "gross_margin", "markup", "win_probability", "expected_gross_profit", "authority"}
    assert all(set(each) == fields for each in springs["positions"])
    assert set(springs["price_to_win"]) == {"0.25", "0.5", "0.75"}
    assert springs["missing"] == []


def test_the_positions_stand_in_order_between_floor_and_ceiling(springs: dict[str, Any]) -> None:
    prices = [each["price"] for each in springs["positions"]]
    assert [each["name"] for each in springs["positions"]] == ["aggressive", "balanced", "premium"]
    assert springs["walk_away"] <= springs["floor"] <= prices[0] <= prices[1] <= prices[2] <= springs["ceiling"]
    chances = [each["win_probability"] for each in springs["positions"]]
    assert chances == sorted(chances, reverse=True)
    low, high = springs["band"]
    assert low <= positions(springs)["balanced"]["price"] <= high == positions(springs)["premium"]["price"]


def test_the_margin_is_on_the_price_and_the_markup_on_the_cost(springs: dict[str, Any]) -> None:
    share = Decimal("0.0363")  # commission, bonds, financing and delay damages of the example
    for each in springs["positions"]:
        price, cost = Decimal(str(each["price"])), Decimal(str(springs["cost"]["mean"]))
        assert Decimal(str(each["gross_margin"])) == pytest.approx(
            (price * (1 - share) - cost) / price, abs=Decimal("0.0001")
        )
        assert Decimal(str(each["markup"])) == pytest.approx(price / cost - 1, abs=Decimal("0.0001"))


def test_the_floor_keeps_the_house_margin_even_at_the_p80_cost(springs: dict[str, Any]) -> None:
    left = springs["floor"] * (1 - 0.0363) - springs["cost"]["p80"]
    assert left / springs["floor"] == pytest.approx(0.15, abs=1e-6)


def test_the_ceiling_excludes_the_tax_that_the_tender_includes(springs: dict[str, Any]) -> None:
    assert springs["ceiling"] == pytest.approx(4_200_000 / 1.13, abs=0.01)


def test_a_lower_price_needs_a_higher_signature(springs: dict[str, Any]) -> None:
    signed = [each["authority"] for each in springs["positions"]]
    assert signed == ["General manager", "General manager", "Sales director"]


def test_the_same_seed_gives_the_same_figures_and_another_seed_nearly_the_same(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    first, again, other = (analysis(record, *words) for words in ((), (), ("--seed", "7")))
    assert first == again
    assert other["seed"] == 7
    assert other != first
    for one, two in zip(first["positions"], other["positions"], strict=True):
        assert one["win_probability"] == pytest.approx(two["win_probability"], abs=0.05)


def test_a_dearer_rival_lets_us_ask_more(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    before = analysis(record)
    edit(
        record,
        "{low: 3330000.00, likely: 3520000.00, high: 3690000.00}",
        "{low: 3630000.00, likely: 3820000.00, high: 3990000.00}",
    )
    after = analysis(record)
    assert positions(after)["balanced"]["price"] > positions(before)["balanced"]["price"]
    assert (
        positions(after)["balanced"]["expected_gross_profit"] > positions(before)["balanced"]["expected_gross_profit"]
    )


def test_a_ceiling_below_our_floor_means_withdrawing(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "ceiling: 4200000.00", "ceiling: 3000000.00")
    found = analysis(record)
    assert found["recommended"] == "withdraw"
    assert found["positions"] == []
    assert found["band"] is None
    page = bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out")
    assert page.code == 0
    text = (tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8")
    assert "Withdraw, and wait for the next opportunity." in text
    assert "no price is both admitted and allowed" in text


def test_where_all_may_stay_away_and_no_ceiling_stands_the_sheet_says_so(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "      ceiling: 4200000.00\n", "")
    ended = "beyond this price the win chance is below 1 %"
    for doubtful, sentence in ((False, ended), (True, "all rivals may stay away: any price has a chance")):
        if doubtful:
            edit(record, "    - rival: C-01\n", "    - rival: C-01\n      takes_part: 40\n")
        assert bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out").code == 0
        text = " ".join((tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8").split())
        assert sentence in text
        assert (ended in text) is not doubtful


def test_a_field_that_is_too_cheap_means_withdrawing(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "method: low_price_ratio\n      price_weight: 50", "method: lowest_price")
    edit(
        record,
        "{low: 3330000.00, likely: 3520000.00, high: 3690000.00}",
        "{low: 2300000.00, likely: 2400000.00, high: 2500000.00}",
    )
    found = analysis(record)
    assert found["recommended"] == "withdraw"
    assert max(each["win_probability"] for each in found["positions"]) < 0.10


def test_a_refused_price_is_recorded_and_shown(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(
        record,
        "  standards: favourable\n",
        "  standards: unfavourable\n  decision:\n    position: withdraw\n"
        "    by: Gao Ming\n    on: 2026-09-14\n    reason: The standards ask for an importer.\n",
    )
    assert bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out").code == 0
    text = " ".join((tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8").split())
    assert "Decided: Withdraw." in text
    assert "The standards ask for an importer." in text
    assert "withdrawing is a legitimate choice" in text


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        (("costs",), "costs.lines"),
        (("tender",), "tender.instructions.rule"),
        (("expected_value",), "expected_value"),
        (("price", "quality"), "price.quality"),
    ],
)
def test_without_what_a_price_rests_on_the_draft_says_what_is_missing(
    part: tuple[str, ...], missing: str, tmp_path: Path
) -> None:
    record = deal_of(tmp_path)
    if part == ("costs",):
        text = record.read_text(encoding="utf-8")
        record.write_text(re.sub(r"^ +cost_lines:.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    drop(record, *part)
    found = analysis(record)
    assert missing in found["missing"]
    assert found["recommended"] is None
    assert found["positions"] == []
    final = bidkit("pricing", record, "--final", "--out", tmp_path / "out")
    assert final.code == 1
    assert f"`{missing}` is missing; --final writes nothing" in final.err
    assert not (tmp_path / "out").exists()


def test_a_rival_nobody_has_judged_is_named_and_not_taken_for_harmless(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    text = record.read_text(encoding="utf-8")
    start, end = text.index("    - rival: C-03"), text.index("  ranking:")
    record.write_text(text[:start] + text[end:], encoding="utf-8")
    found = analysis(record)
    assert "price.rivals.C-03.price" in found["missing"]
    assert positions(found)["balanced"]["win_probability"] < 0.95
    assert bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out").code == 0
    page = (tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8")
    assert "The price of Baixin Test Equipment: nobody has judged it; the order value we expect stands in" in page


def test_the_customers_ceiling_counts_in_its_own_tax_basis(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "      tax_basis: including\n      tax_rate: 13\n", "")
    assert analysis(record)["ceiling"] == 4_200_000


def test_the_help_shows_a_real_call() -> None:
    said = bidkit("pricing", "--help")
    assert re.search(r"Example: bidkit pricing deals/springs/deal.yaml", said.out)
    assert "--seed" in said.out


def test_the_evaluation_has_no_workbook() -> None:
    said = bidkit("evaluation", deal_path(), "--format", "xlsx", "--out", "nowhere")
    assert said.code == 2
    assert "has no workbook" in said.err


def test_the_analysis_is_not_final_while_a_gate_before_bidding_is_closed(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    said = bidkit("pricing", record, "--final", "--out", tmp_path / "out")
    assert said.code == 1
    assert "key nodes before it are open: key-people-met, candidate-list" in said.err
    assert not (tmp_path / "out").exists()


def test_a_key_node_passed_by_force_stays_visible_and_lowers_what_counts(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    forced = "by: Gao Ming\n      on: 2026-09-14\n      reason: The tender is out."
    edit(record, "key_nodes:\n", f"key_nodes:\n  candidate-list:\n    forced:\n      {forced}\n")
    assert bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out").code == 0
    text = " ".join((tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8").split())
    assert "was passed without being reached, by Gao Ming on 14 Sept 2026: The tender is out." in text
    assert "of each, the house counts 50% after the key nodes passed by force" in text


def test_a_decision_below_cost_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    decided = "position: other\n    price: 2500000.00\n    by: Junior clerk\n    on: 2026-09-14\n    reason: Volume."
    edit(record, "  standards: favourable\n", f"  standards: favourable\n  decision:\n    {decided}\n")
    found = analysis(record)["decided"]
    assert (found["price"], found["by"]) == (2500000, "Junior clerk")
    assert found["gross_margin"] < 0
    assert "below the walk-away price" in found["warning"]
    assert bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out").code == 0
    page = (tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8")
    assert "This price lies below the walk-away price: the order is expected to lose money." in page


def test_nothing_that_bounds_the_price_means_no_recommendation(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "      ceiling: 4200000.00\n", "")
    text = record.read_text(encoding="utf-8")
    start, end = text.index("  rivals:\n    - rival: C-01"), text.index("  ranking:")
    absent = "".join(f"    - {{rival: C-0{n}, quality: {{likely: 80}}, takes_part: 0}}\n" for n in (1, 2, 3))
    record.write_text(f"{text[:start]}  rivals:\n{absent}{text[end:]}", encoding="utf-8")
    found = analysis(record)
    assert found["open_ended"] is True
    assert found["ceiling"] is None
    assert found["recommended"] is None


def test_one_dear_rival_does_not_hide_the_prices_below_it(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "      ceiling: 4200000.00\n", "")
    before = analysis(record)
    edit(
        record,
        "{low: 4350000.00, likely: 4600000.00, high: 4900000.00}",
        "{low: 43500000.00, likely: 46000000.00, high: 49000000.00}",
    )
    after = analysis(record)
    assert positions(after)["balanced"]["price"] == pytest.approx(positions(before)["balanced"]["price"], rel=0.05)


def test_a_quality_minimum_that_we_may_miss_counts_by_its_chance(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "      tax_rate: 13\n", "      tax_rate: 13\n      quality_minimum: 85\n")
    chances = [each["win_probability"] for each in analysis(record)["positions"]]
    assert all(0.1 < chance < 0.7 for chance in chances)  # we reach 85 points in about half of the draws


def test_forced_key_nodes_can_turn_asking_into_withdrawing(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    nodes = ("key-people-met", "candidate-list", "standards-influenced")
    forced = "forced: {by: Gao Ming, on: 2026-09-14, reason: The tender is out.}"
    edit(record, "key_nodes:\n", "key_nodes:\n" + "".join(f"  {node}:\n    {forced}\n" for node in nodes))
    edit(record, "method: low_price_ratio\n      price_weight: 50", "method: lowest_price")
    found = analysis(record)
    assert found["left_by_forced_entries"] == pytest.approx(0.5**3)
    assert found["recommended"] == "withdraw"


def test_a_rivals_answers_to_the_standards_are_among_its_strengths_and_weaknesses(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    said = bidkit("pricing", record, "--format", "html", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    page = (tmp_path / "out" / "SPRINGS-pricing.html").read_text(encoding="utf-8")
    rows = page[page.index("Strengths, weaknesses, and what") :].split("</tr>")
    kestrel = next(row for row in rows if "Kestrel Material Test" in row)
    better, worse = kestrel.split("</td>")[:2]
    assert "Standards: 2 (REQ-012, REQ-019)" in better
    assert "Standards: 5 (REQ-002, REQ-005, …)" in worse
