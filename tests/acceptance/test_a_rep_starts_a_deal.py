"""A rep starts a deal, fills it in, checks it and sees where it stands."""

from datetime import date
from pathlib import Path

from tests.acceptance.house import bidkit, deal_of, drop, edit


def test_a_new_deal_is_sound_and_says_what_to_do_first(tmp_path: Path) -> None:
    said = bidkit("new", tmp_path / "my deal")
    assert said.code == 0
    assert said.out.endswith(f'bidkit status "{tmp_path / "my deal"}"\n')
    assert (tmp_path / "my deal" / "house.yaml").exists()
    assert bidkit("check", tmp_path / "my deal" / "deal.yaml").code == 0
    status = bidkit("status", tmp_path / "my deal", "--json").json()
    assert status["stage"] == "development"
    assert [action["field"] for action in status["next_actions"]][:2] == ["elements.needs", "elements.schedule"]
    assert f"as_of: {date.today().isoformat()}" in (tmp_path / "my deal" / "deal.yaml").read_text("utf-8")  # noqa: DTZ011


def test_a_house_above_is_used_and_not_written_again(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("seller:\n  name: Tiny House Ltd\n", encoding="utf-8")
    bidkit("new", tmp_path / "deals" / "one")
    assert not (tmp_path / "deals" / "one" / "house.yaml").exists()
    lines = bidkit("config", tmp_path / "deals" / "one").out.splitlines()
    assert any("Tiny House Ltd" in line and line.endswith("house.yaml:2") for line in lines)
    assert any("threshold" in line and line.endswith("# built-in") for line in lines)


def test_what_config_prints_is_the_same_house(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("evaluation_model:\n  threshold: 65\n", encoding="utf-8")
    printed = bidkit("config", tmp_path).out
    other = tmp_path / "other"
    other.mkdir()
    (other / "house.yaml").write_text(printed, encoding="utf-8")
    values = [line.partition("  #")[0].rstrip() for line in printed.splitlines()[2:]]
    again = [line.partition("  #")[0].rstrip() for line in bidkit("config", other).out.splitlines()[2:]]
    assert values == again


def test_a_record_is_never_overwritten(tmp_path: Path) -> None:
    bidkit("new", tmp_path)
    record = tmp_path / "deal.yaml"
    record.write_text(record.read_text("utf-8") + "# mine\n", encoding="utf-8")
    said = bidkit("new", tmp_path)
    assert said.code == 1
    assert "is not overwritten" in said.err
    assert record.read_text("utf-8").endswith("# mine\n")


def test_all_mistakes_are_named_at_once_with_their_lines(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "stage: sales-entry", "stage: sales-entrey\nstge: proposal")
    edit(record, "currency: CNY", "currency: RMB")
    said = bidkit("check", record, "--json")
    assert said.code == 1
    data = said.json()
    assert data["ok"] is False
    lines = record.read_text("utf-8").splitlines()
    for problem, word in zip(data["problems"], ("sales-entrey", "stge", "RMB"), strict=True):
        assert set(problem) == {"path", "line", "column", "severity", "message", "hint"}
        assert word in lines[problem["line"] - 1]
        assert lines[problem["line"] - 1][problem["column"] - 1 :].startswith(word)
        assert problem["hint"]
    assert f"{record}:{data['problems'][0]['line']}:" in bidkit("check", record).out


def test_problems_of_house_and_record_come_together(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    edit(record, "currency: CNY", "currency: RMB")
    (tmp_path / "house.yaml").write_text("evaluation_model:\n  threshold: 165\n", encoding="utf-8")
    problems = bidkit("check", record, "--json").json()["problems"]
    assert [Path(problem["path"]).name for problem in problems] == ["deal.yaml", "house.yaml"]
    assert problems[1]["line"] == 2


def test_a_missing_record_is_a_wrong_call(tmp_path: Path) -> None:
    said = bidkit("check", tmp_path / "nowhere.yaml")
    assert said.code == 2
    assert "bidkit new" in said.err


def test_a_stage_cannot_be_entered_through_a_closed_gate(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "ningxia")
    edit(record, "stage: development", "stage: sales-entry")
    said = bidkit("check", record, "--json")
    assert said.code == 1
    (problem,) = [each for each in said.json()["problems"] if each["severity"] == "error"]
    assert "may not be entered" in problem["message"]
    assert record.read_text("utf-8").splitlines()[problem["line"] - 1].startswith("stage:")


def test_a_forced_entry_stays_visible_and_lowers_the_chance(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    before = bidkit("evaluation", record, "--format", "json").json()
    drop(record, "key_nodes", "customer-graded")
    edit(
        record,
        "key_nodes:",
        "key_nodes:\n  customer-graded:\n"
        "    forced: {by: Sales director, on: 2026-09-01, reason: the customer would not wait}",
    )
    status = bidkit("status", record, "--json").json()
    assert status["forced"][0]["by"] == "Sales director"
    assert status["may_enter"] is False
    after = bidkit("evaluation", record, "--format", "json").json()
    assert after["position"]["forced"][0]["reason"] == "the customer would not wait"
    assert after["grading"]["chance"] == before["grading"]["chance"] / 2
