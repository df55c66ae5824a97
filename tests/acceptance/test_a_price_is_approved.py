"""Who says yes to a price, what that binds, and what undoes it."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.approving import WORDS, Office, office_in
from tests.acceptance.house import Said, bidkit, edit
from tests.postgres import Engine

COST = ("unit_cost: 198000\n", "unit_cost: 198500\n")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


@pytest.fixture
def on_each_engine(tmp_path: Path, engine: Engine) -> Iterator[Office]:
    yield office_in(tmp_path, engine)


def test_from_the_refused_position_to_the_approved_one_and_back(on_each_engine: Office) -> None:
    office = on_each_engine
    refused = office.decide("refuse", "Deng Li", "--reason", "Too little is left", position="aggressive")
    assert refused.code == 0, refused.err
    first = office.decide("approve", "Gao Ming", "--condition", "30 % with the order")
    assert "1 of 2 in the band 'large' (Sales director or General manager); 1 more to come" in first.out, first.err
    assert office.approvals().code == 1

    second = office.decide("approve", "Deng Li", "--valid-until", "2027-01-31")
    assert "APPROVED and in force: balanced 3430000.00 CNY, by Gao Ming and Deng Li, until 2027-01-31" in second.out
    found = office.approvals()
    assert (found.code, found.json()["approved"]["by"]) == (0, ["Gao Ming", "Deng Li"])
    assert found.json()["approved"]["conditions"] == ["30 % with the order"]
    (refusal,) = found.json()["refusals"]
    assert (refusal["who"], refusal["position"], refusal["reason"]) == ("Deng Li", "aggressive", "Too little is left")

    edit(office.record, *COST)
    undone = office.approvals()
    assert undone.code == 1
    change = {"field": "costs.lines.K-01.unit_cost", "from": "198000", "to": "198500"}
    assert [each["changes"] for each in undone.json()["approvals"]] == [[change], [change]]
    shown = office.run("approvals", office.record).out
    assert "NO LONGER GOOD: what was approved has changed" in shown
    assert "costs.lines.K-01.unit_cost: from 198000 to 198500" in shown

    for name in ("Gao Ming", "Deng Li"):
        assert office.decide("approve", name).code == 0
    assert office.good() == [False, False, True, True]
    assert office.decide("revoke", "Gao Ming", "--reason", "Steel is dearer", position=None).code == 0
    assert office.approvals().code == 1
    assert office.run("register", "verify", office.record.parent).code == 0


def test_only_what_means_something_else_undoes_it(office: Office) -> None:
    office.decide("approve", "Gao Ming")
    edit(office.record, COST[0], "unit_cost:   198000.00   # from the works\n")
    house = office.record.with_name("house.yaml")
    house.write_text("# read again\n" + house.read_text(encoding="utf-8"), encoding="utf-8")
    assert office.good() == [True]
    edit(house, "annual_rate: 4.5", "annual_rate: 4.6")
    (undone,) = office.approvals().json()["approvals"]
    assert undone["changes"] == [{"field": "house.pricing.annual_rate", "from": "4.5", "to": "4.6"}]


def test_of_many_and_of_long_changes_a_person_is_told_enough(office: Office) -> None:
    office.decide("approve", "Gao Ming")
    text = office.record.read_text(encoding="utf-8")
    office.record.write_text(
        text.replace("date: 2026-09", "date: 2026-08") + f"note: {'long ' * 40}\n", encoding="utf-8"
    )
    shown = office.run("approvals", office.record).out
    assert "more fields; --json names all" in shown
    assert all(len(line) < 200 for line in shown.splitlines())
    assert len(office.approvals().json()["approvals"][0]["changes"]) > 21


def test_a_changed_template_undoes_it(office: Office) -> None:
    house = office.record.with_name("house.yaml")
    house.write_text(house.read_text(encoding="utf-8") + "template_set: templates\n", encoding="utf-8")
    (house.with_name("templates")).mkdir()
    (house.with_name("templates") / "set.yaml").write_text("name: own\n", encoding="utf-8")
    template = house.with_name("templates") / "pricing.html"
    template.write_text('{% extends "built-in/pricing.html" %}\n', encoding="utf-8")
    office.decide("approve", "Gao Ming")
    template.write_text(template.read_text(encoding="utf-8") + "\n<p>More</p>\n", encoding="utf-8")
    (undone,) = office.approvals().json()["approvals"]
    assert [each["field"] for each in undone["changes"]] == ["templates.1/pricing.html"]


def test_the_author_of_a_priced_line_may_not_approve_it(office: Office) -> None:
    said = office.decide("approve", "Ma Lin")
    assert (said.code, said.out) == (1, "")
    assert "Ma Lin stated this figure, and so may not approve the price" in said.err
    assert "deal.yaml:205:15" in said.err
    assert not office.record.with_name("bidkit.db").exists() or office.good() == []


def test_whoever_may_not_is_told_why_and_who_may(office: Office) -> None:
    said = office.decide("approve", "Su Yan")
    assert said.code == 1
    assert "expected gross margin 19.81 % is below 30 %" in said.err
    assert "Who may: General manager, Sales director." in said.err
    assert "Lin Hua (Owner of the rules) has no role in any band" in office.decide("approve", "Lin Hua").err
    assert "has no role in any band" in office.decide("refuse", "Lin Hua").err


def test_saying_the_same_again_enters_nothing(office: Office) -> None:
    office.decide("approve", "Gao Ming")
    assert "approves this already; nothing was entered" in office.decide("approve", "Gao Ming").out
    assert office.good() == [True]


def test_an_approval_ends_on_its_day(office: Office) -> None:
    office.decide("approve", "Gao Ming", "--valid-until", "2026-12-20")
    (ended,) = office.approvals(today="2026-12-21").json()["approvals"]
    assert ended["why_not"] == ["it was valid until 2026-12-20"]


def test_a_signature_that_is_a_link_out_of_the_house_is_refused(office: Office, tmp_path: Path) -> None:
    signature, elsewhere = office.authority.with_name("authority.yaml.sig"), tmp_path.parent / "elsewhere.sig"
    signature.rename(elsewhere)
    signature.symlink_to(elsewhere)
    said = office.run("authority", "check", office.record.parent)
    assert said.code == 1
    assert f"authority.yaml.sig:1:1: cannot be read: it leads to {elsewhere}" in said.err


def test_authority_counts_only_as_its_owner_signed_it(office: Office) -> None:
    office.decide("approve", "Gao Ming")
    edit(office.authority, "quorum: 2", "quorum: 1")
    said = office.run("approvals", office.record)
    assert said.code == 1
    assert "authority.yaml is not what its owner signed" in said.err
    assert office.decide("approve", "Deng Li").code == 1
    refused = office.run("authority", "sign", office.record.parent, "--as", "Gao Ming")
    assert (refused.code, "only that key makes authority.yaml valid" in refused.err) == (1, True)
    assert office.sign_authority().code == 0
    assert office.approvals().code == 0


def test_a_wrong_or_missing_passphrase_writes_nothing(office: Office) -> None:
    words = ("approve", office.record, "--position", "balanced", "--as", "Gao Ming")
    wrong = bidkit(*words, BIDKIT_KEYS=str(office.keys), BIDKIT_PASSPHRASE="another one")
    assert (wrong.code, "the passphrase does not open this key" in wrong.err) == (1, True)
    assert not office.record.with_name("bidkit.db").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--position", "cheap"), "there is no position `cheap`"),
        (("--price", "9999999"), "lies above the ceiling"),
        (("--price", "lots"), "is not a price"),
        (("--price", "NaN"), "is not a price"),
        (("--position", "balanced", "--price", "1"), "Give either --position or --price."),
        ((), "Give either --position or --price."),
        (("--position", "balanced", "--valid-until", "soon"), "is not a date"),
        (("--position", "balanced", "--valid-until", "2026-12-09"), "is over already"),
        (("--position", "balanced", "--condition", "a\u202eb"), "reverses the order of what is read (U+202E)"),
        (("--position", "balanced", "--condition", "a\x1b[2J"), "holds a control character (U+001B)"),
        (("--position", "balanced", "--condition", "a\nAPPROVED"), "goes on over several lines"),
    ],
)
def test_what_cannot_be_approved_is_said(office: Office, words: tuple[str, ...], said: str) -> None:
    answer = office.decide("approve", "Gao Ming", *words, position=None)
    assert answer.code != 0
    assert said in " ".join(answer.err.replace("\u2502", " ").split())


@pytest.mark.parametrize("verb", ["refuse", "revoke"])
def test_a_reason_is_a_line_that_others_can_read(office: Office, verb: str) -> None:
    answer = office.decide(verb, "Gao Ming", "--reason", "a\nA-9 holds", position=None)
    assert answer.code == 2
    assert "goes on over several lines" in " ".join(answer.err.replace("\u2502", " ").split())
    assert not office.record.with_name("bidkit.db").exists()


def test_somebody_unknown_is_told_what_to_do(office: Office) -> None:
    assert "there is no key of 'Chen Yu'" in office.decide("approve", "Chen Yu").err
    office.run("keys", "new", "Chen Yu")
    assert "the key of 'Chen Yu' is of nobody in authority.yaml" in office.decide("approve", "Chen Yu").err


def test_a_key_is_made_under_a_passphrase_and_its_public_half_shown(tmp_path: Path) -> None:
    def run(*words: str, passphrase: str = WORDS) -> Said:
        return bidkit(*words, BIDKIT_KEYS=str(tmp_path / "keys"), BIDKIT_PASSPHRASE=passphrase)

    made = run("keys", "new", "高明")
    assert made.code == 0, made.err
    (key,) = run("keys", "list", "--json").json()
    assert f"keys: [{key['public']}]" in made.out
    assert WORDS not in Path(key["path"]).read_text(encoding="utf-8")
    short = run("keys", "new", "Su Yan", passphrase="short")
    assert (short.code, "has fewer than 8 characters" in short.err) == (1, True)


def test_small_deals_of_one_customer_are_seen_together(office: Office) -> None:
    for name in ("Gao Ming", "Deng Li"):
        office.decide("approve", name)
    other = office.record.parent / "other" / "deal.yaml"
    other.parent.mkdir()
    text = office.record.read_text(encoding="utf-8").replace("id: SPRINGS\n", "id: SPRINGS-2\n")
    other.write_text(text.replace("name: Qinglan Spring Works Co., Ltd.", "name: QINGLAN spring works co ltd"), "utf-8")
    said = office.run("approve", other, "--position", "balanced", "--as", "Gao Ming")
    assert "Counted as one order with what QINGLAN spring works co ltd was given in 90 days" in said.out, said.err
    assert "SPRINGS 3430000.00 CNY on 2026-12-10" in said.out


def test_without_a_house_there_is_no_register(tmp_path: Path) -> None:
    record = tmp_path / "deal.yaml"
    record.write_bytes((Path(__file__).parents[2] / "examples" / "ningxia" / "deal.yaml").read_bytes())
    said = bidkit("register", "verify", tmp_path)
    assert (said.code, "there is no register" in said.err) == (1, True)
    assert bidkit("approvals", record).code == 1


def test_an_edited_register_is_said_and_not_read(office: Office) -> None:
    office.decide("approve", "Gao Ming")
    saved = office.record.with_name("head.json")
    assert office.run("register", "head", office.record.parent, "--save", saved, "--as", "Lin Hua").code == 0
    with sqlite3.connect(office.record.with_name("bidkit.db")) as connection:
        connection.execute("DROP TRIGGER register_entry_no_update")
        connection.execute("UPDATE register_entry SET content = replace(content, '3430000', '1430000')")
    said = office.approvals()
    assert (said.code, "A-1 was edited by hand" in said.err) == (1, True)
    found = office.run("register", "verify", office.record.parent, "--head", saved, "--json")
    assert (found.code, found.json()["ok"]) == (1, False)
    told = [each["message"] for each in found.json()["problems"]]
    assert told[0].startswith("entry 1 was edited")
    assert "entry 1 is not signed by the key that it names" in told
    head = json.loads(saved.read_text(encoding="utf-8")) | {"seq": 2}
    saved.write_text(json.dumps(head), encoding="utf-8")
    changed = office.run("register", "verify", office.record.parent, "--head", saved)
    assert "the saved head does not have a good signature" in changed.err
