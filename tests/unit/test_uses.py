"""Where an id stands in a record."""

import pytest

from bidkit.deal import Deal
from bidkit.uses import known_ids, uses
from tests.acceptance.house import EXAMPLES, read
from tests.builders import RECORD, STANDARDS, TENDER, tree_of

DEAL = Deal.model_validate(tree_of(RECORD + STANDARDS + TENDER))


def found(name: str, how: str) -> list[str]:
    return [use.field for use in uses(DEAL, name) if use.how == how]


def test_every_field_that_refers_to_an_id_is_found() -> None:
    assert found("REQ-001", "is") == ["standards.requirements.REQ-001"]
    assert found("REQ-001", "refers") == [
        "tender.clauses.TC-03.requirements",
        "tender.clarifications.CQ-01.touches",
        "tender.addenda.AD-1.changes",
        "bid.lines.B-01.requirements",
        "bid.data.TE-1.requirement",
        "standards.activities.I-02.serves",
    ]


def test_a_text_mentions_a_whole_id_only() -> None:
    deal = DEAL.model_copy(update={"note": "As B-01 has it, not B-010 or XB-01; see REQ-1."})
    assert [use.how for use in uses(deal, "B-01") if use.field == "note"] == ["mentions"]
    assert [use for name in ("B-0", "B-010x", "REQ-001") for use in uses(deal, name) if use.field == "note"] == []


def test_an_id_that_is_a_word_is_not_looked_for_in_texts() -> None:
    deal = DEAL.model_copy(update={"note": "The deadline is near."})
    assert [use for use in uses(deal, "deadline") if use.how == "mentions"] == []


def test_what_has_the_id_is_called_by_its_name() -> None:
    (use,) = [use for use in uses(DEAL, "B-01") if use.how == "is"]
    assert use.owner == "Tester"


@pytest.mark.parametrize("example", ["springs", "springs-bid"])
def test_every_id_of_the_examples_is_found_where_it_stands(example: str) -> None:
    """Nothing that is somebody's `id:` is missed, whichever part of the record it belongs to."""
    deal = read(EXAMPLES / example / "deal.yaml")[0]
    text = (EXAMPLES / example / "deal.yaml").read_text(encoding="utf-8")
    named = {word.split("id:")[1].strip(" ,}\n").split(",")[0] for word in text.splitlines() if "- id: " in word}
    named |= {word.split(",")[0] for word in text.split("{id: ")[1:]}
    assert named <= known_ids(deal)
    assert {name for name in named if not any(use.how == "is" for use in uses(deal, name))} == set()
