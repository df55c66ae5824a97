"""Key files: one per name in the user's configuration folder, the secret half under a passphrase."""

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.failing import not_written
from bidkit.publish.rewriting import Writing, write_together
from bidkit.register.canonical import canonical
from bidkit.register.signing import PrivateKey, is_public_key, new_key

SUFFIX = ".key"
_ELSEWHERE = ", or name another folder for keys with BIDKIT_KEYS"
_NAME = re.compile(r"\w(?:[\w .-]{0,62}[\w-])?")
_COST = 2**15  # scrypt: a tenth of a second and 32 MB for each passphrase that is tried


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key under its passphrase."""

    name: str
    public: str
    path: Path
    sealed: Mapping[str, Any]


def write_key(folder: Path, name: str, passphrase: str) -> KeyFile:
    """Make a new key and write it under a passphrase; a key of that name is never overwritten."""
    path = folder / f"{_sound(name)}{SUFFIX}"
    key = new_key()
    sealed = _sealed(name, key, passphrase)
    text = json.dumps(sealed, ensure_ascii=False, indent=2) + "\n"
    if path.exists():
        hint = "Choose another name, such as one with the year; a person may have several keys."
        raise ProblemsFound([Problem(Place(str(path)), f"there is a key '{name}' already", hint)])
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ProblemsFound([not_written(error, folder, _ELSEWHERE)]) from None
    write_together([Writing(path, text.encode(), private=True)], _ELSEWHERE)
    return KeyFile(name, key.public, path, sealed)


def keys_in(folder: Path) -> tuple[KeyFile, ...]:
    """Return the keys of a folder, by name."""
    return tuple(_read(path) for path in sorted(folder.glob(f"*{SUFFIX}")))


def unlocked(key: KeyFile, passphrase: str) -> PrivateKey:
    """Return the key itself, or raise ProblemsFound where the passphrase is not the right one."""
    try:
        secret = _cipher(key.sealed, passphrase).decrypt(
            b64decode(key.sealed["nonce"]), b64decode(key.sealed["secret"]), _bound(key.sealed)
        )
    except (InvalidTag, ValueError, KeyError, TypeError):
        hint = "Mind capitals and the keyboard's language. A forgotten passphrase cannot be found out: make a new key."
        raise ProblemsFound([Problem(Place(str(key.path)), "the passphrase does not open this key", hint)]) from None
    return PrivateKey(key.public, secret)


def _sound(name: str) -> str:
    if not _NAME.fullmatch(name):
        hint = "Use letters, digits, spaces, dots and hyphens, at most 64, such as Gao Ming."
        raise ProblemsFound([Problem(Place(name or "NAME"), "cannot be the name of a key", hint)])
    return name


def _sealed(name: str, key: PrivateKey, passphrase: str) -> dict[str, Any]:
    sealed: dict[str, Any] = {
        "bidkit": "key 1",
        "name": name,
        "public": key.public,
        "scrypt": {"salt": _text(os.urandom(16)), "n": _COST, "r": 8, "p": 1},
        "nonce": _text(os.urandom(12)),
    }
    secret = _cipher(sealed, passphrase).encrypt(b64decode(sealed["nonce"]), key.secret, _bound(sealed))
    return {**sealed, "secret": _text(secret)}


def _bound(sealed: Mapping[str, Any]) -> bytes:
    """Return what the secret is bound to, so that nobody can put another name or public key before it."""
    return canonical({name: sealed[name] for name in ("bidkit", "name", "public")})


def _cipher(sealed: Mapping[str, Any], passphrase: str) -> ChaCha20Poly1305:
    said = sealed["scrypt"]
    kdf = Scrypt(salt=b64decode(said["salt"]), length=32, n=int(said["n"]), r=int(said["r"]), p=int(said["p"]))
    return ChaCha20Poly1305(kdf.derive(passphrase.encode()))


def _read(path: Path) -> KeyFile:
    try:
        sealed = json.loads(path.read_text(encoding="utf-8"))
        found = KeyFile(str(sealed["name"]), str(sealed["public"]), path, sealed)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        found = None
    if found is None or not is_public_key(found.public):
        hint = "Put back a copy of it, or move it out of the folder."
        raise ProblemsFound([Problem(Place(str(path)), "is not a key of bidkit, or is damaged", hint)])
    return found


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
