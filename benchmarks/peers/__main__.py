"""The same proposal by bidkit and by its peers, in one run: time, memory, and what is right in the files.

Run it with `python -m benchmarks.peers docx:200 docx:1000 pdf:200 pdf:1000`: a format and the rows of the table. It
keeps the figures in docs/quality.md. It needs `os.wait4`, which Windows lacks; what a machine has not of the peers is
named there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.peers.measure import ROOT, Case, Figures, measured, needs_office
from benchmarks.peers.measure import apart as elsewhere
from benchmarks.quality import write_section

PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0", "carbone@3.8.2")
FORMS = {
    "docx": ("bidkit", "docxtpl", "docxtemplater", "carbone", "pandoc"),
    "pdf": ("bidkit", "docxtpl", "docxtemplater", "carbone", "pandoc", "WeasyPrint"),
}
INTRODUCTION = """\
One proposal (a title, four fields, six chapters, a table with a caption; Chinese and `&<>` in it) with as many rows as
said, by bidkit's renderer and by its peers, each as a user would script it and as it is out of the box: one Word
template with each peer's marks for docxtpl, docxtemplater 3.71.0 and carbone 3.8.2, with a contents field, a counted
caption and a header row that repeats; one page of HTML, filled by Jinja, for WeasyPrint and for pandoc with a reference
document. Options that are off by default were left off (WeasyPrint and LibreOffice can tag a PDF, Jinja can refuse a
misspelt name), but for docxtpl's escaping and docxtemplater's `paragraphLoop`. PDF of the Word files by
`soffice --convert-to pdf`; also of carbone's, whose own link to LibreOffice needs a Python with UNO and was not used.
Medians of five, in turn, on a machine that other work shared: read the ratios. Whole: a process that writes one file,
and LibreOffice's where it is needed. Warm: each further file of a process that writes six (pandoc starts anew for
each), one after the other rather than in turn. Memory: the largest process at its peak."""


def missing() -> Mapping[str, str]:
    """Return the peers that cannot be had on this machine, and why; get those of npm first."""
    lacks: dict[str, str] = {}
    modules = ROOT / "build" / "peers" / "node_modules"
    if not shutil.which("npm") or not shutil.which("node"):
        lacks |= dict.fromkeys(("docxtemplater", "carbone"), "Node.js with npm is not installed")
    elif not all((modules / each.partition("@")[0]).exists() for each in PACKAGES):
        words = [
            "npm",
            "install",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(modules.parent),
            *PACKAGES,
        ]
        modules.parent.mkdir(parents=True, exist_ok=True)
        if subprocess.run(words, check=False, capture_output=True).returncode:
            lacks |= dict.fromkeys(("docxtemplater", "carbone"), "npm could not get it")
    if not shutil.which("pandoc"):
        lacks["pandoc"] = "it is not installed"
    return lacks


def times_table(case: Case, found: Mapping[str, Figures]) -> Iterator[str]:
    """Yield the lines of a table: what each took, and how that stands to bidkit."""
    yield f"| {case.form}, {case.rows:,} rows | whole, s | to bidkit | warm, s | to bidkit | memory, MB |"
    yield "|---|" + "--:|" * 5
    ours = found["bidkit"]
    for peer, each in found.items():
        name = f"{peer} + LibreOffice" if needs_office(peer, case.form) else peer
        ratios = (each.whole / ours.whole, each.warm / ours.warm)
        whole, warm = f"{each.whole:.2f} | {ratios[0]:.2f}", f"{each.warm:.3f} | {ratios[1]:.2f}"
        yield f"| {name} | {whole} | {warm} | {each.megabytes:.0f} |"


def verdicts_table(title: str, found: Mapping[str, Mapping[str, bool]]) -> Iterator[str]:
    """Yield the lines of a table: what is right, peer by peer."""
    yield f"| {title} | " + " | ".join(found) + " |"
    yield "|---|" + "---|" * len(found)
    for what in next(iter(found.values())):
        yield f"| {what} | " + " | ".join("yes" if each[what] else "**no**" for each in found.values()) + " |"


def section(asked: Sequence[str], folder: Path) -> Iterator[str]:
    """Measure what is asked for, and yield the section's lines."""
    yield INTRODUCTION
    lacks = missing()
    office = shutil.which("soffice") is not None
    yield from (f"\nMissing on this machine: {peer} ({why})." for peer, why in lacks.items())
    if not office:
        yield "\nMissing on this machine: LibreOffice, and with it every PDF that it makes."
    cases = [Case(form, int(rows), folder / f"{form}-{rows}") for form, rows in (each.split(":") for each in asked)]
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # a child's peak begins at that of its parent
        list(apart.map(elsewhere, ["prepare"] * len(cases), [(case,) for case in cases]))
        for case in cases:
            peers = [
                each for each in FORMS[case.form] if each not in lacks and (office or not needs_office(each, case.form))
            ]
            make_profile(folder, office=office)
            yield from ("", *times_table(case, measured(case, peers)))
            found = apart.submit(elsewhere, "checked", (case, peers)).result()
            yield from ("", *verdicts_table(f"right in the {case.form.upper()}, {case.rows:,} rows", found))
        everyone = [each for each in FORMS["pdf"] if each not in lacks]
        yield from (
            "",
            *verdicts_table(
                "a fault in the template", apart.submit(elsewhere, "faulted", (cases[0], everyone)).result()
            ),
        )


def make_profile(folder: Path, *, office: bool) -> None:
    """Let LibreOffice lay out its profile once, which is no part of any work."""
    profile = folder / "profile"
    if office and not profile.exists():
        words = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--terminate_after_init"]
        subprocess.run(words, check=True, capture_output=True)


def main() -> int:
    """Measure, show and keep each figure as soon as it is there."""
    os.chdir(ROOT)
    lines = []
    with tempfile.TemporaryDirectory() as name:
        for line in section(sys.argv[1:] or ["docx:200", "docx:1000", "pdf:200", "pdf:1000"], Path(name)):
            print(line, flush=True)
            lines.append(line)
            write_section("peers", "\n".join(lines))  # as soon as it is there
    return 0


if __name__ == "__main__":
    sys.exit(main())
