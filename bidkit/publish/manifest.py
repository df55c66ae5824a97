"""The manifest: what bidkit wrote into a folder, from which record, with which version."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal

from bidkit import __version__
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import disk

MANIFEST = "manifest.json"

Entry = Mapping[str, object]
State = Literal["as written", "edited", "missing"]


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish: its content, the artifact it belongs to, and the digest of the record it was made from."""

    content: bytes
    artifact: str
    record: str
    made_from: str | None = None
    """The digest of all that a draft depends on, templates and look included; a final document is never made again."""


def read(folder: Path) -> dict[str, Entry]:
    """Return the manifest's entries by file name; none where there is no manifest."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {_bare(name): dict(entry) for name, entry in found.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "Move it away; bidkit then keeps every file that stands in the folder and writes beside it."
        raise ProblemsFound([Problem(Place(str(path)), "is not a manifest that bidkit wrote", hint)]) from None


def _bare(name: str) -> str:
    """Return the name of a file in the folder itself; raise ValueError for one that leads out of it."""
    if PureWindowsPath(name).name != name:
        raise ValueError(name)
    return name


def entry(output: Output) -> Entry:
    """Return what the manifest says of a file."""
    depends = {"made_from_sha256": output.made_from} if output.made_from else {}
    return {
        "artifact": output.artifact,
        "sha256": disk.digest_of(output.content),
        "bytes": len(output.content),
        "record_sha256": output.record,
        **depends,
        "bidkit": __version__,
    }


def text(entries: Mapping[str, Entry]) -> bytes:
    """Return the manifest as it is written."""
    return (json.dumps({"files": dict(sorted(entries.items()))}, indent=2, ensure_ascii=False) + "\n").encode()


def states(folder: Path) -> Iterator[tuple[str, State, Entry]]:
    """Yield each file that the manifest names, and whether it is still as it was written."""
    for name, said in read(folder).items():
        digest = disk.digest_at(folder / name)
        yield name, "missing" if digest is None else "as written" if digest == said.get("sha256") else "edited", said
