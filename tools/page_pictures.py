"""Write docs/pictures/: every page of the springs documents, small; in English as PDF, in Chinese as Word shows it.

Needs LibreOffice and Poppler. `make pictures` runs it; look at what changed before it is committed.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bidkit import render
from bidkit.assets import assets
from bidkit.cli.desk import sound_desk
from bidkit.render.model import Document
from bidkit.stages import ARTIFACTS, artifacts_of
from bidkit.stages.sheet import plain

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SMALL, READABLE = 45, 70  # dots per inch
ACROSS = 3  # pages in a row
GAP = 6
GREY = (208, 212, 217)


def main() -> None:
    """Write the pictures and the page that shows them."""
    desk = sound_desk(assets("examples") / "springs" / "deal.yaml")
    shown = ["# Pages", "", "The springs example's documents, page by page: `make pictures` writes them.", ""]
    for artifact in artifacts_of(desk.deal, desk.house):
        for language, kind in (("en", "pdf"), ("zh-CN", "docx")):
            sheet = plain(artifact.build(desk.spoken(language).deal, desk.house, final=False))
            document = render.document(artifact.template, sheet, language=language)
            name = f"{artifact.name}-{language}-{kind}.png"
            saved(together(pages(document, kind, SMALL)), name)
            shown += [f"![{artifact.name}, {language}, as {kind}]({name})", ""]
        if artifact is ARTIFACTS[0]:
            sheet = plain(artifact.build(desk.deal, desk.house, final=False))
            document = render.document(artifact.template, sheet, language="en")
            saved(pages(document, "pdf", READABLE)[0], f"{artifact.name}-springs.png")
    (PICTURES / "README.md").write_text("\n".join(shown), encoding="utf-8")


def saved(picture: Image.Image, name: str) -> None:
    """Keep a picture, in few colours."""
    picture.quantize(24).save(PICTURES / name, optimize=True)
    print(f"wrote docs/pictures/{name}")


def pages(document: Document, kind: str, dpi: int) -> list[Image.Image]:
    """Return each page as a picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kind == "docx":
            (folder / "whole.docx").write_bytes(render.to_docx(document))
            home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
            run("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", name, f"{name}/whole.docx")
        else:
            (folder / "whole.pdf").write_bytes(render.to_pdf(document))
        run("pdftoppm", "-r", str(dpi), "-png", f"{name}/whole.pdf", f"{name}/page")
        return list(drawn(folder))


def drawn(folder: Path) -> Iterator[Image.Image]:
    """Yield the pages that Poppler drew, in their order."""
    for path in sorted(folder.glob("page-*.png")):
        with Image.open(path) as page:
            yield page.convert("RGB")


def together(all_pages: list[Image.Image]) -> Image.Image:
    """Return the pages in rows on one grey ground."""
    wide, high = max(page.width for page in all_pages) + GAP, max(page.height for page in all_pages) + GAP
    rows = -(-len(all_pages) // ACROSS)
    ground = Image.new("RGB", (ACROSS * wide + GAP, rows * high + GAP), GREY)
    for number, page in enumerate(all_pages):
        ground.paste(page, (GAP + number % ACROSS * wide, GAP + number // ACROSS * high))
    return ground


def run(*command: str) -> None:
    """Run a program that has to succeed."""
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the programs named above


if __name__ == "__main__":
    main()
