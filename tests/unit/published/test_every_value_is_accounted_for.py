"""Whatever stands where in a file: no traceback, no value lost, and a record that is sound."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.cli.importing_desk import lay_over
from bidkit.problems import ProblemsFound
from bidkit.published.account import Account, data_of
from bidkit.published.leaves import shown
from bidkit.published.ocds import draft_of
from bidkit.published.reading import read_ocds
from tests.unit.published.samples import RELEASE

ODD: list[Any] = [
    *(None, "", 0, -1, 1e30, True, False, "x", [], {}, [None], [1, 2], {"a": {"b": 1}}, [[1]]),
    *({"id": "1"}, [{"id": "1"}, {"id": "1"}], ["a", "b"], {"en": "E", "fr": "F"}, {"en": None}),
    *("1.200", "1,5", "99999999999999999999", 5.123456789012345, "60 %", 1e-9),
    *("2026-13-45T99:00", "2026-02-30", "2999-01-01T00:00:00Z", "2026-03-10", "0001-01-01T00:00:00+14:00"),
    *("\u202ehi\x00", "\ud800", "２０２４", "a\nb", "null", "- x: y #", "'\"{}[]", " ", "&amp;", "A" * 500, "{name}"),
]
_KEYS = st.sampled_from(
    """id title description value amount currency lots items criteria awardCriteria numbers weight number relatedLot
    submissionTerms bidValidityPeriod durationInDays endDate date name type documents milestones relatedItem
    requirementGroups requirements minValue languages tenderPeriod enquiries amendments guarantee buyer unit
    """.split()  # noqa: SIM905 - names read better as words
)
_VALUES = st.recursive(
    st.sampled_from(ODD) | st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=8,
)


def trails(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, each in below for found in trails(each, (*path, step)))]


TRAILS = trails(RELEASE)[1:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("deals")
    (made / "house.yaml").write_text("seller:\n  name: Tiny House\n", encoding="utf-8")
    return made / "deal"


def changed(changes: list[tuple[tuple[Any, ...], object]]) -> Any:  # noqa: ANN401 - any JSON
    data = json.loads(json.dumps(RELEASE))
    for path, value in changes:
        at = data
        try:
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken that part away
    return data


def imported(data: object, folder: Path) -> Account | None:
    published = read_ocds(json.dumps(data), "tender.json")
    done = lay_over(published, draft_of(published, "tender.json"), folder, replace=False)
    listed = [*done.account.mapped, *done.account.unmapped, *done.account.superseded, *done.account.empty]
    assert len(listed) + sum(int(str(each.value)) for each in done.account.aside) == sum(
        1 for _ in published.root.leaves()
    )
    json.dumps(data_of(done.account, "x"), ensure_ascii=False).encode()
    return done.account


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.tuples(st.sampled_from(TRAILS), _VALUES), min_size=1, max_size=6))
def test_a_release_in_which_anything_stands_anywhere(changes: list[tuple[Any, object]], folder: Path) -> None:
    try:
        imported(changed(changes), folder)
    except ProblemsFound as found:
        assert [each.message for each in found.problems] == ["holds no OCDS release, record or package"]


@settings(max_examples=60, deadline=None)
@given(tender=_VALUES, rest=_VALUES)
def test_a_tender_of_any_shape(tender: object, rest: object, folder: Path) -> None:
    try:
        imported({"ocid": "a", "tender": tender, "buyer": rest, "parties": [rest]}, folder)
    except ProblemsFound as found:
        assert [each.message for each in found.problems] == ["holds no OCDS release, record or package"]


def test_each_value_of_the_sample_is_in_the_account_once(folder: Path) -> None:
    account = imported(RELEASE, folder)
    assert account is not None
    paths = [each[0] for each in account.mapped] + [each.path for each in account.unmapped]
    leaves = [trail for trail in TRAILS if not any(other[: len(trail)] == trail != other for other in TRAILS)]
    assert sorted(paths) == sorted(shown(trail) for trail in leaves)  # type: ignore[arg-type] # texts and numbers
    assert [each.path for each in account.unmapped] == [
        "tag[0]",
        "language",
        "initiationType",
        "parties[0].roles[0]",
        "tender.status",
        "tender.tenderPeriod.startDate",
        "tender.submissionTerms.languages[1]",
        "tender.criteria[0].requirementGroups[0].id",
        "tender.criteria[0].requirementGroups[0].requirements[1].dataType",
        "tender.documents[0].documentType",
        "tender.milestones[0].id",
    ]
