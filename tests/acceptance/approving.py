"""A house in which people approve prices: their keys, authority.yaml signed by its owner, and who says what."""

from dataclasses import dataclass
from pathlib import Path

from bidkit.register.keys import write_key
from tests.acceptance.house import Said, called, deal_of
from tests.postgres import Engine

WORDS = "eleven blue herons"
TODAY = "2026-12-10"
PEOPLE = {
    "Su Yan": "Sales manager",
    "Gao Ming": "Sales director",
    "Deng Li": "General manager",
    "Ma Lin": "Sales director",
    "Lin Hua": "Owner of the rules",
}
BANDS = """\
bands:
  - name: ordinary
    roles: [Sales manager]
    margin_from: 30
    below_floor_up_to: 5
    value_up_to: {CNY: 500000}
    deviations_up_to: 0
  - {name: large, roles: [Sales director, General manager], quorum: 2, margin_from: 15, below_floor_up_to: 30}
  - {name: exceptional, roles: [General manager]}
"""


@dataclass(frozen=True)
class Office:
    """A record, its house, and the people who decide."""

    record: Path
    keys: Path

    def run(self, *words: str | Path, today: str = TODAY) -> Said:
        """Call bidkit as somebody with this office's keys; in this process, since an office calls it often."""
        return called(words, {"BIDKIT_KEYS": str(self.keys), "BIDKIT_PASSPHRASE": WORDS, "BIDKIT_TODAY": today})

    def decide(self, verb: str, name: str, *words: str, position: str | None = "balanced") -> Said:
        """Have somebody decide, on a position if there is one."""
        about = ("--position", position) if position else ()
        return self.run(verb, self.record, *about, "--as", name, *words)

    def approvals(self, today: str = TODAY) -> Said:
        """Ask where the approval stands, as data."""
        return self.run("approvals", self.record, "--json", today=today)

    def good(self) -> list[bool]:
        """Ask which approvals still hold, in the order in which they were given."""
        return [each["good"] for each in self.approvals().json()["approvals"]]

    @property
    def authority(self) -> Path:
        """The authority.yaml of the house."""
        return self.record.with_name("authority.yaml")

    def sign_authority(self) -> Said:
        """Have the owner sign authority.yaml."""
        return self.run("authority", "sign", self.record.parent, "--as", "Lin Hua")


def office_in(folder: Path, engine: Engine | None = None) -> Office:
    """Set up the office of the springs bid, with its register on an engine."""
    record, keys = deal_of(folder, "springs-bid"), folder / "keys"
    public = {name: write_key(keys, name, WORDS).public for name in PEOPLE}
    people = "".join(
        f"  - {{name: {name}, roles: [{role}], keys: [{public[name]}]}}\n" for name, role in PEOPLE.items()
    )
    office = Office(record, keys)
    office.authority.write_text(f"owner: Lin Hua\npeople:\n{people}{BANDS}", encoding="utf-8")
    with (folder / "house.yaml").open("a", encoding="utf-8") as house:
        house.write(f"\nauthority_key: {public['Lin Hua']}\n")
        if engine is not None and engine.kind == "postgresql":
            house.write(f"database_url: {engine.where}\n")
    signed = office.sign_authority()
    assert signed.code == 0, signed.err
    return office
