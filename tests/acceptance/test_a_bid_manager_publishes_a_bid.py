"""A bid manager hands our bid and the contract's milestones on as open data."""

import json
from pathlib import Path

from tests.acceptance.house import EXAMPLES, bidkit, drop
from tests.unit.published.samples import RELEASE, write

CONTRACT = EXAMPLES / "springs-contract"


def test_the_bid_and_the_milestones_are_printed_and_what_lacks_is_named() -> None:
    said = bidkit("export", "ocds", CONTRACT, "--ocid", "ocds-213czf-1")
    assert said.code == 0
    (release,) = said.json()["releases"]
    assert release["ocid"] == "ocds-213czf-1"
    (bid,) = release["bids"]["details"]
    assert bid["tenderers"][0]["name"] == "Northfield Testing Machines (Beijing) Co., Ltd."
    assert [each["id"] for each in release["contracts"][0]["milestones"]][:2] == ["M-1", "M-2"]
    assert "The contract is not signed" in said.err


def test_what_was_imported_goes_back_under_its_own_ids(tmp_path: Path) -> None:
    folder = tmp_path / "springs"
    bidkit("import", "ocds", write(tmp_path, RELEASE), folder)
    out = tmp_path / "bid.json"
    said = bidkit("export", "ocds", folder, "--out", out)
    assert said.code == 0
    assert said.out == f"wrote {out}\n"
    (release,) = json.loads(out.read_text("utf-8"))["releases"]
    assert release["ocid"] == RELEASE["ocid"]
    assert release["tender"]["id"] == "2026/17"
    assert release["tender"]["tenderPeriod"] == {"endDate": "2026-03-10T12:00:00+01:00"}
    assert [lot["id"] for lot in release["tender"]["lots"]] == ["LOT-1", "LOT-2"]
    again = bidkit("import", "ocds", out, tmp_path / "again")
    assert again.code == 0


def test_a_record_in_chinese_names_its_milestones_in_chinese(tmp_path: Path) -> None:
    for file in ("deal.yaml", "house.yaml"):
        (tmp_path / file).write_bytes((CONTRACT / file).read_bytes())
    text = (tmp_path / "deal.yaml").read_text("utf-8")
    (tmp_path / "deal.yaml").write_text(text.replace("language: en", "language: zh-CN"), encoding="utf-8")
    (release,) = bidkit("export", "ocds", tmp_path).json()["releases"]
    assert release["tender"]["milestones"][1]["title"] == "合同签署"


def test_open_data_has_to_bear_a_date(tmp_path: Path) -> None:
    bidkit("new", tmp_path / "deal")
    drop(tmp_path / "deal" / "deal.yaml", "as_of")
    said = bidkit("export", "ocds", tmp_path / "deal")
    assert said.code == 1
    assert "`as_of` is missing" in said.err
