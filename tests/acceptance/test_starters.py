"""What `bidkit new` writes holds as it is, and with each of its samples in use."""

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from bidkit.appraisal import appraise
from bidkit.cli.starting import start_deal
from bidkit.deal import Deal
from bidkit.deal.method import ELEMENTS, KEY_NODES
from bidkit.deal.types import When
from bidkit.gates import standing
from bidkit.record.files import load_house
from bidkit.record.profiles import PROFILES
from tests.acceptance.house import findings, read

SAMPLE = re.compile(r"#(?! \S)(?=.)")
"""The # that makes a line a sample; a line that explains has exactly one space behind it."""


def starter(name: str) -> str:
    return resources.files("bidkit.record").joinpath(name).read_text(encoding="utf-8")


def samples(text: str) -> Iterator[list[int]]:
    """Yield the line numbers of each sample: neighbouring lines that start with its #."""
    block: list[int] = []
    for number, line in enumerate([*text.splitlines(), ""]):
        if SAMPLE.match(line):
            block.append(number)
        elif block:
            yield block
            block = []


def sample_numbers(name: str) -> range:
    return range(len(list(samples(starter(name)))))


def use(file: Path, *numbers: int) -> None:
    """Delete the # of some samples and nothing else, as a rep would."""
    numbers = tuple(dict.fromkeys(numbers))
    text = file.read_text(encoding="utf-8")
    lines, blocks = text.splitlines(), list(samples(text))
    for at in (line for number in numbers for line in blocks[number]):
        lines[at] = SAMPLE.sub("", lines[at], count=1)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fields_of(model: type[BaseModel]) -> Iterator[str]:
    """Yield the name of every field of a model and of the models in it."""
    for name, field in model.model_fields.items():
        yield name
        for inner in models_in(field.annotation):
            yield from fields_of(inner)


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not When:
        method = annotation.model_fields.get("method")
        if method is None or get_origin(method.annotation) is not Literal:  # `bidkit score --methods` shows those
            yield annotation
        return
    for inner in get_args(annotation):
        yield from models_in(inner)


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Return a folder as `bidkit new` leaves it."""
    folder = tmp_path / "0815"
    assert [path.name for path in start_deal(folder)] == ["deal.yaml", "house.yaml"]
    return folder


def test_the_starters_hold_untouched(started: Path) -> None:
    deal, house = read(started / "deal.yaml")
    assert findings(deal, house, "error") + findings(deal, house, "warning") == []
    assert (deal.id, deal.title) == ("0815", "0815: say what is sold to whom")
    assert house == load_house(started.parent).house


def test_the_starter_states_nothing(started: Path) -> None:
    deal, _ = read(started / "deal.yaml")
    given = deal.model_dump(exclude_defaults=True, exclude={"id", "title", "as_of", "key_nodes"})
    at_start = {"at": "project-approval", "state": "assumed"}
    assert given == {"stage": "development", "customer": {"procurement": at_start}}
    assert not deal.key_nodes


def test_the_first_work_is_named_from_the_untouched_starter(started: Path) -> None:
    due = [action.field for action in standing(*read(started / "deal.yaml")).next_actions]
    assert due == [*(f"elements.{name}" for name in ELEMENTS), "evaluation", "grading"]


@pytest.mark.parametrize("number", sample_numbers("starter.yaml"))
def test_a_sample_of_the_record_holds_once_its_hash_is_deleted(started: Path, number: int) -> None:
    before, _ = read(started / "deal.yaml")
    text = starter("starter.yaml")
    lines = text.splitlines()
    referred = (
        "#  - id: C-01",
        "#  needs:\n#    - id: N-01",
        "#  securities:                 # bid",
        "#  - id: P-01",
        "#  profile: industrial",
        "#  number:\n#  version",
    )  # the price is of that competitor, the proposal of that need, what goes back is that security, whom we meet, and
    # what we promised in the contract
    named = {at for at, block in enumerate(samples(text)) if "\n".join(lines[at] for at in block).startswith(referred)}
    use(started / "deal.yaml", *named, number)
    deal, house = read(started / "deal.yaml")
    assert findings(deal, house, "error") == []
    assert deal != before


def test_all_samples_of_the_record_hold_together(started: Path) -> None:
    use(started / "deal.yaml", *sample_numbers("starter.yaml"))
    deal, house = read(started / "deal.yaml")
    assert findings(deal, house, "error") == []
    assert (len(deal.competitors), len(deal.stakeholders), len(deal.actions)) == (1, 2, 1)
    assert {entry.forced is None for entry in deal.key_nodes.values()} == {True, False}


def test_no_sample_passes_for_evidence(started: Path) -> None:
    use(started / "deal.yaml", *sample_numbers("starter.yaml"))
    deal, house = read(started / "deal.yaml")
    result = appraise(deal, house)
    assert [factor.judged.stated for factor in result.factors] == [3] * len(house.evaluation_model.factors)
    assert result.total == 0
    assert result.outcome == "open"
    assert not any(status.reached for status in standing(deal, house).nodes)


def test_the_starter_shows_every_field_and_every_key_node() -> None:
    shown = set(re.findall(r"([a-z_]+):(?:\s|$)", starter("starter.yaml")))
    assert set(fields_of(Deal)) - shown == set()
    assert [node.id for node in KEY_NODES if node.id not in starter("starter.yaml")] == []


@pytest.mark.parametrize("number", sample_numbers("starter-house.yaml"))
def test_a_sample_of_the_house_says_what_is_built_in(started: Path, number: int) -> None:
    use(started / "house.yaml", number)
    file = load_house(started)
    assert file.house == load_house(started.parent).house
    assert "house.yaml" in {Path(file.place((name,)).path).name for name in file.tree.entries if name != "seller"}


def test_the_samples_of_the_house_cover_all_that_is_built_in(started: Path) -> None:
    use(started / "house.yaml", *sample_numbers("starter-house.yaml"))
    file = load_house(started)
    written = [name for name in file.tree.entries if name != PROFILES]  # they stand in files of their own
    assert {Path(file.tree.keys[name].path).name for name in written} == {"house.yaml"}


def test_a_house_field_left_empty_leaves_the_built_in_value(started: Path) -> None:
    (started / "house.yaml").write_text("seller:\n  name: Tiny\nlanguage:\nresources:\n  A:\n", encoding="utf-8")
    house, built_in = load_house(started).house, load_house(started.parent).house
    assert (house.seller.name, house.language, house.resources) == ("Tiny", built_in.language, built_in.resources)
