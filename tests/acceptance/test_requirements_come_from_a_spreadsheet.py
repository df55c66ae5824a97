"""A tender's list of requirements comes into the record: what is new, changed and removed, and nothing unasked."""

import os
import re
import shlex
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.acceptance.house import bidkit
from tests.acceptance.requirement_lists import COMMENT, HEADS, SAME, book, import_, record_in, requirements, told


def test_a_list_that_says_the_same_changes_nothing(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    before = record.read_bytes()
    book(tmp_path, HEADS, *SAME)
    said = import_(tmp_path, "--yes")
    assert said.code == 0, said.err
    assert "0 new, 0 changed, 0 removed, 3 the same" in said.out
    assert record.read_bytes() == before


def test_what_is_new_changed_and_removed_is_shown_and_nothing_is_written_unasked(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    before = record.read_bytes()
    changed = ("REQ-002", "Response within 12 hours", "scored", 60, "exceeds", "8 hours")
    book(tmp_path, HEADS, changed, SAME[2], ("REQ-010", "Sampling at 2 kHz", "scored", None, None, None))
    said = import_(tmp_path)
    assert said.code == 1
    assert "new      REQ-010  Sampling at 2 kHz" in said.out
    assert "changed  REQ-002  text: Response within 24 hours" in said.out
    assert "> Response within 12 hours" in said.out
    assert "removed  REQ-001  Force accuracy class 0.5" in said.out
    assert "1 new, 1 changed, 1 removed, 1 the same" in said.out
    assert "Nothing was written; add --yes to write it." in said.err
    assert record.read_bytes() == before


def test_what_is_agreed_is_written_and_all_else_stays_as_it_was(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    before = record.read_text(encoding="utf-8")
    changed = ("REQ-002", "Response within 12 hours", "scored", 60, "exceeds", "8 hours")
    book(tmp_path, HEADS, SAME[0], changed, SAME[2], ("REQ-010", "Sampling: 2 kHz", None, None, "complies", None))
    assert import_(tmp_path, "--yes").code == 0
    added = '    - id: REQ-010\n      text: "Sampling: 2 kHz"\n      ours:\n        answer: comply\n'
    expected = before.replace("text: Response within 24 hours", "text: Response within 12 hours")
    at = expected.index("  activities:\n")
    assert record.read_text(encoding="utf-8") == expected[:at] + added + expected[at:]
    assert COMMENT in record.read_text(encoding="utf-8")
    assert import_(tmp_path).code == 0


def test_a_requirement_leaves_the_record_only_when_that_is_asked(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    book(tmp_path, HEADS, SAME[0], SAME[1])
    said = import_(tmp_path, "--yes")
    assert (said.code, "Removed ones stay in the record; --remove takes them out." in said.out) == (0, True)
    assert "REQ-003" in requirements(record)
    assert import_(tmp_path, "--remove").code == 1
    assert import_(tmp_path, "--remove", "--yes").code == 0
    assert list(requirements(record)) == ["REQ-001", "REQ-002"]


def test_one_that_others_name_cannot_be_removed(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    before = record.read_bytes()
    book(tmp_path, HEADS, SAME[1], SAME[2])
    said = import_(tmp_path, "--remove", "--yes")
    line = 1 + before.decode().partition("serves: [REQ-001]")[0].count("\n")
    assert said.code == 1
    assert f"deal.yaml:{line}:" in said.err
    assert "`REQ-001` is no requirement of the record" in said.err
    assert record.read_bytes() == before


def test_an_empty_cell_says_nothing_unless_that_is_asked(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    book(tmp_path, HEADS, (*SAME[0][:5], None), *SAME[1:])
    said = import_(tmp_path, "--yes")
    assert (said.code, "1 value of the record stays where its cell is empty" in said.out) == (0, True)
    assert requirements(record)["REQ-001"].ours.offered == "Class 0.5"
    found = told(tmp_path, "--clear")
    assert found["changed"] == [
        {"id": "REQ-001", "fields": [{"field": "ours.offered", "old": "Class 0.5", "new": None}]}
    ]


def test_the_tenders_numbers_are_kept_and_known_again(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    rows = [("3.2.1", "Force, class 0.5"), ("3.10", "Length"), (4, "Training of 4 people")]
    book(tmp_path, ("No.", "Technical requirement"), *rows)
    assert import_(tmp_path, "--yes").code == 0
    found = requirements(record)
    assert [(name, found[name].source) for name in list(found)[3:]] == [
        ("R-3-2-1", "3.2.1"),
        ("R-3-10", "3.10"),
        ("R-4", "4"),
    ]
    assert import_(tmp_path).code == 0
    assert told(tmp_path)["same"] == 3


def test_a_requirement_under_an_id_of_our_own_is_known_by_the_tenders_number(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("    - id: REQ-003\n", "    - id: REQ-003\n      source: 3.2.1\n"), encoding="utf-8")
    book(tmp_path, ("Clause", "Requirement"), ("3.2.1", "Open export of all raw data"))
    assert [each["id"] for each in told(tmp_path)["changed"]] == ["REQ-003"]


def test_a_list_without_numbers_is_known_by_its_words(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    book(tmp_path, ("Requirement", "Our answer"), ("Force accuracy class 0.5", "exceeds"), ("A guard", "complies"))
    found = told(tmp_path, "--yes")
    assert [each["id"] for each in found["changed"]] == ["REQ-001"]
    assert [each["id"] for each in found["new"]] == ["REQ-004"]
    assert requirements(record)["REQ-004"].text == "A guard"


@pytest.mark.parametrize(
    "heads",
    [
        ("编号", "技术要求", "约束力", "分值", "响应情况", "投标值"),
        (
            "No. 编号",
            "Requirement 要求",
            "Obligation/约束力",
            "Max. points\n分值",
            "Answer (响应)",
            "Offered value 投标值",
        ),
        ("ID", "  requirement ", "OBLIGATION", "Weight", "Compliance:", "offered"),
    ],
)
def test_headings_are_known_in_english_and_chinese(heads: tuple[str, ...], tmp_path: Path) -> None:
    record_in(tmp_path)
    book(tmp_path, ("Tender 2026-17",), (), heads, *SAME)
    found = told(tmp_path)
    assert found["header_row"] == 3
    assert (found["same"], found["new"], found["changed"]) == (3, [], [])


def test_chinese_answers_are_words_of_the_record(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    book(tmp_path, ("编号", "要求", "约束力", "响应"), ("REQ-003", "开放原始数据导出", "强制", "满足"))
    assert import_(tmp_path, "--yes").code == 0
    item = requirements(record)["REQ-003"]
    assert (item.text, item.obligation, item.ours.answer) == ("开放原始数据导出", "mandatory", "comply")


def test_columns_are_given_by_heading_or_letter(tmp_path: Path) -> None:
    record_in(tmp_path)
    book(tmp_path, ("Ref", "What we want", "Remark"), ("REQ-003", "Open export of all raw data", "8 hours"))
    columns = ("--column", "id=Ref", "--column", "text=B", "--column", "offered=remark")
    found = told(tmp_path, *columns)
    assert found["columns"] == {"id": "A", "text": "B", "ours.offered": "C"}
    assert [each["field"] for each in found["changed"][0]["fields"]] == ["text", "ours.offered"]


def test_a_heading_that_means_something_else_can_be_left_out(tmp_path: Path) -> None:
    record_in(tmp_path)
    book(tmp_path, HEADS, ("REQ-001", "Force accuracy class 0.5", "mandatory", None, "deviates", "Class 2"))
    found = told(tmp_path, "--column", "answer=-", "--column", "offered=-")
    assert (found["changed"], found["not_read"]) == (
        [],
        [{"column": "E", "heading": "Our answer"}, {"column": "F", "heading": "Value offered"}],
    )


def test_a_sheet_is_found_by_its_headings_or_named(tmp_path: Path) -> None:
    record_in(tmp_path)

    def more(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        book.create_sheet("Cover", 0).append(["Tender 2026-17"])
        other = book.create_sheet("Lot 2")
        other.append(HEADS)
        other.append(("REQ-003", "Open export of all raw data", None, None, None, None))

    book(tmp_path, HEADS, *SAME, change=more)
    said = import_(tmp_path)
    assert said.code == 1
    assert "shows 3 sheets, 2 of them with headings of requirements" in said.err
    assert "Name one with --sheet. The sheets are: Cover, List, Lot 2." in said.err
    assert len(told(tmp_path, "--sheet", "Lot 2")["changed"]) == 1
    assert import_(tmp_path, "--sheet", "List").code == 0


def test_a_category_merged_over_its_rows_holds_for_each(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    rows = (("accuracy", "R-1", "Class 0.5"), (None, "R-2", "Resolution"), ("service", "R-3", "Training"))
    book(tmp_path, ("Category", "Id", "Requirement"), *rows, change=lambda sheet: sheet.merge_cells("A2:A3"))
    assert import_(tmp_path, "--yes").code == 0
    found = requirements(record)
    assert [found[name].category for name in ("R-1", "R-2", "R-3")] == ["accuracy", "accuracy", "service"]


def test_a_title_over_merged_cells_is_no_requirement(tmp_path: Path) -> None:
    record_in(tmp_path)
    rows = (SAME[0], ("3 Service",), *SAME[1:])
    book(tmp_path, HEADS, *rows, change=lambda sheet: sheet.merge_cells("A3:F3"))
    said = import_(tmp_path)
    assert (said.code, "not read: row 3 '3 Service'" in said.out) == (0, True)
    assert told(tmp_path)["titles"] == [{"row": 3, "text": "3 Service"}]


def test_text_is_kept_word_for_word_and_never_calculated(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    texts = (
        "=1+1",
        "+5 °C to 35 °C",
        "-20 mm",
        '@Site: "hot" # 3',
        "Line one\n  line two",
        "_x0041_",
        "50 %",
        "'a'",
        "{x}",
    )
    book(tmp_path, ("Id", "Requirement"), *((f"T-{at}", text) for at, text in enumerate(texts)))
    assert import_(tmp_path, "--yes").code == 0
    found = requirements(record)
    assert [found[f"T-{at}"].text for at in range(len(texts))] == list(texts)
    assert import_(tmp_path).code == 0


def test_the_lines_of_the_readme_work(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^bidkit (requirements .*?) *#", readme, re.MULTILINE)
    assert [shlex.split(line)[1] for line in lines] == ["import", "export"]
    assert bidkit("new", "my-deal", cwd=tmp_path).code == 0
    book(tmp_path, ("No.", "Requirement"), ("3.2.1", "Force accuracy class 0.5"))
    for line in lines:
        said = bidkit(*shlex.split(line), cwd=tmp_path)
        assert said.code == 0, said.err
    assert (tmp_path / "my-deal" / "documents").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal to ask on")
def test_where_somebody_sits_there_the_columns_are_asked_and_the_change_is_agreed(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    book(tmp_path, ("Id", "What we want", "Remark"), ("REQ-003", "Open export of all raw data", "x"))
    words = ("requirements", "import", str(tmp_path / "list.xlsx"), str(record))
    code, shown = typed_at(words, ["colour", "text", "-", "n"])
    assert code == 1
    assert "B 'What we want' [-]: " in shown
    assert "no field `colour` is free" in shown
    assert "> Open export of all raw data" in shown
    assert "Nothing was written." in shown
    assert requirements(record)["REQ-003"].text == "Open export of the raw data"
    assert typed_at(words, ["text", "-", "y"])[0] == 0
    assert requirements(record)["REQ-003"].text == "Open export of all raw data"


def typed_at(words: Sequence[str], answers: Sequence[str]) -> tuple[int, str]:
    """Call a command on a terminal, type the answers, and return its exit code and all that was shown."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "bidkit", *words])
    watch = threading.Timer(60, os.kill, (pid, 9))
    watch.start()
    shown = b""
    left = list(answers)
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        shown += more
        if left and shown.rstrip(b" ").endswith((b"]:",)):
            os.write(terminal, left.pop(0).encode() + b"\n")
            shown += b" "
        if not more:
            break
    watch.cancel()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode("utf-8", "replace")
