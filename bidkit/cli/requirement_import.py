"""Requirements from a spreadsheet into a record: shown, agreed, written."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bidkit.cli.changing import change
from bidkit.cli.desk import sound_desk
from bidkit.cli.requirement_import_view import import_data, import_text, mapping_text
from bidkit.cli.saying import print_json, print_problems, somebody_there
from bidkit.problems import column_letters
from bidkit.record.files import deal_of, record_bytes
from bidkit.record.requirements.changes import Choice, Differences, proposed
from bidkit.record.requirements.sheet import Asked, Table, hold_key, table_in, worksheets
from bidkit.record.requirements.words import NUMBER, suggested
from bidkit.record.source import decoded
from bidkit.record.validate import near
from bidkit.requirement_columns import NAMED

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIELDS = (*NAMED, NUMBER)
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for."""

    asked: Asked
    choice: Choice
    yes: bool
    as_json: bool

    @property
    def asks(self) -> bool:
        """Say whether somebody is there to answer questions."""
        return not (self.yes or self.as_json) and somebody_there()


def columns_given(given: Sequence[str]) -> dict[str, str]:
    """Return columns by field as --column gives them; a field that is not to be read has none."""
    found: dict[str, str] = {}
    for each in given:
        name, equals, column = (part.strip() for part in each.partition("="))
        field = _field(name)
        if not equals or not column or field is None:
            hint = near(name, list(_FIELDS)) if equals and column else "Write FIELD=COLUMN, such as text=C."
            raise typer.BadParameter(f"`{each}` names no column of a field. {hint}", param_hint="--column")
        found[field] = "" if column == _NONE else column
    return found


def _field(name: str) -> str | None:
    """Return a field by its name; the group before it may be left out where one field alone is called so."""
    ends = [each for each in _FIELDS if each.rpartition(".")[2] == name]
    return name if name in _FIELDS else ends[0] if len(ends) == 1 else None


def import_requirements(file: Path, record: Path, wanted: Wanted) -> bool:
    """Show what a sheet changes in a record and write it where that is agreed; tell whether nothing stays open."""
    before = record_bytes(record)
    deal = deal_of(decoded(before, record), record)
    listed = _listed(file, worksheets(file), wanted)
    found = proposed(deal, listed, wanted.choice)
    desk = sound_desk(record, found.after)
    told = found.differences()
    if not wanted.as_json:
        print(import_text(listed, told))
        print_problems(problem for problem in desk.problems if problem.place.sheet)
    written = told.any and (wanted.yes or _agreed(record, wanted))
    if written:
        change(record, found.edits(told), before).write()
    if wanted.as_json:
        print_json(import_data(listed, told, written=written))
    else:
        _say_end(record, told, wanted, written=written)
    return written or not told.any


def _listed(file: Path, sheets: "list[Worksheet]", wanted: Wanted) -> Table:
    """Return the list of requirements; where somebody is there, ask what each column holds that is not known."""
    listed = table_in(file, sheets, wanted.asked)
    if wanted.asks and listed.left_out:
        print("\n".join(mapping_text(listed)))
        columns = {**wanted.asked.columns, **_answers(listed)}
        listed = table_in(file, sheets, replace(wanted.asked, columns=columns, sheet=listed.sheet.title))
    hold_key(listed)
    return listed


def _answers(listed: Table) -> Mapping[str, str]:
    """Ask for the field of each column that has none."""
    print(f"Which field does each of the others hold? {_NONE} for none. The fields are: {', '.join(_FIELDS)}.")
    found: dict[str, str] = {}
    for each in listed.left_out:
        free = [name for name in _FIELDS if name not in listed.columns and name not in found]
        maybe = suggested(each.text)
        name = typer.prompt(f"  {each}", default=maybe if maybe in free else _NONE, value_proc=partial(_chosen, free))
        found |= {name: column_letters(each.number)} if name != _NONE else {}
    return found


def _chosen(free: list[str], said: str) -> str:
    name = said.strip()
    field = name if name == _NONE else _field(name)
    if field is None or field not in (*free, _NONE):
        raise typer.BadParameter(f"no field `{name}` is free. {near(name, free)}")
    return field


def _agreed(record: Path, wanted: Wanted) -> bool:
    return wanted.asks and typer.confirm(f"Write this to {record}?")


def _say_end(record: Path, told: Differences, wanted: Wanted, *, written: bool) -> None:
    if written:
        print(f"wrote {record}")
    elif told.any:
        end = "Nothing was written." if wanted.asks else "Nothing was written; add --yes to write it."
        print(end, file=sys.stderr)
