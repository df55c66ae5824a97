"""What a disk refuses, in a person's words."""

import errno
from pathlib import Path

from bidkit.problems import Place, Problem

_ELSE = "Close it where it is open in another program, and check that you may write there"
_HINTS = {
    errno.ENOSPC: "Make room on the disk",
    errno.EDQUOT: "Make room on the disk: your share of it is used up",
    errno.EROFS: "Choose a folder in which you may write",
    errno.EIO: "The disk, or the way to it, does not work: check it, then run the command again",
}


def not_written(error: OSError, path: Path, elsewhere: str = "") -> Problem:
    """Return the Problem of a file that cannot be written; `elsewhere` says how to choose another place."""
    place = Path(str(error.filename2 or error.filename or path))
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        for each in (place, *place.parents):
            if each.is_file():
                hint = f"Give another name{elsewhere}."
                return Problem(Place(str(each)), "is a file, and a folder belongs there", hint)
    hint = _HINTS.get(error.errno or 0, _ELSE)
    return Problem(Place(str(place)), f"cannot be written: {error.strerror or error}", f"{hint}{elsewhere}.")
