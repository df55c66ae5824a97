"""Files that stand alone: all of them are written or none, whatever fails and whoever writes in between."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bidkit.problems import ProblemsFound
from bidkit.publish import disk
from bidkit.publish.journal import JOURNAL
from bidkit.publish.rewriting import Writing, begin, put, write_together
from tests.unit.publish.sets import OPERATIONS


def fail_at(patch: pytest.MonkeyPatch, number: int, error: int) -> list[str]:
    """Make the operation of a number fail; return where all that are done will be listed."""
    done: list[str] = []

    def wrapped(name: str, does: Callable[..., object]) -> Callable[..., object]:
        def operation(*arguments: object) -> object:
            done.append(name)
            if len(done) == number:
                raise OSError(error, os.strerror(error), str(arguments[-1]))
            return does(*arguments)

        return operation

    for name in OPERATIONS:
        patch.setattr(disk, name, wrapped(name, getattr(disk, name)))
    return done


def writings(folder: Path) -> list[Writing]:
    """Return one file that is there already and one that is new."""
    (folder / "old.yaml").write_bytes(b"old")
    return [Writing(folder / "old.yaml", b"changed", b"old"), Writing(folder / "new.json", b"new")]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_whatever_fails_both_are_written_or_none(tmp_path: Path, error: int) -> None:
    for number in range(1, 100):
        folder = tmp_path / str(number)
        folder.mkdir()
        asked = writings(folder)
        with pytest.MonkeyPatch.context() as patch:
            done = fail_at(patch, number, error)
            try:
                write_together(asked)
                refused = False
            except ProblemsFound as found:
                refused = True
                (problem,) = found.problems
                assert os.strerror(error) in problem.message
                assert disk.PREFIX not in problem.place.path
                assert problem.hint
        stands = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != disk.SUFFIX}
        assert stands == ({"old.yaml": b"old"} if refused else {"old.yaml": b"changed", "new.json": b"new"})
        assert not disk.leftovers(folder) or done[number - 1] == "remove"
        if number > len(done):
            return
    raise AssertionError("no end")


def test_what_is_killed_between_two_files_can_be_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    monkeypatch.setattr(disk, "replace", lambda _, target: moved.append(target.name))
    write_together(writings(tmp_path))
    assert moved == ["new.json", "old.yaml"], "the one that says that it was done comes last"


def test_a_file_is_begun_only_where_none_stands_and_in_a_folder_that_is_there(tmp_path: Path) -> None:
    begin(tmp_path / "head.json", b"1")
    with pytest.raises(ProblemsFound, match="stands there now; nothing was written"):
        begin(tmp_path / "head.json", b"2")
    with pytest.raises(ProblemsFound, match="there is no such folder"):
        begin(tmp_path / "none" / "head.json", b"1")
    assert (tmp_path / "head.json").read_bytes() == b"1"


def test_what_a_run_killed_long_ago_has_left_is_swept_up_but_for_that_of_a_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, fresh = (disk.stage(tmp_path / "x", b"") for _ in range(2))
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    (tmp_path / JOURNAL).write_bytes(b"")
    put(tmp_path / "y", b"1")
    assert old.exists()
    (tmp_path / JOURNAL).unlink()
    monkeypatch.setattr("time.time", lambda: long_ago + 10**8)  # a drive's clock may be another one
    put(tmp_path / "y", b"2")
    assert disk.leftovers(tmp_path) == [fresh]
