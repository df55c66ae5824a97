"""What docs/approval.md tells people to type and to write works as it stands there, in its order."""

import re
from pathlib import Path

import pytest

from bidkit.register.keys import keys_in
from tests.acceptance.approving import TODAY, Office
from tests.acceptance.house import deal_of
from tests.acceptance.test_the_readme_is_true import ROOT, commands


def _write_authority(office: Office) -> None:
    text = (ROOT / "docs" / "approval.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    public = {key.name: key.public for key in keys_in(office.keys)}
    for name in ("Gao Ming", "Deng Li"):
        shown = shown.replace(f"KEY-OF-{name.upper().replace(' ', '-')}", public[name])
    office.authority.write_text(shown, encoding="utf-8")
    with office.record.with_name("house.yaml").open("a", encoding="utf-8") as house:
        house.write(f"\nauthority_key: {public['Lin Hua']}\n")


def test_the_page_on_approval_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(deal_of(tmp_path, "springs-bid"), tmp_path / "keys")
    called = commands("docs/approval.md")
    order = ("keys", "authority", "approve", "approvals", "bid", "verify", "register")
    assert [order.index(words[0]) for words in called] == [0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 6]
    monkeypatch.chdir(tmp_path)
    for number, words in enumerate(called):
        if number == 3:
            _write_authority(office)
        said = office.run(*words, today=TODAY)
        assert said.code == 0, (words, said.err)
