"""A deal ends in a review: what it cost, what was kept, why it was won or lost, and how we stay in touch."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bidkit.completing import review_gaps
from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit, read
from tests.builders import LOST, RECORD, edited, write

SPRINGS = EXAMPLES / "springs-acceptance" / "deal.yaml"
NODES = RECORD[RECORD.index("key_nodes:") : RECORD.index("actions:")]
EARLY = edited(RECORD, ("stage: sales-entry", "stage: development"), (NODES, ""))
DECIDED = "price:\n  decision: {position: other, price: 1250000.00, by: Gao Ming, on: 2026-09-10, reason: Our best}\n"
LAST = (
    ("as_of: 2027-06-10", "as_of: 2027-10-11"),
    ("  decided_on: 2027-01-15\n", "  decided_on: 2027-01-15\n  reviewed_on: 2027-10-08\n  reviewed_by: [Gao Ming]\n"),
    ("actual: 13620.00, still: 2270.00", "actual: 15900.00"),
    ("actual: 57600.00, still: 14400.00", "actual: 73800.00"),
    ("still: 43500.00", "actual: 44950.00"),
    (
        "    - {of: CM-5, kept: yes,",
        """    - {of: CM-1, kept: yes, evidence: Protocol SAT-08}
    - {of: CM-2, kept: yes, evidence: Protocol SAT-12}
    - {of: CM-3, kept: no, why: The export holds no units}
    - {of: CM-4, kept: late, evidence: Service report 3, why: The road was closed}
    - {of: CM-6, kept: yes, evidence: Order of the laboratory}
    - {of: CM-5, kept: yes,""",
    ),
    (
        "  dates:\n    - {of: delivery",
        """    - {of: K-15, actual: 23100.00}
    - {of: K-16, actual: 61200.00}
    - {of: K-17, actual: 6400.00, currency: EUR, rate: 8.18}
    - {of: K-18, actual: 7200.00}
    - {of: K-20, actual: 36256.00}
    - {of: R-03, actual: 15000.00}
    - {of: R-04, actual: 0}
    - {of: commission, actual: 40800.00}
    - {of: bonds, actual: 9900.00}
    - {of: financing, actual: 61000.00}
    - {of: delay-damages, actual: 34000.00, why: Two weeks late}
  dates:
    - {of: delivery""",
    ),
    ("      due: 2027-06-18\n      withheld: 60000.00\n", "      due: 2027-06-18\n      closed: 2027-06-16\n"),
    ("      due: 2027-06-30\n      withheld: 10000.00\n", "      due: 2027-06-30\n      closed: 2027-06-29\n"),
    ("      due: 2027-09-30\n    - id: PI-04", "      due: 2027-09-30\n      closed: 2027-07-02\n    - id: PI-04"),
    (
        "  documents:\n    - {id: HD-01",
        """    - {id: AC-2, type: provisional, effective: 2027-06-18, signed: 2027-06-25}
  documents:
    - {id: HD-01""",
    ),
)


def reviewed(record: Path = SPRINGS) -> dict[str, Any]:
    found: dict[str, Any] = bidkit("completion", record, "--format", "json").json()
    return found


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in rows}


def finished(folder: Path) -> Path:
    """Return the example four months later: all is paid, accepted and judged, and the review was held."""
    record = deal_of(folder, "springs-acceptance")
    for old, new in LAST:
        edit(record, old, new)
    return record


def test_each_cost_stands_beside_its_plan() -> None:
    rows = by_id(reviewed()["cost"]["rows"])
    assert (rows["K-03"]["planned"], rows["K-03"]["actual"], rows["K-03"]["difference"]) == (636000, 671800, 35800)
    assert (rows["K-08"]["planned"], rows["K-08"]["actual"]) == (80850, 80164)  # 9,800 EUR at 8.25, paid at 8.18
    assert (rows["K-14"]["actual"], rows["K-14"]["still"], rows["K-14"]["difference"]) == (None, 43500, 2900)
    assert (rows["R-01"]["planned"], rows["R-01"]["difference"]) == (22000, -22000)
    assert rows["+1"]["unplanned"]
    assert rows["commission"]["planned"] == 41160  # 1.2 % of the price that was bid


def test_what_nobody_has_booked_counts_as_planned_and_is_said_to() -> None:
    found = reviewed()
    assert found["cost"]["open"] == 12
    assert "Costs that nobody has booked and that count as planned: 12" in found["verdict"]
    rows = by_id(found["cost"]["rows"])
    assert (rows["K-16"]["actual"], rows["K-16"]["expected"]) == (None, rows["K-16"]["planned"])
    assert rows["commission"]["expected"] == 40800  # of the price in the end
    assert {"completion.costs.K-14", "completion.costs.K-16", "completion.costs.K-12.still"} <= set(found["missing"])
    assert not found["good"]


def test_the_costs_add_up_to_the_margins() -> None:
    found = reviewed()
    cost, margins = found["cost"], {each["name"]: each for each in found["margins"]}
    rows = cost["rows"]
    assert total(rows, "planned") + Decimal(str(cost["allowance"])) == Decimal(str(cost["planned"]))
    assert total(rows, "expected") + Decimal(str(cost["allowance_left"])) == Decimal(str(cost["expected"]))
    assert margins["As bid"]["cost"] == cost["planned"]
    assert margins["At completion"]["cost"] == cost["expected"]
    assert margins["As bid"]["margin"] == 0.1981
    assert margins["As signed"]["price"] - margins["As signed"]["cost"] == pytest.approx(650664.83)
    steps = cost["steps"]
    assert sum(Decimal(str(each["value"])) for each in steps[:-1]) == Decimal(str(cost["difference"]))


def total(rows: list[dict[str, Any]], name: str) -> Decimal:
    return sum((Decimal(str(each[name])) for each in rows), Decimal(0))


def test_the_margin_as_bid_is_the_one_that_was_approved() -> None:
    decided = bidkit("pricing", SPRINGS, "--format", "json").json()["decided"]
    assert decided["gross_margin"] == reviewed()["margins"][0]["margin"]


def test_dates_come_from_the_record_itself() -> None:
    dates = {each["what"]: each for each in reviewed()["dates"]}
    assert (dates["Bid handed in"]["late"], dates["Bid handed in"]["said"]) == (-1, "1 day early")
    assert dates["Contract signed"]["said"] == "as planned"
    delivered = dates["All delivered"]  # 112 days after the signing on 29 January
    assert (delivered["planned"], delivered["actual"], delivered["late"]) == ("2027-05-21", "2027-06-04", 14)
    assert dates["All accepted"]["actual"] is None
    assert dates["Works acceptance"]["late"] == 3


def test_the_bids_stand_beside_what_we_had_expected() -> None:
    bids = {each["bidder"]: each for each in reviewed()["bids"]}
    assert (bids["us"]["price"], bids["us"]["won"]) == (3430000, True)
    assert (bids["C-03"]["guess"], bids["C-03"]["price"], bids["C-03"]["against_us"]) == (3120000, 3168000, -0.0764)
    assert (bids["C-02"]["took_part"], bids["C-02"]["price"]) == (False, None)


def test_every_factor_has_its_row_with_the_score_that_it_once_had() -> None:
    factors = by_id(reviewed()["factors"])
    assert len(factors) == len(read(SPRINGS)[1].evaluation_model.factors)
    assert factors["technical_requirements"]["judged"] == 4
    assert [each["owner"] for each in factors["technical_requirements"]["lessons"]] == ["He Tao"]
    assert factors["products"]["lessons"] == []


def test_the_days_to_keep_go_into_a_calendar(tmp_path: Path) -> None:
    assert bidkit("completion", SPRINGS, "--format", "html", "--calendar", "--out", tmp_path).code == 0
    days = (tmp_path / "SPRINGS-completion.ics").read_text(encoding="utf-8")
    assert days.count("BEGIN:VEVENT") == 8  # three people, two needs, three days of service
    assert "DTSTART;VALUE=DATE:20280620" in days


def test_a_review_that_is_whole_becomes_final_and_closes_the_deal(tmp_path: Path) -> None:
    record = finished(tmp_path)
    found = reviewed(record)
    assert found["missing"] == []
    assert found["cost"]["open"] == 0
    assert found["cost"]["allowance_left"] == 0
    assert found["verdict"][-1] == "Promises kept: 5 of 6 that were judged, of 6 in all"
    assert missing(record) == ["key_nodes.project-completed.reached_on", "key_nodes.project-completed.evidence"]
    edit(record, "  contract-signed:\n", REACHED + "  contract-signed:\n")
    assert missing(record) == []


REACHED = "  project-completed: {reached_on: 2027-10-08, evidence: Minutes of the review}\n"


@pytest.mark.parametrize(
    ("old", "new", "lacks"),
    [
        ("    - {of: K-18, actual: 7200.00}\n", "", "completion.costs.K-18"),
        ("actual: 40800.00", "actual: 40800.00, still: 1.00", "completion.costs.commission.still"),
        ("    - {of: CM-6, kept: yes, evidence: Order of the laboratory}\n", "", "completion.promises.CM-6"),
        ("kept: yes, evidence: Order of the laboratory", "evidence: Soon", "completion.promises.CM-6"),
        ("    - {of: delivery, why: Ten days for the second fatigue frame}\n", "", "completion.dates.delivery.why"),
        ("type: provisional", "type: completion", "completion.dates.acceptance"),
        ("  reviewed_on: 2027-10-08\n", "", "completion.reviewed_on"),
        ("      closed: 2027-07-02\n", "", "acceptance.punch.PI-03"),
    ],
)
def test_each_thing_that_is_left_open_keeps_the_deal_open(tmp_path: Path, old: str, new: str, lacks: str) -> None:
    record = finished(tmp_path)
    edit(record, old, new)
    assert review_gaps(*read(record)) == (lacks,)


def test_no_final_review_while_something_is_open(tmp_path: Path) -> None:
    said = bidkit("completion", SPRINGS, "--final", "--format", "html", "--out", tmp_path / "out")
    assert said.code == 1
    assert "`completion.costs.K-16` is missing; --final writes nothing while a value is missing" in said.err
    assert not (tmp_path / "out").exists()


def missing(record: Path) -> list[str]:
    found = bidkit("status", record, "--json").json()["key_nodes"]
    return list(next(each["missing"] for each in found if each["id"] == "project-completed"))


def lost(folder: Path, *edits: tuple[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    return write(folder, edited(EARLY + DECIDED + LOST, *edits))


def test_a_lost_deal_ends_in_a_review_at_whatever_stage(tmp_path: Path) -> None:
    record = lost(tmp_path)
    found = reviewed(record)
    assert found["missing"] == []
    assert found["verdict"] == [
        "Eastlake Instruments has won at 1190000.00 CNY, excluding tax",
        "4.8 % below our price",
    ]
    assert [each["name"] for each in found["margins"]] == ["As bid", "At the winner's price"]
    assert (found["cost"], found["promises"], found["built"]) == (None, [], False)
    said = bidkit("completion", record, "--final", "--format", "html", "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")


def test_our_price_is_the_one_that_was_opened_in_every_place(tmp_path: Path) -> None:
    found = reviewed(lost(tmp_path, ("{bidder: us, price: 1250000.00}", "{bidder: us, price: 1200000.00}")))
    assert found["margins"][0]["price"] == 1200000
    assert found["bids"][0]["price"] == 1200000
    assert found["bids"][1]["against_us"] == -0.0083
    assert found["verdict"][1] == "0.8 % below our price"


def test_a_lost_deal_owes_its_review_alone(tmp_path: Path) -> None:
    record = lost(tmp_path, ("  reviewed_on: 2026-09-14\n  reviewed_by: [Gao Ming]\n", ""))
    found = bidkit("status", record, "--json").json()
    assert found["finding"] == "The deal is over: it was lost. What is left is its completion review."
    assert [each["field"] for each in found["next_actions"]] == ["completion.reviewed_on"]
    assert "Hold the completion review" in bidkit("status", record).out


@pytest.mark.parametrize(
    ("old", "new", "lacks"),
    [
        ("  winner: C-01\n", "", "completion.winner"),
        ("    - {bidder: C-01, price: 1190000.00, source: Notice of award}\n", "", "completion.bids.C-01.price"),
        ("    - {what: Cheaper by five percent, factor: prices, source: Li Na}\n", "", "completion.reasons"),
        ("  decided_on: 2026-09-12\n", "", "completion.decided_on"),
        ("    - {person: P-01}\n", "", "completion.contacts"),
    ],
)
def test_what_a_lost_deal_does_not_know_is_asked_for(tmp_path: Path, old: str, new: str, lacks: str) -> None:
    assert lacks in review_gaps(*read(lost(tmp_path, (old, new))))


def test_a_price_that_nobody_publishes_is_known_to_be_unknown(tmp_path: Path) -> None:
    record = lost(tmp_path, ("price: 1190000.00, source: Notice of award", "source: Nothing was published"))
    found = reviewed(record)
    assert found["missing"] == []
    assert found["verdict"] == ["Eastlake Instruments has won; at what price is not known"]


def test_a_deal_that_we_gave_up_needs_no_winner(tmp_path: Path) -> None:
    record = lost(tmp_path, ("result: lost", "result: withdrawn"), ("  winner: C-01\n", ""))
    assert reviewed(record)["missing"] == []
    assert "we gave it up" in bidkit("status", record).out


def test_the_pipeline_counts_it_as_over(tmp_path: Path) -> None:
    lost(tmp_path / "lost")
    (tmp_path / "running").mkdir()
    write(tmp_path / "running", EARLY.replace("SPR-2026-01", "RUNS"))
    found = bidkit("pipeline", tmp_path, "--format", "json").json()
    assert (found["deals"], found["over"], [each["id"] for each in found["lines"]]) == (1, 1, ["RUNS"])
    assert "1 deal has ended and is left out" in bidkit("pipeline", tmp_path).out


def test_make_makes_the_review_of_a_lost_deal_and_not_of_one_that_goes_on(tmp_path: Path) -> None:
    lost(tmp_path / "lost")
    (tmp_path / "running").mkdir()
    write(tmp_path / "running", EARLY)
    made = bidkit("make", tmp_path, "--format", "html", "--jobs", "1")
    assert made.code == 0, made.err
    assert (tmp_path / "lost" / "documents" / "SPR-2026-01-completion.html").is_file()
    assert not (tmp_path / "running" / "documents" / "SPR-2026-01-completion.html").exists()


def test_a_deal_that_nobody_has_decided_yet_says_so(tmp_path: Path) -> None:
    found = reviewed(write(tmp_path, EARLY))
    assert (found["margins"], found["result"]) == ([], "not decided yet")
    assert found["missing"][:3] == ["completion.result", "completion.decided_on", "completion.reasons"]
