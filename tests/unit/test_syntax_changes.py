"""What the mutation testing of benchmarks/mutants.py changes: each change is another program, and one at a time."""

import ast

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
