"""The springs deal told by its own commands: a price approved, a bid issued twice, a checklist read back."""

import csv
import io
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
from bidkit.publish import disk
from bidkit.record.editing import Set
from bidkit.record.files import AUTHORITY_FILE, HOUSE_FILE
from bidkit.register.keys import write_key

FOLDER = "story"
_KEYS = "keys"
_WORDS = "only for the demonstration"
_OWNER = "Lin Hua"
_ROLES = {"Gao Ming": "Sales director", "Deng Li": "General manager", _OWNER: "Owner of the rules"}
_BANDS = """\
bands:
  - {name: large, roles: [Sales director, General manager], quorum: 2, margin_from: 15, below_floor_up_to: 30}
  - {name: exceptional, roles: [General manager]}
"""
_SHOWN = 14
"""Lines of what a command says; its documents hold the rest."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Calls the commands as people would, on a day of theirs, with keys of their own."""

    folder: Path
    today: str

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


def tell_story(out: Path) -> Iterator[str]:
    """Yield how the springs deal goes from its bid to the plant, and leave all its files in a folder below `out`."""
    folder = out / FOLDER
    if folder.exists():
        yield f"{folder} stands; delete it to have the story told again"
        return
    yield from _chapter("The price is approved and the bid goes out", _bid(folder / "bid"))
    yield from _chapter("At the plant", _plant(folder / "plant"))


def _chapter(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield from ("", title, "-" * len(title))
    yield from lines


def _bid(folder: Path) -> Iterator[str]:
    _begin(folder, "springs-bid")
    tell = Teller(folder, "2026-12-10")
    _set_up_authority(tell)
    issue = ("bid", DEAL_FILE, "--final", "--by", "volume", "--format", "docx", "--out", "issued")
    balanced = ("--position", "balanced", "--as")
    yield from tell("The manager looks at the price positions.", "pricing", DEAL_FILE, "--out", "internal")
    yield from tell(
        "The general manager refuses the lowest of them.",
        *("refuse", DEAL_FILE, "--position", "aggressive", "--as", "Deng Li", "--reason", "Too little is left"),
    )
    yield from tell("Nobody has approved a price yet: no bid is issued.", *issue, ends_with=1)
    for name in ("Gao Ming", "Deng Li"):
        yield from tell(f"{name} approves the balanced price.", "approve", DEAL_FILE, *balanced, name)
    yield from tell("Two people have said yes, as their rules ask: the bid goes out.", *issue)
    change(folder / DEAL_FILE, [Set(("costs", "lines", "K-01", "unit_cost"), "198500")]).write()
    yield from tell(
        "The maker of the frames asks for 500 more: what was approved is undone.", "approvals", DEAL_FILE, ends_with=1
    )
    yield from tell("So nothing is issued on it.", *issue, ends_with=1)
    change(folder / DEAL_FILE, [Set(("bid", "lines", "B-01", "model"), "SF-10 A")]).write()
    for name in ("Gao Ming", "Deng Li"):
        yield from tell(f"{name} approves again.", "approve", DEAL_FILE, *balanced, name)
    yield from tell("The bid goes out once more, as the next revision.", *issue)
    first, second = (f"issued/SPRINGS-bid-volume-technical-rev{number}.docx" for number in (1, 2))
    yield from tell("What changed, as tracked changes in Word.", "redline", first, second, "--out", "changes.docx")
    yield from tell("Which of the two counts?", "verify", first, second, ends_with=1)
    yield from tell("And nobody has touched the register.", "register", "verify", ".")


def _plant(folder: Path) -> Iterator[str]:
    _begin(folder, "springs-acceptance")
    tell = Teller(folder, "2027-06-24")
    yield from tell(
        "An engineer takes the checklist to the plant.", "acceptance", DEAL_FILE, "--format", "pdf", "--out", "site"
    )
    filled = _filled(folder / "site/SPRINGS-acceptance.pdf", _measured())
    disk.replace(disk.stage(folder / "site", filled), folder / "site/filled.pdf")
    yield from tell(
        "It comes back filled in: every value is judged, each failure becomes a punch item.",
        *("acceptance", "read", "site/filled.pdf", DEAL_FILE, "--yes"),
    )
    yield from tell("What is left to put right.", "punch", DEAL_FILE, "--out", "site")
    yield from tell(
        "The provisional certificate has to wait, and everybody knows for what.",
        *("certificate", DEAL_FILE, "--type", "provisional"),
        ends_with=1,
    )
    yield from tell("From a need of the customer to its tests.", "trace", DEAL_FILE, "--from", "N-01")
    yield from tell("What the deal has taught so far.", "completion", DEAL_FILE, "--out", "internal")


def _measured() -> dict[str, str]:
    """Return what was written at the plant, by the name of the field in the form."""
    text = (assets("examples") / "springs-acceptance/measured.csv").read_text("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {f"{row['test']}_{name}": value for row in rows for name, value in row.items() if name != "test" and value}


def _begin(folder: Path, example: str) -> None:
    """Write an example's files into a new folder."""
    source = assets("examples") / example
    for file in sorted(path for path in source.rglob("*") if path.is_file() and path.suffix != ".csv"):
        target = folder / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(disk.stage(target.parent, file.read_bytes()), target)


def _set_up_authority(tell: Teller) -> None:
    """Make a key for everybody who decides, and the owner sign who may say yes to what."""
    keys = {name: write_key(tell.folder / _KEYS, name, _WORDS).public for name in _ROLES}
    people = (f"  - {{name: {name}, roles: [{role}], keys: [{keys[name]}]}}\n" for name, role in _ROLES.items())
    text = f"owner: {_OWNER}\npeople:\n{''.join(people)}{_BANDS}"
    (tell.folder / AUTHORITY_FILE).write_text(text, encoding="utf-8")
    with (tell.folder / HOUSE_FILE).open("a", encoding="utf-8") as house:
        house.write(f"\nauthority_key: {keys[_OWNER]}\n")
    tell.run("authority", "sign", "--as", _OWNER)


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
