"""What is wrong with a bid: as JSON, and as lines for a terminal, file by file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bidkit.phrases import Phrase
from bidkit.problems import Place, Problem
from bidkit.ready.finding import Fault
from bidkit.render.language import Speaker


@dataclass(frozen=True, slots=True)
class Account:
    """What was found, where, and in which language it is told."""

    found: Sequence[Fault]
    folder: Path | None
    voice: Speaker

    def data(self) -> dict[str, object]:
        """Return the faults as plain data."""
        fatal = sum(fault.fatal for fault in self.found)
        return {
            "ready": not fatal,
            "folder": str(self.folder) if self.folder else None,
            "fatal": fatal,
            "warnings": len(self.found) - fatal,
            "findings": [self._data(fault) for fault in self.found],
        }

    def _data(self, fault: Fault) -> dict[str, object]:
        return {
            "severity": "fatal" if fault.fatal else "warning",
            "kind": fault.kind,
            "file": fault.file,
            "place": self.voice.plain(fault.place) if fault.place is not None else None,
            "message": self.voice.plain(fault.message),
            "hint": self.voice.plain(fault.hint),
        }

    def text(self) -> str:
        """Return the faults as lines for a person, those of one file together."""
        drafts = [fault.file for fault in self.found if fault.kind == "draft"]
        rest = [fault for fault in self.found if fault.kind != "draft"]
        return "\n".join([*self._lines(rest), *self._drafts(drafts), self._end()])

    def _lines(self, found: Sequence[Fault]) -> Iterator[str]:
        say = self.voice.plain
        for file, group in groupby(sorted(found, key=lambda fault: fault.file), key=lambda fault: fault.file):
            yield file
            for fault in sorted(group, key=lambda fault: not fault.fatal):
                mark = say(Phrase("FATAL")) if fault.fatal else say(Phrase("note "))
                place = f"{say(fault.place)}: " if fault.place else ""
                yield f"  {mark}  {place}{say(fault.message)}"
                yield f"         {say(fault.hint)}"

    def _drafts(self, files: Sequence[str]) -> Iterator[str]:
        """Name the drafts together; there are often as many as there are files."""
        if not files:
            return
        shown = ", ".join(files[:3])
        if len(files) > 3:
            yield self.voice.plain(Phrase("Still marked DRAFT: {files} and {n} more", files=shown, n=len(files) - 3))
        else:
            yield self.voice.plain(Phrase("Still marked DRAFT: {files}", files=shown))

    def _end(self) -> str:
        fatal = sum(fault.fatal for fault in self.found)
        looked = (
            Phrase("looked at the record and the files in {folder}", folder=str(self.folder))
            if self.folder
            else Phrase("looked at the record alone; name the folder of the files too")
        )
        rest = len(self.found) - fatal
        said = (
            Phrase("Not ready, fatal: {fatal}, notes: {n} ({looked}).", fatal=fatal, n=rest, looked=looked)
            if fatal
            else Phrase("Ready, notes: {n} ({looked}).", n=rest, looked=looked)
        )
        return self.voice.plain(said)


def problem_of(fault: Fault) -> Problem:
    """Return a fault as a Problem: at its line in the record, or with its place in the file."""
    line = str(fault.place or "").removeprefix("line ")
    if line.isdecimal():
        return Problem(Place(fault.file, int(line)), str(fault.message), str(fault.hint))
    message = f"{fault.place}: {fault.message}" if fault.place else str(fault.message)
    return Problem(Place(fault.file), message, str(fault.hint))
