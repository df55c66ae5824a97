"""Whatever form a publisher chose, the release that counts is found, and the rest is named."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from bidkit.problems import ProblemsFound
from bidkit.published.reading import read_ocds
from tests.unit.published.samples import RELEASE, drafted, fact

OLD: dict[str, Any] = {
    "ocid": RELEASE["ocid"],
    "id": "first",
    "date": "2026-01-01T00:00:00Z",
    "tender": {"id": "2026/17", "title": "Draft title", "eligibilityCriteria": "Registered suppliers"},
}
NEW_WITHOUT_TENDER = {
    "ocid": RELEASE["ocid"],
    "id": "last",
    "date": "2026-03-01T00:00:00Z",
    "tag": ["award"],
    "awards": [{"id": "A"}],
}
COMPILED = {**RELEASE, "tag": ["compiled"]}

SHAPES: dict[str, Callable[[], object]] = {
    "release": lambda: RELEASE,
    "bare list": lambda: [RELEASE],
    "list of lists": lambda: [[RELEASE]],
    "release package": lambda: {"uri": "https://x.example", "releases": [RELEASE]},
    "record with releases": lambda: {"ocid": RELEASE["ocid"], "releases": [OLD, RELEASE]},
    "releases out of order": lambda: {"releases": [RELEASE, OLD]},
    "record with compiled release": lambda: {
        "ocid": RELEASE["ocid"],
        "releases": [{**OLD, "date": "2027-01-01T00:00:00Z"}],
        "compiledRelease": COMPILED,
    },
    "record package": lambda: {"records": [{"ocid": RELEASE["ocid"], "compiledRelease": COMPILED}]},
    "compiled release": lambda: COMPILED,
    "compiled among releases": lambda: [{**OLD, "date": "2027-01-01T00:00:00Z"}, COMPILED],
    "linked releases beside": lambda: {
        "ocid": RELEASE["ocid"],
        "releases": [{"url": "https://x.example/1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"]}],
        "compiledRelease": COMPILED,
    },
    "releases by id": lambda: {"releases": {"a": OLD, "b": RELEASE}},
    "one release, not in a list": lambda: {"releases": RELEASE},
    "what a portal wraps around": lambda: {"status": "ok", "data": {"results": [{"releases": [RELEASE]}]}},
    "an award at the end": lambda: [OLD, RELEASE, NEW_WITHOUT_TENDER],
    "ocid on the record alone": lambda: {
        "ocid": RELEASE["ocid"],
        "compiledRelease": {name: part for name, part in RELEASE.items() if name != "ocid"},
    },
    "several documents": lambda: json.dumps(OLD) + "\n" + json.dumps(RELEASE),
    "documents without a gap": lambda: json.dumps(OLD) + json.dumps(RELEASE),
    "JSON text sequence": lambda: "\x1e" + json.dumps(OLD) + "\n\x1e" + json.dumps(RELEASE) + "\n",
    "JSON lines with blank lines": lambda: "\n\n" + json.dumps(OLD) + "\r\n\r\n" + json.dumps(RELEASE) + "\n\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_last_word_counts_in_every_form(shape: str) -> None:
    draft, _ = drafted(SHAPES[shape]())
    assert fact(draft, "tender.notice.title") == "Spring testing machines"
    assert fact(draft, "tender.dates.deadline") == "2026-03-10 12:00"
    assert "ocds-213czf-000-00001" in draft.source


def test_what_only_an_earlier_release_says_is_kept_and_what_was_replaced_is_listed() -> None:
    draft, account = drafted([OLD, RELEASE])
    assert fact(draft, "standards.requirements.ELIGIBILITY.text") == "Registered suppliers"
    assert [each.value for each in account.superseded if each.path.endswith("title")] == ["Draft title"]
    assert any("is the last of 2 releases" in remark for remark in account.remarks)


def test_lists_are_merged_by_the_ids_of_their_items() -> None:
    later = copy.deepcopy(RELEASE)
    later["date"] = "2026-02-09T00:00:00Z"
    later["tender"] = {"lots": [{"id": "LOT-2", "title": "Training in German"}]}
    draft, _ = drafted([RELEASE, later])
    assert fact(draft, "standards.lots.LOT-1.title") == "Machines"
    assert fact(draft, "standards.lots.LOT-2.title") == "Training in German"
    assert fact(draft, "standards.lots.LOT-2.value") == "20000"


def test_of_several_processes_the_last_is_taken_or_the_one_that_is_asked_for() -> None:
    other = {**OLD, "ocid": "ocds-213czf-000-00002"}
    draft, account = drafted([other, RELEASE])
    assert fact(draft, "tender.notice.title") == "Spring testing machines"
    assert [each.reason for each in account.aside] == ["belongs to another process, ocds-213czf-000-00002"]
    assert fact(drafted([other, RELEASE], process=other["ocid"])[0], "tender.notice.title") == "Draft title"
    with pytest.raises(ProblemsFound, match="holds no release of the process 'x'"):
        drafted([other, RELEASE], process="x")


def test_a_field_that_is_given_twice_is_named() -> None:
    draft, account = drafted('{"ocid": "a", "tender": {"title": "One", "title": "Two"}}')
    assert fact(draft, "tender.notice.title") == "Two"
    assert ("tender.title (2)", "One") in [(each.path, each.value) for each in account.unmapped]
    assert "tender.title: is given twice; the last value counts" in account.remarks


WRONG = {
    "": (1, 1, "is empty"),
    "  \n ": (1, 1, "is empty"),
    '{"tender": }': (1, 12, "is not JSON from here on"),
    '{\n "tender": {"title": "a"\n "id": 1}}': (3, 2, "is not JSON from here on"),
    '{"tender": {}} rest': (1, 16, "is not JSON from here on"),
    "<html>": (1, 1, "is not JSON from here on"),
    '{"tender": {"title": "never closed': (1, 22, "is not JSON from here on"),
    "[" * 5000: (1, 1, "is nested over 60 deep"),
    '{"tender":' * 70 + "1" + "}" * 70: (1, 1, "is nested over 60 deep"),
    "{}": (1, 1, "holds no OCDS release, record or package"),
    "[]": (1, 1, "holds no OCDS release, record or package"),
    "17": (1, 1, "holds no OCDS release, record or package"),
    '"text"': (1, 1, "holds no OCDS release, record or package"),
    "null": (1, 1, "holds no OCDS release, record or package"),
    '{"name": "something else", "rows": [1, 2]}': (1, 1, "holds no OCDS release, record or package"),
    '{"ocid": "a", "releases": [{"url": "https://x", "date": "2026-01-01"}]}': (1, 1, "holds links to releases"),
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: repr(text[:24]))
def test_a_wrong_file_is_one_problem_at_its_place(text: str) -> None:
    line, column, message = WRONG[text]
    with pytest.raises(ProblemsFound) as found:
        read_ocds(text, "tender.json")
    (problem,) = found.value.problems
    assert (problem.place.line, problem.place.column) == (line, column)
    assert message in problem.message
    assert problem.hint
