"""Keys of this user: where they lie, and the passphrase that opens them; it never stands on the command line."""

import os
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bidkit.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from bidkit.register.keys import KeyFile
    from bidkit.register.signing import PrivateKey

PASSPHRASE = "BIDKIT_PASSPHRASE"  # noqa: S105 - the name of an environment variable
LEAST = 8  # characters of a passphrase


def keys_folder() -> Path:
    """Return the folder of the user's keys."""
    named = os.environ.get("BIDKIT_KEYS")
    return Path(named) if named else Path(typer.get_app_dir("bidkit")) / "keys"


def private_key(name: str, owns: Callable[[str], bool]) -> "PrivateKey":
    """Unlock the key of a name, or the first key of the folder that belongs to the person of that name."""
    from bidkit.record.validate import near
    from bidkit.register.keys import keys_in, unlocked

    folder = keys_folder()
    keys = keys_in(folder)
    found = next((key for key in keys if key.name == name), None) or next((k for k in keys if owns(k.public)), None)
    if found is None:
        hint = f"{near(name, [key.name for key in keys])} `bidkit keys new` makes one." if keys else "`bidkit keys new`"
        raise ProblemsFound([Problem(Place(str(folder)), f"there is no key of '{name}'", hint)])
    return unlocked(found, passphrase(f"Passphrase of {found.name}"))


def passphrase(asks: str) -> str:
    """Return the passphrase from BIDKIT_PASSPHRASE, or from the person at the terminal."""
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        hint = f"Run this in a terminal, or set {PASSPHRASE} for a program that runs it."
        raise ProblemsFound([Problem(Place("passphrase"), "nobody is there to be asked for it", hint)])
    return getpass(f"{asks}: ")


def new_passphrase(name: str) -> str:
    """Return a new passphrase; a person is asked for it twice."""
    found = passphrase(f"New passphrase for the key of {name}")
    if len(found) < LEAST:
        hint = "A few words that only you would put together are easy to keep in mind."
        raise ProblemsFound([Problem(Place("passphrase"), f"has fewer than {LEAST} characters", hint)])
    if PASSPHRASE not in os.environ and getpass("The same once more: ") != found:
        raise ProblemsFound([Problem(Place("passphrase"), "the two are not the same", "Nothing was written.")])
    return found


def key_line(key: "KeyFile") -> str:
    """Return what authority.yaml says of a person with this key."""
    return f"  - {{name: {key.name}, roles: [], keys: [{key.public}]}}"
