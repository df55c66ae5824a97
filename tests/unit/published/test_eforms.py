"""A contract notice in eForms XML: what is mapped, what is listed, and what is refused unread."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bidkit.cli.importing_desk import lay_over
from bidkit.problems import ProblemsFound
from bidkit.published.account import Account, account_of
from bidkit.published.draft import Draft, said
from bidkit.published.eforms import read_eforms
from bidkit.published.ocds import draft_of
from tests.unit.published.notices import LOTS, criterion, lot, notice, text
from tests.unit.published.samples import fact


def drafted(raw: bytes, wanted: str | None = None) -> tuple[Draft, Account]:
    published, kind = read_eforms(raw, "notice.xml")
    draft = draft_of(published, "notice.xml", wanted, kind)
    return draft, account_of(published, draft)


def test_the_notice_is_mapped_field_by_field() -> None:
    draft, account = drafted(notice())
    expected = {
        "title": "Federprüfmaschinen",
        "customer.name": "Stadt Anytown",
        "tender.notice.address": "Hauptstraße 4, Anytown, DEU",
        "tender.notice.contact": "Vergabestelle, v@anytown.example",
        "tender.notice.reference": "2026/17",
        "tender.notice.method": "open",
        "tender.notice.language": "de",
        "tender.notice.published": "2026-02-03",
        "tender.notice.url": "https://anytown.example/docs",
        "tender.dates.deadline": "2026-03-10 12:00",
        "tender.dates.opening": "2026-03-10 14:00",
        "tender.dates.zone": "Europe/Berlin",
        "tender.instructions.validity_days": "90",
        "tender.instructions.alternatives": "not-allowed",
        "expected_value": "230000",
        "currency": "EUR",
        "standards.lots.LOT-0001.value": "115000",
        "standards.lots.LOT-0001.award": ("Preis (60 %)", "Genauigkeit (40 %): Klasse der Messung"),
        "standards.requirements.AC-LOT-0001-01.weight": "40",
        "bid.lines.LOT-0001.quantity": "2",
        "bid.lines.LOT-0001.unit": "pcs",
    }
    assert {path: fact(draft, path) for path in expected} == expected
    assert draft.source == "eForms contract notice 5f3a of 2026-02-02, process 77aa-11, from notice.xml"
    assert said(fact(draft, "elements.schedule.what")).splitlines() == [  # type: ignore[arg-type]
        "Bids are due on 2026-03-10.",
        "The contract runs for 6 months.",
    ]
    assert [each.path.rpartition(".")[2] for each in account.unmapped] == [
        "cbc:NoticeLanguageCode",
        *["cbc:DocumentType", "cbc:ID", "cbc:ProcurementTypeCode"] * 2,
    ]


def test_what_all_lots_demand_of_bidders_is_one_requirement() -> None:
    draft, _ = drafted(notice())
    demands = {name: item for name, item in draft.lists[("standards", "requirements")].items() if name[:2] == "SC"}
    assert [(item["category"], item["text"], item.get("group")) for item in demands.values()] == [
        ("exclusion: tax-pay", ("Offene Steuern",), None),
        ("selection: tp-abil", ("Referenzen", "Drei gleiche Maschinen in fünf Jahren"), None),
    ]


def test_one_lot_alone() -> None:
    draft, account = drafted(notice(), "LOT-0002")
    assert list(draft.lists[("standards", "lots")]) == ["LOT-0002"]
    assert fact(draft, "expected_value") == "115000"
    assert {each.reason for each in account.unmapped if "Lot[0]" in each.path} == {"belongs to lot LOT-0001"}


@pytest.mark.parametrize(
    ("code", "numbers", "weights"),
    [
        ("per-exa", ("60", "40"), ["60", "40"]),
        ("dec-exa", ("0.6", "0.4"), ["60", "40"]),
        ("poi-exa", ("600", "400"), ["60", "40"]),
        ("poi-exa", ("30", "20"), ["30", "20"]),
        ("ord-imp", ("1", "2"), [None, None]),
        ("per-exa", (None, "40"), [None, "40"]),
    ],
)
def test_weights_by_their_code(code: str, numbers: tuple[str | None, ...], weights: list[str | None]) -> None:
    criteria = "".join(criterion("quality", f"C{at}", number, code=code) for at, number in enumerate(numbers))
    draft, _ = drafted(notice(lot("LOT-0001", "Eins", criteria)))
    found = [
        item.get("weight") for name, item in draft.lists[("standards", "requirements")].items() if name[:2] == "AC"
    ]
    assert found == weights


@pytest.mark.parametrize(
    ("measure", "days"),
    [
        ('<cbc:DurationMeasure unitCode="DAY">60</cbc:DurationMeasure>', "60"),
        ('<cbc:DurationMeasure unitCode="WEEK">8</cbc:DurationMeasure>', "56"),
        ('<cbc:DurationMeasure unitCode="MONTH">3</cbc:DurationMeasure>', "92"),  # 10 March to 10 June
        ('<cbc:DurationMeasure unitCode="YEAR">1</cbc:DurationMeasure>', "365"),
        ('<cbc:DurationMeasure unitCode="MOON">3</cbc:DurationMeasure>', None),
        ("<cbc:DurationMeasure>3</cbc:DurationMeasure>", None),
        ('<cbc:DurationMeasure unitCode="MONTH">three</cbc:DurationMeasure>', None),
    ],
)
def test_the_validity_counts_in_days(measure: str, days: str | None) -> None:
    draft, account = drafted(notice(lot("LOT-0001", "Eins", criterion("price", "P", "100"), validity=measure)))
    assert fact(draft, "tender.instructions.validity_days") == days
    assert days is not None or [each for each in account.unmapped if "DurationMeasure" in each.path]


def test_a_text_in_several_languages_is_read_in_that_of_the_notice() -> None:
    both = text("Name", "Spring testing machines", language="ENG") + text("Name", "Federprüfmaschinen")
    draft, account = drafted(notice(title=both))
    assert fact(draft, "title") == "Federprüfmaschinen"
    assert "Spring testing machines" in [each.value for each in account.unmapped]


def test_the_earliest_deadline_of_the_lots_counts_and_the_others_are_named() -> None:
    later = "<cbc:EndDate>2026-03-20+01:00</cbc:EndDate><cbc:EndTime>12:00:00+01:00</cbc:EndTime>"
    price = criterion("price", "P", "100")
    draft, account = drafted(notice(lot("LOT-2", "Zwei", price, deadline=later) + lot("LOT-1", "Eins", price)))
    assert fact(draft, "tender.dates.deadline") == "2026-03-10 12:00"
    assert any("2026-03-20 12:00:00 differs from the earlier 2026-03-10" in remark for remark in account.remarks)


def test_a_prior_information_notice_announces() -> None:
    draft, account = drafted(notice(root="PriorInformationNotice"))
    assert draft.step == "procurement-standards"
    assert any("does not ask for bids yet" in remark for remark in account.remarks)


XXE = '<!DOCTYPE ContractNotice [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
WRONG = {
    "external entity": (f"{XXE}<ContractNotice>&x;</ContractNotice>".encode(), 1, "declares a document type"),
    "laughs": (f"{LAUGHS}<ContractNotice>&c;</ContractNotice>".encode(), 1, "declares a document type"),
    "laughs in UTF-16": (f"{LAUGHS}<ContractNotice/>".encode("utf-16"), 1, "declares a document type"),
    "external DTD": (b'<!DOCTYPE n SYSTEM "https://x.example/n.dtd"><ContractNotice/>', 1, "declares a document type"),
    "a web page": (b"<!doctype html><html><body>Login</body></html>", 1, "is not XML from here on"),
    "cut off": (notice()[:900], 4, "is not XML from here on"),
    "empty": (b"", 1, "is not XML from here on"),
    "blank": (b"  \n ", 1, "is not XML from here on"),
    "JSON": (b'{"tender": {}}', 1, "is not XML from here on"),
    "bytes": (bytes(range(256)), 1, "is not XML from here on"),
    "undeclared entity": (b"<ContractNotice>&nbsp;</ContractNotice>", 1, "is not XML from here on"),
    "older TED": (b"<TED_EXPORT/>", 1, "is a notice in the older form of TED"),
    "an award": (b"<ContractAwardNotice/>", 1, "is no tender notice, but a ContractAwardNotice"),
    "an invoice": (b'<?xml version="1.0"?>\n<Invoice/>', 2, "is no tender notice, but a Invoice"),
    "deep": (b"<ContractNotice>" + b"<a>" * 100 + b"</a>" * 100 + b"</ContractNotice>", 1, "is nested over 60 deep"),
    "deeper": (b"<ContractNotice>" + b"<a>" * 9000 + b"</a>" * 9000 + b"</ContractNotice>", 1, "is not XML"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_or_hostile_file_is_one_problem_at_its_place(name: str) -> None:
    raw, line, message = WRONG[name]
    with pytest.raises(ProblemsFound) as found:
        read_eforms(raw, "notice.xml")
    (problem,) = found.value.problems
    assert message in problem.message
    assert problem.place.line >= line
    assert problem.hint


def test_what_includes_another_file_is_left_as_it_stands() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    draft, _ = drafted(notice(title=f"<cbc:Name>A{include}</cbc:Name>"))
    assert fact(draft, "title") == "A"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("deals")
    (made / "house.yaml").write_text("seller:\n  name: Tiny House\n", encoding="utf-8")
    return made / "deal"


def values(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        marks = [str(element.attrib[name]) for name in ("currencyID", "unitCode") if name in element.attrib]
        if (element.text or "").strip() or not (len(element) or marks):
            yield (element.text or "").strip()
        yield from marks


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_whatever_is_left_out_doubled_or_replaced_every_value_is_accounted_for(seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    root = etree.fromstring(notice(LOTS), etree.XMLParser(remove_comments=True))
    for element in chance.sample(list(root.iter("*"))[1:], chance.randint(1, 12)):
        parent = element.getparent()
        if parent is None:
            continue
        what = chance.randrange(4)
        if what == 0:
            parent.remove(element)
        elif what == 1:
            parent.append(etree.fromstring(etree.tostring(element)))
        elif what == 2:
            element.text = chance.choice(["", "-1", "0", "x", "1.200", "2026-02-30", "\u202ex", "true", "9" * 40])
        else:
            element.attrib.clear()
    published, kind = read_eforms(etree.tostring(root), "notice.xml")
    draft = draft_of(published, "notice.xml", None, kind)
    account = lay_over(published, draft, folder, replace=False).account
    listed = len(account.mapped) + len(account.unmapped) + len(account.empty)
    assert listed == sum(1 for _ in values(root))
