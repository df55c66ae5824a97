"""A rep writes the proposal: built on the customer's needs and standards, with nothing in it that is ours alone."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.acceptance.house import Said, bidkit, deal_of, drop, edit


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    return deal_of(tmp_path / "springs")


def sheet(deal: Path, *words: str) -> dict[str, object]:
    said = bidkit("proposal", deal, "--format", "json", *words)
    assert said.code == 0, said.err
    found: dict[str, object] = said.json()
    return found


def page(deal: Path, *words: str) -> str:
    said = bidkit("proposal", deal, "--format", "html", "--out", deal.parent / "out", *words)
    assert said.code == 0, said.err
    return (deal.parent / "out" / "SPRINGS-proposal.html").read_text(encoding="utf-8")


def final(deal: Path) -> Said:
    return bidkit("proposal", deal, "--format", "docx", "--out", deal.parent / "final", "--final")


def test_the_example_is_whole_and_sound(deal: Path) -> None:
    said = bidkit("proposal", deal, "--out", deal.parent / "out")
    assert (said.code, said.err) == (0, "")
    assert sheet(deal)["missing"] == []


def test_each_need_stands_in_its_owners_words_with_what_we_propose(deal: Path) -> None:
    needs = {each["id"]: each for each in sheet(deal)["needs"]}  # type: ignore[attr-defined]
    assert len(needs) == 8
    assert needs["N-02"]["owner"] == {"name": "Sun Jing", "title": "quality manager", "organisation": None}
    assert needs["N-02"]["what"].startswith("Whoever audits us must see an unbroken chain")
    assert all(each["solution"] for each in needs.values())
    assert needs["N-04"]["standards"] == ["REQ-014"]  # REQ-015 stands in the annex


def test_every_standard_of_the_customers_is_answered_once(deal: Path) -> None:
    found = sheet(deal)
    rows = [row for table in found["tables"] for row in table["rows"]]  # type: ignore[attr-defined]
    assert len(rows) == found["of"] == 22
    assert {row["id"] for row in rows} & {"REQ-005", "REQ-015", "REQ-020"} == set()
    assert [(each["answer"], each["number"]) for each in found["counts"]] == [  # type: ignore[attr-defined]
        ("met", 17),
        ("exceeded", 4),
        ("met in part", 1),
        ("not met", 0),
    ]
    assert all(row["offered"] and row["evidence"] for row in rows)
    assert [row["id"] for row in found["fall_short"]] == ["REQ-019"]  # type: ignore[attr-defined]
    assert [row["id"] for row in found["exceeded"]] == ["REQ-002", "REQ-008", "REQ-013", "REQ-025"]  # type: ignore[attr-defined]


def test_the_annex_holds_what_is_put_forward_with_reason_opening_and_proof(deal: Path) -> None:
    annex = sheet(deal)["annex"]
    assert [row["id"] for row in annex] == ["REQ-005", "REQ-015"]  # type: ignore[attr-defined]
    assert all(row["justification"] and row["or_equivalent"] and row["criterion"] for row in annex)  # type: ignore[attr-defined]


def test_a_standard_put_forward_without_a_reason_is_marked_and_hinders_a_final(deal: Path) -> None:
    edit(deal, "      justification: The static class says nothing of a load cell at 20 Hz.\n", "")
    assert sheet(deal)["missing"] == ["standards.requirements.REQ-015.justification"]
    assert page(deal).count('class="missing"') == 1
    assert "`standards.requirements.REQ-015.justification` is missing" in final(deal).err


def test_the_plan_counts_from_the_day_of_the_order(deal: Path) -> None:
    steps = sheet(deal)["plan"]
    first, last = steps[0], steps[-1]  # type: ignore[index]
    assert (first["start"], last["start"]) == ("2027-01-31", "2027-06-27")
    assert (date.fromisoformat(last["start"]) - date.fromisoformat(first["start"])).days == last["from_day"] == 147


def test_nothing_of_ours_stands_in_it(deal: Path) -> None:
    text = page(deal) + json.dumps(sheet(deal))
    for secret in ("Eastlake", "Kestrel", "Baixin", "4.2 million", "Chen Jie", "insider", "3650000", "adopted"):
        assert secret not in text


def test_what_we_alone_know_changes_nothing(deal: Path) -> None:
    before = page(deal)
    edit(
        deal,
        "      state: unknown\n      source: Draft of the requirement list",
        "      state: adopted\n      source: Us",
    )
    edit(deal, "expected_value: 3650000.00", "expected_value: 9990000.00")
    edit(deal, "    name: Kestrel Material Test\n", "    name: Somebody Else\n")
    assert page(deal) == before


def test_the_chinese_document_takes_the_chinese_blocks(deal: Path) -> None:
    english, chinese = page(deal), page(deal, "--language", "zh-CN")
    assert "We answer" in english
    assert "自有力值实验室" not in english
    assert "自有力值实验室" in chinese
    assert "对贵方采购标准的逐项响应" in chinese
    assert "We answer" not in chinese


def test_a_block_that_is_overdue_is_a_warning_in_a_draft_and_stops_a_final(deal: Path) -> None:
    block = deal.parent / "content" / "warranty.md"
    edit(block, "2027-06-30", "2026-09-01")
    said = bidkit("proposal", deal, "--format", "docx", "--out", deal.parent / "out")
    says = "`Warranty` was to be reviewed by 2026-09-01; Gao Ming, sales director answers for it"
    assert said.code == 0
    assert f"warranty.md:4:12: warning: {says}" in said.err
    assert f"warning: {says}" in bidkit("check", deal).out
    stopped = final(deal)
    assert stopped.code == 1
    assert f"warranty.md:4:12: {says}" in stopped.err
    assert not (deal.parent / "final").exists()


def test_a_block_that_cannot_be_shown_stops_the_draft_too(deal: Path) -> None:
    edit(deal.parent / "content" / "warranty.md", "**24 months**", "<b>24 months</b>")
    said = bidkit("proposal", deal, "--format", "docx", "--out", deal.parent / "out")
    assert said.code == 1
    assert "warranty.md:7:1: raw HTML cannot stand in a block" in said.err
    assert not (deal.parent / "out").exists()


def test_a_block_hinders_no_other_document(deal: Path) -> None:
    edit(deal.parent / "content" / "warranty.md", "**24 months**", "<b>24 months</b>")
    assert bidkit("standards", deal, "--format", "json").code == 0


def test_a_rival_named_to_the_customer_is_shown_at_its_place(deal: Path) -> None:
    edit(deal, "says: Kept in Jinan and renewed by us; you pay", "says: Unlike Baixin Test Equipment; you pay")
    said = bidkit("proposal", deal, "--format", "json")
    assert "warning: names the rival Baixin Test Equipment" in said.err
    line = next(n for n, text in enumerate(deal.read_text(encoding="utf-8").splitlines(), 1) if "Unlike Baixin" in text)
    assert f"deal.yaml:{line}:13: names the rival Baixin Test Equipment" in final(deal).err


def test_words_of_the_record_take_the_place_of_a_block(deal: Path) -> None:
    edit(deal, "warranty: {block: warranty}", "warranty: {text: Thirty months on everything.}")
    text = page(deal)
    assert "Thirty months on everything." in text
    assert "wearing parts such as grips" not in text


def test_a_house_without_a_name_is_told_where_to_write_it(deal: Path) -> None:
    drop(deal.parent / "house.yaml", "seller", "phone")
    edit(deal.parent / "house.yaml", "  name: Northfield Testing Machines (Beijing) Co., Ltd.\n", "")
    assert "house.yaml:2:1: `house.seller.name` is missing" in final(deal).err


def test_a_thin_record_gives_an_honest_draft(tmp_path: Path) -> None:
    ningxia = deal_of(tmp_path / "ningxia", "ningxia")
    found = bidkit("proposal", ningxia, "--format", "json").json()
    assert found["needs"] == found["tables"] == found["annex"] == []
    assert {"customer.name", "standards.needs", "proposal.letter", "proposal.content.about-us"} <= set(found["missing"])


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("{{ competitors|length }}", "there is no field 'competitors' on this sheet"),
        ("{{ floor|number }}", "there is no field 'floor' on this sheet"),
        ("{{ customer.procurement }}", "there is no field 'procurement' in 'customer'"),
        ("{% for row in exceeded %}{{ row.weight|number }}{% endfor %}", "there is no field 'weight' in 'exceeded[]'"),
    ],
)
def test_a_template_that_asks_for_what_is_ours_fails_the_check(deal: Path, field: str, says: str) -> None:
    house = deal.parent
    (house / "templates").mkdir()
    (house / "templates" / "set.yaml").write_text("name: ours\n", encoding="utf-8")
    text = '{% extends "built-in/proposal.html" %}\n{% block summary %}\n<p>' + field + "</p>\n{% endblock %}\n"
    (house / "templates" / "proposal.html").write_text(text, encoding="utf-8")
    with (house / "house.yaml").open("a", encoding="utf-8") as file:
        file.write("template_set: templates\n")
    said = bidkit("templates", "check", cwd=house)
    assert said.code == 1
    assert said.out.splitlines()[0].replace("\\", "/") == f"templates/proposal.html:3:1: {says}"


FORCED = "{forced: {by: Gao Ming, on: 2026-09-14, reason: The laboratory asks for the proposal now.}}"


@pytest.fixture
def ready(deal: Path) -> Path:
    """Return a deal from which a proposal may go out."""
    nodes = "".join(f"  {node}: {FORCED}\n" for node in ("key-people-met", "candidate-list"))
    edit(deal, "\nactions:\n", f"{nodes}\nactions:\n")
    return deal


def test_where_a_register_is_kept_a_final_proposal_is_issued_and_known_again(ready: Path) -> None:
    ready.with_name("authority.yaml").write_text("owner: Lin Hua\n", encoding="utf-8")
    first = final(ready)
    assert first.code == 0, first.err
    number = str(yaml.safe_load(ready.read_text(encoding="utf-8"))["proposal"]["number"])
    assert f"issued as {number} rev 1 on " in first.out
    assert "under approval" not in first.out
    old, new = (ready.parent / "final" / f"SPRINGS-proposal-rev{revision}.docx" for revision in (1, 2))
    with zipfile.ZipFile(old) as archive:
        words = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert f"{number} · Rev 1" in words
    assert f"issued as {number} rev 1" in final(ready).out
    assert not new.exists()

    edit(ready, "title: Materials-testing laboratory for Qinglan Spring, Jinan\n", "title: A materials laboratory\n")
    assert f"issued as {number} rev 2 on " in final(ready).out
    asked = bidkit("verify", old, new, "--json").json()
    assert [(each["state"], each["revision"]) for each in asked] == [("superseded", 1), ("issued", 2)]
    changed = bidkit("redline", old, new, "--out", ready.parent / "changed.docx")
    assert (changed.code, "insertion" in changed.out) == (0, True)


def test_a_final_proposal_in_a_house_without_a_register_is_written_as_it_is(ready: Path) -> None:
    assert final(ready).code == 0
    assert (ready.parent / "final" / "SPRINGS-proposal.docx").exists()
    assert not ready.with_name("bidkit.db").exists()
