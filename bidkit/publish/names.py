"""Names under which a new file can stand without anything being lost."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from bidkit.publish import disk


def candidates(path: Path) -> Iterator[Path]:
    """Yield a file's own name, then `NAME-new`, `NAME-new-2` and so on."""
    yield path
    yield path.with_name(f"{path.stem}-new{path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-new-{number}{path.suffix}")
        number += 1


_NOTHING: Mapping[str, object] = MappingProxyType({})


def free(path: Path, digest: str, written: Mapping[str, object] = _NOTHING) -> Path:
    """Return the first name at which nothing stands, or this same file, or what was `written` there before."""
    return next(each for each in candidates(path) if disk.digest_at(each) in (None, digest, written.get(each.name)))
