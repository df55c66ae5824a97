"""What the mutation testing of benchmarks/mutants.py changes: each change is another program, and one at a time."""

import ast
from collections import Counter

from benchmarks.mutants import KNOWN, ROOT, Trial
from benchmarks.syntax_changes import changed, changes

SOURCE = """
LIMIT = 3

def chosen(values, strict):
    if strict and not values:
        return None
    return [each + 1 for each in values if each < LIMIT]
"""


def test_each_change_makes_another_program() -> None:
    found = list(changes(SOURCE))
    programs = {ast.unparse(changed(SOURCE, change.at)) for change in found}
    assert len(programs) == len(found)
    assert ast.unparse(ast.parse(SOURCE)) not in programs


def test_conditions_operators_constants_and_what_is_returned_are_changed() -> None:
    said = {(change.before, change.after) for change in changes(SOURCE)}
    assert {("each < LIMIT", "each <= LIMIT"), ("each < LIMIT", "True"), ("each + 1", "each - 1"), ("1", "2")} <= said
    assert ("strict and (not values)", "strict or not values") in said
    assert any(after == "return None" for _, after in said)


def test_each_explanation_is_of_one_change_that_there_is() -> None:
    modules = {ROOT / name.partition(":")[0] for name in KNOWN}
    names = Counter(Trial("", path, "", each).name for path in modules for each in changes(path.read_text("utf-8")))
    assert {name: names[name] for name in KNOWN} == dict.fromkeys(KNOWN, 1)
