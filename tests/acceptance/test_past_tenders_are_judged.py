"""A sales manager asks how far chances learned from past tenders can be trusted."""

import re
from datetime import date, timedelta
from pathlib import Path

from tests.acceptance.house import bidkit

COLORADO = Path(__file__).parents[2] / "benchmarks" / "data" / "auctions-colorado.csv"
HEAD = "contract_id,letting_date,rank,bidder_id,amount\n"


def test_the_report_says_how_chances_fared_against_one_in_n() -> None:
    found = bidkit("history", "report", COLORADO, "--json").json()
    judged = found["earlier_alone"]
    assert (found["learned_from"], judged["tenders"], judged["bids"]) == (129, 87, 327)
    assert judged["brier"]["value"] < 0.1767
    assert judged["log_loss"]["value"] < 0.530
    assert 0.9 <= judged["ratio"]["value"] <= 1.1
    assert 0.8 <= judged["slope"]["value"] <= 1.25
    assert sum(each["bids"] for each in judged["bins"]) == 327


def test_a_person_reads_it_with_its_intervals() -> None:
    said = bidkit("history", "report", COLORADO)
    assert said.code == 0
    assert re.search(r"Brier score, 0 is best +0\.\d{4}  \[0\.\d{4}, 0\.\d{4}\]", said.out)
    assert "Learned from the first 129 contested tenders" in said.out


def test_every_bad_row_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    file.write_text(
        f"{HEAD}T-1,2026-01-05,0,,100\nT-1,5 January,1,B-1,90\nT-1,2026-01-05,2,B-2,ninety\n", encoding="utf-8"
    )
    said = bidkit("history", "report", file)
    assert said.code == 1
    assert re.search(r"bids\.csv:3:5: '5 January' is not a date\n    Write year-month-day", said.err)
    assert re.search(r"bids\.csv:4:22: 'ninety' is not an amount", said.err)


def test_too_few_tenders_are_refused_with_a_way_out(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    file.write_text(
        f"{HEAD}T-1,2026-01-05,0,EST,100\nT-1,2026-01-05,1,B-1,90\nT-1,2026-01-05,2,B-2,95\n", encoding="utf-8"
    )
    said = bidkit("history", "report", file)
    assert said.code == 1
    assert "1 contested tenders with an estimate; 20 are needed at least" in said.err
    assert "Add more past tenders" in said.err


def test_more_than_can_be_learned_from_are_refused_with_the_day_to_begin_with(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    days = [date(2024, 1, 1) + timedelta(days=at) for at in range(300)]
    rows = [(at, day, rank) for at, day in enumerate(days) for rank in range(6)]
    bids = [f"T-{at},{day},{rank},{f'{at}-{rank}' if rank else 'EST'},{100 + rank}\n" for at, day, rank in rows]
    file.write_text(HEAD + "".join(bids), encoding="utf-8")
    said = bidkit("history", "report", file)
    assert said.code == 1
    assert "1,500 bidders in contested tenders; 1,000 are read at most" in said.err
    assert "--since 2024-04-10." in said.err
    later = bidkit("history", "report", file, "--since", f"{days[-20]}")
    assert (later.code, later.err) == (0, "")
    assert "Learned from the first 12 contested tenders, judged on the 8 after them." in later.out


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    assert bidkit("history", "report", tmp_path / "none.csv").code == 2
