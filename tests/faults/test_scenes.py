"""A folder for reading only, no fonts, a clock that is wrong: nothing is lost, and a person is told.

`python -m benchmarks.faults` tries more: all commands, a disk that fills up, a server that stops in the middle.
"""

import os
from pathlib import Path

from tests.acceptance.approving import TODAY, office_in
from tests.components import needed
from tests.faults.calling import calling
from tests.faults.scenes import ORDINARY, named, read_only, without_fonts


def test_an_ordinary_user_in_a_folder_for_reading_only(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.owner() == Path.home().owner():
            folder.chmod(0o755)
    with calling(*ORDINARY) as caller:
        for command in named("evaluation", "keys new"):
            assert list(read_only(command, tmp_path / command.name, caller)) == [""]


def test_without_any_font_a_pdf_is_refused(tmp_path: Path) -> None:
    needed("fontconfig", None if os.name == "nt" else "fontconfig")
    assert list(without_fonts(tmp_path / "bare", "pdf")) == [""]


def test_an_approval_by_a_wrong_clock_holds_on_its_days_alone(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    assert office.decide("approve", "Gao Ming", "--valid-until", "2026-12-20").code == 0
    assert office.decide("approve", "Deng Li").code == 0
    for today, good in (("2025-12-10", [False, False]), (TODAY, [True, True]), ("2027-12-10", [False, True])):
        assert [each["good"] for each in office.approvals(today=today).json()["approvals"]] == good
        assert office.run("register", "verify", tmp_path, today=today).code == 0
