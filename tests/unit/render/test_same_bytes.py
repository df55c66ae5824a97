import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

SCRIPT = """
import hashlib, sys
sys.path[:0] = [sys.argv[1]]
from tests.unit.render.conftest import sink_document
from bidkit import render
document = sink_document("en")
for write in (render.to_html, render.to_docx, render.to_pdf):
    print(write.__name__, hashlib.sha256(write(document)).hexdigest())
"""


def digests(seed: str, zone: str, folder: Path) -> str:
    root = HERE.parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", SCRIPT, str(HERE)]
    return subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_the_same_document_is_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    first, second = digests("1", "UTC", HERE), digests("2", "Asia/Shanghai", tmp_path)
    assert first.count("\n") == 3
    assert first == second


def test_importing_render_is_cheap() -> None:
    script = "import sys, bidkit.render; print(*{'docx', 'weasyprint', 'babel', 'jinja2'} & set(sys.modules))"
    command = [sys.executable, "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    assert subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip() == ""
