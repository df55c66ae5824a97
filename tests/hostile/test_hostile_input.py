"""Whatever a file holds, bidkit says what is wrong with it or carries on unharmed: nothing runs, leaves or swells."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bidkit import foreign_pdf
from bidkit.render import pdf_layout
from tests.hostile.server import Counting, counting
from tests.hostile.table import Case, cases
from tests.hostile.trial import faults, in_process, lay, standing


@pytest.fixture(scope="module")
def server() -> Iterator[Counting]:
    with counting() as running:
        yield running


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop what has no end sooner than a person would want."""
    monkeypatch.setattr(pdf_layout, "SECONDS", 4.0)
    monkeypatch.setattr(pdf_layout, "SECONDS_EACH", 0.0)
    monkeypatch.setattr(foreign_pdf, "SECONDS", 1.0)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_hostile_file_does_no_harm(case: Case, server: Counting, tmp_path: Path) -> None:
    inside = lay(case, tmp_path, server.address)
    before, calls = standing(tmp_path), server.calls
    ended = replace(in_process(case, inside), calls=server.calls - calls, address=server.address)
    assert not list(faults(case, ended, tmp_path, before)), ended.said


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(cases()) >= 500
