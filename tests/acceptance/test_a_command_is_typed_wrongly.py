"""A command that was typed wrongly is answered in plain words, with an example; the help names what to type."""

import re
from pathlib import Path

import pytest

from bidkit.cli.app import app
from tests.acceptance.house import bidkit

TYPED = {
    "chek deal": "There is no command chek. Did you mean check",
    "check": "RECORD is missing: the folder of the deal",
    "verify": "FILE... is missing: files that may have been issued, or folders of them.",
    "approve deal": "--as is missing: who says so",
    "import deal": "There is no command deal. The commands are: ocds, eforms.",
    "check my deal": "One name too many: deal. A name with blanks goes in double quotes",
    "evaluation deal --formt pdf": "There is no option --formt. Did you mean --format",
    "evaluation deal -format pdf": "an option of several letters begins with two hyphens: --format\n",
    "--evaluation deal": "a command has no hyphens: bidkit evaluation\n",
    "evaluation deal --format": "Behind --format its value is missing.",
    "evaluation deal --format word": "--format: word cannot stand here; choose from: docx, pdf",
    "evaluation deal --format xlsx": "The evaluation has no workbook",
    "pipeline . --as-of 1.2.2026": "--as-of: '1.2.2026' is not a day; write it as 2026-09-30.",
    "pipeline . --jobs two": "--jobs: Give a whole number, in digits.",
    "pipeline . --jobs 0": "--jobs: Give a whole number, at least 1.",
    "import ocds none.json deal": "FILE: There is no file none.json.",
    "import ocds deal deal": "FILE: deal is a folder; give the file in it.",
    "check del": "There is no record del. Did you mean deal?",
    "check .": "Did you mean deal?",
    "check deal/deal.yml": "Did you mean deal/deal.yaml?",
    "check nowhere": "bidkit check: RECORD: There is no record nowhere.",
    "where-used deal deadline": "The two names seem swapped: bidkit where-used deadline deal\n",
    "preview evaluation deal": "The two names seem swapped: bidkit preview deal evaluation\n",
    "requirements import deal list.xlsx": "The two names seem swapped: bidkit requirements import list.xlsx deal\n",
    "import ocds deal tender.json": "The two names seem swapped: bidkit import ocds tender.json deal\n",
    "score deal": "FILE: deal is a folder",
    "check deal/house.yaml": "deal/house.yaml is no record: it holds for all deals of its folder",
    "requirements import deal deal": "deal is a folder; give the file in it.",
    "config nowhere": "DIR: There is no folder nowhere.",
    "templates check --house nowhere": "--house: There is no folder nowhere.",
    "authority check nowhere": "DIR: There is no folder nowhere.",
    "register verify nowhere": "DIR: There is no folder nowhere.",
    "files nowhere": "DIR: There is no folder nowhere.",
}
JARGON = re.compile("Value error|Input should|Invalid value|Traceback|None|Path]|int range|%Y|[{}]")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    assert bidkit("new", "deal", cwd=folder).code == 0
    return folder


@pytest.mark.parametrize("words", TYPED)
def test_it_says_what_is_wrong_and_how_it_is_typed(words: str, desk: Path) -> None:
    said = bidkit(*words.split(), cwd=desk)
    assert said.code == 2
    assert TYPED[words] in said.err.replace("\\", "/")
    assert said.err.startswith("bidkit")
    assert not JARGON.search(said.err)


@pytest.mark.parametrize("ending", [".txt", ".docx"])
def test_an_ending_that_an_editor_added_is_named(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"deal.yaml{ending}").write_text("id: A\n", encoding="utf-8")
    said = bidkit("check", ".", cwd=tmp_path)
    assert (said.code, f"deal.yaml{ending} has to be called deal.yaml" in said.err) == (2, True)


@pytest.mark.parametrize("words", ["where-used deadline nowhere", "preview deal none", "import ocds deal deal"])
def test_what_is_not_swapped_is_not_said_to_be(words: str, desk: Path) -> None:
    assert "swapped" not in bidkit(*words.split(), cwd=desk).err


@pytest.mark.parametrize("words", ["evaluation deal --format HTML", "make deal --format HTML --out made"])
def test_a_format_may_be_written_in_capitals(words: str, desk: Path) -> None:
    said = bidkit(*words.split(), cwd=desk)
    assert (said.code, "deal-evaluation.html" in said.out or "1 written" in said.out) == (0, True)


def test_an_example_of_the_command_is_given(desk: Path) -> None:
    assert "\n    Example: bidkit check deals/springs/deal.yaml\n" in bidkit("check", cwd=desk).err


def test_the_overview_names_every_command_of_two_words() -> None:
    page = bidkit("--help").out
    named = {
        f"{group.name} {command.name or getattr(command.callback, '__name__', '')}"
        for group in app.registered_groups
        if group.typer_instance
        for command in group.typer_instance.registered_commands
    }
    assert {"history add", "keys new", "export ocds"} <= named
    assert [name for name in sorted(named) if f"  {name}  " not in page] == []


@pytest.mark.parametrize(
    "command", ["verify", "acceptance read", "requirements import", "pipeline", "config", "schema"]
)
def test_help_speaks_of_what_to_type_and_not_of_kinds_of_data(command: str) -> None:
    assert not JARGON.search(bidkit(*command.split(), "--help").out)
