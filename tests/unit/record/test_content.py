"""The content library: every mistake at file, line and column, and what may not go to the customer."""

from pathlib import Path

import pytest

from bidkit.cli.desk import lay_out
from bidkit.problems import ProblemsFound
from tests.builders import HOUSE, PROPOSAL, RECORD, STANDARDS, edited, write

NODES = RECORD[RECORD.index("key_nodes:") : RECORD.index("actions:")]
EARLY = edited(RECORD, ("stage: sales-entry", "stage: development"), (NODES, ""))
PLACED = EARLY + STANDARDS + edited(PROPOSAL, ("about-us: {text: Who we are}", "about-us: {block: about-us}"))
BLOCK = """\
---
title: About us
owner: Gao Ming
review_by: 2027-06-30
---
We build **testing machines**, and nothing else.
"""


def library(folder: Path, record: str = PLACED, house: str = HOUSE, **blocks: str) -> Path:
    path = write(folder, record, house)
    (folder / "content").mkdir()
    for name, text in blocks.items():
        (folder / "content" / f"{name.replace('_', '-').replace('-zh', '.zh-CN')}.md").write_text(
            text, encoding="utf-8"
        )
    return path


def problems_of(record: Path, *, final: bool = False) -> list[str]:
    """Return what is said, each file by its name alone."""
    try:
        desk = lay_out(record)
        found = sorted((*desk.problems, *desk.for_customer(final=final)))
    except ProblemsFound as error:
        found = list(error.problems)
    marks = {"warning": "warning: ", "error": ""}
    return [
        f"{Path(each.place.path).name}:{each.place.line}:{each.place.column}: {marks[each.severity]}{each.message}"
        for each in found
    ]


def test_a_sound_block_is_sound(tmp_path: Path) -> None:
    assert problems_of(library(tmp_path, about_us=BLOCK), final=True) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\ntitle", "title", "1:1: does not begin with title, owner and review_by"),
        ("2027-06-30\n---\n", "2027-06-30\n", "1:1: does not begin with title, owner and review_by"),
        ("owner: Gao Ming\n", "", "1:1: `owner` is missing"),
        ("owner:", "ownr:", "1:1: `owner` is missing|3:1: `ownr` is not a field that may stand here"),
        ("2027-06-30", "30.6.2027", "4:12: `review_by`: '30.6.2027' is not a date"),
        ("review_by: 2027-06-30", "review_by: 2027-06-30\nlanguage: de", "5:11: `language`: 'de' cannot stand here"),
        ("review_by: 2027-06-30", "review_by: 2027-06-30\nblock: about us", "5:8: `block`: 'about us' cannot be an id"),
        ("review_by: 2027-06-30", "review_by: 2027-06-30\nlines: [a]", "5:1: `lines` is not a field of a block"),
        ("title: About us", "title: About us\ntitle: Us", "3:1: `title` is given twice"),
        ("We build **testing machines**, and nothing else.\n", " \n", "5:1: holds no words"),
    ],
)
def test_wrong_front_matter_is_named_at_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    record = library(tmp_path, about_us=edited(BLOCK, (old, new)))
    assert problems_of(record) == [f"about-us.md:{each}" for each in says.split("|")]


@pytest.mark.parametrize(
    ("markdown", "says"),
    [
        ("Well.\n\n<b>Bold</b>", "8:1: raw HTML cannot stand in a block"),
        ("<div>\nBox\n</div>", "6:1: raw HTML cannot stand in a block"),
        ("Look:\n![](logo.png)", "7:1: a picture cannot stand in a block"),
        ("See [our site](https://example.com).", "6:1: a link cannot stand in a block"),
        ("<https://example.com>", "6:1: a link cannot stand in a block"),
        ("```\ncode\n```", "6:1: code cannot stand in a block"),
        ("Use `this`.", "6:1: code cannot stand in a block"),
        ("Well.\n\n    indented", "8:1: indented text would become code"),
        ("> quoted", "6:1: a quotation cannot stand in a block"),
        ("Well.\n\n***", "8:1: a rule cannot stand in a block"),
        ("## Deep", "6:1: a heading of level 2 cannot stand here"),
        ("# One\n\n## Two\n\n### Three", "10:1: a heading of level 3 cannot stand here"),
        ("- one\n  - two", "7:1: a list cannot stand in a list"),
        ("- one\n\n  more of one\n", "8:1: an item of a list is one paragraph"),
        ("| a | b |\n|---|---|\n| <i>x</i> | y |", "8:1: raw HTML cannot stand in a block"),
        ("- See [x](http://x)\n- ok", "6:1: a link cannot stand in a block"),
    ],
)
def test_what_a_document_cannot_show_is_named_at_its_line(tmp_path: Path, markdown: str, says: str) -> None:
    block = edited(BLOCK, ("We build **testing machines**, and nothing else.", markdown))
    found = problems_of(library(tmp_path, about_us=block))
    assert list(dict.fromkeys(found)) == [f"about-us.md:{says}"]


def test_a_block_that_nothing_places_hinders_nothing(tmp_path: Path) -> None:
    wrong = edited(BLOCK, ("We build", "<b>We</b> build as Eastlake Instruments"))
    assert problems_of(library(tmp_path, about_us=BLOCK, other=wrong)) == []


def test_two_files_of_one_name_and_language_are_named(tmp_path: Path) -> None:
    again = edited(BLOCK, ("title: About us", "title: About us\nblock: about-us"))
    record = library(tmp_path, about_us=BLOCK, we=again)
    assert problems_of(record) == ["we.md:3:8: the block `about-us` stands in about-us.md too, in the same language"]


def test_content_in_house_yaml_is_refused(tmp_path: Path) -> None:
    record = library(tmp_path, house=HOUSE + "content: {}\n", about_us=BLOCK)
    line = HOUSE.count("\n") + 1
    assert problems_of(record) == [f"house.yaml:{line}:1: `content` is not written in house.yaml"]


def test_a_block_is_not_there_in_the_documents_language(tmp_path: Path) -> None:
    chinese = edited(PLACED, ("language: en", "language: zh-CN"))
    record = library(tmp_path, chinese, about_us=BLOCK)
    says = "the block `about-us` is not there in the language of the document, zh-CN"
    assert problems_of(record) == [f"about-us.md:1:1: warning: {says}"]


def test_the_block_in_the_documents_language_is_held_to_the_rules(tmp_path: Path) -> None:
    chinese = edited(BLOCK, ("2027-06-30", "2026-09-14\nlanguage: zh-CN"))
    record = library(tmp_path, edited(PLACED, ("language: en", "language: zh-CN")), about_us=BLOCK, about_us_zh=chinese)
    says = "`About us` was to be reviewed by 2026-09-14; Gao Ming answers for it"
    assert problems_of(record) == [f"about-us.zh-CN.md:4:12: warning: {says}"]


def test_a_block_whose_day_has_passed_is_a_warning_in_a_draft_and_a_problem_in_a_final(tmp_path: Path) -> None:
    record = library(tmp_path, about_us=edited(BLOCK, ("2027-06-30", "2026-09-14")))
    says = "`About us` was to be reviewed by 2026-09-14; Gao Ming answers for it"
    assert problems_of(record) == [f"about-us.md:4:12: warning: {says}"]
    assert problems_of(record, final=True) == [f"about-us.md:4:12: {says}"]


def test_a_block_is_in_date_on_its_day(tmp_path: Path) -> None:
    record = library(tmp_path, about_us=edited(BLOCK, ("2027-06-30", "2026-09-15")))
    assert problems_of(record, final=True) == []


def test_a_rival_is_named_at_the_word_in_a_block(tmp_path: Path) -> None:
    block = edited(BLOCK, ("nothing else.", "nothing else.\nBetter than Eastlake Instruments and the Kestrel frame."))
    record = library(tmp_path, about_us=block)
    assert problems_of(record, final=True) == [
        "about-us.md:7:13: names the rival Eastlake Instruments",
        "about-us.md:7:42: warning: may name the rival Kestrel Material Test: 'Kestrel'",
    ]


def test_the_name_of_the_house_may_be_that_of_a_rival_and_is_told(tmp_path: Path) -> None:
    house = edited(HOUSE, ("name: Northfield Testing Machines", "name: Kestrel Material Test"))
    (said,) = problems_of(library(tmp_path, house=house, about_us=BLOCK), final=True)
    assert said.startswith("house.yaml:")
    assert said.endswith("names the rival Kestrel Material Test")


@pytest.mark.parametrize(("first", "found"), [("Kest", True), ("Kes", False)])
def test_the_first_word_of_a_rivals_name_stands_for_it_from_four_letters_on(
    tmp_path: Path, first: str, found: bool
) -> None:
    record = PLACED.replace("Kestrel Material Test", f"{first} Material Test")
    block = edited(BLOCK, ("nothing else.", f"nothing else. Better than {first}."))
    said = problems_of(library(tmp_path, record, about_us=block), final=True)
    assert any(f"may name the rival {first} Material Test" in each for each in said) is found


@pytest.mark.parametrize(
    ("name", "says", "found"),
    [
        ("ABB", "Nobody is shabby.", False),
        ("ABB", "Better than Abb.", True),
        ("Kestrel Material Test", "Nobody knows KEſTREL MATERIAL TEST.", True),
        ("东湖仪器", "优于东湖仪器的机器", True),
    ],
)
def test_a_name_is_a_word_of_its_own_where_words_are_parted(tmp_path: Path, name: str, says: str, found: bool) -> None:
    record = library(tmp_path, PLACED.replace("Eastlake Instruments", name), about_us=f"{BLOCK}{says}\n")
    assert any(f"names the rival {name}" in each for each in problems_of(record, final=True)) is found


def test_a_rival_is_named_in_what_the_customer_reads_and_nowhere_else(tmp_path: Path) -> None:
    text = edited(
        PLACED,
        ("what: Spares at the plant", "what: Spares as KESTREL MATERIAL TEST has none"),
        ("note: checked by Chen Yu", "note: Kestrel Material Test is dearer"),
        ("text: Open export of the raw data", "text: Open export as in Eastlake Instruments"),
        ("text: Response within 24 hours", "text: Response before Eastlake Instruments"),
    )
    lines = text.splitlines()

    def at(words: str) -> str:
        line = next(number for number, line in enumerate(lines, 1) if words in line)
        return f"deal.yaml:{line}:{lines[line - 1].index(words) + 1}:"

    # What is published is the customer's own wording; it is pointed out, and cannot be changed by us.
    assert problems_of(library(tmp_path, text, about_us=BLOCK), final=True) == [
        f"{at('Response before')} names the rival Eastlake Instruments",
        f"{at('Open export as')} warning: names the rival Eastlake Instruments",
        f"{at('Spares as')} names the rival Kestrel Material Test",
    ]


def test_a_rival_that_has_no_name_yet_is_not_looked_for(tmp_path: Path) -> None:
    record = edited(PLACED, ("name: Eastlake Instruments", "name:"))
    assert problems_of(library(tmp_path, record, about_us=BLOCK), final=True) == []


def test_a_reference_that_has_not_agreed_is_not_named_in_a_final(tmp_path: Path) -> None:
    text = edited(PLACED, (", agreed: yes}", "}"))
    record = library(tmp_path, text, about_us=BLOCK)
    (draft,), (final,) = problems_of(record), problems_of(record, final=True)
    assert draft.replace("warning: ", "") == final
    assert final.endswith("`Suzhou Springs` has not agreed to be named as a reference")
