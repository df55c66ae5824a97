"""A bid manager has the set written that the tender asks for, and hands each envelope in as it has to be."""

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from tests.acceptance.house import EXAMPLES, Said, bidkit, deal_of, edit

BID = EXAMPLES / "springs-bid"
FORMS = {
    "00-checklist", "01-letter", "02-identity", "03-security", "04-commercial-deviations", "05-technical-deviations",
    "06-price-L-1", "06-price-L-2", "07-qualification", "08-technical-data", "09-supporting", "10-service-plan",
    "11-other", "12-technical-response", "13-calibration",
}  # fmt: skip
FURNITURE = 3  # lines of header and footer, which stand on an empty page too
PRICE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{2}|大写|in words", re.IGNORECASE)


def names(folder: Path, suffix: str) -> set[str]:
    return {path.stem.removeprefix("SPRINGS-bid-") for path in folder.glob(f"*{suffix}")}


def words(path: Path) -> str:
    """Return all that a Word file or a PDF says."""
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        roots = (etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))
        return "\n".join("".join(map(str, root.itertext())) for root in roots)


def subject_of(path: Path) -> str | None:
    found = PdfReader(path).metadata
    return found.subject if found else None


def rows(path: Path, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[table].rows]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bid")
    said = bidkit("bid", BID, "--out", folder)
    assert said.code == 0, said.err
    assert "pages" not in said.err
    return folder


def test_every_form_is_there_by_its_number_and_id(written: Path) -> None:
    assert names(written, ".pdf") == FORMS
    assert names(written, ".docx") == FORMS - {"13-calibration"}
    for path in written.glob("*.docx"):
        assert f"SPRINGS-{Document(str(path)).core_properties.subject}" == path.stem
    for path in written.glob("*.pdf"):
        if "calibration" not in path.name:
            assert f"SPRINGS-{subject_of(path)}" == path.stem


def test_a_finished_paper_goes_in_as_it_is(written: Path) -> None:
    paper = (BID / "papers" / "calibration-statement.pdf").read_bytes()
    assert (written / "SPRINGS-bid-13-calibration.pdf").read_bytes() == paper


def test_the_letter_says_the_total_in_figures_and_words(written: Path) -> None:
    said = words(written / "SPRINGS-bid-01-letter.docx")
    assert "CNY 3,861,214.35" in said
    spelt = "Three million, eight hundred and sixty-one thousand, two hundred and fourteen Chinese yuan and 35/100"
    assert f"In words: {spelt}" in said
    assert "90 days from the deadline for bids, until 18 Mar 2027" in said
    assert "addendum 1 of 4 Dec 2026, acknowledged on 4 Dec 2026" in said


def test_the_schedules_add_up_to_the_price_decided_to_the_cent(written: Path) -> None:
    total = Decimal(0)
    for lot in ("L-1", "L-2"):
        table = rows(written / f"SPRINGS-bid-06-price-{lot}.docx")
        lines = [[Decimal(cell.replace(",", "")) for cell in (row[3], *row[4:])] for row in table[1:-1]]
        counts = [Decimal(row[2].split()[0]) for row in table[1:-1]]
        assert all(count * unit == amount for count, (unit, amount, *_) in zip(counts, lines, strict=True))
        assert all(amount + tax == gross for _, amount, _, tax, gross in lines)
        assert sum(amount for _, amount, *_ in lines) == Decimal(table[-1][4].replace(",", ""))
        total += sum(amount for _, amount, *_ in lines)
    assert total == Decimal("3430000.00")


def figures(row: list[str]) -> list[Decimal]:
    return [Decimal(cell.replace(",", "").replace("\u2212", "-")) for cell in row[1:]]


OFF = """\
    - {id: D-1, what: Award of both lots, percent: 1, condition: Both lots are awarded to us}
    - {id: D-2, what: Introduction of the first tester, amount: 12345.67, lot: L-1}
    - {id: D-3, what: Long partnership, percent: 2.5}
    - {id: D-4, what: One delivery for both, amount: 1000}
"""


@pytest.mark.parametrize(
    ("lot", "taken"),
    [
        (None, ["Introduction of the first tester (L-1)", "Long partnership", "One delivery for both"]),
        ("L-1", ["Introduction of the first tester (L-1)", "Long partnership"]),
        ("L-2", ["Long partnership"]),
    ],
)
def test_the_letter_adds_up_whatever_is_taken_from_one_lot_or_from_all(
    lot: str | None, taken: list[str], tmp_path: Path
) -> None:
    record = deal_of(tmp_path, "springs-bid")
    edit(record, OFF.splitlines(keepends=True)[0], OFF)
    only = ("--lot", lot) if lot else ()
    said = bidkit("bid", record, "--envelope", "price", *only, "--format", "docx", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    _, *lines, total = rows(tmp_path / "out" / "SPRINGS-bid-01-letter.docx")
    assert [row[0] for row in lines[-len(taken) :]] == [f"less {what}" for what in taken]
    added = [sum(column) for column in zip(*map(figures, lines), strict=True)]
    assert added == figures(total)
    schedules = [rows(path)[-1] for path in sorted((tmp_path / "out").glob("*-06-price-*.docx"))]
    sums = [Decimal(row[4].replace(",", "")) for row in schedules]
    assert [figures(row)[0] for row in lines[: -len(taken)]] == sums
    assert (figures(total)[0] == Decimal("3430000.00")) is (lot is None)


def test_the_tables_of_deviations_hold_what_falls_short_and_nothing_else(written: Path) -> None:
    technical = rows(written / "SPRINGS-bid-05-technical-deviations.docx")
    commercial = rows(written / "SPRINGS-bid-04-commercial-deviations.docx")
    assert [row[1] for row in technical[1:]] == ["REQ-019"]
    assert [(row[0], row[1]) for row in commercial[1:]] == [("8", "TC-03"), ("9", "TC-04")]


def test_what_we_answer_to_commercial_clauses_is_listed_too(written: Path) -> None:
    response = written / "SPRINGS-bid-12-technical-response.docx"
    technical, commercial = rows(response)[1:], rows(response, 1)[1:]
    assert [(row[0], row[1]) for row in technical[:9]] == [(f"5.1.{n}", f"REQ-00{n}") for n in range(1, 10)]
    answered = [(row[1], row[3]) for row in commercial]
    assert answered == [
        ("TC-01", "met"),
        ("TC-02", "met"),
        ("TC-03", "not met"),
        ("TC-04", "met in part"),
        ("TC-05", "met"),
    ]


def test_no_clause_is_copied(written: Path) -> None:
    said = " ".join(words(path) for path in written.glob("*.docx"))
    for clause in ("The bid is valid for 90 days from the deadline", "Pendulum impact tester 300 J with strikers"):
        assert clause in (BID / "deal.yaml").read_text(encoding="utf-8")
        assert clause not in said


def test_no_price_is_outside_of_the_price_envelope(written: Path) -> None:
    """Not a figure of the price, in whichever form it is looked for."""
    priced = {"01-letter", "06-price-L-1", "06-price-L-2", "03-security"}
    for path in (*written.glob("*.docx"), *written.glob("*.pdf")):
        found = PRICE.findall(words(path))
        assert bool(found) is (path.stem.removeprefix("SPRINGS-bid-") in priced), (path.name, found)


def test_an_envelope_and_a_lot_are_made_alone(tmp_path: Path) -> None:
    assert bidkit("bid", BID, "--envelope", "price", "--lot", "L-2", "--format", "docx", "--out", tmp_path).code == 0
    assert names(tmp_path, ".docx") == {"01-letter", "06-price-L-2"}
    said = words(tmp_path / "SPRINGS-bid-01-letter.docx")
    assert "CNY 1,358,679.65" in said
    assert "3,861,214.35" not in said


def test_a_volume_holds_the_forms_of_one_envelope(tmp_path: Path) -> None:
    assert bidkit("bid", BID, "--by", "volume", "--format", "pdf", "--out", tmp_path).code == 0
    volumes = {
        "00-checklist",
        "03-security",
        "volume-technical",
        "volume-qualification",
        "volume-price",
        "13-calibration",
    }
    assert names(tmp_path, ".pdf") == volumes
    assert "十二、Technical response" in words(tmp_path / "SPRINGS-bid-volume-technical.pdf").replace("\n", "")
    assert not PRICE.search(words(tmp_path / "SPRINGS-bid-volume-technical.pdf"))
    pages = [page for name in names(tmp_path, ".pdf") for page in PdfReader(tmp_path / f"SPRINGS-bid-{name}.pdf").pages]
    assert all(len(page.extract_text().splitlines()) > FURNITURE for page in pages)


def test_a_chinese_bid_says_the_total_in_formal_numerals(tmp_path: Path) -> None:
    asked = ("--envelope", "price", "--format", "docx", "--language", "zh-CN", "--out", tmp_path)
    assert bidkit("bid", BID, *asked).code == 0
    said = words(tmp_path / "SPRINGS-bid-01-letter.docx")
    assert "大写：人民币叁佰捌拾陆万壹仟贰佰壹拾肆元叁角伍分" in said


def changed(folder: Path, *pairs: tuple[str, str]) -> Said:
    record = deal_of(folder, "springs-bid")
    text = record.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    record.write_text(text, encoding="utf-8")
    return bidkit("bid", record, "--format", "docx", "--out", folder / "out")


def test_pages_are_counted_on_the_pdf(tmp_path: Path) -> None:
    said = changed(tmp_path, ("page_limit: 60", "page_limit: 1"), ("price: 40,", "price: 2,"))
    assert said.code == 0
    assert re.search("`technical-response` has [2-9] pages, and the tender allows 1", said.err)
    assert re.search("the forms of the envelope `price` have [3-9] pages, and the tender allows 2", said.err)


def test_a_bid_in_word_needs_nothing_that_lays_out_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_pango() -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("bidkit.render.pango.load", no_pango)
    said = bidkit("bid", BID, "--format", "docx", "--out", tmp_path)
    assert said.code == 0
    assert said.err.count("the tender limits pages, and they are not counted: PDF needs the library Pango") == 1
    assert (tmp_path / "SPRINGS-bid-12-technical-response.docx").exists()


def test_lines_that_contradict_the_price_are_refused(tmp_path: Path) -> None:
    fixed = [
        (f"      share: {share}\n", "      unit_price: 1000.00\n")
        for share in ("24", "7", "30", "18", "5", "2.5", "6.5")
    ]
    said = changed(
        tmp_path,
        *fixed,
        ("      share: 2\n", "      unit_price: 1.00\n"),
        ("      share: 1.5\n", "      unit_price: 1.00\n"),
    )
    assert said.code == 1
    assert "the price lines come to 102004.00 after discounts, and the price decided is 3430000.00" in said.err
    assert not (tmp_path / "out").exists()


def test_a_withdrawal_leaves_no_bid(tmp_path: Path) -> None:
    said = changed(tmp_path, ("position: balanced", "position: withdraw"))
    assert said.code == 1
    assert "it was decided to withdraw from this tender" in said.err


def test_without_a_decision_the_price_is_missing(tmp_path: Path) -> None:
    decision = re.compile(r"  decision:\n    position: balanced\n.*?\n\n", re.DOTALL)
    found = decision.search((BID / "deal.yaml").read_text(encoding="utf-8"))
    assert found
    said = changed(tmp_path, (found[0], "\n"))
    assert said.code == 0
    assert "missing" in words(tmp_path / "out" / "SPRINGS-bid-01-letter.docx")
    assert "decision" in words(tmp_path / "out" / "SPRINGS-bid-01-letter.docx")


def test_a_record_without_forms_gets_an_empty_checklist(tmp_path: Path) -> None:
    said = bidkit("bid", EXAMPLES / "springs", "--format", "docx", "--out", tmp_path)
    assert said.code == 0
    assert "the record names no forms for a bid" in said.err
    assert names(tmp_path, ".docx") == {"00-checklist"}


def test_a_lot_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = bidkit("bid", BID, "--lot", "L-9", "--out", tmp_path)
    assert (said.code, "no lot L-9" in said.err) == (2, True)


def with_profile(folder: Path, profile: str) -> Path:
    """Copy the example with another profile, and none of its own changes to the list of forms."""
    record = deal_of(folder, "springs-bid")
    text = record.read_text(encoding="utf-8")
    text = re.sub("  profile: china.*?  clauses:", f"  profile: {profile}\n  clauses:", text, flags=re.DOTALL)
    text = re.sub(", form: (qualification|supporting)}", "}", text)
    record.write_text(text.replace("touches: [TC-02, security]", "touches: [TC-02]").replace(", calibration]", "]"))
    return record


PROFILES = {
    "world-bank-goods": (13, {"price-goods", "price-services"}),
    "china-equipment-2017": (12, {"price"}),
    "undp-like": (9, {"price"}),
    "industrial-enquiry": (8, set[str]()),
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("profile", PROFILES)
def test_every_form_of_every_profile_is_made_and_nothing_is_missing(
    profile: str, language: str, tmp_path: Path
) -> None:
    count, for_each_lot = PROFILES[profile]
    record = with_profile(tmp_path, profile)
    forms = bidkit("forms", record, "--json").json()["forms"]
    assert len(forms) == count
    said = bidkit("bid", record, "--format", "docx", "--language", language, "--out", tmp_path / "out")
    assert (said.code, "missing" in said.err) == (0, False), said.err
    wanted = {"00-checklist"}
    for at, form in enumerate(forms, start=1):
        lots = ("-L-1", "-L-2") if form["id"] in for_each_lot else ("",)
        wanted |= {f"{at:02}-{form['id']}{lot}" for lot in lots}
    assert names(tmp_path / "out", ".docx") == wanted
    for path in (tmp_path / "out").glob("*.docx"):
        assert len(words(path)) > 150, path.name


def test_goods_and_services_add_up_together(tmp_path: Path) -> None:
    record = with_profile(tmp_path, "world-bank-goods")
    assert bidkit("bid", record, "--envelope", "price", "--format", "docx", "--out", tmp_path / "out").code == 0
    tables = [rows(path) for path in (tmp_path / "out").glob("*-price-*.docx")]
    assert len(tables) == 4
    sums = [Decimal(table[-1][4].replace(",", "")) for table in tables]
    assert sum(sums) == Decimal("3430000.00")


def test_a_house_makes_a_form_with_its_own_template(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    text = record.read_text(encoding="utf-8")
    own = "  forms:\n    - {id: service-plan, template: our-service}\n"
    record.write_text(text.replace("  forms:\n", own, 1), encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "set.yaml").write_text("name: ours\n", encoding="utf-8")
    with (tmp_path / "house.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntemplate_set: templates\n")
    body = '{% extends "bid.html" %}{% block body %}<h1>Ours</h1><p>{{ terms.reference }}</p>{% endblock %}'
    (tmp_path / "templates" / "our-service.html").write_text(body, encoding="utf-8")
    for by in ("form", "volume"):
        folder = tmp_path / by
        said = bidkit("bid", record, "--by", by, "--format", "docx", "--out", folder)
        assert said.code == 0, said.err
        assert "Ours" in words(folder / "SPRINGS-bid-10-service-plan.docx")


def test_a_schedule_of_a_thousand_lines_is_written_and_adds_up(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    text = record.read_text(encoding="utf-8")
    lines = "".join(
        f"    - {{id: B-{at}, title: Part {at}, quantity: {at % 7 + 1}, share: 0.1, tax_rate: 13}}\n"
        for at in range(1000)
    )
    text = re.sub(
        r"  lines:\n    - id: B-01.*?  discounts:\n.*?\n", f"  lines:\n{lines}", text, count=1, flags=re.DOTALL
    )
    text = text.replace(", line: B-01", "").replace("lines: [B-07], ", "")
    text = re.sub(r", line: B-0\d", "", text).replace("K-10, B-01,", "K-10,")
    record.write_text(text, encoding="utf-8")
    said = bidkit("bid", record, "--envelope", "price", "--format", "docx", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    (path,) = (tmp_path / "out").glob("*-price*.docx")
    table = rows(path)
    assert len(table) == 1002
    amounts = [Decimal(row[4].replace(",", "")) for row in table[1:-1]]
    assert sum(amounts) == Decimal("3430000.00") == Decimal(table[-1][4].replace(",", ""))
