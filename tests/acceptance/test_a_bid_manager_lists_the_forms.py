"""A bid manager asks which papers the tender wants."""

from tests.acceptance.house import EXAMPLES, bidkit

BID = EXAMPLES / "springs-bid"


def test_the_list_shows_what_decides_over_a_form() -> None:
    said = bidkit("forms", BID)
    assert (said.code, said.err) == (0, "")
    rows = [line.split() for line in said.out.splitlines() if "、" in line]
    assert len(rows) == 13
    assert [row[0][:2] for row in rows[:3]] == ["一、", "二、", "三、"]
    assert " ".join(rows[2]) == "三、Bid security security separate yes who issues it no 0 -"
    assert rows[-1][-6:] == ["technical", "yes", "signatory", "yes", "2", "4"]
    assert "calibration: file: papers/calibration-statement.pdf" in said.out


def test_other_programs_get_the_same_list_in_chinese() -> None:
    told = bidkit("forms", BID, "--json", "--language", "zh-CN").json()
    assert (told["profile"], told["envelopes"]) == ("china-equipment-2017", "two")
    assert [form["title"] for form in told["forms"]][:2] == ["投标函", "法定代表人身份证明或授权委托书"]
    assert told["forms"][11]["page_limit"] == 60


def test_a_record_without_a_list_says_which_profiles_there_are() -> None:
    said = bidkit("forms", EXAMPLES / "springs")
    assert "No forms" in said.out
    assert "world-bank-goods" in said.out
