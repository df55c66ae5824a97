"""What is wrong with a bid: as JSON, and as lines for a terminal, file by file."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from bidkit.cli.saying import count
from bidkit.problems import Place, Problem
from bidkit.ready.finding import Fault


def ready_data(found: Sequence[Fault], folder: Path | None) -> dict[str, object]:
    """Return the faults as plain data."""
    fatal = sum(fault.fatal for fault in found)
    return {
        "ready": not fatal,
        "folder": str(folder) if folder else None,
        "fatal": fatal,
        "warnings": len(found) - fatal,
        "findings": [_data(fault) for fault in found],
    }


def _data(fault: Fault) -> dict[str, object]:
    said = asdict(fault)
    return {"severity": "fatal" if said.pop("fatal") else "warning", **said}


def problem_of(fault: Fault) -> Problem:
    """Return a fault as a Problem: at its line in the record, or with its place in the file."""
    line = (fault.place or "").removeprefix("line ")
    if line.isdecimal():
        return Problem(Place(fault.file, int(line)), fault.message, fault.hint)
    message = f"{fault.place}: {fault.message}" if fault.place else fault.message
    return Problem(Place(fault.file), message, fault.hint)


def ready_text(found: Sequence[Fault], folder: Path | None) -> str:
    """Return the faults as lines for a person, those of one file together."""
    drafts = [fault.file for fault in found if fault.kind == "draft"]
    rest = [fault for fault in found if fault.kind != "draft"]
    return "\n".join([*_lines(rest), *_drafts(drafts), _end(found, folder)])


def _drafts(files: Sequence[str]) -> Iterator[str]:
    """Name the drafts together; there are often as many as there are files."""
    if files:
        yield f"Still marked DRAFT: {', '.join(files[:3])}{f' and {len(files) - 3} more' if len(files) > 3 else ''}"


def _lines(found: Sequence[Fault]) -> Iterator[str]:
    for file, group in groupby(sorted(found, key=lambda fault: fault.file), key=lambda fault: fault.file):
        yield file
        for fault in sorted(group, key=lambda fault: not fault.fatal):
            mark = "FATAL" if fault.fatal else "note "
            place = f"{fault.place}: " if fault.place else ""
            yield f"  {mark}  {place}{fault.message}"
            yield f"         {fault.hint}"


def _end(found: Sequence[Fault], folder: Path | None) -> str:
    fatal = sum(fault.fatal for fault in found)
    looked = f"the record and the files in {folder}" if folder else "the record alone; name the folder of the files too"
    rest = count(len(found) - fatal, "note", "notes")
    said = f"Not ready: {count(fatal, 'fatal fault', 'fatal faults')}, {rest}" if fatal else f"Ready, {rest}"
    return f"{said} (looked at {looked})."
