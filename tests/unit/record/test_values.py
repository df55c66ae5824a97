"""A value means what the rep wrote, in YAML as in JSON."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bidkit.deal.types import When
from bidkit.problems import ProblemsFound
from bidkit.record.files import load_deal, load_house
from tests.builders import HOUSE, RECORD, edited, tree_of, write

NOTE = "note: checked by Chen Yu"
AMOUNT = "1250000.00"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", "true"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2026-07-01", "2026-07-01"),
        ("2026-07-01 10:00:00Z", "2026-07-01 10:00:00Z"),
        ("=", "="),
        ("'null'", "null"),
        ('"~"', "~"),
        ("Null", "Null"),
        ("NULL", "NULL"),
        ("'it''s'", "it's"),
        ('"a \\"b\\" \\u5ba2\\U0001F600"', 'a "b" 客😀'),
        ("  spaced   inside  ", "spaced   inside"),
        ("a # comment", "a"),
        ("a#b", "a#b"),
        ("'a # b'", "a # b"),
        ("|\n  one\n  two\n", "one\ntwo"),
        (">-\n  one\n  two\n", "one two"),
        ("弹簧试验机：九台", "弹簧试验机：九台"),
        ("null", None),
        ("~", None),
        ("", None),
        ("  # nothing", None),
    ],
)
def test_text_is_what_stands_there(written: str, means: str | None, tmp_path: Path) -> None:
    record = write(tmp_path, edited(RECORD, (NOTE, f"note: {written}")))
    assert load_deal(record).deal.note == means


@pytest.mark.parametrize("written", ["1.10", "0.5", "0", "-0", "007", "1250000.00", "'1.10'", '"1.10"', " 1.10 "])
def test_an_amount_keeps_its_digits(written: str, tmp_path: Path) -> None:
    found = load_deal(write(tmp_path, edited(RECORD, (AMOUNT, written)))).deal.expected_value
    assert found is not None
    assert found.as_tuple() == Decimal(written.strip(" '\"")).as_tuple()


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2026-09-03", When(year=2026, month=9, day=3)),
        ("2026-09", When(year=2026, month=9)),
        ("2026", When(year=2026)),
        ("'2026'", When(year=2026)),
        ("--09", When(month=9)),
        ("--09-03", When(month=9, day=3)),
        ("--02-29", When(month=2, day=29)),
        ("2024-02-29", When(year=2024, month=2, day=29)),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(written: str, means: When, tmp_path: Path) -> None:
    record = write(tmp_path, edited(RECORD, ("    date: 2026-09-03", f"    date: {written}")))
    found = load_deal(record).deal.customer.procurement.date
    assert found == means
    assert str(found) == written.strip("'")


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2026-09-03", date(2026, 9, 3), date(2026, 9, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("--09", None, None),
    ],
)
def test_a_date_reaches_from_its_first_day_to_its_last(
    written: str, earliest: date | None, latest: date | None, tmp_path: Path
) -> None:
    when = load_deal(write(tmp_path, edited(RECORD, ("  date: 2026-04\n", f"  date: {written}\n")))).deal.lead.date
    assert when is not None
    assert (when.earliest(), when.latest()) == (earliest, latest)


def test_empty_fields_and_groups_are_fields_left_out(tmp_path: Path) -> None:
    elements = RECORD[RECORD.index("elements:") : RECORD.index("evaluation:")]
    nothing = edited(
        RECORD, (elements, "elements:\n"), ("owner: Chen Yu", "owner:"), ("roles: [economic]", "roles: null")
    )
    left_out = edited(RECORD, (elements, ""), ("owner: Chen Yu\n", ""), ("    roles: [economic]\n", ""))
    assert load_deal(write(tmp_path, nothing)).deal == load_deal(write(tmp_path, left_out)).deal


def test_a_group_left_empty_in_house_yaml_stays_as_built_in(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("evaluation_model:\n  # threshold: 65\nresources:\n  A:\n", encoding="utf-8")
    found = load_house(tmp_path).house
    (tmp_path / "house.yaml").write_text("language: en\n", encoding="utf-8")
    assert found == load_house(tmp_path).house


def test_house_yaml_lies_over_the_defaults_and_deeper_groups_are_replaced_whole(tmp_path: Path) -> None:
    text = "evaluation_model: {threshold: 65}\nresources: {A: Run.}\n"
    (tmp_path / "house.yaml").write_text(text, encoding="utf-8")
    found = load_house(tmp_path).house
    assert found.evaluation_model.threshold == 65
    assert found.evaluation_model.give_up_below == 40
    assert found.resources["A"] == "Run."
    assert set(found.resources) == set("ABCD")
    (tmp_path / "house.yaml").write_text("evaluation_model:\n  scale: {lowest: 0}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_house(tmp_path)
    assert [problem.message for problem in caught.value.problems] == [
        "`evaluation_model.scale.highest` is missing",
        "`evaluation_model.scale.step` is missing",
    ]
    assert {problem.place.line for problem in caught.value.problems} == {2}


def test_the_nearest_house_counts(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "house.yaml").write_text("language: zh-CN\n", encoding="utf-8")
    assert load_house(tmp_path / "a" / "b").path == tmp_path / "house.yaml"
    (tmp_path / "a" / "house.yaml").write_text("language: en\n", encoding="utf-8")
    assert load_house(tmp_path / "a" / "b").house.language == "en"
    assert load_house(tmp_path).house.language == "zh-CN"


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_equals_yaml(indent: int | str | None, ascii_only: bool, tmp_path: Path) -> None:
    text = edited(RECORD, ("Hengda Spring Works", "恒大弹簧 😀😀 \\ \\ud83d / end"))
    as_json = json.dumps(tree_of(text), indent=indent, ensure_ascii=ascii_only)
    if ascii_only:
        assert "\\ud83d\\ude00" in as_json
    by_yaml, by_json = load_deal(write(tmp_path, text)), load_deal(write(tmp_path, "\t" + as_json, name="deal.json"))
    assert by_json.deal == by_yaml.deal
    assert by_json.deal.customer.name == "恒大弹簧 😀😀 \\ \\ud83d / end"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ('"a\\tb"', "a\tb"),
        ('"a\\nb"', "a\nb"),
        ('"a\\/b"', "a/b"),
        ('"\\u5ba2\\u6237"', "客户"),
        ('"\\\\ud83d\\\\ude00"', "\\ud83d\\ude00"),
        ('"\\\\\\ud83d\\ude00"', "\\😀"),
        ('"\\uD83D\\uDE00\\ud83d\\udE01"', "😀😁"),
        ('"NaN, -Infinity"', "NaN, -Infinity"),
        ('"# no comment: no key"', "# no comment: no key"),
        ('"null"', "null"),
        ("null", None),
        ("true", "true"),
        ("1.10", "1.10"),
        ("1E+2", "1E+2"),
        ("12345678901234567890.10", "12345678901234567890.10"),
    ],
)
def test_json_values_are_what_stands_there(written: str, means: str | None, tmp_path: Path) -> None:
    text = json.dumps(tree_of(RECORD)).replace('"checked by Chen Yu"', written)
    assert load_deal(write(tmp_path, text, name="deal.json")).deal.note == means


def test_numbers_in_json_are_the_same_amounts(tmp_path: Path) -> None:
    bare = json.dumps(tree_of(RECORD)).replace('"1250000.00"', "1250000.00").replace('"65"', "65")
    assert load_deal(write(tmp_path, bare, name="deal.json")).deal == load_deal(write(tmp_path)).deal


def test_a_number_of_five_thousand_digits_in_json_is_a_problem(tmp_path: Path) -> None:
    text = json.dumps(tree_of(RECORD)).replace('"1250000.00"', "1" * 5000)
    with pytest.raises(ProblemsFound, match="is not a number"):
        load_deal(write(tmp_path, text, name="deal.json"))


def test_json_problems_stand_where_they_do_in_the_file(tmp_path: Path) -> None:
    text = json.dumps(tree_of(RECORD), indent="\t").replace('"CNY"', '"RMB"')
    with pytest.raises(ProblemsFound) as caught:
        load_deal(write(tmp_path, text, name="deal.json"))
    (problem,) = caught.value.problems
    line = text.split("\n")[problem.place.line - 1]
    assert line[problem.place.column - 1 :] == '"RMB",'


@pytest.mark.parametrize("name", ["deal.yaml", "deal.yml", "deal.json", "deal.JSON"])
@pytest.mark.parametrize(("start", "end"), [(b"", b"\r\n"), (b"\xef\xbb\xbf", b"\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_line_ends_and_a_byte_order_mark_change_nothing(name: str, start: bytes, end: bytes, tmp_path: Path) -> None:
    text = json.dumps(tree_of(RECORD), indent=1) if name.lower().endswith("json") else RECORD
    record = write(tmp_path, start + text.encode().replace(b"\n", end), name=name)
    assert load_deal(record).deal == load_deal(write(tmp_path)).deal


@pytest.mark.parametrize(("start", "end"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n"), ("", "\r")])
def test_places_are_the_same_with_any_line_ends(start: str, end: str, tmp_path: Path) -> None:
    text = edited(RECORD, ("currency: CNY", "currency: RMB"), ("  possibility: 65", "  possibility: \x07 65"))
    record = write(tmp_path, (start + text.replace("\n", end)).encode())
    with pytest.raises(ProblemsFound) as caught:
        load_deal(record)
    assert [(each.place.line, each.place.column) for each in caught.value.problems] == [(7, 11), (53, 16), (53, 16)]


def test_columns_count_characters_and_not_bytes(tmp_path: Path) -> None:
    text = edited(RECORD, ("{score: 4, evidence: Budget approved", "{evidence: 预算已批准😀, score: 四"))
    with pytest.raises(ProblemsFound) as caught:
        load_deal(write(tmp_path, text))
    (problem,) = caught.value.problems
    assert text.split("\n")[problem.place.line - 1][problem.place.column - 1] == "四"


def test_the_house_may_be_in_chinese(tmp_path: Path) -> None:
    write(tmp_path, house_text=edited(HOUSE, ("Northfield Testing Machines", "北方试验机有限公司")))
    assert load_house(tmp_path).house.seller.name == "北方试验机有限公司"


DEADLINE = "tender:\n  dates:\n    deadline: {}\n    zone: {}\n"


@pytest.mark.parametrize("written", ["2026-12-18 09:30", "2026-12-18T09:30"])
def test_an_hour_is_local_and_its_zone_stands_apart(written: str, tmp_path: Path) -> None:
    dates = load_deal(write(tmp_path, RECORD + DEADLINE.format(written, "Asia/Shanghai"))).deal.tender.dates
    assert dates.deadline is not None
    assert (dates.deadline.isoformat(), dates.deadline.tzinfo, dates.zone) == (
        "2026-12-18T09:30:00",
        None,
        "Asia/Shanghai",
    )


@pytest.mark.parametrize(
    "written", ["2026-12-18", "2026-12-18 24:30", "2026-02-30 09:30", "2026-12-18 9:30", "2026-12-18 09:30+08:00"]
)
def test_what_is_no_day_with_an_hour_is_said(written: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_deal(write(tmp_path, RECORD + DEADLINE.format(written, "Asia/Shanghai")))
    (problem,) = found.value.problems
    assert problem.message == f"`tender.dates.deadline`: '{written}' is not a day with an hour"
    assert "2026-12-18 09:30" in problem.hint


@pytest.mark.parametrize("zone", ["Peking", "../etc/passwd", "/usr", "Asia", "+08:00", "Asia/\u4e0a\u6d77"])
def test_what_is_no_time_zone_is_said(zone: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_deal(write(tmp_path, RECORD + DEADLINE.format("2026-12-18 09:30", zone)))
    (problem,) = found.value.problems
    assert problem.message == f"`tender.dates.zone`: '{zone}' is not a time zone"
    assert "Asia/Shanghai" in problem.hint
