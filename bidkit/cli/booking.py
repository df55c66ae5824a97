"""Results of tests as edits of the record: what differs from it, and a punch item for each test that was failed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bidkit.audience.acceptance import acceptance_of
from bidkit.cli.desk import Desk
from bidkit.cli.reading_back import ReadBack
from bidkit.deal.acceptance import Measured
from bidkit.judging import is_open
from bidkit.phrases import Phrase
from bidkit.readings import Reading
from bidkit.record.editing import Add, Edit, Remove, Set
from bidkit.record.template_sets import template_folders
from bidkit.record.yaml_text import Value
from bidkit.stages.customer.acceptance_words import criterion_words, measured_words

_TESTS = ("acceptance", "tests")
_NUMBERED = re.compile(r"(.*?)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Booking:
    """What a reading changes in the record."""

    reading: Reading
    code: str
    edits: tuple[Edit, ...]
    punch: dict[str, Value] | None
    """The punch item that is raised for it."""


def bookings(read: ReadBack, desk: Desk) -> tuple[Booking, ...]:
    """Return what each reading changes; nothing where the record says the same already."""
    names = _free_names([each.id for each in desk.deal.acceptance.punch])
    found = []
    for reading, file in read.readings:
        edits = tuple(_edits(reading, file.code))
        punch = _punch(reading, desk, names) if reading.result == "fail" and not _followed(reading, desk) else None
        if edits or punch:
            found.append(Booking(reading, file.code, edits, punch))
    return tuple(found)


def all_edits(found: Sequence[Booking], desk: Desk) -> tuple[Edit, ...]:
    """Return all edits of the record; its own date follows the last test."""
    edits = [edit for each in found for edit in each.edits]
    edits += [Add(("acceptance", "punch"), each.punch) for each in found if each.punch]
    last = max((each.reading.date for each in found), default=None)
    if last is not None and desk.deal.as_of is not None and last > desk.deal.as_of:
        edits.append(Set(("as_of",), last.isoformat()))
    return tuple(edits)


def _edits(told: Reading, code: str) -> Iterator[Edit]:
    test = told.test
    now = {"result": told.result, "measured": told.measured, "date": told.date, "witness": told.witness or test.witness}
    now |= {"by": told.by or test.by, "instrument": told.instrument or test.instrument}
    if all(_same(getattr(test, name), value) for name, value in now.items()):
        return
    path = (*_TESTS, test.id)
    for name, value in now.items():
        if _same(getattr(test, name), value):
            continue
        yield Remove((*path, name)) if value is None else Set((*path, name), _value(value))
    if told.result == "waived":
        yield Set((*path, "waiver"), _given(by=told.witness, on=told.date, reason=told.remark))
    elif test.waiver is not None:
        yield Remove((*path, "waiver"))
    evidence = f"Checklist {code}" if told.result == "waived" or not told.remark else f"Checklist {code}: {told.remark}"
    yield Set((*path, "evidence"), evidence)


def _same(one: object, other: object) -> bool:
    """Say whether two values mean the same; a unit that was left out is not another one."""
    if isinstance(one, Measured) and isinstance(other, Measured):
        return (one.value, one.uncertainty, one.unit or other.unit) == (other.value, other.uncertainty, other.unit)
    return one == other


def _value(value: object) -> Value:
    if isinstance(value, Measured):
        return _given(value=value.value, unit=value.unit, uncertainty=value.uncertainty)
    return str(value)


def _given(**values: object) -> dict[str, Value]:
    return {name: str(value) for name, value in values.items() if value is not None}


def _followed(told: Reading, desk: Desk) -> bool:
    return any(each.test == told.test.id and is_open(each) for each in desk.deal.acceptance.punch)


def _punch(told: Reading, desk: Desk, names: Iterator[str]) -> dict[str, Value]:
    """Return the item: of class A where a mandatory requirement hangs on the test, else of class B."""
    mandatory = {each.id for each in desk.deal.standards.requirements if each.obligation == "mandatory"}
    return _given(
        id=next(names),
        category="A" if mandatory & set(told.test.requirements) else "B",
        what=_wrong(told, desk),
        test=told.test.id,
        equipment=told.test.equipment,
        raised=told.date,
        raised_by=told.witness or told.by,
    )


def _wrong(told: Reading, desk: Desk) -> str:
    """Say in the language of the record what was measured and what is asked."""
    from bidkit.render.language import speaker
    from bidkit.render.search import Search

    test = next(each for each in acceptance_of(desk.deal).tests if each.id == told.test.id)
    asked = criterion_words(test.criterion) or test.criterion.text
    if told.measured:
        found: Phrase | str = measured_words(told.measured, test.criterion.unit)  # type: ignore[arg-type]
        said = Phrase("{test}: {found}; asked: {asked}", test=test.what, found=found, asked=asked)
    else:
        said = Phrase("{test}: not passed; asked: {asked}", test=test.what, asked=asked or "–")
    folders = Search(template_folders(desk.house_file)).folders
    text = speaker(desk.deal.language or desk.house.language, *folders).plain(said)
    return f"{text} ({told.remark})" if told.remark else text


def _free_names(taken: Sequence[str]) -> Iterator[str]:
    """Yield ids that go on where those of the record end, such as PI-05."""
    last = _NUMBERED.fullmatch(taken[-1]) if taken else None
    stem, digits = (last[1], last[2]) if last else ("PI-", "00")
    at = int(digits)
    while True:
        at += 1
        name = f"{stem}{at:0{len(digits)}}"
        if name not in taken:
            yield name
