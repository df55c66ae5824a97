"""Which font brings a character that this machine lacks, by the part of Unicode that it belongs to."""

import sys
import unicodedata
from bisect import bisect_right

_CJK = "fonts-noto-cjk"
_RARE_CJK = "fonts-hanazono"
_MOST = "fonts-noto-core"  # every living script, mathematics and symbols
_EMOJI = "fonts-noto-color-emoji"
_NONE = ""

# Where each part begins, and the Debian package for it.
_PARTS: tuple[tuple[int, str], ...] = (
    (0x0000, "fonts-dejavu-core"),
    (0x0530, _MOST),
    (0x1100, _CJK),
    (0x1200, _MOST),
    (0x1E00, "fonts-dejavu-core"),
    (0x2C00, _MOST),
    (0x2E80, _CJK),
    (0xA000, _MOST),
    (0xA960, _CJK),
    (0xA980, _MOST),
    (0xAC00, _CJK),
    (0xD800, _NONE),
    (0xF900, _CJK),
    (0xFB00, _MOST),
    (0xFE10, _CJK),
    (0xFE70, _MOST),
    (0xFF00, _CJK),
    (0xFFF0, _MOST),
    (0x1B000, _CJK),
    (0x1BC00, _MOST),
    (0x1F000, _EMOJI),
    (0x20000, _RARE_CJK),
    (0xE0000, _NONE),
)
_WINDOWS = {
    _CJK: "Settings > Apps > Optional features: add the Supplemental Fonts of Chinese, Japanese or Korean",
    _RARE_CJK: "Settings > Apps > Optional features: add the Supplemental Fonts of Chinese (they bring SimSun-ExtB)",
}


def font_advice(character: str) -> str:
    """Return what to install so that a character can be shown."""
    package = _PARTS[bisect_right(_PARTS, (ord(character), "\uffff")) - 1][1]
    if not package:
        return "It is for private use and means nothing elsewhere; write it otherwise."
    name = _noto(package)
    if sys.platform == "win32":
        return f"{_WINDOWS.get(package, f'Install {name} from https://fonts.google.com/noto')}, or write it otherwise."
    if sys.platform == "darwin":
        return f"Install {name} from https://fonts.google.com/noto with Font Book, or write it otherwise."
    return f"sudo apt-get install {package} brings a font (elsewhere: {name}), or write it otherwise."


def _noto(package: str) -> str:
    return {_CJK: "Noto Sans CJK", _RARE_CJK: "Hanazono Mincho", _EMOJI: "Noto Color Emoji"}.get(package, "Noto Sans")


def named(character: str) -> str:
    """Return a character with its code point and its name."""
    name = unicodedata.name(character, "")
    return f"'{character}' (U+{ord(character):04X}{', ' + name if name and ord(character) not in _CODED else ''})"


_CODED = range(0x3400, 0xA000)  # ideographs, whose name only repeats the code point
