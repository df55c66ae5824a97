"""Fill one template several times in one process: PEER TEMPLATE DATA FOLDER FORM TIMES; prints the seconds of each."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any


def bidkit(template: Path, data: Any, out: Path) -> None:  # noqa: ANN401 - what JSON gives
    """Write by bidkit."""
    from bidkit import render

    document = render.document(template.name, data, language="en", folders=[template.parent])
    out.write_bytes((render.to_pdf if out.suffix == ".pdf" else render.to_docx)(document))


def docxtpl(template: Path, data: Any, out: Path) -> None:  # noqa: ANN401
    """Write by docxtpl."""
    from docxtpl import DocxTemplate

    word = DocxTemplate(template)
    word.render(data, autoescape=True)
    word.save(out)


def filled(template: Path, data: Any) -> str:  # noqa: ANN401
    """Return HTML as most scripts make it, by Jinja."""
    import jinja2

    loader = jinja2.FileSystemLoader(template.parent)
    return jinja2.Environment(loader=loader, autoescape=True).get_template(template.name).render(data)


def weasyprint(template: Path, data: Any, out: Path) -> None:  # noqa: ANN401
    """Write by a bare WeasyPrint script."""
    from importlib import import_module  # untyped, as a script would have it

    import_module("weasyprint").HTML(string=filled(template, {**data, "contents": True})).write_pdf(out)


def pandoc(template: Path, data: Any, out: Path) -> None:  # noqa: ANN401
    """Write by pandoc with the reference document that lies beside the template."""
    import subprocess

    reference = template.with_name("reference.docx")
    words = ["pandoc", "-f", "html", "--toc", f"--reference-doc={reference}", "-o", str(out)]
    subprocess.run(words, input=filled(template, data), text=True, check=True)


PEERS: dict[str, Callable[[Path, Any, Path], None]] = {
    "bidkit": bidkit,
    "docxtpl": docxtpl,
    "WeasyPrint": weasyprint,
    "pandoc": pandoc,
}


def main(peer: str, template: str, data: str, folder: str, form: str, times: str) -> None:
    """Write the files and say how long each took."""
    took = []
    for each in range(int(times)):
        started = perf_counter()
        PEERS[peer](Path(template), json.loads(Path(data).read_text("utf-8")), Path(folder) / f"{each}.{form}")
        took.append(perf_counter() - started)
    print(json.dumps(took))


if __name__ == "__main__":
    main(*sys.argv[1:])
