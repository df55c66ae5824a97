"""From a price that nobody approved to a bid that went out, by what the commands themselves say and nothing else."""

import re
import shlex
from pathlib import Path
from textwrap import dedent

import pytest

from tests.acceptance.approving import Office
from tests.acceptance.house import Said, deal_of, edit

PEOPLE = ("Gao Ming", "Deng Li", "Lin Hua")


def typed_in(said: str, command: str) -> list[str]:
    """Return the words of a command that a text tells to type."""
    (line,) = set(re.findall(rf"bidkit ({command} .*)", said))
    return shlex.split(line)


def keys_of(office: Office) -> dict[str, str]:
    """Have everybody make a key, and return what was printed to be passed on."""
    printed = {name: office.run("keys", "new", name).out for name in PEOPLE}
    return {name: re.findall(r"keys: \[(.*)\]", text)[0] for name, text in printed.items()}


def write_authority(office: Office) -> None:
    """Write authority.yaml as the help shows it, with the keys of the people that it shows."""
    keys = keys_of(office)
    shown = re.findall(r"\n(  owner: .*?\n)\n", office.run("authority", "--help").out, re.DOTALL)[0]
    for name in PEOPLE[:2]:
        shown = re.sub(rf"(name: {name}.*)KEY", rf"\g<1>{keys[name]}", shown)
    office.authority.write_text(dedent(shown), encoding="utf-8")
    refused = office.run("authority", "sign", office.record.parent, "--as", "Lin Hua")
    assert refused.code == 1
    with office.record.with_name("house.yaml").open("a", encoding="utf-8") as house:
        house.write(refused.err.splitlines()[-1].strip() + "\n")


def final(office: Office) -> Said:
    return office.run("bid", office.record, "--final", "--format", "pdf")


def test_from_the_question_to_the_bid_that_is_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(deal_of(tmp_path, "springs-bid"), tmp_path / "keys")
    monkeypatch.chdir(office.record.parent)
    write_authority(office)
    unsigned = office.run("approvals", ".")
    assert "authority.yaml is not signed: no approval holds" in unsigned.err
    assert office.run(*typed_in(unsigned.err, "authority sign")).code == 0

    asked = office.run("approvals", ".")
    assert asked.code == 1
    assert "the price is not approved and in force: nobody has approved one" in final(office).err
    yes = typed_in(asked.out, "approve")
    for name in PEOPLE[:2]:
        assert office.run(*(name if word == "THEIR NAME" else word for word in yes)).code == 0
    assert "THEIR NAME" not in office.run("approvals", ".").out

    assert final(office).code == 0
    assert office.run("verify", "documents").code == 0
    checked = office.run("register", "verify")
    assert (checked.code, "3 entries, the chain holds" in checked.out) == (0, True)
    saved = ["head.json" if word == "FILE" else word for word in typed_in(checked.out, "register head")]
    assert office.run(*saved).code == 0
    assert "the saved head is in it" in office.run("register", "verify", "--head", "head.json").out

    letter = next(Path("documents").glob("*-letter-rev1.pdf"))
    letter.write_bytes(letter.read_bytes() + b"\n")
    edited = office.run("verify", "documents")
    assert (edited.code, f"{letter}: edited since it was issued" in edited.out) == (1, True)


def test_who_does_not_own_the_rules_is_told_who_does(tmp_path: Path) -> None:
    office = Office(deal_of(tmp_path, "springs-bid"), tmp_path / "keys")
    write_authority(office)
    said = office.run("authority", "sign", office.record.parent, "--as", "Gao Ming")
    assert said.code == 1
    assert "Its owner, Lin Hua, signs." in said.err
    edit(office.authority, "owner: Lin Hua", "owner: Gao Ming")
    checked = office.run("authority", "check", office.record.parent)
    assert '--as "Gao Ming"' in checked.err


def test_a_folder_without_documents_cannot_be_verified(tmp_path: Path) -> None:
    office = Office(deal_of(tmp_path, "springs-bid"), tmp_path / "keys")
    (tmp_path / "empty").mkdir()
    said = office.run("verify", tmp_path / "empty", "--house", office.record.parent)
    assert (said.code, "holds no Word file and no PDF" in said.err) == (1, True)
