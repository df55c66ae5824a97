"""Every command that writes a file: what stands in the folder before, and what is typed."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from tests.acceptance.approving import WORDS, office_in
from tests.acceptance.filling import fill_xlsx
from tests.acceptance.house import called, deal_of, edit
from tests.unit.published.notices import notice
from tests.unit.published.samples import RELEASE

KEYS = "keys"
ENVIRONMENT = {"BIDKIT_KEYS": KEYS, "BIDKIT_PASSPHRASE": WORDS, "BIDKIT_TODAY": "2026-12-10"}
_DEAL = "deal.yaml"

Lay = Callable[[Path], None]


@dataclass(frozen=True)
class Command:
    """A command that writes, on what stands before it."""

    name: str
    words: tuple[str, ...]
    lay: Lay
    kind: str = ""
    """What it writes."""
    once: bool = False
    """It begins a file, and refuses where the file stands."""

    refuses: str = ""
    """What it says where it has done its work already."""
    random: tuple[str, ...] = ()
    """Files that come out different each time, such as a new key."""

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def made(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return files by name, of those that come out different each time the names alone."""
        return {name: b"" if name in self.random else content for name, content in files.items()}


def run(*words: str | Path) -> None:
    """Run a command that has to succeed."""
    said = called(words, ENVIRONMENT)
    assert said.code == 0, (words, said.out, said.err)


def _after(lay: Lay, words: Sequence[str], change: Lay) -> Lay:
    """Lay what stands before: the command has run once, and since then something has changed."""

    def both(folder: Path) -> None:
        lay(folder)
        run(*words)
        change(folder)

    return both


def _example(name: str) -> Lay:
    def lay(folder: Path) -> None:
        deal_of(folder, name)

    return lay


def _retitled(folder: Path) -> None:
    record = folder / _DEAL
    text = record.read_text(encoding="utf-8")
    start = text.index("\ntitle: ") + 8
    record.write_text(f"{text[:start]}Once more, {text[start:]}", encoding="utf-8")


def _documents() -> Iterator[Command]:
    """Yield what writes a set of documents; the formats that need no drawing, since all go out the same way."""
    made = (
        *(("evaluation", "springs"), ("stakeholders", "springs", "--calendar"), ("standards", "springs")),
        *(("proposal", "springs"), ("trace", "springs"), ("pricing", "springs", "--format", "xlsx")),
        *(("bid", "springs-bid", "--by", "volume"), ("bid", "springs-bid"), ("negotiation", "springs-contract")),
        *(("signing", "springs-contract"), ("handover", "springs-contract"), ("acceptance", "springs-acceptance")),
        *(("punch", "springs-acceptance"), ("certificate", "springs-acceptance", "--type", "factory")),
        ("completion", "springs-acceptance"),
    )
    for name, example, *more in made:
        words = (name, _DEAL, *more, "--format", "html", "--format", "json", "--out", "out")
        shown = " ".join((name, *more[:2])) if name == "bid" else name
        yield Command(shown, words, _after(_example(example), words, _retitled))


def _many() -> Iterator[Command]:
    make = ("make", _DEAL, "--format", "html", "--jobs", "1")
    yield Command("make", make, _after(_example("springs"), make, _retitled))
    pipeline = ("pipeline", ".", "--format", "html", "--format", "xlsx", "--jobs", "1")
    yield Command("pipeline", pipeline, _after(_example("springs"), pipeline, _retitled))
    redline = ("redline", "sent/deal.yaml", "now/deal.yaml", "--out", "changes.docx")
    yield Command("redline", redline, _after(_two_copies, redline, lambda folder: _retitled(folder / "now")))
    export = ("requirements", "export", _DEAL, "--out", "answers.xlsx")
    yield Command("requirements export", export, _after(_example("springs"), export, _retitled))
    calendar = ("ready", _DEAL, "--calendar")
    yield Command("ready --calendar", calendar, _planned)


def _planned(folder: Path) -> None:
    deal_of(folder, "springs-bid")
    called(("ready", _DEAL, "--calendar"), ENVIRONMENT)
    _retitled(folder)


def _two_copies(folder: Path) -> None:
    deal_of(folder / "sent")
    deal_of(folder / "now")
    _retitled(folder / "now")


def _records() -> Iterator[Command]:
    """Yield what changes a file that a person keeps."""
    read = ("acceptance", "read", "filled.xlsx", _DEAL, "--yes")
    yield Command("acceptance read", read, _filled)
    bring = ("requirements", "import", "answers.xlsx", _DEAL, "--yes")
    yield Command("requirements import", bring, _answered)
    add = ("history", "add", _DEAL, "--to", "bids.csv")
    yield Command("history add", add, _example("springs-acceptance"), once=True)
    yield Command("history add, to a file", add, _with_history, once=True)
    ocds = ("import", "ocds", "tender.json", "deal", "--yes")
    yield Command("import ocds", ocds, _published, once=True)
    more = (*ocds[:-1], "--replace", "--yes")
    yield Command("import ocds --replace", more, _republished, once=True)
    yield Command("import eforms", ("import", "eforms", "notice.xml", "deal"), _published, once=True)
    out = ("export", "ocds", _DEAL, "--out", "bid.json")
    yield Command("export ocds", out, _after(_example("springs-contract"), out, _retitled))


def _filled(folder: Path) -> None:
    deal_of(folder, "springs-acceptance")
    run("acceptance", _DEAL, "--format", "xlsx", "--out", "out")
    told = {f"T-12_{name}": value for name, value in (("value", "100.01 mm"), ("date", "2027-06-24"), ("by", "He Tao"))}
    fill_xlsx(folder / "out" / "SPRINGS-acceptance.xlsx", folder / "filled.xlsx", {**told, "T-12_witness": "Sun Jing"})


def _answered(folder: Path) -> None:
    deal_of(folder, "springs")
    run("requirements", "export", _DEAL, "--out", "answers.xlsx")
    book = load_workbook(folder / "answers.xlsx")
    page = next(each for each in book.worksheets if each.max_row > 3)
    cell = next(each for row in page.iter_rows() for each in row if str(each.value).startswith("Force"))
    cell.value = f"{cell.value}, as asked"
    book.save(folder / "answers.xlsx")


def _with_history(folder: Path) -> None:
    deal_of(folder, "springs-acceptance")
    (folder / "bids.csv").write_text("Tender;Date;Rank;Bidder;Price\nT-1;2026-01-05;1;Eastlake;90\n", "utf-8")


def _published(folder: Path) -> None:
    (folder / "tender.json").write_text(json.dumps(RELEASE), encoding="utf-8")
    (folder / "notice.xml").write_bytes(notice())


def _republished(folder: Path) -> None:
    _published(folder)
    run("import", "ocds", "tender.json", "deal")
    told = json.dumps(RELEASE).replace("Borough of Anytown", "City of Anytown")
    (folder / "tender.json").write_text(told, encoding="utf-8")


def _of_the_house() -> Iterator[Command]:
    yield Command("new", ("new", "deal"), lambda _: None, once=True)
    yield Command("keys new", ("keys", "new", "Chen Yu"), lambda _: None, once=True, random=("keys/Chen Yu.key",))
    yield Command("authority sign", ("authority", "sign", ".", "--as", "Lin Hua"), _other_rules)
    copy = ("templates", "copy", "evaluation", "--block", "summary")
    yield Command("templates copy", copy, _example("springs"), once=True)
    style = ("house-style", "letter.docx", "--complete", "house.docx")
    yield Command("house-style", style, _letter, once=True)
    head = ("register", "head", ".", "--save", "head.json")
    yield Command("register head", head, _approved, once=True)


def _letter(folder: Path) -> None:
    from docx import Document

    Document().save(str(folder / "letter.docx"))


def _office(folder: Path) -> None:
    with TemporaryDirectory() as other:
        office_in(Path(other))
        for each in Path(other).iterdir():
            (shutil.copytree if each.is_dir() else shutil.copy)(each, folder / each.name)


def _other_rules(folder: Path) -> None:
    _office(folder)
    edit(folder / "authority.yaml", "margin_from: 30", "margin_from: 31")


def _decided(*people: str) -> Lay:
    def lay(folder: Path) -> None:
        _office(folder)
        for name in people:
            run("approve", _DEAL, "--position", "balanced", "--as", name)

    return lay


_approved = _decided("Gao Ming", "Deng Li")


def _of_the_register() -> Iterator[Command]:
    say = (_DEAL, "--position", "balanced", "--as", "Deng Li")
    yield Command("approve", ("approve", *say), _decided("Gao Ming"))
    yield Command("approve, the first entry", ("approve", *say), _office)
    yield Command("refuse", ("refuse", *say, "--reason", "Too little"), _approved)
    yield Command("revoke", ("revoke", _DEAL, "--as", "Deng Li"), _approved, refuses="nothing here that could be")
    issue = ("bid", _DEAL, "--final", "--by", "volume", "--format", "docx", "--out", "out")
    yield Command("bid --final", issue, _approved)
    yield Command("bid --final, again", issue, _after(_approved, issue, _approved_again))
    final = ("proposal", _DEAL, "--final", "--format", "docx", "--out", "out")
    yield Command("proposal --final", final, _proposed)


def _approved_again(folder: Path) -> None:
    edit(folder / _DEAL, "model: SF-10\n", "model: SF-10 A\n")
    for name in ("Gao Ming", "Deng Li"):
        run("approve", _DEAL, "--position", "balanced", "--as", name)


def _proposed(folder: Path) -> None:
    record = deal_of(folder)
    forced = "{forced: {by: Gao Ming, on: 2026-09-14, reason: The laboratory asks for the proposal now.}}"
    nodes = "".join(f"  {node}: {forced}\n" for node in ("key-people-met", "candidate-list"))
    edit(record, "\nactions:\n", f"{nodes}\nactions:\n")
    (folder / "authority.yaml").write_text("owner: Lin Hua\n", encoding="utf-8")


def commands() -> tuple[Command, ...]:
    """Return all of them, each under its own name."""
    kinds = {
        "a set of documents": (*_documents(), *_many()),
        "a file that a person keeps": (*_records(), *_of_the_house()),
        "the register, and what it says was issued": tuple(_of_the_register()),
    }
    found = tuple(replace(each, kind=kind) for kind, own in kinds.items() for each in own)
    assert len({each.name for each in found}) == len(found)
    return found


def laid(command: Command, folder: Path) -> Path:
    """Lay what stands before a command, and return the folder."""
    folder.mkdir(parents=True)
    with chdir(folder):
        command.lay(folder)
    return folder
