"""What this machine lacks to make the documents, and the line that mends it."""

import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bidkit.cli.desk import record_path
from bidkit.problems import ProblemsFound
from bidkit.record.files import load_deal, load_house

PANGO = {
    "Linux": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "other": "install the library Pango with your system's package manager",
    "Darwin": "install Homebrew as https://brew.sh says, then type: brew install pango"
    "\n       still lacking: type echo 'export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib' >> ~/.zshrc"
    " and open a new terminal",
    "Windows": "install MSYS2 from https://www.msys2.org, leave its folder C:\\msys64 as proposed"
    "\n       and type in the window that it opens: pacman -S mingw-w64-ucrt-x86_64-pango",
}
NARROW = {
    "Linux": "sudo apt-get install fonts-crosextra-carlito",
    "other": "install the font Carlito, Calibri or Arial",
}
FONTCONFIG = {
    "Linux": "sudo apt-get install fontconfig-config fonts-crosextra-carlito",
    "other": "install a font, such as Carlito",
}
FONTS = {
    "en": NARROW,
    "zh-CN": {
        "Linux": "sudo apt-get install fonts-noto-cjk",
        "Windows": "add the Chinese (Simplified) supplemental fonts under Settings > Apps > Optional features",
        "other": "install the font Noto Sans CJK SC",
    },
}


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at; `mend` is the line that puts it right."""

    what: str
    sound: bool
    mend: str = ""

    def __str__(self) -> str:
        return f"ok     {self.what}" if self.sound else f"LACKS  {self.what}\n       mend: {self.mend}"


def examine(record: Path | None) -> list[Examined]:
    """Look at Pango and what it works with, at fonts for the record's language, and at write access to its folder."""
    path = record_path(record) if record else None
    folder = path.parent if path else Path()
    pango, fonts = _pango(), [_fonts(language) for language in _languages(path, folder)]
    known = [_layout_fonts()] if pango.sound else []  # without Pango nothing can be asked
    return [pango, _subsetting(), *known, *fonts, _chart_font(), _writing(folder)]


def _pango() -> Examined:
    from bidkit.render.pango import load

    what = "Pango, which lays out PDF pages"
    try:
        load()
    except OSError:
        return Examined(what, sound=False, mend=_line_for(PANGO))
    return Examined(what, sound=True)


def _subsetting() -> Examined:
    from bidkit.render.pango import lacks_subsetting

    what = "HarfBuzz-Subset, without which PDF files with Chinese text take far longer to write"
    return Examined(what, sound=not lacks_subsetting(), mend="sudo apt-get install libharfbuzz-subset0")


def _languages(path: Path | None, folder: Path) -> list[str]:
    """Return the record's language, or the house's; English where neither can be read."""
    try:
        language = load_deal(path).deal.language if path else None
        return [language or load_house(folder).house.language]
    except ProblemsFound:
        return ["en"]


def _fonts(language: str) -> Examined:
    from bidkit.render.fonts import font_for

    found = font_for(language)
    if found is None:
        return Examined(f"a font for documents in {language}", sound=False, mend=_line_for(FONTS[language]))
    return Examined(f"a font for documents in {language}: {found.name}", sound=True)


def _layout_fonts() -> Examined:
    """Ask the layout engine itself: it may find none where the folders hold many, or the other way round."""
    from bidkit.render.fonts import layout_has_fonts

    what = "fonts that Fontconfig finds, without any of which no PDF is made"
    return Examined(what, sound=layout_has_fonts(), mend=_line_for(FONTCONFIG))


def _chart_font() -> Examined:
    from bidkit.render.fonts import font_for_charts

    what = "a font as narrow as Calibri or Arial, without which words in charts are set smaller"
    return Examined(what, sound=font_for_charts() is not None, mend=_line_for(NARROW))


def _writing(folder: Path) -> Examined:
    what = f"write access to {folder.resolve()}"
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Examined(what, sound=True)
    except OSError:
        return Examined(
            what, sound=False, mend="copy the deal into a folder of your own, or write elsewhere with --out"
        )


def _line_for(lines: dict[str, str]) -> str:
    return lines.get(platform.system()) or lines["other"]
