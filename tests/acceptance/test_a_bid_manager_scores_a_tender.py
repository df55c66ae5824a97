"""A bid manager puts the tender's rule and the bids into a file and sees who wins, by how much, and what turns it."""

import json
from pathlib import Path

import pytest

from tests.acceptance.house import bidkit

TENDER = """\
rule:
  method: low_price_ratio
  price_weight: 0.5
bids:
  - {bidder: Hengda, price: 100, quality: 80}
  - {bidder: 东湖仪器, price: 120, quality: 92}
  - {bidder: Kestrel, price: 60, quality: 20}
"""


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    path = tmp_path / "tender.yaml"
    path.write_text(TENDER, encoding="utf-8")
    return path


def test_the_table_shows_points_ranks_and_the_winner(tender: Path) -> None:
    said = bidkit("score", tender)
    assert said.code == 0
    assert said.out.splitlines() == [
        "low_price_ratio: price 50 %, quality 50 %; rounded half up to 4 places",
        "",
        "rank  bidder    price  quality  price points  quality points    total",
        "   1  东湖仪器    120       92       25.0000         46.0000  71.0000",
        "   2  Hengda      100       80       30.0000         40.0000  70.0000",
        "   3  Kestrel      60       20       50.0000         10.0000  60.0000",
        "",
        "Winner: 东湖仪器 (1.0000 ahead of Hengda)",
    ]
    assert said.err == ""


def test_without_a_bidder_who_cannot_win_another_wins(tender: Path) -> None:
    out = bidkit("score", tender, "--without", "kestrel").out
    assert "Without kestrel" in out
    assert "Hengda wins instead of 东湖仪器." in out
    assert "Hengda: 70.0000 (rank 2) -> 90.0000 (rank 1)" in out
    assert "Rank reversal: Hengda passes 东湖仪器, though neither changed its bid." in out


def test_one_more_bid_that_changes_no_order(tender: Path) -> None:
    out = bidkit("score", tender, "--add", "200,50").out
    assert "With added bid (200,50)" in out
    assert "东湖仪器 still wins." in out
    assert "No rank reversal: bids of both sets keep their order." in out


def test_json_holds_what_other_programs_need_and_nothing_else(tender: Path) -> None:
    assert bidkit("score", tender, "--json").json() == {
        "winner": "东湖仪器",
        "bids": [
            {
                "bidder": bidder,
                "price_points": price,
                "quality_points": quality,
                "total": total,
                "rank": rank,
                "abnormally_low": False,
            }
            for bidder, price, quality, total, rank in (
                ("Hengda", 30.0, 40.0, 70.0, 2),
                ("东湖仪器", 25.0, 46.0, 71.0, 1),
                ("Kestrel", 50.0, 10.0, 60.0, 3),
            )
        ],
    }
    without = bidkit("score", tender, "--json", "--without", "Kestrel").json()
    assert [each["total"] for each in without["bids"]] == [90.0, 87.6667]
    assert without["winner"] == "Hengda"


def test_a_bid_that_is_out_says_why_and_has_no_rank(tender: Path) -> None:
    tender.write_text(
        TENDER.replace(
            "price_weight: 0.5",
            "price_weight: 0.5\n  ceiling: 110\n"
            "  abnormally_low: {method: below_ceiling, percent: 20, consequence: exclude}",
        ),
        encoding="utf-8",
    )
    out = bidkit("score", tender).out
    assert "excluded: above the ceiling" in out
    assert "excluded: abnormally low" in out
    assert "Winner: Hengda" in out
    low = bidkit("score", tender, "--json").json()["bids"][2]
    assert (low["abnormally_low"], low["rank"], low["total"]) == (True, None, None)


def test_a_tie_is_left_to_the_lot(tender: Path) -> None:
    tender.write_text(TENDER.replace("price: 120, quality: 92", "price: 100, quality: 80"), encoding="utf-8")
    said = bidkit("score", tender, "--without", "Kestrel")
    lot = "a lot decides among Hengda, 东湖仪器"
    assert f"Now {lot}; before, {lot}." in said.out
    assert bidkit("score", tender, "--json").json()["winner"] is None
    assert "Winner: by lot among Hengda, 东湖仪器" in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--without", "Kestrl"), "'Kestrl' does not bid here. Did you mean `Kestrel`?"),
        (("--add", "-5,60"), "-5 is not above zero"),
        (("--add", "90"), "has no quality, and the rule counts it"),
        (("--add", "90,cheap"), "'cheap' is not a number"),
        (("--without", "Hengda", "--without", "东湖仪器", "--without", "Kestrel"), "No bid would be left"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(tender: Path, words: tuple[str, ...], says: str) -> None:
    said = bidkit("score", tender, *words)
    assert said.code == 2
    assert says in " ".join(said.err.split())
    assert said.out == ""


def test_a_mistake_in_the_file_is_named_with_its_line(tender: Path) -> None:
    tender.write_text(TENDER.replace("low_price_ratio", "low_price_ration"), encoding="utf-8")
    said = bidkit("score", tender)
    assert said.code == 1
    assert f"{tender}:2:11: `rule.method`: 'low_price_ration' cannot stand here" in said.err
    assert "Did you mean `low_price_ratio`?" in said.err


def test_a_weight_forgotten_is_a_warning(tender: Path) -> None:
    tender.write_text(TENDER.replace("  price_weight: 0.5\n", ""), encoding="utf-8")
    said = bidkit("score", tender)
    assert said.code == 0
    assert "warning: bids state a quality, and the rule gives it no weight" in said.err
    assert "Winner: Kestrel" in said.out


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "There is no file" in bidkit("score", tmp_path / "none.yaml").err
    assert bidkit("score").code == 2


def test_every_method_is_listed_with_formula_source_example_and_paradox() -> None:
    said = bidkit("score", "--methods")
    assert said.code == 0
    listed = bidkit("score", "--methods", "--json").json()
    schema = json.dumps(bidkit("schema", "score").json())
    assert len(listed) == 19
    for each in listed:
        assert each["method"] in said.out
        assert f'"const": "{each["method"]}"' in schema
        assert all(each[section] for section in ("what", "formula", "source", "example", "paradox"))
        assert all(parameter["meaning"] for parameter in each["parameters"])


def test_the_schema_alone_stays_that_of_the_record() -> None:
    assert bidkit("schema").json()["title"] == "Deal"
    assert bidkit("schema", "score").json()["title"] == "Tender"
