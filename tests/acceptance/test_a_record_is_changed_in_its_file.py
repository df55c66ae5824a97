"""A command that changes a record writes all of it or nothing, and leaves the rest as the rep wrote it."""

import os
from pathlib import Path

import pytest

from bidkit.cli.changing import change
from bidkit.problems import ProblemsFound
from bidkit.publish import disk
from bidkit.record.editing import Add, Remove, Set
from tests.acceptance.house import deal_of

WEIGHT = ("standards", "requirements", "REQ-002", "weight")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return deal_of(tmp_path)


def saved_by_windows(record: Path) -> bytes:
    before = b"\xef\xbb\xbf" + record.read_bytes().replace(b"\n", b"\r\n")
    record.write_bytes(before)
    return before


def test_a_windows_file_keeps_its_mark_its_line_breaks_and_all_other_bytes(record: Path) -> None:
    before = saved_by_windows(record)
    record.chmod(0o640)
    change(record, [Set(WEIGHT, "11")]).write()
    assert record.read_bytes() == before.replace(b"      weight: 12\r\n", b"      weight: 11\r\n", 1)
    assert os.name == "nt" or record.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in record.parent.iterdir()) == ["content", "deal.yaml", "house.yaml"]


def test_nothing_is_written_before_it_is_asked_for(record: Path) -> None:
    before = record.read_bytes()
    found = change(record, [Set(WEIGHT, "11")])
    assert str(found.desk.deal.standards.requirements[1].weight) == "11"
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Set(WEIGHT, "twelve"), "'twelve' is not a number"),
        (Set((*WEIGHT[:-1], "needs"), ["N-99"]), "N-99"),
        (Add(WEIGHT[:2], {"id": "REQ-001", "text": "twice"}), "REQ-001"),
        (Remove((*WEIGHT[:-1], "text")), "text` is missing"),
    ],
)
def test_a_record_that_would_not_be_sound_is_not_written(record: Path, edit: Set | Add | Remove, message: str) -> None:
    before = record.read_bytes()
    with pytest.raises(ProblemsFound) as found:
        change(record, [edit])
    assert message in str(found.value)
    assert record.read_bytes() == before


def test_what_somebody_saved_in_between_is_not_overwritten(record: Path) -> None:
    found = change(record, [Set(WEIGHT, "11")])
    record.write_text("saved in between\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="has changed since it was read"):
        found.write()
    assert record.read_text(encoding="utf-8") == "saved in between\n"
    assert not disk.leftovers(record.parent)


def test_a_disk_that_fails_leaves_the_old_record_and_no_other_file(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    before, found = record.read_bytes(), change(record, [Set(WEIGHT, "11")])
    monkeypatch.setattr(disk, "replace", full)
    with pytest.raises(ProblemsFound, match="No space left"):
        found.write()
    assert record.read_bytes() == before
    assert not disk.leftovers(record.parent)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
def test_a_record_behind_a_link_is_changed_and_the_link_stays(record: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(record)
    change(link, [Set(WEIGHT, "11")]).write()
    assert link.is_symlink()
    assert b"weight: 11\n" in record.read_bytes()
