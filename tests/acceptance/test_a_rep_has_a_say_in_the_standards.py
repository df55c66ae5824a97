"""A rep has an open say in the customer's standards, and follows each need to what it costs."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bidkit.deal.method import KEY_NODES
from tests.acceptance.house import bidkit, deal_of, edit
from tests.builders import ACCEPTANCE, STANDARDS, write
from tests.unit.record.wrong_records.test_wrong_records import EARLY_RECORD

SMALL = EARLY_RECORD + STANDARDS


def ledger(record: Path) -> dict[str, Any]:
    said = bidkit("standards", record, "--format", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = said.json()
    return found


def thread(record: Path, *words: str) -> dict[str, Any]:
    said = bidkit("trace", record, "--format", "json", *words)
    assert said.code == 0, said.err
    found: dict[str, Any] = said.json()
    return found


def row(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in found["rows"] if each["id"] == name)


def test_the_example_has_what_a_laboratory_asks_for(tmp_path: Path) -> None:
    found = ledger(deal_of(tmp_path))
    assert len(found["rows"]) == found["of"] == 25
    assert len(found["rivals"]) == 3
    assert len(found["activities"]) == 8
    assert sum(each["number"] for each in found["counts"]) == 25


def test_points_are_gained_and_lost_by_each_rivals_answer(tmp_path: Path) -> None:
    found = ledger(write(tmp_path, SMALL))
    first, second = found["rivals"]
    # REQ-002: 60 points, C-01 none, C-02 half of them; REQ-003: we earn 20 of 40, both answers are unknown
    assert (first["low"], first["high"]) == (60 + 20 - 40, 60 + 20)
    assert (second["low"], second["high"]) == (30 + 20 - 40, 30 + 20)
    assert row(found, "REQ-002")["favour"] == "us"


def test_a_partial_answer_earns_what_the_house_says(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(tmp_path / "house.yaml", "partial_earns: 50", "partial_earns: 25")
    assert ledger(record)["rivals"][1]["low"] == 45 + 10 - 40


def test_a_refused_standard_earns_nobody_anything(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "state: changed\n      proposed_text: Response within 8 hours", "state: refused")
    found = ledger(record)
    assert found["rivals"][0]["high"] == 20
    assert row(found, "REQ-002")["move"] == "Refused: let go"


def test_a_standard_that_only_we_can_meet_is_a_fairness_risk(tmp_path: Path) -> None:
    found = ledger(write(tmp_path, SMALL))
    assert [each["id"] for each in found["exposed"]] == ["REQ-002"]
    assert row(found, "REQ-002")["move"].startswith("Open it: only we can meet it")


def test_a_rival_that_may_meet_it_makes_it_no_fairness_risk(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "{rival: C-02, answer: partially, source: Flights}", "{rival: C-02, answer: unknown}")
    assert ledger(record)["exposed"] == []


def test_a_mandatory_standard_that_we_do_not_meet_means_withdrawing_once_published(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "ours: {answer: comply, offered: Class 0.5}", "ours: {answer: deviate}")
    assert row(ledger(record), "REQ-001")["move"].startswith("Shape")
    edit(record, "      obligation: mandatory\n", "      obligation: mandatory\n      published_on: 2026-09-10\n")
    found = ledger(record)
    assert found["verdict"]["title"] == "Deviate openly, or withdraw"
    assert "REQ-001" in found["verdict"]["reasons"][0]


def test_where_all_answer_alike_the_price_decides(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(
        record,
        "ours: {answer: partially}",
        "ours: {answer: comply}\n      rivals:\n"
        "        - {rival: C-01, answer: comply, source: Bid}\n        - {rival: C-02, answer: exceed, source: Bid}",
    )
    assert row(ledger(record), "REQ-003")["favour"] == "a rival"
    edit(record, "{rival: C-02, answer: exceed, source: Bid}", "{rival: C-02, answer: comply, source: Bid}")
    found = ledger(record)
    assert row(found, "REQ-003")["favour"] == "nobody: the price decides"
    assert (found["points"], found["level_points"]) == (100, 40)


def test_an_activity_shows_its_yield(tmp_path: Path) -> None:
    first, second, *_ = ledger(deal_of(tmp_path))["activities"]
    assert (first["settled"], len(first["serves"])) == (2, 2)
    assert (second["settled"], len(second["serves"])) == (3, 4)


def test_the_thread_runs_from_the_need_to_the_cost(tmp_path: Path) -> None:
    found = thread(write(tmp_path, SMALL))
    strands = [(each["need"], each["requirement"], each["cost_line"]) for each in found["rows"]]
    assert strands == [
        ("N-01", "REQ-001", "K-01"),
        ("N-01", "REQ-002", None),
        ("N-02", "REQ-002", None),
        (None, "REQ-003", None),
        (None, None, "K-02"),
    ]


def test_loose_ends_are_named_in_both_directions(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "    - {id: N-02,", "    - {id: N-03, what: Spares}\n    - {id: N-02,")
    loose = {(each["id"], each["lacks"]) for each in thread(record)["orphans"]}
    assert loose == {
        ("N-03", "no standard serves it"),
        ("REQ-003", "no need stands behind it"),
        ("REQ-003", "no cost line pays for it"),
        ("K-02", "no requirement asks for it"),
    }


def test_coverage_is_stated_per_link_and_nothing_is_faked(tmp_path: Path) -> None:
    found = {each["id"]: each for each in thread(write(tmp_path, SMALL))["coverage"]}
    assert (found["need"]["covered"], found["need"]["of"]) == (2, 3)
    assert (found["cost-line"]["covered"], found["response"]["covered"]) == (2, 3)
    absent = {name for name, each in found.items() if not each["in_record"]}
    assert absent == {"tender-clause", "contract-clause"}
    assert all(found[name]["covered"] is None for name in absent)
    assert (found["acceptance-test"]["covered"], found["acceptance-test"]["of"]) == (0, 3)
    assert (found["punch-item"]["of"], found["punch-item"]["share"]) == (0, None)  # no test was failed


def test_the_thread_runs_on_to_tests_and_punch_items(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL + ACCEPTANCE)
    found = thread(record, "--from", "N-02", "--to", "PI-01")
    (strand,) = found["rows"]
    assert (strand["tests"], strand["punch"]) == (
        [{"id": "T-02", "state": "failed"}],
        [{"id": "PI-01", "state": "still open"}],
    )
    links = {each["id"]: (each["covered"], each["of"]) for each in found["coverage"]}
    assert (links["acceptance-test"], links["punch-item"]) == ((2, 3), (1, 1))
    assert "T-02 failed, PI-01 still open" in bidkit("trace", record).out


@pytest.mark.parametrize(
    ("old", "new", "loose"),
    [
        ("      requirements: [REQ-002]\n", "", ("T-02", "it proves no requirement")),
        ("      requirements: [REQ-002]\n", "", ("REQ-002", "no acceptance test proves it")),
        ("      test: T-02\n", "", ("T-02", "it was failed and no punch item follows")),
        ("requirements: [REQ-001]", "requirements: [REQ-002]", ("REQ-001", "no acceptance test proves it")),
    ],
)
def test_a_link_to_tests_that_is_taken_away_is_found(
    old: str, new: str, loose: tuple[str, str], tmp_path: Path
) -> None:
    record = write(tmp_path, SMALL + ACCEPTANCE)
    assert loose not in [(each["id"], each["lacks"]) for each in thread(record)["orphans"]]
    edit(record, old, new)
    assert loose in [(each["id"], each["lacks"]) for each in thread(record)["orphans"]]


def test_a_mandatory_requirement_without_a_test_is_a_hole_once_it_is_built(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL + ACCEPTANCE)
    edit(record, "requirements: [REQ-001]", "requirements: []")
    assert thread(record)["holes"] == []
    forced = "forced: {by: Gao Ming, on: 2026-09-14, reason: Test}"
    nodes = "".join(f"  {node.id}: {{{forced}}}\n" for node in KEY_NODES if node.stage != "implementation")
    edit(record, "acceptance:\n", f"key_nodes:\n{nodes}acceptance:\n")
    edit(record, "stage: development", "stage: implementation")
    found = thread(record)
    assert {"id": "REQ-001", "link": "Acceptance test"} in found["holes"]
    assert "acceptance.tests.REQ-001" in found["missing"]


def test_every_promise_of_the_springs_leads_to_a_test(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-acceptance")
    whole = thread(record)
    assert (whole["orphans"], whole["holes"]) == ([], [])
    assert bidkit("trace", record, "--strict").code == 0


@pytest.mark.parametrize(
    ("words", "requirements"),
    [
        (("--from", "N-02"), ["REQ-002"]),
        (("--to", "K-01"), ["REQ-001"]),
        (("--from", "N-01", "--to", "K-01"), ["REQ-001"]),
        (("--from", "REQ-003"), ["REQ-003"]),
    ],
)
def test_one_thread_can_be_followed(words: tuple[str, ...], requirements: list[str], tmp_path: Path) -> None:
    found = thread(write(tmp_path, SMALL), *words)
    assert [each["requirement"] for each in found["rows"]] == requirements


@pytest.mark.parametrize("name", ["G-01", "L-1"])
def test_a_lot_or_a_group_can_be_followed(name: str, tmp_path: Path) -> None:
    found = thread(write(tmp_path, SMALL), "--from", name)
    assert [each["requirement"] for each in found["rows"]] == ["REQ-001"]


def test_standards_are_counted_by_lot_and_group(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL + ACCEPTANCE)
    first, rest = ledger(record)["portions"]
    assert (first["lot"], first["group"], first["of"], first["mandatory"]) == ("Machines", "Spring testers", 1, 1)
    assert (rest["group"], rest["of"], rest["points"], rest["settled"], rest["answered"]) == (None, 2, 100, 2, 2)
    first, rest = thread(record)["portions"]
    assert (first["paid_for"], first["tested"], rest["paid_for"]) == (1, 1, 1)
    assert "  Machines / Spring testers" in bidkit("trace", record).out
    edit(record, "state: changed\n      proposed_text: Response within 8 hours", "state: refused")
    assert ledger(record)["portions"][1]["of"] == 1


def test_a_record_without_groups_has_no_table_of_them(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "  groups:\n    - {id: G-01, title: Spring testers, lot: L-1}\n", "")
    edit(record, "      group: G-01\n", "")
    assert ledger(record)["portions"] == []
    assert "By lot and group" not in bidkit("trace", record).out


def test_an_id_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = bidkit("trace", write(tmp_path, SMALL), "--from", "REQ-9")
    assert said.code == 2
    assert "no need, lot, group, requirement, clause, cost line, test or punch item REQ-9" in " ".join(
        re.sub("[│]", " ", said.err).split()
    )


def test_strict_fails_only_on_what_is_due_at_the_deals_stage(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "ours: {answer: comply, offered: Class 0.5}", "ours: {offered: Class 0.5}")
    assert bidkit("trace", record, "--strict").code == 0  # a response is due in the proposal stage
    edit(record, "stage: development", "stage: proposal")
    said = bidkit("trace", record, "--strict")
    assert said.code == 1
    assert "Holes in mandatory requirements up to this stage: 1\n  REQ-001     Response" in said.out
    assert bidkit("trace", record).code == 0


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook(tmp_path: Path) -> None:
    record = write(tmp_path, SMALL)
    edit(record, "text: Force accuracy class 0.5", 'text: "=1+1"')
    assert bidkit("trace", record, "--format", "xlsx", "--out", tmp_path / "out").code == 0
    book = load_workbook(BytesIO((tmp_path / "out" / "SPR-2026-01-trace.xlsx").read_bytes()))
    cell = book.worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_gate_of_the_standards_shows_in_the_status(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    nodes = {each["id"]: each for each in bidkit("status", record, "--json").json()["key_nodes"]}
    assert "standards.requirements.REQ-005.state" in nodes["standards-influenced"]["missing"]
    text = record.read_text(encoding="utf-8")
    start, end = text.index("\nstandards:\n"), text.index("\nkey_nodes:\n")
    record.write_text(text[:start] + text[end:], encoding="utf-8")
    nodes = {each["id"]: each for each in bidkit("status", record, "--json").json()["key_nodes"]}
    assert nodes["standards-influenced"]["missing"][0] == "standards.requirements"
