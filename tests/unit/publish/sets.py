"""Two sets of small documents, and a look at which of them stands in a folder.

Run as a program it publishes: `sets.py FOLDER LETTER [NUMBER]`, where the program ends at the NUMBERth thing that it
does to the disk, as if it had been killed there; `sets.py FOLDER look [NUMBER]` looks at the folder; `sets.py FOLDER
loop` publishes both sets in turn until it is killed.
"""

import json
import os
import sys
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path
from typing import NoReturn

from bidkit.publish import LOCK, MANIFEST, Output, disk, look_at, publish

NAMES = ("evaluation.html", "plan.html", "评估表.html")
OPERATIONS = ("write", "force", "replace", "remove")


def documents(letter: str) -> dict[str, Output]:
    """Return a set; B has a file more than A."""
    names = (*NAMES, "annex.html") if letter == "B" else NAMES
    return {
        name: Output(f"<html><p>{letter} {name}</p>{letter * 5000}</html>".encode(), "test", letter * 64)
        for name in names
    }


def standing(folder: Path) -> str:
    """Return the letter of the set that stands whole in the folder; fail where the files are mixed."""
    entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    (letter,) = {entries[name]["record_sha256"][0] for name in NAMES}
    wanted = documents(letter)
    assert {name: (folder / name).read_bytes() for name in wanted} == {
        name: output.content for name, output in wanted.items()
    }
    assert all(entries[name]["sha256"] == disk.digest_at(folder / name) for name in entries)
    return str(letter)


def left_over(folder: Path) -> set[str]:
    """Return what stands in the folder beside the documents, the manifest and the lock."""
    return {path.name for path in folder.iterdir()} - {*NAMES, "annex.html", MANIFEST, LOCK}


def end_at(last: int) -> None:
    """End the program at this thing that it does to the disk, as a kill would; a write is done in part."""
    numbers = count(1)

    def wrapped(name: str, done: Callable[..., object]) -> Callable[..., object]:
        def operation(*arguments: object) -> object:
            if next(numbers) == last:
                if name == "write":
                    done(arguments[0], b"<html")
                os._exit(9)
            return done(*arguments)

        return operation

    for name in OPERATIONS:
        setattr(disk, name, wrapped(name, getattr(disk, name)))


def main() -> NoReturn:
    folder, what = Path(sys.argv[1]), sys.argv[2]
    if len(sys.argv) > 3:
        end_at(int(sys.argv[3]))
    if what == "loop":
        for letter in cycle("BA"):
            publish(folder, documents(letter))
            print(letter, flush=True)
    if what == "look":
        look_at(folder)
    else:
        publish(folder, documents(what))
    sys.exit(0)


if __name__ == "__main__":
    main()
