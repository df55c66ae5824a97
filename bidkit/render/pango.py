"""Load WeasyPrint, and with it Pango, without the slow search for libraries and without a word on the terminal."""

import ctypes
import ctypes.util
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

# The names under which Linux loads what WeasyPrint needs; WeasyPrint tries names of other systems first.
_ON_LINUX = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
_SUBSET_ON_LINUX = "libharfbuzz-subset.so.0"


def load() -> None:
    """Load WeasyPrint; raise OSError where Pango is missing."""
    with _without_search(), redirect_stdout(io.StringIO()):
        import weasyprint  # noqa: F401, PLC0415 - loading it loads Pango


def lacks_subsetting() -> bool:
    """Tell whether Linux lacks the library that cuts fonts down; fontTools, which stands in, takes far longer."""
    return sys.platform.startswith("linux") and not _loads(_SUBSET_ON_LINUX)


@contextmanager
def _without_search() -> Iterator[None]:
    """Keep ctypes from starting gcc and ldconfig for each name that does not exist, where the right names load."""
    search = ctypes.util.find_library
    if sys.platform.startswith("linux") and all(_loads(name) for name in _ON_LINUX):
        ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nothing(name: str) -> str | None:  # noqa: ARG001 - the parameter of find_library
    return None


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
