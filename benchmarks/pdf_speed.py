"""Time PDF files against a bare WeasyPrint script on the same HTML and against LibreOffice on our Word file.

Whole processes, in turn, in one run; prints medians and ratios. Usage: python benchmarks/pdf_speed.py [ROUNDS]
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from pypdf import PdfReader

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document  # noqa: E402 - found through the line above
from bidkit import render  # noqa: E402

LIMITS: Mapping[int, float] = {1: 1.15, 12: 1.05, 28: 1.05}  # chapters: 4, 26 and 60 pages
OURS = """
import sys
from pathlib import Path
from benchmarks.report import document
from bidkit import render
Path(sys.argv[2]).write_bytes(render.to_pdf(document(int(sys.argv[1]))))
"""
BARE = """
import sys
import weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
"""


@dataclass(frozen=True)
class Result:
    """Medians in seconds for one document."""

    pages: int
    limit: float
    seconds: Mapping[str, float]

    def __str__(self) -> str:
        ours, bare = self.seconds["bidkit"], self.seconds["bare WeasyPrint"]
        kept = "kept" if ours <= self.limit * bare else "MISSED"
        said = f"{self.pages:3} pages: bidkit {ours:.2f} s; {ours / bare:.2f}x bare WeasyPrint"
        said += f" (limit {self.limit}: {kept})"
        if office := self.seconds.get("LibreOffice"):
            said += f"; {ours / office:.2f}x LibreOffice"
        return said


def main() -> int:
    """Measure and print; exit code 1 where a limit is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        results = [_measured(chapters, rounds, Path(name)) for chapters in LIMITS]
    return int(any("MISSED" in str(result) for result in results))


def _measured(chapters: int, rounds: int, folder: Path) -> Result:
    whole = document(chapters)
    (folder / "report.html").write_bytes(render.to_html(whole))
    (folder / "report.docx").write_bytes(render.to_docx(whole))
    commands = _commands(chapters, folder)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(_seconds(command))
    pages = len(PdfReader(folder / "ours.pdf").pages)
    result = Result(pages, LIMITS[chapters], {name: median(each) for name, each in times.items()})
    print(result, flush=True)
    return result


def _commands(chapters: int, folder: Path) -> dict[str, list[str]]:
    commands = {
        "bidkit": [sys.executable, "-c", OURS, str(chapters), str(folder / "ours.pdf")],
        "bare WeasyPrint": [sys.executable, "-c", BARE, str(folder / "report.html"), str(folder / "bare.pdf")],
    }
    if office := shutil.which("soffice"):
        made = ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        commands["LibreOffice"] = [office, profile, "--headless", *made]
    return commands


def _seconds(command: list[str]) -> float:
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
