"""Form profiles of a house: files beside house.yaml, every slip at file, line and column."""

from pathlib import Path

import pytest

from bidkit.cli.desk import lay_out
from bidkit.form_list import forms_of
from bidkit.problems import ProblemsFound
from tests.builders import HOUSE, RECORD, write

RAIL = """\
titles: {en: Rail, zh-CN: 铁路}
lettering: Annex A
forms:
  - {id: letter, titles: {en: Offer}, kind: letter, envelope: price}
  - {id: data, titles: {en: Data}, kind: technical-data, envelope: technical}
"""


def problems_of(folder: Path, record: str, profile: str = RAIL, house: str = HOUSE, name: str = "rail") -> list[str]:
    path = write(folder, record, house)
    (folder / "forms").mkdir()
    (folder / "forms" / f"{name}.yaml").write_text(profile, encoding="utf-8")
    try:
        found = lay_out(path).problems
    except ProblemsFound as error:
        found = error.problems
    return [f"{Path(each.place.path).name}:{each.place.line}:{each.place.column}: {each.message}" for each in found]


def test_a_file_adds_a_profile(tmp_path: Path) -> None:
    assert problems_of(tmp_path, f"{RECORD}tender: {{profile: rail}}\n") == []
    desk = lay_out(tmp_path / "deal.yaml")
    assert [form.label for form in forms_of(desk.deal, desk.house)] == ["Annex A Offer", "Annex B Data"]
    assert len(desk.house.form_profiles) == 5


def test_a_file_takes_the_place_of_a_built_in_profile_whole(tmp_path: Path) -> None:
    assert problems_of(tmp_path, f"{RECORD}tender: {{profile: undp-like}}\n", name="undp-like") == []
    desk = lay_out(tmp_path / "deal.yaml")
    assert [form.id for form in forms_of(desk.deal, desk.house)] == ["letter", "data"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: letter", "kind: lettre", "4:45: `form_profiles.rail.forms[1].kind`: 'lettre' cannot stand here"),
        ("id: data", "id: letter", "5:10: the id `letter` is used twice"),
        (", envelope: price", "", "4:5: the form `letter` of `rail` has no envelope"),
        ("titles: {en: Offer}, kind: letter, ", "", "4:5: the form `letter` of `rail` has no titles and no kind"),
        ("Annex A", "Annex", "2:12: `Annex` shows no first number"),
        ("lettering:", "letters:", "2:1: `form_profiles.rail.letters` is not a field that may stand here"),
        ("lettering:", "id: track\nlettering:", "2:1: `id` is not written in the file of a profile"),
        (RAIL, "- letter\n", "1:1: holds no fields; a record is lines of `field: value`"),
        (RAIL, "titles: [", "1:10: lacks a value in a [list] or {group}"),
        ("forms:", "foms:", "1:1: `form_profiles.rail.forms` is missing"
            "|3:1: `form_profiles.rail.foms` is not a field that may stand here"),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_line(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in RAIL
    found = problems_of(tmp_path, RECORD, RAIL.replace(old, new, 1))
    assert found == [f"rail.yaml:{each}" for each in says.split("|")]


def test_a_profile_does_not_stand_in_the_house_file(tmp_path: Path) -> None:
    house = f"{HOUSE}form_profiles: {{}}\n"
    line = len(house.splitlines())
    assert problems_of(tmp_path, RECORD, house=house) == [
        f"house.yaml:{line}:1: `form_profiles` is not written in house.yaml"
    ]


def test_a_name_that_is_no_id_is_refused(tmp_path: Path) -> None:
    (said,) = problems_of(tmp_path, RECORD, name="rail operators")
    assert said == "rail operators.yaml:1:1: `form_profiles.rail operators.id`: 'rail operators' cannot be an id"


@pytest.mark.parametrize(
    ("tender", "says"),
    [
        ("{profile: rial}", "`rial` is no form profile"),
        ("{profile: rail, lettering: Form}", "`Form` shows no first number"),
        ("{profile: rail, forms: [{id: plan, page_limit: 3}]}",
            "the form `plan` is not in the profile `rail`, and has no title and no kind and no envelope"),
        ("{forms: [{id: plan, title: Plan, kind: other}]}", "the form `plan` is in no profile, and has no envelope"),
        ("{profile: rail, forms: [{id: data, copies: 2}, {id: data, copies: 3}]}", "the id `data` is used twice"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_go_with_its_profile(tender: str, says: str, tmp_path: Path) -> None:
    (said,) = problems_of(tmp_path, f"{RECORD}tender: {tender}\n")
    assert said.startswith(f"deal.yaml:{len(RECORD.splitlines()) + 1}:")
    assert said.endswith(f": {says}")
