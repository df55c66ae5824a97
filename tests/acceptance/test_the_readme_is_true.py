"""What README.md and docs/pricing.md tell a person to type works as it stands there."""

import json
import re
import shlex
from decimal import Decimal
from pathlib import Path

import pytest

from bidkit.cli.app import app
from tests.acceptance.house import bidkit
from tests.unit.published.notices import notice
from tests.unit.published.samples import RELEASE

ROOT = Path(__file__).parents[2]
TENDER = """\
rule: {method: low_price_ratio, price_weight: 50}
bids:
  - {bidder: A, price: 100, quality: 80}
  - {bidder: B, price: 120, quality: 92}
"""


def commands(page: str) -> list[list[str]]:
    """Return the calls of bidkit in a page's blocks of commands, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("bidkit ")]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "tender.yaml").write_text(TENDER, encoding="utf-8")
    (tmp_path / "tender.json").write_text(json.dumps(RELEASE), encoding="utf-8")
    (tmp_path / "notice.xml").write_bytes(notice())
    (tmp_path / "bids.csv").write_bytes((ROOT / "benchmarks" / "data" / "auctions-colorado.csv").read_bytes())
    assert bidkit("new", "sent", cwd=tmp_path).code == 0
    return tmp_path


def test_the_commands_of_the_readme_work_in_their_order(desk: Path) -> None:
    called = commands("README.md")
    documents = ["redline", "evaluation", "standards", "forms", "proposal", "trace", "stakeholders", "pricing"]
    documents += ["negotiation", "signing", "handover"]
    others = ["doctor", "new", "import", "status", "check", "where-used", "score", "history", "keys", "export", "make"]
    documents += ["acceptance", "punch", "certificate", "completion", "make"]
    documents += ["bid", "ready", "pipeline"]
    assert {words[0] for words in called} == {*others, *documents}
    for words in called:
        said = bidkit(*words, cwd=desk, BIDKIT_KEYS=str(desk / "keys"), BIDKIT_PASSPHRASE="eleven blue herons")
        refused = words[0] in ("ready", "certificate")  # nothing is ready that nobody has filled in
        assert said.code == refused, (words, said.err)


def test_the_readme_names_every_command() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands]
    named += [str(group.name) for group in app.registered_groups]
    assert [name for name in named if f"bidkit {name}" not in page and f"`{name}`" not in page] == []


def test_a_bid_that_cannot_win_changes_who_wins(desk: Path) -> None:
    before = bidkit("score", desk / "tender.yaml", "--json").json()
    after = bidkit("score", desk / "tender.yaml", "--add", "60,20", "--json").json()
    assert (before["winner"], after["winner"]) == ("A", "B")


def test_the_worked_deal_of_the_pricing_page_is_what_the_command_prints() -> None:
    page = " ".join((ROOT / "docs" / "pricing.md").read_text(encoding="utf-8").split())
    found = bidkit("pricing", ROOT / "examples" / "springs", "--format", "json").json()
    position = {each["name"]: each for each in found["positions"]}
    figures = [found["cost"][name] for name in ("base", "mean", "p80")] + [found["walk_away"], found["floor"]]
    for figure in (*figures, found["ceiling"], position["balanced"]["price"], position["premium"]["price"]):
        assert f"{Decimal(json.dumps(figure)):,.2f}" in page
    assert f"expected gross profit {position['balanced']['expected_gross_profit']:,}" in page
    assert f"gross margin {position['balanced']['gross_margin']:.1%}".replace("%", " %") in page
    assert f"win chance {position['balanced']['win_probability']:.1%}".replace("%", " %") in page
