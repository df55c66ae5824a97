"""The scores of the checkers: what is sown does what its name says, and a blind checker shows."""

import random
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from benchmarks.checkers import __main__ as command
from benchmarks.checkers import tamper
from benchmarks.checkers.trial import TEXT_CHANGES, Trial, sown
from tests.agreement.conftest import pair
from tests.agreement.from_docx import read_docx


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tamper.Kept:
    return tamper._filled(tmp_path_factory.mktemp("register"))


@pytest.mark.parametrize("kind", [*tamper.ATTACKS, *tamper.HARMLESS])
def test_an_attack_on_the_register_is_found_and_its_use_is_none(kept: tamper.Kept, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "bidkit.db"
    file.write_bytes(kept.file.read_bytes())
    (tamper.ATTACKS | tamper.HARMLESS)[kind](file, kept, random.Random(8))  # type: ignore[operator] # both are dicts
    assert tamper._faulty(file, kept.saved) is (kind in tamper.ATTACKS)


@pytest.mark.parametrize("kind", TEXT_CHANGES)
def test_a_text_is_changed_at_one_place(kind: str) -> None:
    data = pair("offer/all/en").docx
    before, after = read_docx(data).lines, read_docx(sown(data, TEXT_CHANGES[kind], random.Random(8))).lines
    assert sum(one != two for one, two in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize("harmful", [True, False])
@pytest.mark.parametrize("noticed", [True, False])
def test_what_a_checker_overlooks_or_cries_over_is_no_success(harmful: bool, noticed: bool) -> None:
    def trials(_: random.Random) -> Iterator[Trial]:
        yield Trial("a thing", True, True)
        yield Trial("another thing", harmful, noticed)

    with patch.dict(command.CHECKERS, {"agreement": trials}):
        assert command.main(["agreement"]) == (harmful != noticed)
