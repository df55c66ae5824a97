"""What each command loads: start-up is what a person waits for, and one careless import doubles it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bidkit

ROOT = Path(bidkit.__file__).parents[1]
SPRINGS = str(ROOT / "examples" / "springs")
NOBODY_SAID_YES = "nobody-said-yes"
"""A folder with the springs bid in a house that keeps approvals, in which there are none yet."""
TENDER = "rule: {method: lowest_price}\nbids: [{bidder: A, price: 100}]\n"

ALWAYS = {"bidkit", "typer", "annotated_doc", "shellingham"}
RECORD = ALWAYS | {
    "pricing",
    "yaml",
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_extensions",
    "typing_inspection",
}
PROSE = {"markdown_it", "mdurl"}
SCORING = RECORD | {"numpy"}
WORD = RECORD | {"babel", "docx", "filelock", "jinja2", "lxml", "markupsafe", "resvg_py"}

COMMANDS = {
    ("--help",): ALWAYS,
    ("check", SPRINGS): RECORD | PROSE,
    ("status", SPRINGS): RECORD,
    ("status", NOBODY_SAID_YES): RECORD,
    ("trace", SPRINGS): RECORD,
    ("import", "ocds", "tender.json", "deal"): RECORD | PROSE | {"tzdata"},
    ("signing", SPRINGS, "--format", "json"): RECORD | {"filelock"},
    ("handover", SPRINGS, "--format", "json"): RECORD | {"filelock"},
    ("completion", SPRINGS, "--format", "json"): RECORD | {"filelock"},
    ("score", "--methods"): RECORD,
    ("score", "tender.yaml"): SCORING,
    ("evaluation", SPRINGS, "--format", "docx", "--out", "."): WORD,
    ("make", SPRINGS, "--format", "docx", "--jobs", "1", "--out", "."): WORD | PROSE,
}
_SEEN = """
import sys, runpy
sys.argv = ["bidkit", *sys.argv[1:]]
try:
    runpy.run_module("bidkit", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
own = {name.partition(".")[0] for name in set(sys.modules) - before}
print("LOADED", *sorted(name for name in own - sys.stdlib_module_names if not name.startswith(("_", "cython"))))
"""


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_loads_no_more_than_it_needs(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "tender.yaml").write_text(TENDER, encoding="utf-8")
    (tmp_path / "tender.json").write_text('{"tender": {"title": "Presses"}}', encoding="utf-8")
    shutil.copytree(ROOT / "examples" / "springs-bid", tmp_path / NOBODY_SAID_YES)
    (tmp_path / NOBODY_SAID_YES / "authority.yaml").write_text("owner: Lin Hua\n", encoding="utf-8")
    code = f"import sys; before = set(sys.modules)\n{_SEEN}"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert "bidkit" in loaded
    assert sorted(loaded - COMMANDS[words]) == []
