"""Whatever stands in a tender, it is scored or every mistake is named; nothing falls over."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.cli.score_view import changed_text, score_data, score_text
from bidkit.cli.scoring_desk import changed, lay_out
from bidkit.problems import ProblemsFound
from pricing.evaluation.scoring import score
from tests.unit.record.mutants import mutants

BIDS = """\
bids:
  - {bidder: A, price: 100, quality: 80}
  - {bidder: B, price: 120.50, quality: 92, adders: 4}
  - {bidder: C, price: 60, quality: 20, responsive: yes}
  - bidder: D
    price: 99.99
    quality: 70
    tax_rate: 3
"""
TENDERS = (
    """\
rule:
  method: trimmed_mean
  price_weight: 40
  float_coefficient: -0.05
  n_low: 0.8
  n_high: 1.2
  trim: n<=3 none; n>=4 drop highest
  abnormally_low:
    method: mean_minus_sd
    ddof: 0
    minimum_bids: 3
    consequence: exclude
"""
    + BIDS,
    """\
rule:
  method: discount_ratio
  quality_weight: 0.3
  ceiling: 150
  exponent: 0.5
  places: 2
  tax_basis: including
  prices: excluding
  tax_rate: 13
  abnormally_low: {method: spain-85}
"""
    + BIDS,
    """\
rule:
  method: price per quality point
  quality_minimum: 30
  tie_break: lot
  life_cycle: {years: 10, discount_rate: 5}
  abnormally_low: {method: italy-97, base: 200}
"""
    + BIDS.replace("tax_rate: 3", "yearly_cost: 2"),
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def hold(path: Path) -> None:
    try:
        tender, problems = lay_out(path)
    except ProblemsFound as found:
        assert found.problems
        assert all(problem.message and problem.hint for problem in found.problems)
        return
    if any(problem.severity == "error" for problem in problems):
        return
    before = score(tender.rule, tender.bids)
    json.dumps(score_data(before), allow_nan=False)
    assert score_text(tender, before)
    if len(tender.bids) > 1:
        gone = tender.bids[0].bidder
        other = changed(tender, [gone], [])
        assert changed_text(other, before, score(other.rule, other.bids), [gone], [])


@pytest.mark.parametrize("text", TENDERS)
def test_the_sound_tenders_are_sound(text: str, folder: Path) -> None:
    path = folder / "tender.yaml"
    path.write_text(text, encoding="utf-8")
    assert lay_out(path)[1] == ()


@settings(max_examples=300)
@given(data=st.data())
def test_a_mutated_tender(data: st.DataObject, folder: Path) -> None:
    path = folder / "tender.yaml"
    path.write_bytes(data.draw(st.sampled_from(TENDERS).flatmap(mutants)))
    hold(path)
