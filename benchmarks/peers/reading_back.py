"""Write what the peers need, read back what they wrote, and give them templates with faults."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx

from benchmarks.peers.checks import check_docx, check_pdf, located
from benchmarks.peers.content import Data, content
from benchmarks.peers.measure import HERE, ROOT, TEMPLATES, Case, command
from benchmarks.peers.word_templates import MARKS, page_numbers, write_template

FAULTS = ("misspelt", "unclosed loop", "unclosed mark")


def prepare(case: Case) -> None:
    """Write the data and every template."""
    case.folder.mkdir()
    (case.folder / "data.json").write_text(json.dumps(content(case.rows)), encoding="utf-8")
    for name in set(TEMPLATES.values()):
        shutil.copy(HERE / name, case.folder)
    for peer in MARKS:
        write_template(peer, case.folder / f"{peer}.docx")
    reference = (
        subprocess.run(
            ["pandoc", "--print-default-data-file", "reference.docx"], check=False, capture_output=True
        ).stdout
        if shutil.which("pandoc")
        else b""
    )
    if reference:
        (case.folder / "reference.docx").write_bytes(reference)
        word = docx.Document(str(case.folder / "reference.docx"))
        page_numbers(word)
        word.save(str(case.folder / "reference.docx"))


def checked(case: Case, peers: Sequence[str]) -> Mapping[str, Mapping[str, bool]]:
    """Read the files back, each peer's."""
    check: Callable[[Path, Data], Mapping[str, bool]] = check_pdf if case.form == "pdf" else check_docx
    return {peer: check(case.folder / peer / f"0.{case.form}", content(case.rows)) for peer in peers}


def faulted(case: Case, peers: Sequence[str]) -> Mapping[str, Mapping[str, bool]]:
    """Give each peer templates with a fault, and return what it says of them."""
    return {
        peer: {key: holds for fault in FAULTS for key, holds in _fault(peer, fault, case).items()} for peer in peers
    }


def _fault(peer: str, fault: str, case: Case) -> Mapping[str, bool]:
    folder = case.folder / f"{peer}-{fault.replace(' ', '-')}"
    folder.mkdir()
    name = TEMPLATES.get(peer, "offer.docx")
    line = 0
    if peer in TEMPLATES:
        text, line = seeded((HERE / name).read_text("utf-8"), fault)
        (folder / name).write_text(text, encoding="utf-8")
        if (case.folder / "reference.docx").exists():
            shutil.copy(case.folder / "reference.docx", folder)
    else:
        write_template(peer, folder / name, fault)
    form = "pdf" if peer == "WeasyPrint" else "docx"
    words = command(peer, folder / name, case.folder / "data.json", folder, form, 1)
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    refused = done.returncode != 0
    named = {"misspelt": "custmer", "unclosed loop": "rows", "unclosed mark": "customer"}[fault]
    title = "a misspelt field" if fault == "misspelt" else f"an {fault}"
    places = located(done.stderr if refused else "", name, line, [named])
    return {f"{title} is refused": refused, **{f"{title}: {key}": holds for key, holds in places.items()}}


def seeded(text: str, fault: str) -> tuple[str, int]:
    """Return the text of a template with a fault in it, and the line on which it stands."""
    right, wrong = {
        "misspelt": ("{{ customer }}", "{{ custmer }}"),
        "unclosed loop": ("{% endfor %}</tbody>", "</tbody>"),
        "unclosed mark": ("{{ customer }}", "{{ customer "),
    }[fault]
    at = text.index("{% for each in rows %}" if fault == "unclosed loop" else right)
    return text.replace(right, wrong, 1), text.count("\n", 0, at) + 1
