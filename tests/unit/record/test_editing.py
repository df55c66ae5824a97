"""A record is changed in its text: what is meant changes exactly, and not one sign around it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidkit.deal import Deal
from bidkit.problems import ProblemsFound
from bidkit.record.editing import Add, Edit, Remove, Set, edited, fields_of
from bidkit.record.source import parse
from bidkit.record.tree import Path as FieldPath
from bidkit.record.tree import leaves, plain
from bidkit.record.yaml_text import Value

SPRINGS = (Path(__file__).parents[3] / "examples/springs/deal.yaml").read_text(encoding="utf-8")

RECORD = """\
# The head of the record
id:   SPR-1      # stays
title: "Springs: two machines"
score: +4

empty:
nothing:   # said beside it
lists:
  none: []   # none yet
  plain:
    # above the first
    - one   # beside one

    - 'two'
  flow: [a, "b, c",
         d]
standards:
  requirements:
    # capacity
    - id: REQ-001   # the first
      text: >-
        folded text
        of two lines
      weight: 12
      ours: {answer: comply, offered: "10 kN"}   # in braces
      rivals:
        - {rival: C-01, answer: comply}
        - {rival: C-02, answer: unknown}
      # at the end of the first

    - id: REQ-002
      text: |
        literal
          text

      needs: [N-01, N-02]
    - text: keeps its blank lines
      note: |+
        kept

      id: REQ-003
      weight: 1

# The foot
last: 'it''s'
"""

HARD = (
    "=1+1",
    "+1",
    "-1",
    "@home",
    "- x",
    "yes",
    "no",
    "NO",
    "010",
    "1.10",
    "12:30",
    "~",
    "null",
    "#",
    "a #b",
    "a: b",
    ":",
)
HARDER = (
    "two\nlines",
    "\n",
    "x\n",
    "x\n\n",
    " x",
    "x ",
    "a\n b",
    " a\nb",
    "a \nb",
    'say "x"',
    "it's",
    "\\n",
    "\t",
    "a\tb",
)
OTHERS = (
    "弹簧试验机：± 0.5 %",
    "🔧 astral",
    "[x]",
    "{x}",
    "&a",
    "*a",
    "!t",
    "%d",
    "`x`",
    "|",
    ">-",
    "---",
    "...",
    "a,b",
    "x" * 40_000,
)
TEXTS = (*HARD, *HARDER, *OTHERS, "\u00a0x", "a\r\nb", "?", "? a", "<<", "", "0x1F", "2026-09-04", "--07")

words = st.one_of(
    st.sampled_from(TEXTS),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")) | st.sampled_from("\n\t #:-'\""),
        max_size=40,
    ),
).filter(lambda text: "\ufffe" not in text and "\uffff" not in text)
names = st.sampled_from(["rival", "answer", "ours", "x y", "yes", "1"])
values: st.SearchStrategy[Value] = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)


def read(text: str, name: str = "deal.yaml") -> object:
    tree, problems = parse(text, name)
    assert not problems
    return plain(tree)


def after(data: object, edit: Edit) -> object:
    """Say what one edit means, worked out apart from the product."""
    if not edit.path:
        assert isinstance(edit, Add)
        assert isinstance(data, list)
        return [*data, edit.value]
    step, rest = edit.path[0], edit.path[1:]
    inner: Edit = Remove(rest) if isinstance(edit, Remove) else type(edit)(rest, edit.value)
    if isinstance(data, list):
        assert isinstance(step, int)
        head, tail = data[:step], data[step + 1 :]
        if not rest and not isinstance(edit, Add):
            return [*head, *tail] if isinstance(edit, Remove) else [*head, edit.value, *tail]
        return [*head, after(data[step], inner), *tail]
    assert isinstance(data, dict)
    if not rest and isinstance(edit, Remove):
        return {key: value for key, value in data.items() if key != step}
    return {**data, step: edit.value if not rest and isinstance(edit, Set) else after(data[step], inner)}


def paths(data: object, path: FieldPath = ()) -> list[FieldPath]:
    """Return the path of every value, groups and lists too."""
    if isinstance(data, dict):
        return [path, *(found for key, value in data.items() for found in paths(value, (*path, key)))]
    if isinstance(data, list):
        return [path, *(found for at, value in enumerate(data) for found in paths(value, (*path, at)))]
    return [path]


def in_form(form: str) -> tuple[str, str]:
    """Return the record in one of the forms in which a file may hold it, and the file's name."""
    forms = {
        "lf": (RECORD, "deal.yaml"),
        "crlf": (RECORD.replace("\n", "\r\n"), "deal.yaml"),
        "no last break": (RECORD.rstrip("\n"), "deal.yaml"),
        "json": (json.dumps(read(RECORD), indent=2, ensure_ascii=False) + "\n", "deal.json"),
        "escaped json": (json.dumps({"x": "🔧🔧", **dict(read(RECORD))}, indent="\t"), "deal.json"),  # type: ignore[call-overload]
        "json in a line": (json.dumps(read(RECORD)), "deal.json"),
    }
    return forms[form]


FORMS = st.sampled_from(["lf", "crlf", "no last break", "json", "escaped json", "json in a line"])


def around(before: str, new: str) -> tuple[int, int]:
    """Return how many lines are the same at the head, and at the foot below those."""
    old, now = before.splitlines(keepends=True), new.splitlines(keepends=True)
    head = next((n for n, (a, b) in enumerate(zip(old, now, strict=False)) if a != b), min(len(old), len(now)))
    rest = zip(reversed(old[head:]), reversed(now[head:]), strict=False)
    return head, next((n for n, (a, b) in enumerate(rest) if a != b), min(len(old), len(now)) - head)


@settings(max_examples=400, deadline=None)
@given(st.data(), FORMS, words)
def test_a_value_is_set_exactly_and_only_its_own_lines_change(data: st.DataObject, form: str, value: str) -> None:
    text, name = in_form(form)
    tree, _ = parse(text, name)
    found = [(path, scalar) for path, scalar in leaves(tree)]
    path, scalar = data.draw(st.sampled_from(found))
    new = edited(text, name, [Set(path, value)])
    assert read(new, name) == after(plain(tree), Set(path, value))
    head, foot = around(text, new)
    lines = len((scalar.text or "").splitlines()) + 5
    assert head >= scalar.place.line - 1
    assert foot >= len(text.splitlines()) - (scalar.place.line - 1) - lines


@settings(max_examples=400, deadline=None)
@given(st.data(), FORMS, values)
def test_whatever_is_set_added_or_removed_is_read_back(data: st.DataObject, form: str, value: Value) -> None:
    text, name = in_form(form)
    whole = read(text, name)
    path = data.draw(st.sampled_from(paths(whole)[1:]))
    kind = data.draw(st.sampled_from([Set, Remove]))
    edit = Remove(path) if kind is Remove else Set(path, value)
    new = edited(text, name, [edit])
    assert read(new, name) == after(whole, edit)
    assert text.count("\r\n") == 0 or "\n" not in new.replace("\r\n", "")


@settings(max_examples=200, deadline=None)
@given(st.data(), FORMS, st.lists(values, min_size=1, max_size=3))
def test_items_join_a_list_in_their_order(data: st.DataObject, form: str, new_items: list[Value]) -> None:
    text, name = in_form(form)
    whole = read(text, name)
    lists = [("standards", "requirements"), ("lists", "plain"), ("lists", "flow"), ("lists", "none")]
    path = data.draw(st.sampled_from([*lists, ("standards", "requirements", 0, "rivals")]))
    at = data.draw(st.sampled_from([None, 0, 1]))
    new = edited(text, name, [Add(path, item, at) for item in new_items])
    wanted = whole
    for step in path:
        wanted = wanted[step]  # type: ignore[index]
    assert isinstance(wanted, list)
    place = len(wanted) if at is None else min(at, len(wanted))
    wanted[place:place] = new_items
    assert read(new, name) == whole


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(words.filter(str.strip), min_size=1, max_size=6))
def test_many_edits_of_the_springs_record_leave_all_other_lines(data: st.DataObject, texts: list[str]) -> None:
    tree, _ = parse(SPRINGS, "deal.yaml")
    whole = plain(tree)
    found = data.draw(
        st.lists(st.sampled_from(list(leaves(tree))), min_size=len(texts), max_size=len(texts), unique_by=repr)
    )
    edits = [Set(path, text) for (path, _), text in zip(found, texts, strict=True)]
    for edit in edits:
        whole = after(whole, edit)
    new = edited(SPRINGS, "deal.yaml", edits)
    assert read(new) == whole
    changed = {scalar.place.line for _, scalar in found}
    kept = [line for number, line in enumerate(SPRINGS.splitlines(), 1) if number not in changed]
    remaining = iter(new.splitlines())
    assert all(line in remaining for line in kept)  # each of them, in their order


@pytest.mark.parametrize("value", TEXTS)
def test_hard_texts_are_kept_in_a_field_a_list_and_braces(value: str) -> None:
    for path in (
        ("title",),
        ("empty",),
        ("nothing",),
        ("lists", "plain", 0),
        ("lists", "flow", 0),
        ("lists", "flow", 1),
    ):
        assert read(edited(RECORD, "deal.yaml", [Set(path, value)])) == after(read(RECORD), Set(path, value))


def test_no_edit_changes_nothing() -> None:
    assert edited(SPRINGS, "deal.yaml", []) == SPRINGS
    assert edited(RECORD, "deal.yaml", [Set(("id",), "SPR-1"), Remove(("absent", "field"))]) == RECORD


def test_a_comment_beside_and_above_a_value_stays() -> None:
    new = edited(
        RECORD, "deal.yaml", [Set(("id",), "SPR-2"), Set(("lists", "plain", 0), "uno"), Set(("nothing",), "now")]
    )
    assert "id:   SPR-2      # stays\n" in new
    assert "    # above the first\n    - uno   # beside one\n" in new
    assert "nothing: now   # said beside it\n" in new


def test_a_new_field_comes_to_the_place_that_the_model_gives_it() -> None:
    path = ("standards", "requirements", "REQ-003", "ours", "benefit")
    new = edited(SPRINGS, "deal.yaml", [Set(path, "=1+1")], fields_of(Deal))
    line = (
        '        evidence: Calibration certificates of three laboratories, 2025\n        benefit: "=1+1"\n      rivals:'
    )
    assert new.count("=1+1") == 1
    assert line in new


def test_groups_on_the_way_are_made_and_fields_of_one_new_group_stand_together() -> None:
    path: FieldPath = ("standards", "requirements", "REQ-002")
    edits = [Set((*path, "ours", "answer"), "comply"), Set((*path, "ours", "offered"), "5 kN")]
    new = edited(RECORD, "deal.yaml", edits, fields_of(Deal))
    assert "      needs: [N-01, N-02]\n      ours:\n        answer: comply\n        offered: 5 kN\n" in new


def test_a_removed_item_takes_its_lines_and_no_others() -> None:
    new = edited(RECORD, "deal.yaml", [Remove(("standards", "requirements", "REQ-001"))])
    head, rest = RECORD.split("    - id: REQ-001")
    assert new == head + rest[rest.index("      # at the end of the first") :]


def test_several_edits_around_one_item_are_made_together() -> None:
    found: FieldPath = ("standards", "requirements")
    edits: list[Edit] = [
        Remove((*found, 0)),
        Set((*found, 1, "weight"), "3"),
        Add(found, {"id": "REQ-4"}),
        Remove((*found, 2)),
    ]
    new = edited(RECORD, "deal.yaml", edits)
    assert [item["id"] for item in read(new)["standards"]["requirements"]] == ["REQ-002", "REQ-4"]  # type: ignore[index]
    assert "# at the end of the first" in new


def test_a_field_that_follows_kept_blank_lines_leaves_them_to_the_text() -> None:
    text = "a:\n  note: |+\n    kept\n\n\nb: 1\n"
    new = edited(text, "deal.yaml", [Set(("a", "more"), "x")])
    assert new == text.replace("b: 1", "  more: x\nb: 1")
    assert edited(text, "deal.yaml", [Remove(("a", "note"))]) == "a: {}\nb: 1\n"


def test_a_list_that_is_set_anew_keeps_the_lines_and_comments_of_what_it_still_holds() -> None:
    items = read(RECORD)["standards"]["requirements"]  # type: ignore[index]
    items[0] |= {"weight": "13", "text": "new"}
    items[2:] = [{"id": "REQ-9"}]
    new = edited(RECORD, "deal.yaml", [Set(("standards", "requirements"), items)])
    assert "    # capacity\n    - id: REQ-001   # the first\n      text: new\n      weight: 13\n" in new
    assert 'comply, offered: "10 kN"}   # in braces\n' in new
    assert "    - id: REQ-9\n" in new


def test_new_items_are_kept_apart_as_the_others_are() -> None:
    text = "list:\n  - a: 1\n\n  - a: 2\nnext: x\n"
    assert edited(text, "d.yaml", [Add(("list",), {"a": "3"})]) == text.replace("next", "\n  - a: 3\nnext")
    close = text.replace("\n\n", "\n")
    assert edited(close, "d.yaml", [Add(("list",), {"a": "3"})]) == close.replace("next", "  - a: 3\nnext")


@pytest.mark.parametrize("value", ["a\x00b", "a\u202eb", "\ud800", "\x85"])
def test_a_value_with_an_unseen_sign_is_refused_at_its_place(value: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        edited(RECORD, "deal.yaml", [Set(("title",), value)])
    (problem,) = found.value.problems
    assert (problem.place.line, problem.place.column) == (3, 8)


def test_a_form_that_cannot_be_cut_is_refused_and_named() -> None:
    text = "list:\n  - - a\n    - b\n"
    with pytest.raises(ProblemsFound, match=r"`list\[1\]\[1\]` cannot be changed without harm"):
        edited(text, "deal.yaml", [Remove(("list", 0, 0))])
    keeps = "a:\n  note: |+\n    kept\n  more: x\n\nb: 1\n"
    with pytest.raises(ProblemsFound, match=r"`a.more` cannot be changed without harm"):
        edited(keeps, "deal.yaml", [Remove(("a", "more"))])  # the empty line would become part of the note


def test_a_text_that_is_wrong_already_is_refused_before_anything() -> None:
    with pytest.raises(ProblemsFound, match="given twice"):
        edited("a: 1\na: 2\n", "deal.yaml", [Set(("a",), "3")])


def test_edits_that_contradict_each_other_are_an_error_of_the_program() -> None:
    twice: list[Edit] = [Set(("id",), "a"), Set(("id",), "b")]
    below: list[Edit] = [Remove(("lists",)), Set(("lists", "plain"), [])]
    for edits in (twice, below):
        with pytest.raises(ValueError, match="contradict"):
            edited(RECORD, "deal.yaml", edits)
    with pytest.raises(ValueError, match="no item REQ-9"):
        edited(RECORD, "deal.yaml", [Set(("standards", "requirements", "REQ-9", "text"), "x")])
