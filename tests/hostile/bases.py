"""What lies in the folder beside a hostile file: a sound deal, its house, a set of templates of its own."""

from collections.abc import Callable
from pathlib import Path

from tests.acceptance.house import EXAMPLES, deal_of
from tests.builders import HOUSE, RECORD
from tests.hostile.words import WORDS

SECRET = "what only this machine knows: 4711-0815"
_SET = "name: ours\n"


def _deal(folder: Path, *more: str) -> None:
    house = HOUSE.replace("template_set: built-in\n", "")
    (folder / "house.yaml").write_text("\n".join((house, *more)), encoding="utf-8")
    (folder / "deal.yaml").write_text(RECORD, encoding="utf-8")


def _with_set(folder: Path) -> None:
    _deal(folder, "template_set: templates")
    (folder / "templates").mkdir()
    (folder / "templates" / "set.yaml").write_text(_SET, encoding="utf-8")


def _example(name: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        deal_of(folder, name)

    return lay


def _neighbours(folder: Path) -> None:
    """Lay two deals of one house, one in the folder of the other's house, and a paper that only the second may use."""
    _example("springs-bid")(folder)
    (folder / "other").mkdir()
    (folder / "other" / "deal.yaml").write_text(RECORD, encoding="utf-8")
    (folder / "other" / "offer.pdf").write_text(SECRET, encoding="utf-8")
    (folder / "ours").mkdir()
    (folder / "papers" / "iso-9001.pdf").rename(folder / "ours" / "iso-9001.pdf")


def _pair(folder: Path) -> None:
    (folder / "sound.docx").write_bytes(WORDS["sound.docx"]())


BASES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "deal": _deal,
    "set": _with_set,
    "neighbours": _neighbours,
    "pair": _pair,
    "look": lambda folder: _deal(folder, "house_style: house.docx"),
    **{path.name: _example(path.name) for path in EXAMPLES.iterdir()},
}
