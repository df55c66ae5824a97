"""Workbooks of costs that are none, are damaged, or were made to do harm: named, and never followed."""

import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.cli.desk import Desk
from tests.unit.record.cost_books import AT_FILE, book, desk_of, in_sheet, said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id;unit_cost\n", "is not an Excel workbook"),
        (b"", "is not an Excel workbook"),
        (b"PK\x03\x04" + bytes(200), "is not an Excel workbook"),
        (b"x" * 5_000_001, "is larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_workbook(content: bytes, says: str, tmp_path: Path) -> None:
    record = book(tmp_path)
    (tmp_path / "costs.xlsx").write_bytes(content)
    assert said(record) == [f"deal.yaml:{AT_FILE}:9: `costs.file`: costs.xlsx {says}"]


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    record = book(tmp_path)
    (tmp_path / "costs.xlsx").unlink()
    assert said(record) == [
        f"deal.yaml:{AT_FILE}:9: `costs.file`: costs.xlsx cannot be read: No such file or directory"
    ]


def test_a_workbook_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    record = book(tmp_path)
    with zipfile.ZipFile(tmp_path / "costs.xlsx", "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/large.bin", bytes(30_000_000))
    assert said(record) == [f"deal.yaml:{AT_FILE}:9: `costs.file`: costs.xlsx swells to more than 25 MB"]


def test_entities_in_a_sheet_are_not_followed(tmp_path: Path) -> None:
    record = book(tmp_path)
    (tmp_path / "secret").write_text("198000", encoding="utf-8")
    entity = f'<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><worksheet '
    in_sheet(tmp_path, "<worksheet ", entity)
    in_sheet(tmp_path, "<v>198000</v>", "<v>&e;</v>")
    (found,) = said(record)
    assert found.startswith(f"deal.yaml:{AT_FILE}:9: `costs.file`: costs.xlsx is damaged")


@pytest.fixture(scope="module")
def sound_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    book(folder)
    return folder


@settings(max_examples=150, deadline=None, derandomize=True)
@given(spot=st.floats(0, 1, exclude_max=True), what=st.binary(min_size=1, max_size=6))
def test_no_damaged_workbook_brings_bidkit_down(spot: float, what: bytes, sound_folder: Path) -> None:
    raw = (sound_folder / "costs.xlsx").read_bytes()
    at = int(spot * len(raw))
    with TemporaryDirectory() as name:
        shutil.copy(sound_folder / "deal.yaml", name)
        shutil.copy(sound_folder / "house.yaml", name)
        Path(name, "costs.xlsx").write_bytes(raw[:at] + what + raw[at + len(what) :])
        _holds_or_says_why(Path(name, "deal.yaml"))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    spot=st.floats(0, 1, exclude_max=True),
    what=st.sampled_from(["<", ">", '"', "9", "x", "s", "&amp;", " r", "=", "/"]),
)
def test_no_damaged_sheet_brings_bidkit_down(spot: float, what: str, sound_folder: Path) -> None:
    with TemporaryDirectory() as name:
        shutil.copytree(sound_folder, name, dirs_exist_ok=True)
        with zipfile.ZipFile(Path(name, "costs.xlsx")) as file:
            sheet = file.read("xl/worksheets/sheet1.xml").decode()
        at = int(spot * len(sheet))
        in_sheet(Path(name), sheet, sheet[:at] + what + sheet[at + 1 :])
        _holds_or_says_why(Path(name, "deal.yaml"))


def _holds_or_says_why(record: Path) -> None:
    found = desk_of(record)
    problems = () if isinstance(found, Desk) else found
    assert all(problem.message and problem.hint and problem.place.line >= 1 for problem in problems)
