"""A tender is added to past tenders: nothing of the file changes, nothing is added twice."""

from codecs import BOM_UTF8
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pricing.history.add import CannotAddError, NewBid, NewTender, added
from pricing.history.read import past_tenders

D = Decimal
TENDER = NewTender(
    "T-9",
    date(2026, 9, 30),
    "CNY",
    "low_price_ratio",
    D("1400000.00"),
    "ceiling",
    (NewBid("Northfield", D("1250000.00"), won=False, ours=True), NewBid("Eastlake, Ltd.", D("1190000.50"), won=True)),
)
OLD = "contract_id,letting_date,rank,bidder_id,amount\nT-1,2026-01-05,0,estimate,100\nT-1,2026-01-05,1,Eastlake,90\n"


def after(before: str, tender: NewTender = TENDER) -> str:
    return added(before.encode(), tender).after.decode()


def new_lines(before: str, tender: NewTender = TENDER) -> list[str]:
    text = after(before, tender)
    assert text.startswith(before)
    return text[len(before) :].split("\n")


def refused(before: str | bytes, tender: NewTender = TENDER) -> list[tuple[int, str]]:
    with pytest.raises(CannotAddError) as caught:
        added(before if isinstance(before, bytes) else before.encode(), tender)
    assert all(row.hint for row in caught.value.rows)
    return [(row.line, row.message) for row in caught.value.rows]


def test_a_file_begins_with_the_names_of_its_columns() -> None:
    assert after("").splitlines() == [
        "contract_id,letting_date,rank,bidder_id,amount,currency,won,method",
        "T-9,2026-09-30,0,ceiling,1400000.00,CNY,,low_price_ratio",
        'T-9,2026-09-30,1,"Eastlake, Ltd.",1190000.50,CNY,yes,low_price_ratio',
        "T-9,2026-09-30,2,Northfield,1250000.00,CNY,no,low_price_ratio",
    ]
    assert added(BOM_UTF8, TENDER).after.startswith(BOM_UTF8 + b"contract_id")


def test_what_was_added_is_read_again_as_it_was_meant(tmp_path: Path) -> None:
    file = tmp_path / "bids.csv"
    file.write_bytes(added(OLD.encode(), TENDER).after)
    _, found = past_tenders(file)
    assert (found.id, found.date, found.estimate) == ("T-9", date(2026, 9, 30), D("1400000.00"))
    assert found.bids == (("Eastlake, Ltd.", D("1190000.50")), ("Northfield", D("1250000.00")))


def test_a_name_that_a_spreadsheet_would_calculate_is_guarded_and_known_again() -> None:
    bids = (NewBid("=cmd|'/c calc'!A1", D(1), won=False), NewBid("+GF+", D(2), won=True))
    before = after(OLD, replace(TENDER, id="-1+1", bids=bids))
    assert before.splitlines()[-2:] == [
        """'-1+1,2026-09-30,1,'=cmd|'/c calc'!A1,1""",
        "'-1+1,2026-09-30,2,'+GF+,2",
    ]
    again = added(before.encode(), replace(TENDER, id="T-10", bids=bids[1:]))
    assert again.rows[-1]["bidder"] == "+GF+"
    assert again.seen == {"+GF+": 1}
    assert again.after.decode().splitlines()[-1] == "T-10,2026-09-30,1,'+GF+,2"
    assert refused(before, replace(TENDER, id="-1+1"))[0][1] == "tender -1+1 of 2026-09-30 stands here already"


def test_a_line_without_an_end_gets_one_and_windows_keeps_its_own() -> None:
    assert new_lines(OLD.rstrip("\n"))[0] == ""
    windows = OLD.replace("\n", "\r\n")
    assert new_lines(windows)[0] == "T-9,2026-09-30,0,ceiling,1400000.00\r"


def test_columns_stand_where_the_file_has_them() -> None:
    head = "Method;Bidder_Name;rank;price;tender;opened;Town\nx;A;1;90;T-1;2026-01-05;Jinan\n"
    assert new_lines(head)[1] == "low_price_ratio;Eastlake, Ltd.;1;1190000.50;T-9;2026-09-30;"


def test_what_has_no_column_is_named() -> None:
    assert added(OLD.encode(), TENDER).no_column == ("currency", "won", "method")
    assert added(b"", TENDER).no_column == ()
    assert added(OLD.encode(), replace(TENDER, method=None)).no_column == ("currency", "won")


def test_a_bidder_keeps_the_id_that_the_file_gives_it() -> None:
    before = (
        "contract_id,letting_date,rank,bidder_id,bidder,amount\n"
        'T-1,2026-01-05,1,903A,"EASTLAKE, LTD.",90\n'
        'T-2,2026-02-05,1,903A,"Eastlake, Ltd.",80\n'
        "T-2,2026-02-05,2,us,We,85\n"
    )
    found = added(before.encode(), TENDER)
    assert new_lines(before)[1:3] == [
        'T-9,2026-09-30,1,903A,"Eastlake, Ltd.",1190000.50',
        "T-9,2026-09-30,2,us,Northfield,1250000.00",
    ]
    assert found.seen == {"903A": 2, "us": 1}


def test_without_anything_to_compare_with_no_such_row_is_written() -> None:
    assert [line.split(",")[2] for line in new_lines(OLD, replace(TENDER, reference=None))[:-1]] == ["1", "2"]


@pytest.mark.parametrize("name", ["T-9", "t-9"])
def test_a_tender_that_stands_there_is_refused(name: str) -> None:
    before = OLD + f"{name},2025-09-30,1,Eastlake,70\n"
    assert refused(before) == [(4, f"tender {name} of 2025-09-30 stands here already")]


def test_the_same_bids_of_the_same_day_under_another_name_are_refused() -> None:
    text = after(OLD)
    assert refused(text, replace(TENDER, id="QLT-9")) == [(4, "tender T-9 of 2026-09-30 stands here already")]
    assert new_lines(text, replace(TENDER, id="QLT-9", date=date(2026, 10, 1)))


def test_a_column_of_another_currency_is_refused() -> None:
    head = OLD.replace("amount", "amount_usd")
    assert refused(head) == [(1, "column amount_usd holds USD, and the bids are in CNY")]
    assert new_lines(head, replace(TENDER, currency="USD"))


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (OLD + "T-2,soon,1,A,90\n", (4, "'soon' is not a date")),
        ("a,b\n1,2\n", (1, "has no column contract_id, letting_date, rank, bidder_id, amount")),
        (OLD.encode() + "T-2,2026-01-05,1,é,90\n".encode("latin-1"), (4, "is not UTF-8 text")),
        (OLD + 'T-2,2026-01-05,1,"A,90\n', (4, "cannot be read as CSV (unexpected end of data)")),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(before: str | bytes, says: tuple[int, str]) -> None:
    assert refused(before) == [says]
