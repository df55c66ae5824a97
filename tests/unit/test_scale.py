"""A deal of thousands of requirements: its checks grow as it grows, its file is read, and padding is still refused."""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.large_deals import write_deal
from bidkit.audience.rules import customer_findings
from bidkit.checks import check_deal
from bidkit.cli import lengths
from bidkit.cli.bid_making import make_bid
from bidkit.cli.bid_set import BidOrder
from bidkit.cli.making import Order
from bidkit.deal import Deal, House
from bidkit.problems import ProblemsFound
from bidkit.record import source
from bidkit.record.files import load_deal, load_house
from bidkit.record.source import MAX_TEXT, parse

EXAMPLE = Path(__file__).parents[2] / "examples" / "springs-bid"
LABORATORIES = 10


def calls_of_checks(deal: Deal, house: House) -> int:
    """Return how often anything is called while a record is held against every rule."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        found = (*check_deal(deal, house), *customer_findings(deal, house, final=False))
    finally:
        sys.setprofile(None)
    assert not [each for each in found if each.severity == "error"]
    return calls


def steps_for(laboratories: int, folder: Path) -> int:
    record = write_deal(folder / str(laboratories), 25 * laboratories)
    deal, house = load_deal(record).deal, load_house(record.parent).house
    assert len(deal.standards.requirements) == len(deal.bid.lines) == 25 * laboratories
    return calls_of_checks(deal, house)


def steps_as_it_grows(folder: Path) -> list[int]:
    steps_for(1, folder)  # what is prepared once is not counted
    return [steps_for(LABORATORIES * times, folder) for times in (1, 2, 3)]


def test_a_record_twice_as_long_takes_twice_as_many_steps(tmp_path: Path) -> None:
    # In a process of its own: Python 3.11 may stand still where calls are counted while other threads wait.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        few, more, most = alone.submit(steps_as_it_grows, tmp_path).result(timeout=240)
    assert most - more <= 1.02 * (more - few)  # each further part costs as much as the one before, and not more


def listed(size: int) -> str:
    item = "- {id: A-0001, do: Ask the buyer once more, owner: Chen Yu}\n"
    return "actions:\n" + item * (size // len(item) + 1)


def test_a_long_list_may_be_larger_than_padding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_TEXT", 50_000)
    text = listed(60_000)
    assert parse(text, "deal.yaml")[1] == ()
    with pytest.raises(ProblemsFound, match="is larger than 5 MB"):
        parse(text + "#" * 500_000, "deal.yaml")


@pytest.mark.parametrize("padding", ["#" + "x" * MAX_TEXT, "# nothing\n" * (MAX_TEXT // 10), "note: " + "x" * MAX_TEXT])
def test_padding_beyond_5_mb_is_refused(padding: str) -> None:
    with pytest.raises(ProblemsFound, match="is larger than 5 MB"):
        parse("id: A\n" + padding, "deal.yaml")


def test_a_long_form_is_not_laid_out_for_its_pages_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lengths, "_LONG", 30_000)
    make_bid(EXAMPLE, Order(("docx",), tmp_path), BidOrder("technical"))
    said = capsys.readouterr().err
    assert said.count("the pages of `technical-response` are not counted: it is long, and was not written as PDF") == 1
    assert "the pages of `service-plan`" not in said
