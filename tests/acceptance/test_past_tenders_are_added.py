"""A rep keeps who bid what, so that the next price can learn from it."""

import re
import shutil
from pathlib import Path

import pytest

from pricing.history.read import past_tenders
from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit
from tests.builders import LOST, PRICE, RECORD, edited, write

SPRINGS = EXAMPLES / "springs-acceptance" / "deal.yaml"
COLORADO = EXAMPLES.parent / "benchmarks" / "data" / "auctions-colorado.csv"
US = "Northfield Testing Machines (Beijing) Co., Ltd."
NODES = RECORD[RECORD.index("key_nodes:") : RECORD.index("actions:")]
OPENED = "  dates: {zone: Asia/Shanghai, opening: 2026-09-11 10:00}\n"
TENDERED = PRICE.replace("tender:\n", f"tender:\n  notice: {{reference: HS-77}}\n{OPENED}")
BIDS = LOST.replace("  reasons:", "    - {bidder: C-02, takes_part: no}\n  reasons:")
RECORD_LOST = edited(RECORD, ("stage: sales-entry", "stage: development"), (NODES, "")) + TENDERED + BIDS


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def test_a_deal_that_was_won_is_kept_with_every_bid(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    said = bidkit("history", "add", SPRINGS, "--to", file)
    assert (said.code, said.err) == (0, "")
    assert lines(file)[1:] == [
        "QLT-2026-117,2026-12-18,0,ceiling,3716814.15,CNY,,low_price_ratio",  # 4.2 million with 13 % of tax
        "QLT-2026-117,2026-12-18,1,Baixin Test Equipment,3168000.00,CNY,no,low_price_ratio",
        f'QLT-2026-117,2026-12-18,2,"{US}",3430000.00,CNY,yes,low_price_ratio',
        "QLT-2026-117,2026-12-18,3,Eastlake Instruments,3520000.00,CNY,no,low_price_ratio",
    ]
    assert re.search(r"2  Northfield .* 3,430,000\.00  won; new in this file", said.out)
    assert f"added to {file}" in said.out


def test_a_deal_that_was_lost_is_kept_too(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    assert bidkit("history", "add", write(tmp_path, RECORD_LOST), "--to", file).code == 0
    assert lines(file)[1:] == [
        "HS-77,2026-09-11,0,ceiling,1400000.00,CNY,,low_price_ratio",
        "HS-77,2026-09-11,1,Eastlake Instruments,1190000.00,CNY,yes,low_price_ratio",
        "HS-77,2026-09-11,2,Northfield Testing Machines,1250000.00,CNY,no,low_price_ratio",
    ]


def test_nothing_is_kept_twice_and_nothing_of_the_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    before = b"\xef\xbb\xbfTender;Date;Rank;Bidder;Price\r\nT-1;2026-01-05;1;Eastlake Instruments;90\r\n"
    file.write_bytes(before)
    said = bidkit("history", "add", SPRINGS, "--to", file, "--json").json()
    assert (said["no_column"], said["written"]) == (["currency", "won", "method"], True)
    after = file.read_bytes()
    assert after.startswith(before)
    again = bidkit("history", "add", SPRINGS, "--to", file)
    assert again.code == 1
    assert f"{file}:3:1: tender QLT-2026-117 of 2026-12-18 stands here already" in again.err
    assert file.read_bytes() == after
    assert [path.name for path in tmp_path.iterdir()] == ["bids.csv"]


def test_the_report_reads_what_was_added(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    rows = COLORADO.read_text(encoding="utf-8").replace("amount_usd", "amount").rstrip("\n")
    file.write_text(rows, encoding="utf-8")
    assert bidkit("history", "add", SPRINGS, "--to", file).code == 0
    added = past_tenders(file)[-1]
    assert added.contested
    assert [amount for _, amount in added.bids] == [3168000, 3430000, 3520000]


def test_it_can_be_looked_at_first(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    said = bidkit("history", "add", SPRINGS, "--to", file, "--dry-run")
    assert (said.code, file.exists()) == (0, False)
    assert "would add to" in said.out
    assert bidkit("history", "add", SPRINGS, "--to", file, "--dry-run", "--json").json()["written"] is False


def test_the_house_names_its_file(tmp_path: Path) -> None:
    record = deal_of(tmp_path / "springs", "springs-acceptance")
    assert "The house names no file of past tenders" in bidkit("history", "add", record).err
    shutil.move(record.with_name("house.yaml"), tmp_path / "house.yaml")
    edit(tmp_path / "house.yaml", "language: en\n", "language: en\nbid_history: bids.csv\n")
    assert bidkit("history", "add", record).code == 0
    assert len(lines(tmp_path / "bids.csv")) == 5


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    - {bidder: C-02, takes_part: no}\n", "", "the price of `C-02`, Kestrel Material Test, is not known"),
        ("{bidder: C-02, takes_part: no}", "{bidder: C-02, source: Secret}", "the price of `C-02`, Kestrel Mat"),
        ("  winner: C-01\n", "", "who won is not known"),
        (OPENED, "", "when the bids were opened is not known"),
        ("    name: Kestrel Material Test\n", "", "`C-02` has no name, by which it is known again in other tenders"),
        ("  result: lost\n", "", "the tender is not decided yet"),
    ],
)
def test_what_is_not_known_is_named_and_nothing_is_kept(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "bids.csv"
    said = bidkit("history", "add", write(tmp_path, edited(RECORD_LOST, (old, new))), "--to", file)
    assert (said.code, file.exists()) == (1, False)
    assert re.search(rf"deal\.yaml:\d+:\d+: {re.escape(says)}", said.err)


def test_what_is_wrong_with_the_file_is_named_with_what_is_not_known(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    file.write_text("tender,date,rank,bidder,amount\nT-1,5 January,1,B-1,90\n", encoding="utf-8")
    said = bidkit("history", "add", write(tmp_path, edited(RECORD_LOST, ("  winner: C-01\n", ""))), "--to", file)
    assert said.code == 1
    assert "who won is not known" in said.err
    assert "bids.csv:2:5: '5 January' is not a date" in said.err


def test_a_tender_that_we_left_is_kept_without_us(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    record = write(
        tmp_path,
        edited(
            RECORD_LOST,
            ("result: lost", "result: withdrawn"),
            ("    - {bidder: us, price: 1250000.00}\n", ""),
            ("{bidder: C-02, takes_part: no}", "{bidder: C-02, price: 1480000.00}"),
        ),
    )
    said = bidkit("history", "add", record, "--to", file)
    assert [line.split(",")[3] for line in lines(file)[2:]] == ["Eastlake Instruments", "Kestrel Material Test"]
    assert "above the ceiling: is tax in it?" in said.out


def test_a_file_for_which_there_is_no_folder_is_a_problem(tmp_path: Path) -> None:
    said = bidkit("history", "add", SPRINGS, "--to", tmp_path / "none" / "bids.csv")
    assert said.code == 1
    assert "cannot be written" in said.err
