"""Odd paths and extreme houses: a Problem with what to do, never a traceback, never half of it written."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import bidkit as bidkit_package
from bidkit.cli import main
from tests.acceptance.house import bidkit, deal_of
from tests.components import needed

TOO_LONG = "n" * 300


@pytest.mark.parametrize("command", ["new", "check", "status", "evaluation", "doctor"])
def test_a_name_that_no_system_takes_is_a_problem(tmp_path: Path, command: str) -> None:
    said = bidkit(command, tmp_path / TOO_LONG)
    assert said.code in (1, 2)
    assert "cannot be" in said.err or "There is no record" in said.err
    assert not list(tmp_path.iterdir())


def test_a_new_deal_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").mkdir()
    said = bidkit("new", tmp_path)
    assert said.code == 1
    assert f"{tmp_path / 'house.yaml'}:1:1: cannot be written" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["house.yaml"]
    assert said.out == ""


@pytest.mark.parametrize("words", [("--version",), ("schema",)], ids=["a little", "much"])
def test_a_disk_too_full_for_what_is_printed_is_said(words: tuple[str, ...]) -> None:
    full = Path(needed("/dev/full", "/dev/full" if Path("/dev/full").exists() else None))
    with full.open("w") as out:
        command = [sys.executable, "-m", "bidkit", *words]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("standard output:1:1: cannot be written: No space left on device\n    What was")


def test_a_scale_finer_than_anybody_judges_is_a_problem(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    house = "evaluation_model:\n  scale:\n    lowest: 0\n    highest: 5\n    step: 0.000000001\n"
    (tmp_path / "house.yaml").write_text(house, encoding="utf-8")
    said = bidkit("evaluation", record, "--format", "html")
    assert said.code == 1
    assert "house.yaml:5:11: the scale has more than 100 steps" in said.err


class Interrupted(ModuleType):
    """A module during whose loading a person presses Ctrl-C."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_ctrl_c_while_bidkit_is_still_loading_gives_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "bidkit.cli.app", Interrupted("bidkit.cli.app"))
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == 130
    assert capsys.readouterr().err == "stopped; no file was left half-written\n"


def _said_by(module: Path) -> Iterator[str]:
    """Yield every text of a module that is no docstring of the module itself."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    yield from (
        str(node.value)
        for statement in tree.body[1:]
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_nothing_that_is_said_leads_to_a_page_that_is_not_installed() -> None:
    """Who has installed bidkit has no folder docs."""
    package = Path(bidkit_package.__file__).parent
    texts = {path: "\n".join(_said_by(path)) for path in package.rglob("*.py")}
    texts |= {path: path.read_text(encoding="utf-8") for path in package.rglob("starter*.yaml")}
    assert [path.name for path, text in texts.items() if "docs/" in text] == []
