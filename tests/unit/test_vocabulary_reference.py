import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import vocabulary_reference as reference  # noqa: E402

from bidkit.render.vocabulary import RULES  # noqa: E402


def test_every_element_is_in_the_table_with_what_it_is() -> None:
    assert reference.MEANINGS.keys() == RULES.keys()
    assert reference.table().count("\n| `<") == len(RULES)


def test_the_page_is_not_stale() -> None:
    text = reference.PAGE.read_text(encoding="utf-8")
    assert reference.page(text) == text


def test_a_stale_table_is_noticed() -> None:
    text = reference.PAGE.read_text(encoding="utf-8")
    assert reference.page(text.replace("| `<h1>` |", "| `<h9>` |")) == text


def test_a_page_without_the_table_is_refused() -> None:
    with pytest.raises(SystemExit, match="has lost the line"):
        reference.page("# Templates\n")
