"""Every deal below a folder, reduced to a line; what was worked out once is kept while nothing changes."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from bidkit import __version__
from bidkit.cli.crew import Local
from bidkit.cli.desk import Desk, sound_house, with_approval
from bidkit.cli.jobs import unread
from bidkit.cli.register_desk import DATABASE
from bidkit.problems import Problem, ProblemsFound
from bidkit.publish.rewriting import put
from bidkit.record.files import AUTHORITY_FILE, HouseFile, find_house, load_deal
from bidkit.stages.pipeline import DealLine, line_of

CACHE = ".bidkit-pipeline.json"
_CHUNK = 25
_LINE = TypeAdapter(DealLine)


@dataclass(frozen=True, slots=True)
class Read:
    """One record: the line it came to, or what is wrong with it."""

    record: Path
    key: str
    line: DealLine | None = None
    problems: tuple[Problem, ...] = ()


def read_all(records: Sequence[Path], folder: Path, jobs: int, tell: Callable[[int], None]) -> list[Read]:
    """Return each record's line, in the order given; keep the lines in the folder for the next time."""
    keys = {record: _key(record) for record in records}
    kept = _kept(folder)
    found = {record: Read(record, keys[record], kept[keys[record]]) for record in records if keys[record] in kept}
    tell(len(found))
    anew = [(record, keys[record]) for record in records if record not in found]
    for part in _in_parts(anew, jobs):
        found |= {each.record: each for each in part}
        tell(len(part))
    if anew:
        _keep(folder, found.values())
    return [found[record] for record in records]


def _in_parts(work: Sequence[tuple[Path, str]], jobs: int) -> Iterator[list[Read]]:
    parts = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
    for part, found in Local(jobs).carry_out(read_part, parts):
        yield [Read(record, key, problems=(found,)) for record, key in part] if isinstance(found, Problem) else found


def read_part(part: Sequence[tuple[Path, str]]) -> list[Read]:
    """Read some records."""
    return [_read(record, key) for record, key in part]


def _read(record: Path, key: str) -> Read:
    try:
        house_file, deal_file = _house(find_house(record.parent)), load_deal(record)
        said = with_approval(Desk(deal_file, house_file)).approval
        approved, stale = (said.counts, said.state == "undone") if said else (None, False)
        return Read(record, key, line_of(deal_file.deal, house_file.house, approved=approved, stale=stale))
    except ProblemsFound as found:
        return Read(record, key, problems=tuple(found.problems))
    except OSError as error:
        return Read(record, key, problems=(unread(record, error),))


@cache
def _house(path: Path | None) -> HouseFile:
    return sound_house(path.parent if path else Path(Path.cwd().anchor))


def _key(record: Path) -> str:
    """Return the digest of all that a line follows from; empty where nobody can tell, and then it is not kept."""
    parts = [__version__.encode()]
    try:
        parts.append(record.read_bytes())
    except OSError:
        return ""
    house = find_house(record.parent)
    if house is not None:
        if _may_lapse(house):
            return ""
        parts.append(_text(house))
        parts.append(str(house.with_name(AUTHORITY_FILE).exists()).encode())
    parts += (_stamp(path) for path in sorted(record.parent.glob("*.xlsx")))
    return sha256(b"\0".join(parts)).hexdigest()


@cache
def _may_lapse(house: Path) -> bool:
    """Say whether there may be approvals: they lapse by the day, too, and without any file being changed."""
    return house.with_name(DATABASE).exists() or b"database_url" in _text(house)


@cache
def _text(path: Path) -> bytes:
    return path.read_bytes()


def _stamp(path: Path) -> bytes:
    found = path.stat()
    return f"{path.name} {found.st_mtime_ns} {found.st_size}".encode()


def _kept(folder: Path) -> dict[str, DealLine]:
    """Return the lines of the last time by their keys; a file that cannot be read is no loss."""
    try:
        said = json.loads((folder / CACHE).read_bytes())
        return {str(key): _LINE.validate_python(line, strict=False) for key, line in said.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def _keep(folder: Path, found: Iterable[Read]) -> None:
    lines = {each.key: _LINE.dump_python(each.line, mode="json") for each in found if each.line and each.key}
    with suppress(OSError, ProblemsFound):  # a folder that cannot be written to is read anew each time
        put(folder / CACHE, json.dumps(lines, ensure_ascii=False).encode())
