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
READING = {
    "bidkit",
    "bidkit.approval",
    "bidkit.audience",
    "bidkit.checks",
    "bidkit.cli",
    "bidkit.deal",
    "bidkit.record",
}
READING |= {"pricing", "pricing.competition", "pricing.cost", "pricing.decision", "pricing.evaluation", "bidkit.render"}
"""Our own rooms that read a record and say all that is wrong with it; of render, how a house document is named."""
DRAWING = READING | {"bidkit.publish", "bidkit.render.charts", "bidkit.render.docx", "bidkit.stages"}
ROOMS = {
    ("--help",): {"bidkit", "bidkit.cli"},
    ("check", SPRINGS): READING,
    ("status", SPRINGS): READING | {"bidkit.stages"},
    ("evaluation", SPRINGS, "--format", "docx", "--out", "."): DRAWING,
}
"""Our own packages that a command loads; of those that draw and of the stages, no more than what is named below."""
OF_RENDER: dict[tuple[str, ...], set[str]] = {("check", SPRINGS): {"house_style"}, ("status", SPRINGS): {"house_style"}}
EVALUATING = {"artifact", "decided", "development", "evaluation_sheet", "gaps", "missing", "sheet", "turning_points"}
_SEEN = """
import sys, runpy
sys.argv = ["bidkit", *sys.argv[1:]]
try:
    runpy.run_module("bidkit", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
own = {name.partition(".")[0] for name in set(sys.modules) - before}
print("OWN", *sorted(name for name in sys.modules if name.partition(".")[0] in ("bidkit", "pricing")))
print("LOADED", *sorted(name for name in own - sys.stdlib_module_names if not name.startswith(("_", "cython"))))
"""


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_loads_no_more_than_it_needs(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "tender.yaml").write_text(TENDER, encoding="utf-8")
    (tmp_path / "tender.json").write_text('{"tender": {"title": "Presses"}}', encoding="utf-8")
    shutil.copytree(ROOT / "examples" / "springs-bid", tmp_path / NOBODY_SAID_YES)
    (tmp_path / NOBODY_SAID_YES / "authority.yaml").write_text("owner: Lin Hua\n", encoding="utf-8")
    _, loaded = seen(words, tmp_path)
    assert "bidkit" in loaded
    assert sorted(loaded - COMMANDS[words]) == []


@pytest.mark.parametrize("words", ROOMS, ids=" ".join)
def test_a_command_loads_no_room_of_ours_that_it_does_not_use(words: tuple[str, ...], tmp_path: Path) -> None:
    own, _ = seen(words, tmp_path)
    rooms = {name for name in own if (ROOT / name.replace(".", "/")).is_dir()}
    assert sorted(rooms ^ ROOMS[words]) == []
    stages = {name.removeprefix("bidkit.stages.") for name in own if name.startswith("bidkit.stages.")}
    assert sorted(stages - EVALUATING) == []
    render = {name.removeprefix("bidkit.render.") for name in own if name.startswith("bidkit.render.")}
    assert render == OF_RENDER.get(words, render)


def seen(words: tuple[str, ...], folder: Path) -> tuple[set[str], set[str]]:
    """Run a command; return our own modules that it loaded, and the packages."""
    code = f"import sys; before = set(sys.modules)\n{_SEEN}"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    own, loaded = (set(line.split()[1:]) for line in done.stdout.splitlines()[-2:])
    return own, loaded
