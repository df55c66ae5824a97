"""Every wrong record gives exactly the Problems that it should, each at its place and with a way out."""

from pathlib import Path

import pytest

from bidkit.cli.desk import lay_out
from bidkit.problems import Problem, ProblemsFound
from tests.builders import (
    ACCEPTANCE,
    COMPLETION,
    CONTRACT,
    HOUSE,
    LOST,
    PRICE,
    PROPOSAL,
    RECORD,
    STANDARDS,
    TENDER,
    edited,
    write,
)
from tests.unit.record.wrong_records.acceptances import ACCEPTANCES
from tests.unit.record.wrong_records.completions import COMPLETIONS, LOSSES
from tests.unit.record.wrong_records.contracts import CONTRACTS, NEGOTIATIONS
from tests.unit.record.wrong_records.costs import COSTS
from tests.unit.record.wrong_records.fields import FIELDS
from tests.unit.record.wrong_records.houses import HOUSES
from tests.unit.record.wrong_records.people import PEOPLE, WRONG_PEOPLE
from tests.unit.record.wrong_records.prices import PRICES
from tests.unit.record.wrong_records.proposals import PROPOSALS
from tests.unit.record.wrong_records.rules import EARLY, ENTERED
from tests.unit.record.wrong_records.standards import STANDARD_MISTAKES
from tests.unit.record.wrong_records.table import Wrong
from tests.unit.record.wrong_records.tenders import TENDERS
from tests.unit.record.wrong_records.texts import WHOLE, YAML

NODES = RECORD[RECORD.index("key_nodes:") : RECORD.index("actions:")]
EARLY_RECORD = edited(RECORD, ("stage: sales-entry", "stage: development"), (NODES, ""))
CASES = [(RECORD, case) for case in (*YAML, *FIELDS, *ENTERED)] + [(EARLY_RECORD, case) for case in (*EARLY, *COSTS)]
PRICED_RECORD = EARLY_RECORD + PRICE
CASES += [(PRICED_RECORD, case) for case in PRICES]
SEATS = RECORD[RECORD.index("stakeholders:") : RECORD.index("costs:")]
PEOPLED_RECORD = edited(EARLY_RECORD, (SEATS, PEOPLE))
CASES += [(PEOPLED_RECORD, case) for case in WRONG_PEOPLE]
INFLUENCED_RECORD = EARLY_RECORD + STANDARDS
CASES += [(INFLUENCED_RECORD, case) for case in STANDARD_MISTAKES]

PROPOSED_RECORD = INFLUENCED_RECORD + PROPOSAL
CASES += [(PROPOSED_RECORD, case) for case in PROPOSALS]
ACCEPTED_RECORD = INFLUENCED_RECORD + ACCEPTANCE
CASES += [(ACCEPTED_RECORD, case) for case in ACCEPTANCES]
SIGNED_RECORD = ACCEPTED_RECORD + CONTRACT
CASES += [(SIGNED_RECORD, case) for case in (*NEGOTIATIONS, *CONTRACTS)]
COMPLETED_RECORD = SIGNED_RECORD + COMPLETION
CASES += [(COMPLETED_RECORD, case) for case in COMPLETIONS]
LOST_RECORD = EARLY_RECORD + LOST
CASES += [(LOST_RECORD, case) for case in LOSSES]
TENDERED_RECORD = INFLUENCED_RECORD + TENDER
CASES += [(TENDERED_RECORD, case) for case in TENDERS]
BASES = {
    "entered": RECORD,
    "early": EARLY_RECORD,
    "priced": PRICED_RECORD,
    "peopled": PEOPLED_RECORD,
    "influenced": INFLUENCED_RECORD,
    "proposed": PROPOSED_RECORD,
    "accepted": ACCEPTED_RECORD,
    "signed": SIGNED_RECORD,
    "completed": COMPLETED_RECORD,
    "lost": LOST_RECORD,
    "tendered": TENDERED_RECORD,
}


def problems_of(record: Path) -> tuple[Problem, ...]:
    """Return every Problem of a record and its house, warnings too."""
    try:
        return lay_out(record).problems
    except ProblemsFound as found:
        return found.problems


def said(problems: tuple[Problem, ...]) -> list[str]:
    """Return `line:column: message` of each Problem."""
    marks = {"warning": "warning: ", "error": ""}
    return [f"{each.place.line}:{each.place.column}: {marks[each.severity]}{each.message}" for each in problems]


def hold(case: Wrong, base: str, problems: tuple[Problem, ...], path: Path) -> None:
    assert said(problems) == case.expected(base)
    assert {each.place.path for each in problems} == {str(path)}
    assert all(each.hint.strip() for each in problems)
    assert case.hint in problems[0].hint


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_the_sound_records_are_sound(base: str, tmp_path: Path) -> None:
    assert problems_of(write(tmp_path, base)) == ()


@pytest.mark.parametrize(("base", "case"), CASES, ids=[case.name for _, case in CASES])
def test_a_wrong_record(base: str, case: Wrong, tmp_path: Path) -> None:
    record = write(tmp_path, case.text(base))
    hold(case, base, problems_of(record), record)


@pytest.mark.parametrize("case", HOUSES, ids=[case.name for case in HOUSES])
def test_a_wrong_house(case: Wrong, tmp_path: Path) -> None:
    record = write(tmp_path, house_text=case.text(HOUSE))
    hold(case, HOUSE, problems_of(record), tmp_path / "house.yaml")


@pytest.mark.parametrize(("name", "content", "says"), [case[1:] for case in WHOLE], ids=[case[0] for case in WHOLE])
def test_a_wrong_file(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    problems = problems_of(write(tmp_path, content, name=name))
    assert said(problems) == says.split("\n")
    assert all(each.hint for each in problems)


def test_names_are_different() -> None:
    names = [case.name for _, case in CASES] + [case.name for case in HOUSES]
    assert len(names) == len(set(names))


def test_a_file_of_exactly_5_mb_is_read(tmp_path: Path) -> None:
    record = RECORD.encode()
    assert problems_of(write(tmp_path, record + b"#" * (5_000_000 - len(record)))) == ()


def test_thirty_deep_is_read_and_thirty_one_is_not(tmp_path: Path) -> None:
    deep = RECORD.replace("note: checked by Chen Yu", f"note: {'[' * 29}{']' * 29}")
    assert [each.message for each in problems_of(write(tmp_path, deep))] == [
        "`note`: is a list or a group of fields; one value belongs here"
    ]


def test_an_unreadable_record_is_named(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)
    assert problem.place.path == str(tmp_path)
    assert problem.message == "is a folder, and a file belongs here"
    assert problem.hint


def test_binary_data_gives_no_flood_of_problems(tmp_path: Path) -> None:
    problems = problems_of(write(tmp_path, RECORD.encode() + b"\x00" * 100_000))
    assert sum("control character" in each.message for each in problems) == 50


def test_five_mistakes_of_different_kinds_are_named_at_once_in_file_order(tmp_path: Path) -> None:
    text = edited(
        RECORD,
        ("title: Spring", "title: Spr\x07ing"),
        ("owner: Chen Yu\n", "ownr: Chen Yu\n"),
        ("1250000.00", "1,250,000"),
        ("    source: Wang Lei\n", "    source: Wang Lei\n    source: Liu Min\n"),
        ("decided_on: 2026-09-10", "decided_on: 2026-02-31"),
    )
    record = write(tmp_path, text)
    assert said(problems_of(record)) == [
        "2:11: holds a control character (U+0007)",
        "5:1: `ownr` is not a field that may stand here",
        "8:17: `expected_value`: '1,250,000' is not a number",
        "15:5: `source` is given twice",
        "40:15: `evaluation.decided_on`: '2026-02-31' is not a day in the calendar",
    ]


def test_rules_run_only_on_sound_fields(tmp_path: Path) -> None:
    text = edited(RECORD, ("currency: CNY\n", ""), ("product: customised", "product: made"))
    assert said(problems_of(write(tmp_path, text))) == ["8:10: `product`: 'made' cannot stand here"]


def test_all_broken_rules_are_named_at_once_with_the_warnings(tmp_path: Path) -> None:
    text = edited(
        EARLY_RECORD,
        ("currency: CNY\n", ""),
        ("{score: 4, evidence: Budget approved, date: 2026-09-07}", "{score: 4}"),
        ("influence: 40", "influence: 41"),
    )
    assert said(problems_of(write(tmp_path, text))) == [
        "7:17: `expected_value` is given, but the record names no currency",
        "36:5: warning: the score of `capital_status` has no evidence and counts as zero",
        "55:1: the shares of influence add up to 101 percent",
    ]


def test_record_and_house_are_wrong_together(tmp_path: Path) -> None:
    record = write(tmp_path, RECORD.replace("currency: CNY", "currency: RMB"), HOUSE.replace("step: 1", "step: 2"))
    assert [(Path(each.place.path).name, each.place.line) for each in problems_of(record)] == [
        ("deal.yaml", 7),
        ("house.yaml", 9),
    ]


def test_the_house_is_named_as_a_person_would_type_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "deals" / "springs"
    folder.mkdir(parents=True)
    write(tmp_path, house_text=HOUSE.replace("step: 1", "step: 2"))
    (folder / "deal.yaml").write_text(RECORD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [str(each.place) for each in problems_of(Path("deals/springs/deal.yaml"))] == ["house.yaml:9:11"]
