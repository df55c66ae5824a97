"""Publishing a set of files: what is written, what is kept, and what a disk that fails leaves behind."""

import errno
import json
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bidkit import __version__
from bidkit.problems import ProblemsFound
from bidkit.publish import LOCK, MANIFEST, Output, disk, look_at, publish
from bidkit.publish.journal import JOURNAL
from tests.unit.publish.sets import NAMES, OPERATIONS, documents, left_over, standing

Break = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path, documents("A"))
    return tmp_path


@pytest.fixture
def break_disk(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Make what is done to the disk fail: at one number, from there on, or for some paths."""

    def break_disk(error: int, fails: Callable[[int, str, tuple[object, ...]], bool]) -> None:
        numbers = count(1)

        def wrapped(name: str, done: Callable[..., object]) -> Callable[..., object]:
            def operation(*arguments: object) -> object:
                if fails(next(numbers), name, arguments):
                    raise OSError(error, "it is so", str(arguments[-1]))
                return done(*arguments)

            return operation

        for name in OPERATIONS:
            monkeypatch.setattr(disk, name, wrapped(name, getattr(disk, name)))

    return break_disk


def refused(folder: Path) -> str:
    """Publish B, which has to be refused; return what is said."""
    with pytest.raises(ProblemsFound) as caught:
        publish(folder, documents("B"))
    (problem,) = caught.value.problems
    assert problem.hint
    return f"{Path(problem.place.path).name}: {problem.message}"


def test_the_manifest_says_what_each_file_is(folder: Path) -> None:
    entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert sorted(entries) == sorted(NAMES)
    for name, entry in entries.items():
        content = (folder / name).read_bytes()
        assert entry == {
            "artifact": "test",
            "sha256": disk.digest_of(content),
            "bytes": len(content),
            "record_sha256": "A" * 64,
            "bidkit": __version__,
        }


def test_the_same_again_changes_nothing(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != LOCK}
    publish(folder, documents("A"))
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_an_edited_file_is_kept_and_the_new_one_follows_the_record(folder: Path) -> None:
    edited = folder / NAMES[0]
    edited.write_bytes(b"by hand")
    published = publish(folder, documents("B"))
    beside = folder / "evaluation-new.html"
    assert published.kept == {edited: beside}
    assert edited.read_bytes() == b"by hand"
    assert beside.read_bytes() == documents("B")[NAMES[0]].content
    publish(folder, documents("A"))
    assert beside.read_bytes() == documents("A")[NAMES[0]].content
    beside.write_bytes(b"by hand, too")
    assert publish(folder, documents("B")).kept == {edited: folder / "evaluation-new-2.html"}
    assert beside.read_bytes() == b"by hand, too"


def test_a_file_that_bidkit_did_not_write_is_kept(tmp_path: Path) -> None:
    (tmp_path / NAMES[0]).write_bytes(b"mine")
    publish(tmp_path, documents("A"))
    assert (tmp_path / NAMES[0]).read_bytes() == b"mine"


def test_the_state_of_each_file_can_be_asked(folder: Path) -> None:
    (folder / NAMES[0]).write_bytes(b"by hand")
    (folder / NAMES[1]).unlink()
    assert {name: state for name, state, _ in look_at(folder)} == {
        NAMES[0]: "edited",
        NAMES[1]: "missing",
        NAMES[2]: "as written",
    }
    assert look_at(folder / "nothing here") == []


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for good"])
def test_whatever_fails_the_old_set_or_the_new_stands(folder: Path, lasting: bool, break_disk: Break) -> None:
    outcomes: list[str] = []
    for number in range(1, 200):
        with pytest.MonkeyPatch.context() as patch:
            for name in OPERATIONS:
                patch.setattr(disk, name, getattr(disk, name))
            break_disk(errno.ENOSPC, lambda n, *_, at=number: n >= at if lasting else n == at)
            try:
                publish(folder, documents("B"))
                outcomes.append("done")
            except ProblemsFound as found:
                outcomes.append("refused")
                assert "it is so" in found.problems[0].message
                assert "Make room" in found.problems[0].hint
        look_at(folder)
        stands = standing(folder)
        assert stands == ("B" if outcomes[-1] == "done" else "A") or lasting
        if stands == "B" and outcomes[-1] == "done":
            break
        publish(folder, documents("A"))
        assert standing(folder) == "A"
        assert left_over(folder) == set()
        (folder / "annex.html").unlink(missing_ok=True)
    assert outcomes.count("refused") > 25
    assert outcomes[-1] == "done"


def test_a_file_that_word_has_open_leaves_the_old_set(folder: Path, break_disk: Break) -> None:
    break_disk(errno.EACCES, lambda _, name, paths: name == "replace" and Path(str(paths[1])).name == NAMES[2])
    assert refused(folder) == f"{NAMES[2]}: cannot be written: it is so"
    assert standing(folder) == "A"
    assert not left_over(folder)
    assert not (folder / "annex.html").exists()


def test_a_file_that_may_not_be_written_is_found_before_anything_moves(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writable(path: Path) -> None:
        if path.name == NAMES[1]:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(disk, "writable", writable)
    assert refused(folder) == f"{NAMES[1]}: cannot be written: Permission denied"
    assert standing(folder) == "A"
    assert not left_over(folder)


def test_where_no_folder_can_be_made_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "file: is a file, and a folder belongs there" in refused(tmp_path / "file" / "folder")


def test_a_read_only_folder_is_said_with_what_to_do(folder: Path, break_disk: Break) -> None:
    break_disk(errno.EROFS, lambda *_: True)
    assert refused(folder).endswith("cannot be written: it is so")
    assert standing(folder) == "A"


def test_a_manifest_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[]", encoding="utf-8")
    assert refused(tmp_path) == f"{MANIFEST}: is not a manifest that bidkit wrote"
    assert {path.name for path in tmp_path.iterdir()} <= {MANIFEST, LOCK}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '{"moves": [{}]}',
        '{"moves": [{"target": "../x", "staged": "a", "after": "b", "before": null, "backup": null}]}',
    ],
)
def test_a_journal_of_somebody_else_is_not_carried_out(folder: Path, text: str) -> None:
    (folder / JOURNAL).write_text(text, encoding="utf-8")
    assert "is not a journal that bidkit wrote" in refused(folder)
    assert standing(folder) == "A"


def test_what_a_person_edits_between_a_kill_and_the_next_run_is_kept(folder: Path, break_disk: Break) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(disk, name, getattr(disk, name))
        stopped = iter([True])
        break_disk(
            errno.EIO,
            lambda _, name, paths: name == "replace" and paths[1] != folder / JOURNAL and not next(stopped, False),
        )
        with pytest.raises(ProblemsFound):
            publish(folder, documents("B"))
    assert (folder / JOURNAL).exists(), "neither the move nor the way back could be made"
    (folder / NAMES[1]).write_bytes(b"by hand")
    look_at(folder)
    assert (folder / NAMES[1]).read_bytes() == b"by hand"
    assert not (folder / JOURNAL).exists()


def test_a_run_waits_for_the_one_before_and_then_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr("bidkit.publish.PATIENCE", 0.1)
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with FileLock(folder / LOCK):
            held.set()
            free.wait(20)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(20)
    assert refused(folder) == f"{folder.name}: another bidkit is writing here"
    free.set()
    other.join()
    publish(folder, documents("B"))
    assert standing(folder) == "B"


def test_a_new_file_has_the_rights_that_files_have_here(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    publish(tmp_path, {"x.html": Output(b"x", "test", "r")})
    assert (tmp_path / "x.html").stat().st_mode == (tmp_path / "plain").stat().st_mode
