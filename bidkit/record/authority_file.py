"""authority.yaml beside house.yaml, and the signature beside that: the same reader as for records."""

from dataclasses import dataclass
from pathlib import Path

from bidkit.checks.authority_rules import check_authority
from bidkit.deal.authority import Authority
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.files import AUTHORITY_FILE, shown
from bidkit.record.source import parse, read_text
from bidkit.record.tree import Path as FieldPath
from bidkit.record.tree import Table, locate
from bidkit.record.validate import validate

SIGNATURE_FILE = f"{AUTHORITY_FILE}.sig"
REFERENCE = "`bidkit authority --help`"
START = f"{REFERENCE} shows one."


@dataclass(frozen=True, slots=True)
class AuthorityFile:
    """Sound authority data, where it stands, and the signature beside it; empty where there is none."""

    authority: Authority
    tree: Table
    path: Path
    signature: str

    def place(self, path: FieldPath) -> Place:
        """Return where a field stands."""
        return locate(self.tree, path)

    @property
    def signature_path(self) -> Path:
        """Where the signature stands."""
        return self.path.with_name(SIGNATURE_FILE)


def load_authority(house: Path) -> AuthorityFile:
    """Read the authority.yaml beside a house.yaml, or raise ProblemsFound with everything that is wrong with it."""
    path = house.with_name(AUTHORITY_FILE)
    if not path.is_file():
        hint = f"Write it as {REFERENCE} shows, then: bidkit authority sign --as OWNER"
        raise ProblemsFound([Problem(Place(shown(path)), "is not there: nobody may approve a price", hint)])
    tree, problems = parse(read_text(path, path.parent), shown(path), start=START)
    authority = validate(Authority, tree, problems, reference=REFERENCE)
    found = check_authority(authority)
    if found:
        raise ProblemsFound(Problem(locate(tree, each.path), each.message, each.hint, each.severity) for each in found)
    beside = path.with_name(SIGNATURE_FILE)
    signature = read_text(beside, path.parent).strip() if beside.is_file() else ""
    return AuthorityFile(authority, tree, path, signature)
