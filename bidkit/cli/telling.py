"""How a story is told by the commands themselves: who calls them, on which day, and what they write on paper."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bidkit.assets import assets
from bidkit.cli.changing import change
from bidkit.cli.desk import DEAL_FILE
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.rewriting import put
from bidkit.record.editing import Add, Edit, Remove, Set
from bidkit.record.files import AUTHORITY_FILE, HOUSE_FILE
from bidkit.register.keys import write_key

_KEYS = "keys"
_WORDS = "only for the demonstration"
_OWNER = "Lin Hua"
_ROLES = {"Gao Ming": "Sales director", "Deng Li": "General manager", _OWNER: "Owner of the rules"}
_BANDS = """\
bands:
  - {name: large, roles: [Sales director, General manager], quorum: 2, margin_from: 15, below_floor_up_to: 30}
  - {name: exceptional, roles: [General manager]}
"""
_SHOWN = 22
"""Lines of what a command says; its documents hold the rest."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Calls the commands as people would, on a day of theirs, with keys of their own."""

    folder: Path
    example: str
    today: str

    @classmethod
    def of(cls, example: str, folder: Path, today: str) -> "Teller":
        """Write an example's files into a new folder, and return who tells of it."""
        source = _example(example)
        for file in sorted(path for path in source.rglob("*") if path.is_file() and path.suffix != ".csv"):
            put(folder / file.relative_to(source), file.read_bytes())
        return cls(folder, example, today)

    def __call__(self, said: str, *words: str, ends_with: int = 0) -> Iterator[str]:
        """Yield what happens, the command, and what it answers; raise ProblemsFound where it ends otherwise."""
        done = self.run(*words)
        yield from ("", said, f"  $ bidkit {' '.join(map(_quoted, words))}")
        lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
        yield from (f"    {line}".rstrip() for line in lines[:_SHOWN])
        yield from ("    ...",) if len(lines) > _SHOWN else ()
        if done.returncode != ends_with:
            what = f"`bidkit {words[0]}` ended with {done.returncode} instead of {ends_with}"
            raise ProblemsFound([Problem(Place(str(self.folder)), what, "Delete the folder and run the demo again.")])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Call bidkit in a process of its own, in the folder of the story."""
        own = {"BIDKIT_KEYS": _KEYS, "BIDKIT_PASSPHRASE": _WORDS, "BIDKIT_TODAY": self.today, "COLUMNS": "120"}
        command = [sys.executable, "-m", "bidkit", *words]
        return subprocess.run(  # noqa: S603 - our own command, with the words above
            command, cwd=self.folder, env={**os.environ, **own}, capture_output=True, encoding="utf-8", check=False
        )

    def fill(self, form: str, filled: str, visit: str) -> None:
        """Write into the fields of a form what the example measured on a visit."""
        values = {
            f"{row['test']}_{name}": "/on" if name == "pass" else value
            for row in self._table("measured.csv", "visit", visit)
            for name, value in row.items()
            if value and name not in ("visit", "test")
        }
        put(self.folder / filled, _filled(self.folder / form, values))

    def write_down(self, when: str) -> None:
        """Change the record as the example's people do; an item in JSON is added to a list, no value removes."""
        change(self.folder / DEAL_FILE, [_edit(row) for row in self._table("written.csv", "when", when)]).write()

    def set_up_authority(self) -> None:
        """Make a key for everybody who decides, and the owner sign who may say yes to what."""
        keys = {name: write_key(self.folder / _KEYS, name, _WORDS).public for name in _ROLES}
        people = (f"  - {{name: {name}, roles: [{role}], keys: [{keys[name]}]}}\n" for name, role in _ROLES.items())
        text = f"owner: {_OWNER}\npeople:\n{''.join(people)}{_BANDS}"
        put(self.folder / AUTHORITY_FILE, text.encode())
        house = self.folder / HOUSE_FILE
        put(house, house.read_bytes() + f"\nauthority_key: {keys[_OWNER]}\n".encode())
        self.run("authority", "sign", "--as", _OWNER)

    def _table(self, name: str, column: str, value: str) -> list[dict[str, str]]:
        """Return the rows of one of the example's tables that hold a value in a column."""
        rows = csv.DictReader(io.StringIO((_example(self.example) / name).read_text("utf-8")))
        return [row for row in rows if row[column] == value]


def chapter(title: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield a title and what happens below it."""
    yield from ("", title, "-" * len(title))
    yield from lines


def _example(name: str) -> Path:
    return assets("examples") / name


def _edit(row: Mapping[str, str]) -> Edit:
    path = tuple(int(step) if step.isdecimal() else step for step in row["field"].split("."))
    value = row["value"]
    if value.startswith("{"):
        return Add(path, json.loads(value))
    return Set(path, json.loads(value) if value.startswith("[") else value) if value else Remove(path)


def _filled(form: Path, values: Mapping[str, str]) -> bytes:
    """Return a PDF form with values in its fields, as a viewer would save it."""
    from pypdf import PdfReader, PdfWriter

    writer, made = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(form))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    writer.write(made)
    return made.getvalue()


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
