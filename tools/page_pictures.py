"""Write docs/pictures/: one page of a document of each stage, as the README shows them.

Needs Poppler. `make pictures` runs it; look at what changed before it is committed.
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
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.sheet import plain

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
READABLE = 70  # dots per inch
SHOWN = (
    ("springs", "evaluation", 1),
    ("springs", "stakeholders", 5),
    ("springs", "proposal", 6),
    ("springs-bid", "bid", 3),
    ("springs-contract", "negotiation", 3),
    ("springs-acceptance", "acceptance", 4),
)
"""By stage: the example, the document, and which of its pages."""


def main() -> None:
    """Write the pictures."""
    artifacts = {each.name: each for each in ARTIFACTS}
    for stage, (example, name, page) in enumerate(SHOWN, start=1):
        desk = sound_desk(assets("examples") / example / "deal.yaml")
        artifact = artifacts[name]
        sheet = plain(artifact.build(desk.deal, desk.house_for(artifact), final=False))
        document = render.document(artifact.template, sheet, language="en")
        saved(pages(document)[page - 1], f"stage-{stage}-{name}.png")


def saved(picture: Image.Image, name: str) -> None:
    """Keep a picture, in few colours."""
    picture.quantize(24).save(PICTURES / name, optimize=True)
    print(f"wrote docs/pictures/{name}")


def pages(document: Document) -> list[Image.Image]:
    """Return each page as a picture."""
    with tempfile.TemporaryDirectory() as name:
        Path(name, "whole.pdf").write_bytes(render.to_pdf(document))
        command = ["pdftoppm", "-r", str(READABLE), "-png", f"{name}/whole.pdf", f"{name}/page"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - Poppler
        return list(drawn(Path(name)))


def drawn(folder: Path) -> Iterator[Image.Image]:
    """Yield the pages that Poppler drew, in their order."""
    for path in sorted(folder.glob("page-*.png")):
        with Image.open(path) as page:
            yield page.convert("RGB")


if __name__ == "__main__":
    main()
