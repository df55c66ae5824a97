"""A bid manager plans back from the deadline, and sees what a change of the tender has made stale."""

from pathlib import Path

import pytest

from tests.acceptance.house import bidkit, deal_of, drop, edit

HOLIDAY = "\nbid_plan:\n  holidays: [2026-12-16]\n  worked: [2026-12-12]\n  price: 2\n"


@pytest.fixture
def bid(tmp_path: Path) -> Path:
    """The springs deal a week before its deadline."""
    return deal_of(tmp_path, "springs-bid")


def days(bid: Path) -> dict[str, str]:
    return {step["id"]: step["day"][5:] for step in bidkit("status", bid, "--json").json()["plan"]}


def test_the_plan_leads_back_from_the_deadline_in_working_days(bid: Path) -> None:
    before = days(bid)
    assert (before["price"], before["signing"], before["hand-in"], before["deadline"]) == (
        "12-14",
        "12-16",
        "12-17",
        "12-18",
    )
    with (bid.parent / "house.yaml").open("a", encoding="utf-8") as house:
        house.write(HOLIDAY)
    after = days(bid)
    assert (after["price"], after["signing"], after["review"], after["answers"]) == ("12-15", "12-15", "12-14", "12-09")


def test_a_step_that_is_not_done_in_time_is_late(bid: Path) -> None:
    edit(bid, "as_of: 2026-12-11", "as_of: 2026-12-15")
    said = bidkit("status", bid).out
    assert "[!] 2026-12-14 Mon  Have the price position approved   late" in said
    assert "[ ] 2026-12-15 Tue  Review the bid as a whole against the tender\n" in said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Deadline for bids: 2026-12-18 09:30"), ("zh-CN", "投标截止：2026-12-18 09:30")]
)
def test_the_plan_goes_into_a_calendar(language: str, said: str, bid: Path) -> None:
    answer = bidkit("status", bid, "--calendar", "--language", language)
    assert answer.code == 0
    written = (bid.parent / "documents" / "SPRINGS-bid-plan.ics").read_bytes().decode()
    text = written.replace("\r\n ", "")
    assert said in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 9
    assert "DTSTART;VALUE=DATE:20261218\r\n" in text
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))


def test_without_a_deadline_there_is_no_calendar(bid: Path) -> None:
    drop(bid, "tender", "dates")
    said = bidkit("status", bid, "--calendar")
    assert (said.code, "There is no deadline to plan from" in said.err) == (2, True)
    assert "Back from the deadline" not in said.out


def test_an_addendum_shows_what_it_made_stale(bid: Path) -> None:
    edit(
        bid,
        "\n# What we hand in.",
        """\
    - {id: AD-2, number: "2", date: 2026-12-11, what: Class 0.5 from 0.4 % of the range, changes: [REQ-002, opening]}

# What we hand in.""",
    )
    found = bidkit("status", bid, "--json").json()["stale"]
    assert [(each["kind"], each["id"], each["since"]) for each in found if each["change"]["id"] == "AD-2"] == [
        ("response", "REQ-002", "2026-12-02"),
        ("cost-line", "K-01", "2026-09-09"),
        ("cost-line", "K-02", "2026-09-09"),
        ("cost-line", "K-09", "2026-09-02"),
        ("price-line", "B-01", "2026-12-09"),
        ("price-line", "B-02", "2026-12-09"),
        ("technical-data", "TE-02", "2026-12-02"),
        ("price", "balanced", "2026-12-10"),
    ]
    said = bidkit("status", bid).out
    assert "  addendum AD-2 of 2026-12-11: Class 0.5 from 0.4 % of the range\n" in said
    assert "    cost line K-09   last looked at on 2026-09-02\n" in said
    edit(bid, "date: 2026-12-11, what", "acknowledged_on: 2026-12-11, date: 2026-12-11, what")
    node = next(n for n in bidkit("status", bid, "--json").json()["key_nodes"] if n["id"] == "bid-submitted")
    assert "bid.submitted" in node["missing"]
    assert not [path for path in node["missing"] if "AD-2" in path]


def test_documents_from_an_earlier_state_of_the_record_are_named(bid: Path) -> None:
    assert bidkit("standards", bid, "--format", "html").code == 0
    assert bidkit("status", bid, "--json").json()["stale_documents"] == []
    edit(bid, "percent: 1, condition: Both", "percent: 1.5, condition: Both")
    assert bidkit("status", bid, "--json").json()["stale_documents"] == ["SPRINGS-standards.html"]
    assert "make them anew\n  SPRINGS-standards.html\n" in bidkit("status", bid).out
    (bid.parent / "documents" / "SPRINGS-standards.html").unlink()
    assert bidkit("status", bid, "--json").json()["stale_documents"] == []


def test_everything_that_refers_to_an_id_is_named_with_its_line(bid: Path) -> None:
    found = bidkit("where-used", "REQ-005", bid, "--json").json()
    refers = [use for use in found["uses"] if use["how"] == "refers"]
    assert [use["field"] for use in refers] == [
        "tender.clauses.TC-07-5.requirements",
        "tender.clarifications.CQ-01.touches",
        "tender.addenda.AD-1.changes",
        "bid.lines.B-01.requirements",
        "bid.data.TE-03.requirement",
        "standards.activities.I-02.serves",
        "standards.activities.I-06.serves",
    ]
    lines = bid.read_text(encoding="utf-8").splitlines()
    assert all(lines[use["line"] - 1][use["column"] - 1 :].startswith("REQ-005") for use in refers)
    assert found["forms"] == ["letter", "price", "technical-data", "technical-response"]
    assert {(each["change"]["id"], each["kind"]) for each in found["touched"]} >= {
        ("AD-1", "response"),
        ("AD-1", "cost-line"),
        ("CQ-01", "response"),
    }


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("P-08", "key_nodes.insider-found.evidence"),
        ("C-01", "price.rivals.0.rival"),
        ("L-1", "bid.delivery.M-2.lot   Spring testers, acceptance at the works"),
        ("security", "tender.clarifications.CQ-02.touches"),
        ("calibration", "calibration   十三、Statement on calibration with uncertainty, machine by machine"),
        ("deadline", "tender.addenda.AD-1.changes"),
        ("AD-1", "  addendum AD-1: price line B-01   last looked at on 2026-12-09"),
        ("CQ-02", "  clarification CQ-02: stale: response to TC-02   last looked at on 2026-12-02"),
    ],
)
def test_ids_of_every_kind_are_followed(name: str, says: str, bid: Path) -> None:
    said = bidkit("where-used", name, bid)
    assert says in said.out
    assert (said.code, said.err) == (0, "")


def test_an_id_that_nothing_has_is_a_problem(bid: Path) -> None:
    said = bidkit("where-used", "REQ-05", bid)
    assert (said.code, said.out) == (1, "")
    assert "there is nothing with the id 'REQ-05'" in said.err
    assert "`REQ-005`" in said.err
