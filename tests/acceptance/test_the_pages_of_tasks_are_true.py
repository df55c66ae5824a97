"""What the pages for reps, managers, bid managers and engineers tell them to type works as it stands there."""

import json
import shutil
from pathlib import Path

import pytest

from tests.acceptance.house import EXAMPLES, bidkit
from tests.acceptance.test_the_readme_is_true import ROOT, TENDER, commands
from tests.unit.published.samples import RELEASE

DEALS = {"reps": "springs", "managers": "springs-contract", "bid-managers": "springs-bid"}


@pytest.mark.parametrize("readers", ["reps", "managers", "bid-managers", "engineers"])
def test_the_commands_of_a_page_work_in_their_order(readers: str, tmp_path: Path) -> None:
    example = EXAMPLES / DEALS.get(readers, "springs-acceptance")
    for name in ("springs", "sent"):
        shutil.copytree(example, tmp_path / "deals" / name)
    (tmp_path / "tender.yaml").write_text(TENDER, encoding="utf-8")
    (tmp_path / "tender.json").write_text(json.dumps(RELEASE), encoding="utf-8")
    shutil.copy(ROOT / "benchmarks" / "data" / "auctions-colorado.csv", tmp_path / "bids.csv")
    called = commands(f"docs/for-{readers}.md")
    assert len(called) >= 5
    for words in called:
        said = bidkit(*words, cwd=tmp_path)
        assert said.code == 0, (words, said.out, said.err)
