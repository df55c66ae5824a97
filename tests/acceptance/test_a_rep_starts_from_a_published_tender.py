"""A rep finds a tender on a portal, and starts the record of the deal from its open data."""

import json
from pathlib import Path

import pytest
import yaml

from tests.acceptance.house import at_a_terminal, bidkit, edit
from tests.unit.published.notices import notice
from tests.unit.published.samples import RELEASE, release, write


def record_of(folder: Path) -> dict[str, object]:
    found = yaml.load((folder / "deal.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def test_a_new_record_holds_what_is_published_and_the_rest_is_listed(tmp_path: Path) -> None:
    file, folder = write(tmp_path, RELEASE), tmp_path / "springs"
    said = bidkit("import", "ocds", file, folder)
    assert (said.code, said.err) == (0, "")
    assert "tender.status = active" in said.out
    assert f"wrote {folder / 'deal.yaml'}" in said.out
    assert f"{folder}: sound" in bidkit("check", folder).out
    account = json.loads((folder / "tender.import.json").read_text("utf-8"))
    left = {"path": "tender.status", "value": "active", "reason": "the record has no field for it"}
    assert left in account["unmapped"]
    assert {"path": "tender.title", "value": "Spring testing machines", "fields": ["tender.notice.title", "title"]} in (
        account["mapped"]
    )
    text = (folder / "deal.yaml").read_text("utf-8")
    source = "OCDS release ocds-213czf-000-00001-02-tender of 2026-02-01"
    assert text.startswith(f"# Begun with a published tender: {source}")
    assert "# What the customer needs" in text, "the comments of a new record are kept"


def test_the_record_is_the_tender_field_by_field(tmp_path: Path) -> None:
    bidkit("import", "ocds", write(tmp_path, RELEASE), tmp_path / "springs")
    record = record_of(tmp_path / "springs")
    assert (record["id"], record["title"]) == ("springs", "Spring testing machines")
    assert (record["currency"], record["expected_value"]) == ("EUR", "250000")
    tender = record["tender"]
    assert isinstance(tender, dict)
    assert tender["notice"] == {
        "buyer": "Borough of Anytown",
        "address": "4 High Street, Anytown, Germany",
        "contact": "Procurement, bids@anytown.example",
        "reference": "2026/17",
        "title": "Spring testing machines",
        "method": "open",
        "language": "de",
        "currency": "EUR",
        "url": "https://anytown.example/spec.pdf",
        "published": "2026-02-01",
        "documents": [{"id": "doc-1", "title": "Specification", "date": "2026-02-01"}],
    }
    assert tender["instructions"]["validity_days"] == "90"
    assert tender["instructions"]["alternatives"] == "not-allowed"
    dates = tender["dates"]
    assert (dates["deadline"], dates["zone"]) == ("2026-03-10 12:00", "Europe/Berlin")
    assert (dates["questions_until"], dates["expected_award"]) == ("2026-02-20 12:00", "2026-04-15")
    bid = record["bid"]
    assert isinstance(bid, dict)
    assert bid["lines"][0] == {
        "id": "B-1",
        "title": "Machine, 20 kN",
        "kind": "goods",
        "lot": "LOT-1",
        "quantity": "2",
        "unit": "pcs",
    }
    standards = record["standards"]
    assert isinstance(standards, dict)
    force = standards["requirements"][1]
    assert (force["text"], force["obligation"]) == ("Rated force\nAt least 20 kN", "mandatory")
    accuracy = standards["requirements"][0]
    assert (accuracy["weight"], accuracy["obligation"]) == ("40", "scored")


def test_a_record_that_is_there_is_filled_and_keeps_what_the_rep_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "springs"
    bidkit("new", folder)
    record = folder / "deal.yaml"
    edit(record, "owner:                        # who of us owns the deal", "owner: Anna   # since Monday")
    edit(record, 'title: "springs: say what is sold to whom"', "title: Two machines for Anytown")
    said = bidkit("import", "ocds", write(tmp_path, RELEASE), folder)
    assert said.code == 0
    assert "kept     title: Two machines for Anytown; the file says Spring testing machines" in said.out
    assert "new      tender.notice.reference: 2026/17" in said.out
    text = record.read_text("utf-8")
    assert "owner: Anna   # since Monday" in text
    assert "title: Two machines for Anytown" in text
    assert "deadline: 2026-03-10 12:00" in text
    again = bidkit("import", "ocds", write(tmp_path, RELEASE), folder)
    assert again.code == 0
    assert record.read_text("utf-8") == text


def test_a_changed_tender_is_shown_and_taken_only_where_that_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "springs"
    bidkit("import", "ocds", write(tmp_path, RELEASE), folder)
    before = (folder / "deal.yaml").read_text("utf-8")
    later = write(tmp_path, release(tenderPeriod={"endDate": "2026-03-24T12:00:00+01:00"}))
    kept = bidkit("import", "ocds", later, folder)
    assert "kept     tender.dates.deadline: 2026-03-10 12:00; the file says 2026-03-24 12:00" in kept.out
    assert (folder / "deal.yaml").read_text("utf-8") == before
    seen = bidkit("import", "ocds", later, folder, "--replace", "--dry-run")
    assert "changed  tender.dates.deadline: 2026-03-10 12:00 -> 2026-03-24 12:00" in seen.out
    assert "Nothing was written." in seen.out
    assert (folder / "deal.yaml").read_text("utf-8") == before
    assert "Nothing was written." in at_a_terminal("import", "ocds", later, folder, "--replace", answer="n")
    assert (folder / "deal.yaml").read_text("utf-8") == before
    said = at_a_terminal("import", "ocds", later, folder, "--replace", answer="y")
    assert f"Write this to {folder / 'deal.yaml'}?" in said
    after = (folder / "deal.yaml").read_text("utf-8")
    assert "deadline: 2026-03-24 12:00" in after
    assert len(after.splitlines()) == len(before.splitlines())


def test_one_lot_and_json_for_other_programs(tmp_path: Path) -> None:
    file, folder = write(tmp_path, RELEASE), tmp_path / "training"
    told = bidkit("import", "ocds", file, folder, "--lot", "LOT-2", "--json").json()
    assert [Path(path).name for path in told["written"]] == ["deal.yaml", "house.yaml", "tender.import.json"]
    record = record_of(folder)
    assert record["tender"]["notice"]["lots"] == ["LOT-2"]  # type: ignore[index]
    assert [line["id"] for line in record["bid"]["lines"]] == ["B-2"]  # type: ignore[index]
    said = bidkit("import", "ocds", file, tmp_path / "other", "--lot", "LOT-9")
    assert said.code == 1
    assert "has no lot 'LOT-9'" in said.err
    assert "The lots are: LOT-1, LOT-2." in said.err
    assert not (tmp_path / "other").exists()


def test_the_house_says_in_which_language_sentences_are_put(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("seller:\n  name: 春城\nlanguage: zh-CN\n", encoding="utf-8")
    bidkit("import", "ocds", write(tmp_path, RELEASE), tmp_path / "springs")
    text = (tmp_path / "springs" / "deal.yaml").read_text("utf-8")
    assert "At least" not in text
    assert "不小于 20 kN" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"tender": ', "tender.json:1:12: is not JSON from here on"),
        (b"\x1f\x8b\x08\x00", "is packed with gzip"),
        (b"PK\x03\x04", "is packed with ZIP"),
        (b'{"tender": {"title": "\xe9"}}', "tender.json:1:23: is not UTF-8 text from here on"),
        (b"\xff\xfe{", "is not UTF-16 text"),
        (b"", "is empty"),
        (b'{"a": 1}', "holds no OCDS release, record or package"),
    ],
)
def test_a_file_that_is_none_is_a_problem_and_nothing_is_written(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "tender.json"
    file.write_bytes(content)
    done = bidkit("import", "ocds", file, tmp_path / "deal")
    assert done.code == 1
    assert said in done.err
    assert not (tmp_path / "deal").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_any_unicode_file_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "tender.json"
    file.write_bytes(json.dumps(release(title="Prüfmaschine"), ensure_ascii=False).encode(encoding))
    assert bidkit("import", "ocds", file, tmp_path / "deal").code == 0
    assert "title: Prüfmaschine" in (tmp_path / "deal" / "deal.yaml").read_text("utf-8")


def test_a_record_that_is_not_sound_is_named_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "springs"
    bidkit("new", folder)
    edit(folder / "deal.yaml", "stage: development\n", "stage: developments\n")
    before = (folder / "deal.yaml").read_bytes()
    said = bidkit("import", "ocds", write(tmp_path, RELEASE), folder)
    assert said.code == 1
    assert "developments" in said.err
    assert (folder / "deal.yaml").read_bytes() == before


def test_a_contract_notice_of_the_union_begins_a_record_too(tmp_path: Path) -> None:
    file, folder = tmp_path / "notice.xml", tmp_path / "springs"
    file.write_bytes(notice())
    said = bidkit("import", "eforms", file, folder, "--lot", "LOT-0001")
    assert (said.code, said.err) == (0, "")
    assert "belongs to lot LOT-0002" in said.out
    assert "ContractNotice.cbc:NoticeLanguageCode = DEU" in said.out
    assert f"{folder}: sound" in bidkit("check", folder).out
    record = record_of(folder)
    assert (record["title"], record["expected_value"]) == ("Federprüfmaschinen: Maschinen", "115000")
    again = bidkit("import", "eforms", file, folder, "--lot", "LOT-0001")
    assert "Changes in" in again.out
    assert "none" in again.out


def test_a_notice_that_would_fetch_something_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notice.xml"
    file.write_bytes(b'<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]><ContractNotice>&x;</ContractNotice>')
    said = bidkit("import", "eforms", file, tmp_path / "deal")
    assert said.code == 1
    assert "declares a document type or entities, which are not read" in said.err
    assert not (tmp_path / "deal").exists()
