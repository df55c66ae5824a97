"""Look for the files of a template set: in the house's own folders first, then in the built-in one."""

import re
from collections.abc import Hashable, MutableMapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError

import bidkit
from bidkit.render.limits import counted
from bidkit.swelling import MOST_OF_SET, first_of, way_out

BUILT_IN = "built-in"
PARENT = "parent"

_MOST_COMPILED = 500
_COMPILED: dict[tuple[str, str, Path, Hashable], CodeType] = {}
_BELOW = re.compile(r"<below ([0-9]+)>/(.*)")  # how a name says at which folder to begin
_NOT_A_NAME = re.compile(r'[\\:*?"<>|\x00-\x1f]')


def built_in() -> Path:
    """Return the folder of the built-in template set: inside a wheel, or beside the package in a checkout."""
    package = Path(bidkit.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a set: in which folder (0 is searched first), where, and how a person names it."""

    level: int
    path: Path
    shown: str


class Search:
    """The folders of a template set, in the order in which they are searched; the built-in one is last."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = (*folders, built_in())

    def find(self, name: str, begin: int = 0) -> Found | None:
        """Return the first file of this name, beginning at one of the folders."""
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or _NOT_A_NAME.search(name):
            return None
        for level, folder in enumerate(self.folders[begin:], start=begin):
            path = folder.joinpath(*parts)
            if path.is_file() and not way_out(path, [folder]):
                return Found(level, path, self.shown(level, name))
        return None

    def follow(self, name: str, level: int) -> Found | None:
        """Return what a file of one folder means by a name: `parent/` begins below that folder."""
        if rest := _after(BUILT_IN, name):
            return self.find(rest, len(self.folders) - 1)
        if rest := _after(PARENT, name):
            return self.find(rest, level + 1)
        return self.find(name)

    def shown(self, level: int, name: str) -> str:
        """Return how a person names a file."""
        own = level < len(self.folders) - 1
        return str(self.folders[level].joinpath(*PurePosixPath(name).parts)) if own else f"{BUILT_IN}/{name}"

    def names(self, suffix: str) -> list[str]:
        """Return the names of all files with this suffix, in any of the folders."""
        found = {path.relative_to(folder).as_posix() for folder in self.folders for path in folder.rglob(f"*{suffix}")}
        return sorted(found)


def _after(word: str, name: str) -> str:
    return name.removeprefix(f"{word}/") if name.startswith(f"{word}/") else ""


class SetLoader(BaseLoader):
    """Gives Jinja the templates of a set, each under the name that a person knows it by."""

    def __init__(self, search: Search, voice: Hashable) -> None:
        self.search = search
        self._voice = voice
        self._levels: dict[str, int] = {}

    def join(self, name: str, said_by: str) -> str:
        """Return the name under which a template asks for another one."""
        if rest := _after(PARENT, name):
            return f"<below {self._levels[said_by] + 1}>/{rest}"
        return name

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """Compile a template; its name is the path that Problems show."""
        found = self.found(name)
        if found is None:
            raise TemplateNotFound(plain_name(name))
        self._levels[found.shown] = found.level
        return environment.template_class.from_code(
            environment, self._compiled(environment, found), globals or {}, None
        )

    def _compiled(self, environment: Environment, found: Found) -> CodeType:
        """Compile a text once for each voice: what it says of constants is worked out while it is compiled."""
        key = (read(found), found.shown, found.path, self._voice)
        if key not in _COMPILED:
            if len(_COMPILED) >= _MOST_COMPILED:
                _COMPILED.clear()
            _COMPILED[key] = _code_of(key[0], found, environment)
        return _COMPILED[key]

    def found(self, name: str) -> Found | None:
        """Return the file that a joined name stands for."""
        if below := _BELOW.fullmatch(name):
            return self.search.find(below[2], int(below[1]))
        return self.search.follow(name, 0) if not _after(PARENT, name) else None


def _code_of(text: str, found: Found, environment: Environment) -> CodeType:
    try:
        tree = environment.parse(text, found.shown, str(found.path))
        return environment.compile(counted(tree), found.shown, str(found.path))
    except (RecursionError, MemoryError, IndentationError):
        raise TemplateSyntaxError("something is nested deeper than can be read", 1, found.shown) from None


def plain_name(name: str) -> str:
    """Return a joined name as the template wrote it."""
    return _BELOW.sub(rf"{PARENT}/\2", name)


def read(found: Found) -> str:
    """Read a file of a set; a file that is not UTF-8 is a syntax error like any other."""
    raw = first_of(found.path, MOST_OF_SET + 1)
    if len(raw) > MOST_OF_SET:
        raise TemplateSyntaxError(f"the file is larger than {MOST_OF_SET // 1_000_000} MB", 1, found.shown)
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TemplateSyntaxError("the file is not UTF-8; save it as UTF-8", line, found.shown) from None


def digests(folders: Sequence[Path] = ()) -> dict[str, str]:
    """Return the SHA-256 of every file of a set: the house's own with how far they stand above the built-in ones."""
    search, found = Search(folders), {}
    for level, folder in enumerate(reversed(search.folders)):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not _ASIDE.search(name):
                text = path.read_bytes().replace(b"\r\n", b"\n")
                found[f"{level}/{name}" if level else name] = sha256(text).hexdigest()
    return found


_ASIDE = re.compile(r"(^|/)(\.|~\$|__pycache__|Thumbs\.db)|\.mo$")  # what programs put beside the files of a set
