"""A field is followed to the sheets by changing it in a sample, as far as the sample stays a record."""

from dataclasses import replace

import pytest

from bidkit.assets import assets
from bidkit.cli.where_used import Sample
from bidkit.deal import Deal
from bidkit.problems import ProblemsFound
from bidkit.record.files import load_deal, load_house
from bidkit.record.tree import leaves
from bidkit.stages.priced import PRICING


def test_a_sample_that_breaks_the_rules_makes_no_sheet() -> None:
    path = assets("examples") / "springs-bid" / "deal.yaml"
    sample = Sample(load_deal(path).tree, load_house(path.parent).tree)
    at, cost = next((at, each) for at, each in leaves(sample.deal) if at[-1] == "unit_cost")
    assert sample.sheets([PRICING])
    with pytest.raises(ProblemsFound, match="lies below the most likely"):
        sample.put(Deal, at, replace(cost, text=f"{cost.text}9")).sheets([PRICING])
