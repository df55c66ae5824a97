"""A bid manager looks for what would get the bid rejected, in the very files that are handed in."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from openpyxl import Workbook

from bidkit.cli.desk import lay_out
from bidkit.cli.ready_desk import judge
from bidkit.ready.figures import miscounted
from bidkit.ready.finding import Fault
from bidkit.ready.pages import read_pdf
from bidkit.ready.paper import page
from bidkit.ready.price_lines import price_cells, tables_of
from bidkit.ready.word import read_word
from tests.acceptance.house import bidkit, deal_of, edit

OURS = ("letter", "commercial-deviations", "technical-deviations", "price", "technical-response", "calibration")
SIGNED = "".join(f"    - {{form: {form}, by: Gao Ming, on: 2026-12-11, stamped: yes}}\n" for form in OURS)
SIGNATURES = (
    f"  signatures:\n{SIGNED}    - {{form: identity, by: Feng Yulan, on: 2026-12-11, stamped: yes}}\n\nprice:\n"
)
LETTER, PRICE, RESPONSE = "01-letter", "06-price-L-1", "12-technical-response"
LINES = frozenset(f"B-{number:02}" for number in range(1, 20))
NAME = "Northfield Testing Machines (Beijing) Co., Ltd."


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The springs bid, signed, with its set of files."""
    record = deal_of(tmp_path_factory.mktemp("bid"), "springs-bid")
    edit(record, "\nprice:\n", SIGNATURES)
    assert bidkit("bid", record).code == 0
    return record.parent


@pytest.fixture
def bid(handed_in: Path, tmp_path: Path) -> Path:
    return shutil.copytree(handed_in, tmp_path / "bid") / "deal.yaml"


def file_of(bid: Path, mark: str, kind: str = "docx") -> Path:
    return bid.parent / "documents" / f"SPRINGS-bid-{mark}.{kind}"


def change(path: Path, how: Callable[[Document], object]) -> None:
    """Edit a Word file as a person does."""
    document = docx.Document(str(path))
    how(document)
    document.save(str(path))


def say(table: int, row: int, column: int, text: str) -> Callable[[Document], object]:
    """Return an edit of one cell; each counts from 1."""

    def into(document: Document) -> None:
        cells = document.tables[table - 1].rows[row - 1]._tr.tc_lst
        runs = [each for each in cells[column - 1].iter() if each.tag.endswith("}t")]
        runs[0].text = text

    return into


def replaced(old: str, new: str) -> Callable[[Document], object]:
    def into(document: Document) -> None:
        texts = [each for each in document.element.body.iter() if each.tag.endswith("}t") and old in (each.text or "")]
        assert texts, f"{old} does not stand there"
        texts[0].text = texts[0].text.replace(old, new)

    return into


def fatal(bid: Path, folder: Path | None = None) -> list[Fault]:
    found = judge(lay_out(bid), folder or bid.parent / "documents", own=False)
    return [fault for fault in found if fault.fatal]


def told(faults: list[Fault]) -> list[tuple[str, str, str | None]]:
    return [(fault.kind, fault.file, str(fault.place) if fault.place else None) for fault in faults]


def test_a_sound_set_is_ready(bid: Path) -> None:
    said = bidkit("ready", bid, bid.parent / "documents")
    assert said.code == 0, said.out
    assert "\nReady, " in said.out


def test_the_folder_beside_the_record_is_the_default_and_its_internal_documents_do_not_count(bid: Path) -> None:
    assert bidkit("standards", bid, "--format", "docx").code == 0
    assert bidkit("ready", bid).code == 0
    said = bidkit("ready", bid, bid.parent / "documents", "--format", "json")
    assert said.code == 1
    (fault,) = [each for each in said.json()["findings"] if each["severity"] == "fatal"]
    assert (fault["kind"], fault["file"]) == ("surplus", "SPRINGS-standards.docx")
    assert "the tender asks for no `standards`" in fault["message"]
    assert fault["hint"]


@pytest.mark.parametrize(("options", "kind"), [(["--by", "volume"], "volumes"), (["--language", "zh-CN"], "Chinese")])
def test_volumes_and_chinese_sets_are_ready_too(options: list[str], kind: str, bid: Path) -> None:
    assert bidkit("bid", bid, *options, "--out", bid.parent / kind).code == 0
    assert fatal(bid, bid.parent / kind) == []


def test_a_figure_that_a_person_changed_is_found_at_its_cell(bid: Path) -> None:
    change(file_of(bid, PRICE), say(1, 2, 5, "800,000.00"))
    found = fatal(bid)
    assert told(found) == [
        ("arithmetic", file_of(bid, PRICE).name, "table 1, row 2, cell 5"),
        ("arithmetic", file_of(bid, PRICE).name, "table 1, row 2, cell 7"),
        ("arithmetic", file_of(bid, PRICE).name, "table 1, row 2, cell 8"),
        ("arithmetic", file_of(bid, PRICE).name, "table 1, row 9, cell 2"),
        ("figure", file_of(bid, PRICE).name, "table 1, row 2, cell 5"),
    ]
    assert str(found[0].message) == "`B-01`: 2 x 400,440.00 is 800,880.00, not 800,000.00"
    assert str(found[3].message) == "the lines come to 2,221,170.00, and the sum says 2,222,050.00"
    assert str(found[4].message) == "it says 800,000.00, and the record 800,880.00"


def test_the_pdf_beside_an_edited_word_file_is_older(bid: Path) -> None:
    change(file_of(bid, PRICE), say(1, 2, 2, "Spring tester"))
    found = judge(lay_out(bid), bid.parent / "documents", own=False)
    assert ("stale", file_of(bid, PRICE, "pdf").name) in [(fault.kind, fault.file) for fault in found]


@pytest.mark.parametrize(
    ("old", "new", "kind", "says"),
    [
        ("CNY 3,861,214.35", "CNY 3,816,214.35", "figure", "it says 3,816,214.35, and the record 3,861,214.35"),
        ("and fourteen Chinese", "and forty Chinese", "figure", "the total in words is not that of the record"),
        ("for 90 days", "for 60 days", "figure", "it says 60, and the record 90"),
        (
            NAME,
            "Northfield Testing Machine (Beijing) Co., Ltd.",
            "bidder-name",
            "'Northfield Testing Machine (Beijing)",
        ),
        (NAME, NAME.upper(), "bidder-name", "the bidder is written 'NORTHFIELD TESTING MACHINES (BEIJING) CO., LTD.'"),
    ],
)
def test_what_a_person_changed_in_the_letter_is_found(old: str, new: str, kind: str, says: str, bid: Path) -> None:
    change(file_of(bid, LETTER), replaced(old, new))
    found = [fault for fault in fatal(bid) if fault.file == file_of(bid, LETTER).name]
    assert [fault.kind for fault in found][:1] == [kind]
    assert says in str(found[0].message)


def test_filling_in_the_signature_is_no_change(bid: Path) -> None:
    def sign(document: Document) -> None:
        table = document.tables[-1]
        for row in table.rows[1:]:
            row.cells[1].text = row.cells[1].text or "16 December 2026"

    change(file_of(bid, LETTER), sign)
    assert fatal(bid) == []


@pytest.mark.parametrize(
    "words",
    [
        "The whole for 3,861,214.35.",
        "In all 3430000.00",
        "three million, eight hundred and sixty-one thousand, two hundred and fourteen Chinese yuan and 35/100",
        "343万元",
        "CNY 3.86 million",
        "3.430.000,00",
        "叁佰肆拾叁万元整",
    ],
)
def test_a_price_in_the_technical_volume_is_found(words: str, bid: Path) -> None:
    change(file_of(bid, RESPONSE), lambda document: document.add_paragraph(words))
    kinds = {fault.kind for fault in fatal(bid) if fault.file == file_of(bid, RESPONSE).name}
    assert "price-outside" in kinds


def in_pieces(document: Document) -> None:
    paragraph = document.add_paragraph("For 3,43")
    paragraph.add_run("0,0").bold = True
    paragraph.add_run("00.00 in all")


def in_a_property(document: Document) -> None:
    document.core_properties.comments = "offer at 3 430 000"


def in_the_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].add_run(" 3430000 CNY")


def in_a_picture(document: Document) -> None:
    paragraph = document.add_paragraph()
    drawn = OxmlElement("wp:docPr")
    drawn.set("descr", "the offer, 3.43 million")
    paragraph._p.append(drawn)


@pytest.mark.parametrize(
    ("how", "where"),
    [
        (in_pieces, "paragraph"),
        (in_a_property, "properties of the file"),
        (in_the_header, "header"),
        (in_a_picture, "description of a picture"),
    ],
)
def test_a_price_is_found_wherever_a_file_can_hold_it(how: Callable[[Document], object], where: str, bid: Path) -> None:
    change(file_of(bid, RESPONSE), how)
    (found,) = (fault for fault in fatal(bid) if fault.kind == "price-outside")
    assert str(found.place).startswith(where)


def test_measures_and_dates_in_the_technical_volume_are_no_prices(bid: Path) -> None:
    words = "2,400 cycles, 12 million in all, model 3430-000, +86 10 8612 1435, 2026-12-16, 3.43 mm"
    change(file_of(bid, RESPONSE), lambda document: document.add_paragraph(words))
    assert "price-outside" not in {fault.kind for fault in fatal(bid)}


def test_a_form_that_is_missing_is_named(bid: Path) -> None:
    for kind in ("docx", "pdf"):
        file_of(bid, RESPONSE, kind).unlink()
    (found,) = fatal(bid)
    assert (found.kind, found.file) == ("missing", str(bid.parent / "documents"))
    assert "`technical-response`, 十二、Technical response, clause by clause, is missing" in str(found.message)


def test_a_form_that_nobody_asked_for_is_named(bid: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Consortium agreement")
    document.save(str(bid.parent / "documents" / "consortium-agreement.docx"))
    assert told(fatal(bid)) == [("surplus", "consortium-agreement.docx", None)]


def test_a_scan_is_known_by_its_name_and_is_looked_at_by_a_person(bid: Path) -> None:
    import pikepdf

    for kind in ("docx", "pdf"):
        file_of(bid, LETTER, kind).unlink()
    with pikepdf.new() as scan:
        scan.add_blank_page()
        scan.save(bid.parent / "documents" / "letter, signed and stamped.pdf")
    assert fatal(bid) == []
    found = judge(lay_out(bid), bid.parent / "documents", own=False)
    assert ("unreadable", "letter, signed and stamped.pdf") in [(fault.kind, fault.file) for fault in found]


def test_a_form_in_the_wrong_envelope_is_found(bid: Path) -> None:
    folder = bid.parent / "envelopes"
    (folder / "technical").mkdir(parents=True)
    (folder / "price").mkdir()
    for path in (bid.parent / "documents").glob("*.docx"):
        price = any(mark in path.name for mark in ("letter", "price"))
        shutil.copy(path, folder / ("price" if price else "technical"))
    shutil.move(folder / "price" / file_of(bid, PRICE).name, folder / "technical")
    found = [fault for fault in fatal(bid, folder) if fault.file == f"technical/{file_of(bid, PRICE).name}"]
    assert {fault.kind for fault in found} == {"wrong-envelope", "price-outside"}
    assert str(found[0].message) == "it lies in the envelope `technical` and belongs into `price`"


def test_pages_are_counted_on_the_pdf(bid: Path) -> None:
    edit(bid, "page_limit: 60", "page_limit: 1")
    edit(bid, "page_limits: {technical: 200, price: 40,", "page_limits: {technical: 200, price: 3,")
    found = {fault.file: fault for fault in fatal(bid) if fault.kind == "page-limit"}
    assert found[file_of(bid, RESPONSE, "pdf").name].place == page(2)
    assert "the envelope `price` has" in str(found[str(bid.parent / "documents")].message)


def test_files_made_before_the_price_changed_are_found(bid: Path) -> None:
    edit(bid, "    position: balanced\n", "    position: other\n    price: 3400000.00\n")
    found = fatal(bid)
    for name in (file_of(bid, LETTER).name, file_of(bid, LETTER, "pdf").name, file_of(bid, PRICE, "pdf").name):
        assert "figure" in {fault.kind for fault in found if fault.file == name}
    pdf = next(fault for fault in found if fault.file == file_of(bid, LETTER, "pdf").name)
    assert (str(pdf.place), str(pdf.message)) == (
        "page 1",
        "it says 2,222,050.00, which the record does not have in this form",
    )


def test_a_price_table_in_a_pdf_or_a_workbook_that_does_not_add_up_is_found(bid: Path) -> None:
    """The PDF says on its page what the record's form says; the workbook is one that a person has filled in."""
    pdf = read_pdf("price.pdf", file_of(bid, PRICE, "pdf").read_bytes())
    tables = tuple(tables_of(read_word("", file_of(bid, PRICE).read_bytes()).body, LINES).values())
    rows = {block.cell.row for block in price_cells(pdf.body, tables, 2) if block.cell and block.cell.table == 1}
    assert len(rows) == 8
    wrong = [replace(block, text=block.text.replace("2,222,050.00", "2,222,500.00")) for block in pdf.body]
    ((place, message),) = miscounted(tuple(price_cells(wrong, tables, 2)), LINES, 2)
    assert (place, str(message)) == (page(1), "the lines come to 2,222,050.00, and the sum says 2,222,500.00")

    book = Workbook()
    book.worksheets[0].append(["B-01", "Spring tester", 2, "pcs", 400440.0, 800808.0, 13, 104114.4, 904922.4])
    book.save(bid.parent / "documents" / "price-L-1.xlsx")
    found = [fault for fault in fatal(bid) if fault.kind == "arithmetic"]
    assert told(found)[0] == ("arithmetic", "price-L-1.xlsx", "Sheet!F1")
    assert str(found[0].message) == "`B-01`: 2 x 400,440 is 800,880.00, not 800,808"


def test_a_chinese_colleague_is_told_in_chinese(bid: Path) -> None:
    file_of(bid, LETTER).unlink()
    file_of(bid, LETTER, "pdf").unlink()
    said = bidkit("ready", bid, "--language", "zh-CN")
    assert "致命   缺少 `letter`（一、Letter of bid）" in said.out
    assert "尚不能递交，致命问题：1 项" in said.out
    edit(bid, "language: en\ncurrency", "language: zh-CN\ncurrency")
    findings = bidkit("ready", bid, "--format", "json").json()["findings"]
    (missing,) = (each for each in findings if each["kind"] == "missing")
    assert missing["hint"] == "请用 `bidkit bid` 生成。缺少该文件的投标将被否决。"


def test_tracked_changes_do_not_go_out(bid: Path) -> None:
    def track(document: Document) -> None:
        inserted = OxmlElement("w:ins")
        document.paragraphs[5]._p.append(inserted)

    change(file_of(bid, LETTER), track)
    assert [(fault.kind, fault.file) for fault in fatal(bid)] == [("tracked-changes", file_of(bid, LETTER).name)]


def test_a_link_that_leads_to_no_file_is_said(bid: Path) -> None:
    for name, target in (("nowhere.pdf", "gone.pdf"), ("circle.docx", "circle.docx"), ("device.pdf", "/dev/null")):
        (bid.parent / "documents" / f"SPRINGS-bid-{name}").symlink_to(target)
    unread = {fault.file: str(fault.message) for fault in fatal(bid) if fault.kind == "unreadable"}
    assert sorted(unread) == ["SPRINGS-bid-circle.docx", "SPRINGS-bid-device.pdf", "SPRINGS-bid-nowhere.pdf"]
    assert all(message.startswith("it cannot be read: ") for message in unread.values())


def test_what_cannot_be_read_is_said(bid: Path) -> None:
    file_of(bid, LETTER).write_bytes(b"PK nothing")
    file_of(bid, LETTER, "pdf").write_bytes(b"%PDF-1.7 nothing")
    (bid.parent / "documents" / "costs.xlsx").write_bytes(b"PK")
    found = judge(lay_out(bid), bid.parent / "documents", own=False)
    assert {(fault.kind, fault.file, fault.fatal) for fault in found if fault.kind in ("unreadable", "surplus")} == {
        ("unreadable", file_of(bid, LETTER).name, True),
        ("unreadable", file_of(bid, LETTER, "pdf").name, True),
        ("surplus", "costs.xlsx", False),
    }
    assert [str(fault.message) for fault in found if fault.kind == "missing"] == [
        "`letter`, 一、Letter of bid, is missing"
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    - {form: letter, by: Gao Ming, on: 2026-12-11, stamped: yes}\n", "",
         "`letter`, 一、Letter of bid, is not signed"),
        ("{form: letter, by: Gao Ming", "{form: letter, by: Chen Yu",
         "`letter` was signed by Chen Yu, and Gao Ming has to"),
        ("{form: price, by: Gao Ming, on: 2026-12-11, stamped: yes}", "{form: price, by: Gao Ming, on: 2026-12-11}",
         "`price` is signed and not stamped"),
        ("      acknowledged_on: 2026-12-04\n      acknowledged_by: Chen Yu\n", "", "addendum 1 of 2026-12-04 is not"),
        ("valid_until: 2028-03-11", "valid_until: 2026-12-17", "expires on 2026-12-17, before the deadline"),
        ("valid_until: 2027-04-09", "valid_until: 2027-03-31", "`S-1` holds until 2027-03-31, and has to hold until"),
        ("  validity_days: 90\n  bidder", "  validity_days: 60\n  bidder", "the bid is valid for 60 days"),
        ("file: papers/iso-9001.pdf", "file: papers/iso-9002.pdf", "does not lie beside the record"),
        ("      amount: 70000.00\n", "      percent: 2\n", "`S-1` is of 70000.00, and 2 % of the price are 77224.29"),
        ("mandatory: yes\n      ours: {answer: comply, offered: 90", "mandatory: yes\n      ours: {offered: 90",
         "`TC-01` is not answered"),
        ("mandatory: yes\n      ours: {answer: comply, offered: 90",
         "mandatory: yes\n      ours: {answer: partially, deviation: x, offered: 90",
         "`TC-01` is mandatory and answered partially"),
        ("    position: balanced\n", "    position: withdraw\n", "it was decided to withdraw"),
    ],
)  # fmt: skip
def test_what_the_record_says_would_get_the_bid_rejected(old: str, new: str, says: str, bid: Path) -> None:
    edit(bid, old, new)
    found = judge(lay_out(bid), None, own=True)
    assert [fault for fault in found if fault.fatal and says in str(fault.message)], [fault.message for fault in found]


def test_the_record_alone_is_judged_where_there_are_no_files(bid: Path) -> None:
    shutil.rmtree(bid.parent / "documents")
    said = bidkit("ready", bid, "--format", "json")
    assert (said.code, said.json()["ready"], said.json()["folder"]) == (0, True, None)
    text = bidkit("ready", bid).out
    assert "the record alone; name the folder of the files too" in text


def test_the_plan_comes_with_it(bid: Path) -> None:
    assert bidkit("ready", bid, "--calendar").code == 0
    assert (bid.parent / "documents" / "SPRINGS-bid-plan.ics").is_file()


def test_a_folder_that_is_not_there_is_said(bid: Path) -> None:
    said = bidkit("ready", bid, bid.parent / "nowhere")
    assert (said.code, "There is no folder" in said.err) == (2, True)
