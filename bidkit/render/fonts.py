"""Which fonts this machine has, and which characters they cover."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bidkit.render.cmap import covers

SAMPLES = {"en": "Ag1.€–×≥", "zh-CN": "评估表标价与验收"}
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}

# The beginnings of the file names of fonts that the style names, and of those that cover most of what they do not.
_NARROW = ("calibri", "carlito", "liberationsans", "arial")  # charts leave room for words in one of these
_NAMED = (
    *(*_NARROW, "dejavusans"),
    *("notosanscjk", "sourcehansans", "msyh", "pingfang", "notosans", "segoeui"),
)


def font_files() -> Iterator[Path]:
    """Yield every font file in the folders where this system keeps its fonts."""
    for folder in _folders():
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


@cache
def font_for(language: str) -> Path | None:
    """Return a font file that covers the language's sample characters, or None."""
    wanted = [ord(character) for character in SAMPLES[language]]
    return next((path for path in font_files() if all(map(covers(path), wanted))), None)


def font_for_charts() -> Path | None:
    """Return the first font file in which the words of charts have the room that is left for them, or None."""
    return min((path for path in font_files() if _rank(path)[0] < len(_NARROW)), key=_rank, default=None)


def fonts_for_words(words: Iterable[str]) -> tuple[Path, ...]:
    """Return the font files that drawings name, or none of them where these lack a character of the words."""
    return () if uncovered({character for text in words for character in text}, _named_files()) else _named_files()


@cache
def _named_files() -> tuple[Path, ...]:
    return tuple(sorted((path for path in font_files() if _rank(path)[0] < len(_NAMED)), key=_rank))


def uncovered(characters: Iterable[str], files: Iterable[Path] | None = None) -> set[str]:
    """Return the characters that no font has, looking first into those that the style names."""
    left = {character for character in characters if not _shows_nothing(character)}
    for path in sorted(font_files() if files is None else files, key=_rank):
        if not left:
            break
        test = covers(path)
        left = {character for character in left if not test(ord(character))}
    return left


def files_of_the_layout() -> Iterator[Path]:
    """Yield the font files that the layout engine itself knows, which may lie in folders of its own."""
    from weasyprint.text.ffi import ffi, fontconfig  # noqa: PLC0415 - loads Pango

    configuration = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    fonts = fontconfig.FcConfigGetFonts(configuration, fontconfig.FcSetSystem)
    for number in range(fonts.nfont):
        name = ffi.new("FcChar8 **")
        if fontconfig.FcPatternGetString(fonts.fonts[number], b"file", 0, name) == fontconfig.FcResultMatch:
            yield Path(os.fsdecode(ffi.string(name[0])))


@cache
def layout_has_fonts() -> bool:
    """Say whether the layout engine finds any font at all; without one Pango takes the whole program down."""
    return next(files_of_the_layout(), None) is not None


def _rank(path: Path) -> tuple[int, str]:
    stem = path.stem.lower().replace("-", "").replace(" ", "")
    return next((at for at, name in enumerate(_NAMED) if stem.startswith(name)), len(_NAMED)), str(path)


def _shows_nothing(character: str) -> bool:
    """Say whether a character needs no glyph: spaces, controls, joiners and variation selectors."""
    code = ord(character)
    return character.isspace() or 0xFE00 <= code <= 0xFE0F or unicodedata.category(character) in ("Cc", "Cf")


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return [
            Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts",
            Path(local) / "Microsoft" / "Windows" / "Fonts",
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    data = os.environ.get("XDG_DATA_HOME", str(home / ".local" / "share"))
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(data) / "fonts", home / ".fonts"]
