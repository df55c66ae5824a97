"""What lies in the folder beside a hostile file: a sound deal, its house, a set of templates of its own."""

from collections.abc import Callable
from pathlib import Path

from tests.acceptance.house import EXAMPLES, deal_of
from tests.builders import HOUSE, RECORD
from tests.hostile.words import WORDS

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


def _pair(folder: Path) -> None:
    (folder / "sound.docx").write_bytes(WORDS["sound.docx"]())


BASES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "deal": _deal,
    "set": _with_set,
    "pair": _pair,
    "look": lambda folder: _deal(folder, "house_style: house.docx"),
    **{path.name: _example(path.name) for path in EXAMPLES.iterdir()},
}
