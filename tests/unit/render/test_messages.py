import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[3] / "tools"
sys.path.insert(0, str(TOOLS))

import messages  # noqa: E402

SAID = 'Phrase("Sum of {n} scores", n=3)\n'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "bidkit").mkdir()
    (tmp_path / "templates" / "locale" / "zh_CN").mkdir(parents=True)
    (tmp_path / "bidkit" / "a.py").write_text(SAID, encoding="utf-8")
    (tmp_path / "templates" / "a.html").write_text('<p>{{ _("Due") }}</p>', encoding="utf-8")
    (tmp_path / "templates" / "locale" / "zh_CN" / "bidkit.po").write_text(
        'msgid "Due"\nmsgstr "截止"\n\nmsgid "Gone"\nmsgstr "没有"\n', encoding="utf-8"
    )
    return tmp_path


def test_sentences_come_from_the_program_and_the_templates(house: Path) -> None:
    assert messages.said(house) == {"Sum of {n} scores", "Due"}


def test_untranslated_and_stale_sentences_are_faults(house: Path) -> None:
    assert list(messages.faults(house)) == [
        "zh_CN: not translated: Sum of {n} scores",
        "zh_CN: nothing says any more: Gone",
    ]


def test_update_keeps_what_holds_and_drops_what_is_stale(house: Path) -> None:
    messages.update(house)
    assert list(messages.faults(house)) == ["zh_CN: not translated: Sum of {n} scores"]


def test_a_translation_with_other_places_is_a_fault(house: Path) -> None:
    catalogue = house / "templates" / "locale" / "zh_CN" / "bidkit.po"
    catalogue.write_text('msgid "Due"\nmsgstr "截"\n\nmsgid "Sum of {n} scores"\nmsgstr "{m} 分"\n', encoding="utf-8")
    assert list(messages.faults(house)) == ["zh_CN: the places differ: Sum of {n} scores"]


def test_the_house_catalogues_are_complete() -> None:
    assert list(messages.faults()) == []
