"""Change a record in its file: checked as a whole before a byte is written, and all else kept as it stands."""

from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bidkit.cli.desk import Desk, sound_desk
from bidkit.deal import Deal
from bidkit.publish.rewriting import Writing, write_together
from bidkit.record.editing import Edit, edited, fields_of
from bidkit.record.files import record_bytes
from bidkit.record.source import decoded


@dataclass(frozen=True, slots=True)
class Change:
    """What a record's file holds, what it would hold, and the record that this would be."""

    path: Path
    before: bytes
    after: bytes
    desk: Desk

    @property
    def writing(self) -> Writing:
        """What is to be written."""
        return Writing(self.path, self.after, self.before)

    def write(self) -> None:
        """Write the record, or raise ProblemsFound and leave what stands there."""
        write_together([self.writing])


def change(path: Path, edits: Sequence[Edit], before: bytes | None = None) -> Change:
    """Return a record with edits made, or raise ProblemsFound where it would not be sound; nothing is written yet.

    `before` is what the file held when the edits were worked out; it must hold the same when they are written.
    """
    before = record_bytes(path) if before is None else before
    text = edited(decoded(before, path), str(path), edits, fields_of(Deal))
    encoding = "utf-8-sig" if before.startswith(BOM_UTF8) else "utf-8"
    return Change(path, before, text.encode(encoding), sound_desk(path, text))
