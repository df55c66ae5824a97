"""A rep reads the stakeholder plan: who decides, who is missing, whom to meet next and what to ask."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit
from tests.unit.render.word_files import paragraphs, stories

Plan = dict[str, Any]


def plan_of(record: Path) -> Plan:
    said = bidkit("stakeholders", record, "--format", "json")
    assert said.code == 0, said.err
    found: Plan = said.json()
    return found


def kinds(found: Plan) -> list[str]:
    return [flag["kind"] for flag in found["flags"]]


def flag(found: Plan, kind: str) -> Plan:
    return next(each for each in found["flags"] if each["kind"] == kind)


@pytest.fixture(scope="module")
def springs() -> Plan:
    return plan_of(EXAMPLES / "springs" / "deal.yaml")


@pytest.fixture(scope="module")
def ningxia() -> Plan:
    return plan_of(EXAMPLES / "ningxia" / "deal.yaml")


def test_ningxia_shows_what_the_sales_director_reproaches(ningxia: Plan) -> None:
    grave = {each["kind"] for each in ningxia["flags"] if each["grave"]}
    assert grave >= {"no-insider", "no-economic", "turned-away", "business-department", "design-institute"}
    assert flag(ningxia, "business-department")["who"] == ["business department, nobody identified (P-07)"]
    assert "Never contacted." in flag(ningxia, "business-department")["words"][0]
    assert "Could design our products in" in flag(ningxia, "design-institute")["words"][0]
    assert "worth more than it was given" in flag(ningxia, "design-institute")["title"]
    assert "The call ended before" in flag(ningxia, "turned-away")["words"][0]
    assert "dismissed" in " ".join(flag(ningxia, "no-next-step")["words"])


REPROACHES = {
    "en": (
        "No insider: nobody at the customer tells us how it looks from inside.",
        "Key people: nobody is named who holds this role: economic buyer.",
        "The business department, which runs the purchase, was never contacted.",
        "The design institute is worth more than it was given",
    ),
    "zh-CN": (
        "没有内线：客户内部无人告诉我们真实情况。",
        "关键人物：没有人被指明担任此角色：经济决策人。",
        "主持采购的商务部门从未联系过。",
        "设计院的价值未得到应有的重视",
    ),
}


@pytest.mark.parametrize("language", REPROACHES)
def test_ningxia_shows_the_reproaches_in_word_and_as_pdf(language: str, tmp_path: Path) -> None:
    said = bidkit("stakeholders", EXAMPLES / "ningxia", "--language", language, "--out", tmp_path)
    assert said.code == 0, said.err
    roots = stories((tmp_path / "NINGXIA-stakeholders.docx").read_bytes())
    word = "".join(text for _, root in roots for text in paragraphs(root))
    pages = PdfReader(tmp_path / "NINGXIA-stakeholders.pdf").pages
    pdf = "".join("".join(page.extract_text().split()) for page in pages)
    for reproach in REPROACHES[language]:
        plain = "".join(reproach.split())
        assert plain in word
        assert plain in pdf


def test_ningxia_invents_nothing(ningxia: Plan) -> None:
    assert (ningxia["facts"]["shares"], ningxia["facts"]["rest"]) == (0, 100)
    assert ningxia["judgements"] == []
    assert ningxia["calendar"]["entries"] == []
    assert {row["due"] for row in ningxia["plan"]} == {None}
    assert all(row["of_method"] for row in ningxia["plan"])
    assert ningxia["candidate"]["state"] == "unknown"


def test_ningxia_says_whom_to_see_and_what_to_ask(ningxia: Plan) -> None:
    asked = {row["who"]: row["question"] for row in ningxia["plan"]}
    assert asked["A (P-01)"] == "What is certain of this: Needs?"
    assert "business department, nobody identified (P-07)" in asked


def test_springs_states_the_influence_that_nobody_named_holds(springs: Plan) -> None:
    facts = springs["facts"]
    named = sum(row["influence"] or 0 for each in springs["departments"] for row in each["people"])
    assert (facts["people"], facts["unidentified"]) == (14, 2)
    assert facts["shares"] == named
    assert facts["shares"] + facts["rest"] == 100
    assert facts["rest"] > 0


def test_springs_names_its_gaps_in_the_records_own_words(springs: Plan) -> None:
    assert flag(springs, "economic-uncovered")["words"][0] == "P-06: Signs the contract; nobody of us has met him."
    assert flag(springs, "out-of-touch")["who"] == ["Wu Fang (P-09)"]
    assert "96 days ago" in flag(springs, "out-of-touch")["title"]
    assert flag(springs, "new-player")["who"] == ["Deng Tao (P-11)"]
    assert "64 of 96 percent of influence rest on one source: Liu Min" in flag(springs, "one-source")["title"]
    assert "no-insider" not in kinds(springs)
    assert [each["grave"] for each in springs["flags"]] == sorted(
        (each["grave"] for each in springs["flags"]), reverse=True
    )


def test_every_judgement_of_springs_has_its_source_and_date(springs: Plan) -> None:
    assert len(springs["judgements"]) > 25
    assert all(row["source"] and row["date"] for row in springs["judgements"])


def test_every_planned_visit_has_day_owner_and_question_in_order(springs: Plan) -> None:
    planned = [row for row in springs["plan"] if not row["of_method"]]
    assert len(planned) == 7
    assert all(row["due"] and row["owner"] and row["question"].endswith("?") for row in planned)
    assert [row["due"] for row in planned] == sorted(row["due"] for row in planned)


def test_coverage_says_who_of_us_knows_whom(springs: Plan) -> None:
    rows = {row["person"]: row for row in springs["coverage"]}
    assert rows["Wang Lei (P-01)"]["met_by"] == ["Chen Yu", "He Tao"]
    assert rows["Sun Jing (P-02)"]["one_of_us"]
    assert rows["Xu Guohua (P-06)"]["met"] == 0
    ours = {row["name"]: row for row in springs["ours"]}
    assert ours["Gao Ming"]["knows"] == []
    assert ours["Gao Ming"]["planned"] == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("roles: [user, insider]", "roles: [user]", "no-insider"),
        ("score: +5", "score: -1", "insider-in-doubt"),
        ("roles: [procurement]\n    function: Runs", "roles: []\n    function: Runs", None),
    ],
)
def test_a_change_of_the_people_changes_the_flags(old: str, new: str, kind: str | None, tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    before = plan_of(record)
    edit(record, old, new)
    after = plan_of(record)
    if kind is None:
        assert kinds(after) == kinds(before)
    else:
        assert kind not in kinds(before)
        assert kind in kinds(after)


def test_a_visit_that_has_passed_is_shown_as_overdue(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(
        record,
        "due: 2026-10-16\n        owner: Gao Ming\n        how",
        "due: 2026-09-01\n        owner: Gao Ming\n        how",
    )
    found = plan_of(record)
    assert [row["who"] for row in found["plan"] if row["overdue"]] == ["Xu Guohua (P-06)"]


def test_a_listed_supplier_closes_the_gate_of_the_candidate_list(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "state: not-listed", "state: listed")
    edit(record, "key_nodes:\n", "key_nodes:\n  candidate-list: {reached_on: 2026-09-14, evidence: Letter}\n")
    nodes = {each["id"]: each for each in bidkit("status", record, "--json").json()["key_nodes"]}
    assert nodes["candidate-list"]["reached"]
    assert not nodes["key-people-met"]["reached"]


def test_the_calendar_holds_the_planned_days_and_is_the_same_each_time(tmp_path: Path) -> None:
    record = deal_of(tmp_path / "deal")
    files = []
    for number in ("1", "2"):
        said = bidkit("stakeholders", record, "--format", "html", "--calendar", "--out", tmp_path / number)
        assert said.code == 0
        files.append((tmp_path / number / "SPRINGS-stakeholders.ics").read_bytes())
    assert files[0] == files[1]
    lines = files[0].decode().replace("\r\n ", "").split("\r\n")
    days = [date.fromisoformat(line.partition(":")[2]) for line in lines if line.startswith("DTSTART")]
    assert days == sorted(days)
    assert len(days) == 8  # seven visits, and the day on which the candidate list closes
    assert "UID:SPRINGS-P-06-1@bidkit" in lines
    assert "SUMMARY:SPRINGS: first visit with Xu Guohua (P-06)" in lines
    assert {line for line in lines if line.startswith("DTSTAMP")} == {"DTSTAMP:20260915T000000Z"}


def test_without_calendar_there_is_none(tmp_path: Path) -> None:
    record = deal_of(tmp_path / "deal")
    assert bidkit("stakeholders", record, "--format", "html", "--out", tmp_path).code == 0
    assert not list(tmp_path.glob("*.ics"))


def charts_of(record: Path, people: int, departments: int) -> list[str]:
    """Return the organisation charts of a plan with so many people, as markup."""
    text = record.read_text(encoding="utf-8")
    start, end = text.index("stakeholders:"), text.index("candidate_list:")
    listed = "".join(
        f"  - {{id: P-{n:02}, name: Li {n}, title: engineer, department: department {n % departments}, roles: [user],"
        f" reports_to: {f'P-{(n - 1) % departments + 1:02}' if n > departments else ''},"
        f" attitude: {{score: {n % 11 - 5}}}, influence: 1}}\n"
        for n in range(1, people + 1)
    )
    record.write_text(text[:start] + "stakeholders:\n" + listed + text[end:], encoding="utf-8")
    said = bidkit("stakeholders", record, "--format", "html", "--out", record.parent / "out")
    assert said.code == 0, said.err
    page = (record.parent / "out" / "SPRINGS-stakeholders.html").read_text(encoding="utf-8")
    chart = page[page.index('id="organisation"') : page.index('id="people"')]
    assert set(re.findall(r">Li (\d+)<", chart)) == {str(n) for n in range(1, people + 1)}
    return re.findall(r"<svg.*?</svg>", chart, re.DOTALL)


def test_sixty_people_of_six_departments_stand_on_one_page(tmp_path: Path) -> None:
    assert len(charts_of(deal_of(tmp_path), 60, 6)) == 1


def test_ninety_people_of_eight_departments_are_split_by_department(tmp_path: Path) -> None:
    charts = charts_of(deal_of(tmp_path), 90, 8)
    found = [set(re.findall(r">department (\d)<", chart)) for chart in charts]
    assert len(charts) > 1
    assert sorted(each for departments in found for each in departments) == list("01234567")


def test_of_very_many_people_under_one_flag_the_page_names_the_first_and_counts_the_rest(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    charts_of(record, 90, 8)
    page = (tmp_path / "out" / "SPRINGS-stakeholders.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr.*?</tr>", page[page.index('id="table-flags"') : page.index('id="plan"')], re.DOTALL)
    assert max(row.count("Li ") for row in rows) == 12
    assert "… and 78 more" in page
    assert max(len(each["who"]) for each in plan_of(record)["flags"]) == 90


def test_final_writes_nothing_while_a_seat_has_no_name(tmp_path: Path) -> None:
    said = bidkit("stakeholders", deal_of(tmp_path), "--final", "--out", tmp_path / "out")
    assert said.code == 1
    assert "`stakeholders.P-13.name` is missing" in said.err
    assert not (tmp_path / "out").exists()


def test_the_help_shows_a_real_call() -> None:
    said = bidkit("stakeholders", "--help")
    assert "Example: bidkit stakeholders deals/springs/deal.yaml" in said.out
    assert "--calendar" in said.out
