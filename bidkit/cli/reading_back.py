"""Bring filled checklists back into the record: first as results, then as edits of its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from bidkit.audience.view import view_of
from bidkit.cli.desk import Desk
from bidkit.deal import Deal
from bidkit.deal.acceptance import Result
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.readings import TICKS, Fault, Reading, Row, taken
from bidkit.record.filled import Filled, FilledFile, read_filled
from bidkit.record.template_sets import template_folders
from bidkit.render.language import LANGUAGES, speaker
from bidkit.render.search import built_in
from bidkit.stages.customer.acceptance_sheet import AcceptanceSheet
from bidkit.stages.customer.acceptance_words import RESULTS, TEST_STAGES
from bidkit.stages.customer.acceptance_workbook import FILLED
from bidkit.stages.customer.accepting import acceptance
from bidkit.stages.for_customer import ACCEPTANCE
from bidkit.stages.sheet import plain

_FORM = ("value", "uncertainty", "instrument", "date", "by", "witness", "remark")
_FOR_ALL = ("date", "by", "witness")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A filled file: which list it is, and what came of its tests."""

    path: str
    code: str
    scope: tuple[str | None, str | None]
    readings: tuple[Reading, ...]
    left_open: int


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was read from all files, and what is odd about it."""

    files: tuple[ReadFile, ...]
    warnings: tuple[Problem, ...]

    @property
    def readings(self) -> Iterator[tuple[Reading, ReadFile]]:
        """What came of each test, with its file; said alike by two files, it counts once."""
        seen = set()
        for file in self.files:
            for each in file.readings:
                if each.test.id not in seen:
                    seen.add(each.test.id)
                    yield each, file


def read_back(paths: Sequence[Path], desk: Desk) -> ReadBack:
    """Return what filled files say of the tests of a record, or raise ProblemsFound with everything that is wrong."""
    lists = Lists(desk)
    files: list[ReadFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            file, found = _read(path, lists)
        except ProblemsFound as refused:
            problems += refused.problems
        else:
            files.append(file)
            problems += found
    problems += _said_twice(files)
    if any(each.severity == "error" for each in problems):
        raise ProblemsFound(problems)
    return ReadBack(tuple(files), tuple(sorted(problems)))


class Lists:
    """The checklists that can be made of a record: by the code of each, its stage and lot, and the names of its fields.

    What came of tests since a list was made changes neither its code nor which fields it may have.
    """

    def __init__(self, desk: Desk) -> None:
        self.told = desk.deal.acceptance
        self._desk = desk
        self._open = view_of(_unanswered(desk.deal), desk.house)
        lots = (None, *(each.id for each in desk.deal.standards.lots))
        self._by_code: dict[str, tuple[str | None, str | None]] = {}
        for stage, lot in product((None, *TEST_STAGES), lots):
            self._by_code.setdefault(self.sheet(stage, lot).code, (stage, lot))

    def sheet(self, stage: str | None, lot: str | None) -> AcceptanceSheet:
        """Return a checklist with every test still to be done, as one that was made earlier may be."""
        return acceptance(self._open, final=False, stage=stage, lot=lot)

    def scope(self, file: FilledFile) -> tuple[str | None, str | None]:
        """Return of which stage and lot a file is, or raise ProblemsFound where it was made from another revision."""
        found = self._by_code.get(file.code)
        if found is None:
            message = f"was made from another revision of the record, or from another record (its code is {file.code})"
            hint = (
                "What a test asks has changed since: make the checklist anew with `bidkit acceptance` and have it "
                "filled in, or bring the record back to what it asked."
            )
            raise ProblemsFound([Problem(Place(file.path), message, hint)])
        return found

    def names(self, sheet: AcceptanceSheet, *, table: bool) -> list[tuple[str, bool]]:
        """Return the names of the fields in their order, each with whether it is a box."""
        if table:
            rows = (row for machine in sheet.machines for row in machine.rows)
            return [(f"{row.id}_{name}", False) for row in rows for name in FILLED]
        from bidkit import render

        folders = template_folders(self._desk.house_file)
        document = render.document(ACCEPTANCE.template, plain(sheet), language="en", folders=folders)
        return [(str(each.get("name")), each.get("type") == "checkbox") for each in document.root.iter("input")]


def _unanswered(deal: Deal) -> Deal:
    tests = tuple(each.model_copy(update={"result": "pending", "instrument": None}) for each in deal.acceptance.tests)
    return deal.model_copy(update={"acceptance": deal.acceptance.model_copy(update={"tests": tests})})


def _read(path: Path, lists: Lists) -> tuple[ReadFile, list[Problem]]:
    file = read_filled(path)
    scope = lists.scope(file)
    sheet = lists.sheet(*scope)
    table = path.suffix.lower() == ".xlsx"
    fields = file.named(lists.names(sheet, table=table))
    tests = {each.id: each for each in lists.told.tests}
    readings: list[Reading] = []
    problems: list[Problem] = []
    asked = [(row.id, machine.key) for machine in sheet.machines for row in machine.rows]
    for test, machine in asked:
        row, faults = _table_row(fields, test) if table else (_form_row(fields, test, machine), ())
        reading, more = taken(row, tests[test], lists.told)
        problems += [_placed(fault, test, fields, file) for fault in (*faults, *more)]
        readings += [reading] if reading else []
    return ReadFile(file.path, file.code, scope, tuple(readings), len(asked) - len(readings)), problems


def _form_row(fields: Mapping[str, Filled], test: str, machine: str) -> Row:
    texts = {name: _text(fields, f"{test}_{name}") for name in _FORM}
    ticks = tuple(name for name in TICKS if (box := fields.get(f"{test}_{name}")) is not None and box.ticked)
    for name in _FOR_ALL if "waived" not in ticks else ("date", "by"):  # who waives a test is named in its own row
        texts[name] = texts[name] or _text(fields, f"{machine}-{name}")
    return _row(texts, ticks)


def _table_row(fields: Mapping[str, Filled], test: str) -> tuple[Row, tuple[Fault, ...]]:
    texts = {name: _text(fields, f"{test}_{name}") for name in _FORM}
    said = _text(fields, f"{test}_result")
    ticks = tuple(name for name in TICKS if said.casefold() in _called(name))
    if said and not ticks:
        fault = Fault("result", f"`{test}`: '{said}' is no result", "Choose one from the list of the cell.")
        return _row(texts, ()), (fault,)
    return _row(texts, ticks), ()


def _row(texts: Mapping[str, str], ticks: tuple[Result, ...]) -> Row:
    return replace(Row(**texts), ticks=ticks)  # type: ignore[arg-type] # none of the texts is the ticks


def _called(result: str) -> set[str]:
    """Return how a result is called: in each language, and as the record has it."""
    return {result, *(speaker(each, built_in()).plain(RESULTS[result]).casefold() for each in LANGUAGES)}


def _text(fields: Mapping[str, Filled], name: str) -> str:
    return fields[name].text if name in fields else ""


def _placed(fault: Fault, test: str, fields: Mapping[str, Filled], file: FilledFile) -> Problem:
    field = fields.get(f"{test}_{fault.field}")
    return Problem(field.place if field else Place(file.path), fault.message, fault.hint, fault.severity)


def _said_twice(files: Sequence[ReadFile]) -> Iterator[Problem]:
    """Refuse two files that say different things of one test."""
    seen: dict[str, tuple[Reading, str]] = {}
    for file in files:
        for each in file.readings:
            before, path = seen.setdefault(each.test.id, (each, file.path))
            if before != each:
                message = f"says of `{each.test.id}` something else than {path}"
                yield Problem(Place(file.path), message, "Read the one that holds, or correct one of them.")
