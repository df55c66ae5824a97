"""The certificates of acceptance: what stands in them, and every reason for which one is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bidkit.cli.crew import Local
from bidkit.cli.due import make_all
from bidkit.cli.jobs import Job
from bidkit.cli.making import Order
from bidkit.deal.acceptance import AcceptanceTest, Criterion
from bidkit.record.files import load_deal
from tests.acceptance.house import bidkit, deal_of, edit

FACTORY = (
    "    - {id: AC-1, type: factory, number: NTM-FAT-2027-008, effective: 2027-05-13, signed: 2027-05-14, "
    "by: Gao Ming, customer: Sun Jing}\n"
)
PROVISIONAL = (
    "    - {id: AC-2, type: provisional, number: NTM-PAC-2027-008, effective: 2027-06-25, signed: 2027-06-28, "
    "by: Feng Yulan, customer: Xu Guohua, reservations: [Noise is measured again once the ceiling is in]}\n"
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Give the springs as they were delivered, with the tests at the site still ahead."""
    return deal_of(tmp_path / "springs", "springs-acceptance")


@pytest.fixture
def tested(built: Path, texts: tuple[str, str]) -> Path:
    """Give the springs after the tests at the site: all passed, the A item closed, the certificate signed."""
    built.write_text(texts[0], encoding="utf-8")
    return built


@pytest.fixture
def warranted(built: Path, texts: tuple[str, str]) -> Path:
    """Give the springs after two years of warranty, with nothing left open."""
    built.write_text(texts[1], encoding="utf-8")
    return built


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Give the record after the tests at the site, and after the warranty."""
    record = deal_of(tmp_path_factory.mktemp("later"), "springs-acceptance")
    return _tested(record).read_text(encoding="utf-8"), _warranted(record).read_text(encoding="utf-8")


def _tested(record: Path) -> Path:
    for test in load_deal(record).deal.acceptance.tests:
        if test.result in ("pending", "fail") and test.stage != "final":
            _pass(record, test)
    edit(record, "      withheld: 60000.00\n", "      closed: 2027-06-24\n      evidence: Protocol SAT-02\n")
    edit(record, "as_of: 2027-06-10", "as_of: 2027-06-30")
    edit(record, FACTORY, FACTORY + PROVISIONAL)
    edit(record, "  risk_passes: On", "  delay_ended_on: 2027-06-25\n  risk_passes: On")
    return record


def _warranted(record: Path) -> Path:
    last = next(each for each in load_deal(record).deal.acceptance.tests if each.stage == "final")
    _pass(record, last)
    edit(record, "as_of: 2027-06-30", "as_of: 2029-06-26")
    edit(record, "      withheld: 10000.00\n", "      closed: 2027-07-09\n      evidence: Revision 4 of the manual\n")
    edit(record, "copies: 1, due: 2027-06-30}", "copies: 1, due: 2027-06-30, handed_on: 2027-07-02, to: Liu Min}")
    for id_ in ("1", "2"):
        days = f"lot {id_}, people: 4, days: {3 - int(id_)}, due: 2027-06-25"
        edit(record, days + "}", days + ", held_on: 2027-06-24, by: He Tao}")
    return record


def _pass(record: Path, test: AcceptanceTest) -> None:
    """Write into the record that a test was passed."""
    text = record.read_text(encoding="utf-8")
    start = text.index(f"    - id: {test.id}\n")
    end = start + re.search(r"\n(?=    - id|  \w)", text[start:]).end()  # type: ignore[union-attr]
    block = re.sub(r"      (result|measured|by|witness|date|evidence): .*\n", "", text[start:end])
    block += "      result: pass\n      by: He Tao\n      witness: Sun Jing\n      date: 2027-06-24\n"
    block += _measured(test.criterion)
    record.write_text(text[:start] + block + text[end:], encoding="utf-8")


def _measured(rule: Criterion) -> str:
    value = next((each for each in (rule.value, rule.at_least, rule.at_most) if each is not None), None)
    return "" if value is None else f"      measured: {{value: {value}}}\n"


def certificate(record: Path, kind: str, *words: str) -> Any:  # noqa: ANN401 - the data of a sheet
    return bidkit("certificate", record, "--type", kind, "--format", "json", *words).json()


def test_the_factory_certificate_tells_what_stood_when_it_was_signed(built: Path) -> None:
    found = certificate(built, "factory", "--final")
    assert found["head"]["number"] == "NTM-FAT-2027-008"
    assert (found["effective"], found["signed"]) == ("2027-05-13", "2027-05-14")
    assert (found["by"], found["for_customer"]) == ("Gao Ming", "Sun Jing")
    assert {each["result"]: each["tests"] for each in found["counts"]} == {
        "passed": 5,
        "failed": 1,
        "waived": 1,
        "pending": 0,
    }
    conceded = found["concessions"][0]
    assert (conceded["id"], conceded["by"], conceded["on"]) == ("T-05", "Xu Guohua", "2027-05-13")
    assert "spare set of indenters" in conceded["reason"]
    assert [each["id"] for each in found["open"]] == ["PI-01", "PI-04", "PI-02"]  # PI-04 was closed later, PI-03 raised
    assert found["withheld"] == 70000
    assert {each["handed_on"] for each in found["documents"]} == {None}  # the manuals came with the delivery
    assert found["missing"] == []


def test_the_provisional_certificate_starts_the_warranty(tested: Path) -> None:
    found = certificate(tested, "provisional", "--final")
    assert (found["effective"], found["signed"]) == ("2027-06-25", "2027-06-28")
    assert {each["result"]: each["tests"] for each in found["counts"]}["pending"] == 0
    assert [(each["id"], each["due"], each["withheld"]) for each in found["open"]] == [
        ("PI-02", "2027-06-30", 10000),
        ("PI-03", "2027-09-30", None),
    ]
    assert [each["handed_on"] for each in found["documents"]] == ["2027-06-04", None]
    hung = found["consequences"]
    assert (hung["warranty"]["begins"], hung["warranty"]["ends"]) == ("2027-06-25", "2029-06-25")
    assert hung["risk_passes"] == "On signing of the provisional acceptance certificate."
    assert hung["title_passes"] == "On payment of 95 % of the contract price."
    assert hung["delay_ended_on"] == "2027-06-25"
    assert [(each["held"], each["now"], each["remains"]) for each in hung["retentions"]] == [(170000, 0, 170000)]
    assert [(each["security"], each["now"]) for each in hung["returns"]] == [("CS-1", True), ("CS-2", False)]
    assert found["reservations"] == ["Noise is measured again once the ceiling is in"]


def test_the_final_certificate_releases_what_is_held_back(warranted: Path) -> None:
    edit(warranted, PROVISIONAL, PROVISIONAL + "    - {id: AC-3, type: final, effective: 2029-06-26}\n")
    edit(warranted, "percent: 5, releases_on: final", "percent: 5, released: 50000.00, released_on: 2028-06-30")
    found = certificate(warranted, "final", "--final")
    row = found["consequences"]["retentions"][0]
    assert (row["held"], row["released"], row["now"], row["remains"]) == (170000, 50000, 120000, 0)
    assert found["signed"] is None
    assert [each["id"] for each in found["open"]] == ["PI-03"]  # class C hinders nothing
    assert found["head"]["number"] == "NTM-AC-2027-008"  # that of the papers of the acceptance, until it has its own


def test_word_and_pdf_of_both_languages_say_the_same(tested: Path) -> None:
    out = tested.parent / "out"
    said = {"en": ("Counts from", "25 Jun 2029", "Xu Guohua"), "zh-CN": ("生效日期", "2029年6月25日", "Xu Guohua")}
    for language, words in said.items():
        done = bidkit("certificate", tested, "--type", "provisional", "--language", language, "--out", out)
        assert done.code == 0, done.err
        text = "".join(page.extract_text() for page in PdfReader(out / "SPRINGS-certificate-provisional.pdf").pages)
        assert [word for word in words if word not in text] == []
        assert (out / "SPRINGS-certificate-provisional.docx").stat().st_size > 10000


def test_a_lot_has_a_certificate_of_its_own(tested: Path) -> None:
    edit(tested, PROVISIONAL, PROVISIONAL.replace("type: provisional", "type: provisional, lot: L-2"))
    found = certificate(tested, "provisional", "--lot", "L-2")
    assert found["scope"].startswith("Lot L-2: ")
    assert {each["lot"] for each in found["deliveries"]} == {"L-2"}
    assert "T-08" not in {each["id"] for each in found["results"]}
    assert {"T-24", "T-07"} <= {each["id"] for each in found["results"]}  # what is of no lot is of each
    assert [each["id"] for each in found["open"]] == ["PI-03"]
    assert "The record has no lot L-9" in bidkit("certificate", tested, "--type", "final", "--lot", "L-9").err


def test_what_is_missing_is_marked_and_hinders_a_final(tested: Path) -> None:
    edit(tested, "effective: 2027-06-25, ", "")
    edit(tested, "  title_passes: On payment of 95 % of the contract price.\n", "")
    found = certificate(tested, "provisional")
    assert found["missing"] == ["acceptance.certificates.AC-2.effective", "acceptance.title_passes"]
    said = bidkit("certificate", tested, "--type", "provisional", "--final")
    assert (said.code, "`acceptance.title_passes` is missing" in said.err) == (1, True)


@dataclass(frozen=True)
class Refused:
    """A change of a sound record by which a certificate is refused; » marks where the Problem is said to be."""

    kind: str
    at: str
    message: str
    hint: str
    edits: tuple[tuple[str, str], ...] = ()


NEW_TEST = "    - »{id: T-90, what: Anchors, stage: STAGE, requirements: [REQ-001], criterion: {text: All are tight}}\n"
PENDING = ("`T-90` is not tested yet; it proves what is mandatory: REQ-001",
           "Test it and read the checklist back, or have it waived by name.")  # fmt: skip
E_08 = (
    '{id: E-08, equipment: "Universal hardness tester, Brinell and Vickers", model: Duro 250, serial: HP-88127, '
    "lot: L-2, line: B-07"
)
WAIVER = (
    "waiver: {by: Xu Guohua, on: 2027-05-13, reason: Heads are changed by hand; spare set of indenters free of charge "
    "instead}"
)
PROVED = "all nine machines\n      requirements: [REQ-021]\n"
T_04 = "{text: Each machine stops at once and starts again only after it is reset}\n      result: "
RESET = ((T_04 + "pass", T_04 + "fail"),)
RT_1 = "{id: RT-1, what: Warranty obligations, percent: 5, releases_on: "


def _new_test(kind: str, stage: str) -> Refused:
    marked = NEW_TEST.replace("STAGE", stage)
    return Refused(kind, marked, *PENDING, ((("  punch:\n"), marked.replace("»", "") + "  punch:\n"),))


AFTER_THE_TESTS = (
    _new_test("factory", "factory"),
    _new_test("completion", "installation"),
    _new_test("completion", "delivery"),
    _new_test("provisional", "site"),
    Refused("factory", T_04 + "»fail", "`T-04` was failed, and no punch item says what is done about it",
            "Add one under `punch` with `test: T-04`.", RESET),
    Refused("factory", "»IN-03\n      conditions: 18 to 23 °C\n      criterion: {value: 300",
            "the certificate of `IN-03` did not hold on 2027-05-13, when `T-03` was measured",
            "Measure again with a calibrated instrument.", (("due: 2027-09-01", "due: 2027-05-12"),)),
    Refused("factory", "»IN-03\n      conditions: 18 to 23 °C\n      criterion: {value: 300",
            "`T-03` was measured with `IN-03`, whose certificate or its last day is not given",
            "Add `certificate:` and `due:` to the instrument.", ((", due: 2027-09-01", ""),)),
    Refused("completion", "»" + E_08, "`E-08` is not delivered yet", "Add `delivered_on:` once it is at the site.",
            ((E_08 + ", delivered_on: 2027-06-04", E_08),)),
    Refused("provisional", "    - »id: REQ-021\n", "`REQ-021` is mandatory, and no test of the record proves it",
            "Add a test with `requirements: [REQ-021]`.", ((PROVED, PROVED[: PROVED.index("  ")]),)),
    Refused("provisional", T_04 + "»fail", "`T-04` was failed, and is not waived",
            "Put it right and test it again, or have it waived by name.", RESET),
    Refused("provisional", "    - »id: PI-01\n", "`PI-01` is open, and of class A",
            "No provisional certificate before it is closed: `closed:`, with evidence.",
            (("      closed: 2027-06-24\n      evidence: Protocol SAT-02\n", ""),)),
    Refused("provisional", "    - »id: PI-01\n", "`PI-01` is open, and of class A",
            "No provisional certificate before it is closed: `closed:`, with evidence.",
            (("      closed: 2027-06-24\n", "      closed: 2027-06-24\n      reopened: 2027-06-26\n"),)),
    Refused("provisional", "result: »waived", "`T-05` is waived, but nobody is named who waived it",
            "Add `waiver:` with `by`, who of the customer granted it.",
            (("by: Xu Guohua, on: 2027-05", "on: 2027-05"),)),
)  # fmt: skip
AFTER_THE_WARRANTY = (
    Refused("final", "result: »fail", "`T-05` was failed, and is not waived",
            "Put it right and test it again, or have it waived by name.",
            (("result: waived", "result: fail"), (f"      {WAIVER}\n", ""))),
    Refused("final", "    - »id: PI-02\n", "`PI-02` is open, and of class B",
            "No final certificate before it is closed: `closed:`, with evidence.",
            (("      closed: 2027-07-09\n      evidence: Revision 4 of the manual\n", ""),)),
    Refused("final", "- »{id: HD-02", "`HD-02` is not handed over yet: Calibration certificates of the machines",
            "Hand it over and add `handed_on:`.", ((", handed_on: 2027-07-02, to: Liu Min", ""),)),
    Refused("final", "- »{id: TR-01", "`TR-01` is not held yet: Operation and care of the machines of lot 1",
            "Hold it and add `held_on:`.", (("days: 2, due: 2027-06-25, held_on: 2027-06-24, by: He Tao", "days: 2"),)),
    Refused("final", f"»{RT_1}provisional",
            "`RT-1` was to be released with the provisional certificate, and is still held back",
            "Have it paid and add `released` and `released_on`, or write `releases_on: final`.",
            ((RT_1 + "final", RT_1 + "provisional"),)),
    Refused("final", "  »certificates:", "no provisional certificate is signed",
            "The final one follows it: add it with `signed`.", (("signed: 2027-06-28, ", ""),)),
    Refused("final", "  »warranty: {months", "the warranty runs until 2029-06-25, after 2029-06-20",
            "Write the certificate when it has ended.", (("as_of: 2029-06-26", "as_of: 2029-06-20"),)),
    Refused("final", "  »warranty: {starts_on", "nobody knows yet when the warranty ends",
            "Give `months`, and `begins` or the certificate that starts it; or `ends`.", (("months: 24, ", ""),)),
)  # fmt: skip


@pytest.mark.parametrize("row", AFTER_THE_TESTS, ids=lambda row: f"{row.kind}: {row.message}")
def test_a_certificate_is_refused_at_the_place_of_the_reason(tested: Path, row: Refused) -> None:
    _refuse(tested, row)


@pytest.mark.parametrize("row", AFTER_THE_WARRANTY, ids=lambda row: row.message)
def test_the_final_certificate_is_refused_at_the_place_of_the_reason(warranted: Path, row: Refused) -> None:
    _refuse(warranted, row)


def _refuse(record: Path, row: Refused) -> None:
    for old, new in row.edits:
        edit(record, old, new)
    text, at = record.read_text(encoding="utf-8"), row.at.replace("»", "")
    assert text.count(at) == 1, at
    before = text[: text.index(at) + row.at.index("»")].split("\n")
    out = record.parent / "out"
    said = bidkit("certificate", record, "--type", row.kind, "--out", out)
    assert said.code == 1
    expected = (f"{record}:{len(before)}:{len(before[-1]) + 1}: {row.message}", f"    {row.hint}")
    assert list(_errors(said.err)) == [expected]
    assert not out.exists()


def _errors(text: str) -> Iterator[tuple[str, str]]:
    """Yield each Problem that is not a warning, with its hint."""
    lines = text.splitlines()
    for line, hint in pairwise(lines):
        if not line.startswith(" ") and ": warning: " not in line:
            yield line, hint


def test_every_reason_is_said_at_once(built: Path) -> None:
    said = bidkit("certificate", built, "--type", "provisional")
    named = re.findall(r"`([A-Z]+-\d+)` (?:is|was)", "\n".join(line for line, _ in _errors(said.err)))
    tests = ["T-09", "T-14", "T-21", "T-22", "T-23", "T-24", "T-27", "T-28", "T-29", "T-39"]
    assert named == ["T-02", *tests, "PI-01"]  # a test of wishes alone can wait
    assert said.code == 1
    assert not (built.parent / "documents").exists()


def test_a_record_without_tests_has_no_certificate(tmp_path: Path) -> None:
    said = bidkit("certificate", deal_of(tmp_path / "ningxia", "ningxia"), "--type", "factory")
    assert "the record has no test on which a factory certificate could rest" in said.err
    assert said.code == 1


def test_make_writes_the_certificate_that_is_prepared_or_says_why_not(built: Path) -> None:
    job = Job(built, built.parent / "out", ("certificate",), Order(("html",)))  # of all documents this one alone
    made = list(make_all([job], Local(1), lambda _: None))
    assert [(each.artifact, each.result) for each in made] == [("certificate", "written")]
    assert [path.name for path in job.folder.glob("*.html")] == ["SPRINGS-certificate-factory.html"]
    assert [each.result for each in make_all([job], Local(1), lambda _: None)] == ["unchanged"]
    edit(built, FACTORY, FACTORY + "    - {id: AC-2, type: provisional, effective: 2027-06-10}\n")
    made = list(make_all([job], Local(1), lambda _: None))
    assert [each.result for each in made] == ["not made"]
    assert "`PI-01` is open, and of class A" in {problem.message for problem in made[0].problems}


def _project(record: Path) -> list[str]:
    nodes = {each["id"]: each for each in bidkit("status", record, "--json").json()["key_nodes"]}
    missing: list[str] = nodes["project-accepted"]["missing"]
    return [path for path in missing if path.startswith("acceptance")]


def test_the_signed_certificate_opens_the_key_node(built: Path, texts: tuple[str, str]) -> None:
    assert _project(built) == ["acceptance.certificates[type=provisional]"]
    assert "Have the provisional acceptance certificate signed" in bidkit("status", built).out
    built.write_text(texts[0], encoding="utf-8")
    assert _project(built) == []
    edit(built, "signed: 2027-06-28, ", "")
    assert _project(built) == ["acceptance.certificates.AC-2.signed"]


def test_tests_made_after_the_signature_are_named(tested: Path) -> None:
    edit(tested, "signed: 2027-06-28", "signed: 2027-06-23")
    edit(tested, "      closed: 2027-06-24\n", "      closed: 2027-06-20\n")
    edit(tested, "effective: 2027-06-25", "effective: 2027-06-22")
    said = bidkit("certificate", tested, "--type", "provisional", "--format", "json")
    assert (
        "was signed on 2027-06-23, and the record tells of later tests: T-02, T-06, T-08, T-09 and 25 more" in said.err
    )
    assert said.code == 0
