"""Key files: the secret half opens with its passphrase and with nothing else."""

import json
import sys
from pathlib import Path

import pytest

from bidkit.problems import ProblemsFound
from bidkit.register.keys import keys_in, unlocked, write_key
from bidkit.register.signing import signed_by

WORDS = "eleven blue herons"


def said(raised: pytest.ExceptionInfo[ProblemsFound]) -> str:
    return str(raised.value.problems[0])


def test_a_key_signs_after_it_was_written_and_read_again(tmp_path: Path) -> None:
    written = write_key(tmp_path / "keys", "Gao Ming", WORDS)
    (read,) = keys_in(tmp_path / "keys")
    assert (read.name, read.public) == ("Gao Ming", written.public)
    assert signed_by(read.public, b"yes", unlocked(read, WORDS).sign(b"yes"))


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    key = write_key(tmp_path, "Gao Ming", WORDS)
    with pytest.raises(ProblemsFound, match="does not open this key"):
        unlocked(key, WORDS + " ")


def test_neither_secret_nor_passphrase_stands_in_the_file(tmp_path: Path) -> None:
    key = write_key(tmp_path, "Gao Ming", WORDS)
    secret = unlocked(key, WORDS)
    assert WORDS.encode() not in key.path.read_bytes()
    assert secret.secret not in key.path.read_bytes()
    assert "secret" not in repr(secret)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_others_may_not_read_it(tmp_path: Path) -> None:
    key = write_key(tmp_path / "keys", "Gao Ming", WORDS)
    assert key.path.stat().st_mode & 0o777 == 0o600
    assert key.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("part", ["name", "public"])
def test_a_key_under_another_name_does_not_open(tmp_path: Path, part: str) -> None:
    key = write_key(tmp_path, "Gao Ming", WORDS)
    other = write_key(tmp_path, "Deng Li", WORDS)
    told = json.loads(key.path.read_text(encoding="utf-8")) | {part: getattr(other, part)}
    key.path.write_text(json.dumps(told), encoding="utf-8")
    (read,) = (each for each in keys_in(tmp_path) if each.path == key.path)
    with pytest.raises(ProblemsFound, match="does not open this key"):
        unlocked(read, WORDS)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    before = write_key(tmp_path, "Gao Ming", WORDS).path.read_bytes()
    with pytest.raises(ProblemsFound, match="there is a key 'Gao Ming' already"):
        write_key(tmp_path, "Gao Ming", WORDS)
    assert (tmp_path / "Gao Ming.key").read_bytes() == before


@pytest.mark.parametrize("name", ["", "../x", "a/b", "C:x", ".hidden", "ends.", "a" * 65, "a\nb"])
def test_a_name_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemsFound, match="cannot be the name of a key"):
        write_key(tmp_path, name, WORDS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["高明", "Gao Ming 2026", "o.brien", "Jean-Luc"])
def test_names_of_people_serve(tmp_path: Path, name: str) -> None:
    assert write_key(tmp_path, name, WORDS).path.name == f"{name}.key"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": "x", "public": "short"}'])
def test_a_damaged_file_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.key").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        keys_in(tmp_path)
    assert "is not a key of bidkit, or is damaged" in said(raised)


def test_where_no_folder_can_be_made_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="is a file, and a folder belongs there"):
        write_key(tmp_path / "file" / "keys", "Gao Ming", WORDS)
