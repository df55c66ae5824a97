"""What the bytes of a document follow from beside the deal's own files: programs and fonts of a computer."""

import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import bidkit
import pricing
from bidkit.assets import assets
from bidkit.cli.depends import folder_digest
from bidkit.render.fonts import font_files

DISTRIBUTION = "bidkit-sales"


@cache  # a program that was brought up to date while it ran still is the old one
def machine(*, pdf: bool) -> Mapping[str, str]:
    """Return what has to be the same on two computers if they are to write the same bytes."""
    folders = (Path(bidkit.__file__).parent, Path(pricing.__file__).parent, assets("templates"))
    code = sha256("".join(map(folder_digest, folders)).encode()).hexdigest()
    own = {
        "system": sys.platform,
        "Python": ".".join(map(str, sys.version_info[:2])),
        "bidkit": f"{bidkit.__version__} ({code[:8]})",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "fonts": _fonts(),
    }
    own |= {"Pango": _pango()} if pdf else {}
    return own | {name: metadata.version(name) for name in sorted(_installed(DISTRIBUTION, set()))}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Return what differs, in words."""
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return [f"{name} {there.get(name, 'none')} instead of {here.get(name, 'none')}" for name in names]


def _fonts() -> str:
    """Return the number of this computer's fonts with a mark of which they are."""
    found = sorted(f"{path.name} {path.stat().st_size}" for path in font_files())
    return f"{len(found)} ({sha256(chr(10).join(found).encode()).hexdigest()[:8]})"


def _pango() -> str:
    """Return the version of the library that breaks lines; it comes with the system, not with Python."""
    from bidkit.render.pango import load

    load()
    from weasyprint.text.ffi import pango

    return str(pango.pango_version())


def _installed(name: str, seen: set[str]) -> set[str]:
    """Return the packages that a package asks for, and those that they ask for, as far as they are here."""
    try:
        asked = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return seen
    seen.add(name)
    for each in _names(asked):
        if each not in seen:
            _installed(each, seen)
    return seen


def _names(asked: list[str]) -> Iterator[str]:
    """Yield the names of what is asked for, without extras, all spelled in one way."""
    for each in asked:
        found = re.match(r"[\w.-]+", each)
        if found and "extra ==" not in each:
            yield re.sub(r"[-_.]+", "-", found[0]).lower()
