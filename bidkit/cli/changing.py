"""Change a record in its file: checked as a whole before a byte is written, and all else kept as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bidkit.cli.desk import Desk, sound_desk
from bidkit.deal import Deal
from bidkit.publish.rewriting import rewrite
from bidkit.record.editing import Edit, edited, fields_of
from bidkit.record.source import decoded, read_bytes

_MARK = b"\xef\xbb\xbf"  # begins UTF-8 files of some editors


@dataclass(frozen=True, slots=True)
class Change:
    """What a record's file holds, what it would hold, and the record that this would be."""

    path: Path
    before: bytes
    after: bytes
    desk: Desk

    def write(self) -> None:
        """Write the record, or raise ProblemsFound and leave what stands there."""
        rewrite(self.path, self.before, self.after)


def change(path: Path, edits: Sequence[Edit]) -> Change:
    """Return a record with edits made, or raise ProblemsFound where it would not be sound; nothing is written yet."""
    before = read_bytes(path)
    text = edited(decoded(before, path), str(path), edits, fields_of(Deal))
    after = (_MARK if before.startswith(_MARK) else b"") + text.encode()
    return Change(path, before, after, sound_desk(path, text))
