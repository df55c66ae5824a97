"""Ed25519 signatures; keys and signatures are texts, so that they can stand in a YAML file and in the register."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An unlocked key; it never shows itself."""

    public: str
    """The public key."""
    secret: bytes = field(repr=False)

    def sign(self, message: bytes) -> str:
        """Return the signature of a message."""
        return b64encode(Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)).decode()


def new_key() -> PrivateKey:
    """Return a new key."""
    secret = Ed25519PrivateKey.generate().private_bytes_raw()
    return PrivateKey(public_of(secret), secret)


def public_of(secret: bytes) -> str:
    """Return the public key that belongs to a secret."""
    return b64encode(Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()).decode()


def is_public_key(text: str) -> bool:
    """Say whether a text is a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))
    except ValueError:
        return False
    return True


def signed_by(public: str, message: bytes, signature: str) -> bool:
    """Say whether a signature of this message was made with the key that belongs to a public one."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True))
        key.verify(b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True
