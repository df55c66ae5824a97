"""What is exported is open contracting data that others can read, and nothing internal is in it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from bidkit.audience.publication import ALLOWED, PRICES, publication_of, stated_prices
from bidkit.deal import Deal
from bidkit.deal.types import Part
from bidkit.published.writing import package_of, process_of
from bidkit.record.files import load_deal
from bidkit.record.validate import validate
from tests.acceptance.house import EXAMPLES
from tests.schema import tree
from tests.unit.published.samples import drafted, fact

CONTRACT = EXAMPLES / "springs-contract" / "deal.yaml"
SHOWN = {*ALLOWED, *PRICES}
CLOSED = {  # the closed codelists of OCDS 1.1.5, as far as they are used
    "tag": {"tender", "award", "contract"},
    "initiationType": {"tender"},
    "procurementMethod": {"open", "selective", "limited", "direct"},
    "variantPolicy": {"allowed", "notAllowed"},
}
STATUS = {
    "bids": {"pending"},
    "awards": {"pending", "active"},
    "contracts": {"pending", "active"},
    "milestones": {"scheduled", "met"},
}
REQUIRED = {
    "": ("uri", "publisher", "publishedDate", "releases", "version"),
    "releases": ("ocid", "id", "date", "tag", "initiationType"),
    "tender": ("id",),
    "parties": ("id", "name", "roles"),
    "lots": ("id",),
    "items": ("id",),
    "details": ("id",),
    "awards": ("id",),
    "contracts": ("id", "awardID"),
    "milestones": ("id",),
    "documents": ("id",),
    "requirementResponses": ("id", "value", "requirement"),
    "requirements": ("id", "title"),
}


def exported(deal: Deal, process: str = "ocds-213czf-1") -> Any:  # noqa: ANN401 - any JSON
    package = package_of(publication_of(deal), stated_prices(deal), "Northfield", process)
    return json.loads(json.dumps(package, default=str))


@cache
def contract() -> Deal:
    return load_deal(CONTRACT).deal


@cache
def signed() -> Deal:
    given = {"signed_on": date(2027, 1, 20), "effective_on": date(2027, 1, 22)}
    signing = contract().contract.signing.model_copy(update=given)
    return contract().model_copy(update={"contract": contract().contract.model_copy(update={"signing": signing})})


def groups(value: object, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield name, value
        for key, each in value.items():
            yield from groups(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from groups(each, name)


@cache
def filled() -> Deal:
    return validate(Deal, tree(Deal))


DEALS: dict[str, Callable[[], Deal]] = {"contract": contract, "signed": signed, "filled": filled}


@pytest.mark.parametrize("name", DEALS)
def test_it_keeps_to_the_schema(name: str) -> None:
    package = exported(DEALS[name]())
    for kind, group in groups(package):
        assert set(REQUIRED.get(kind, ())) <= set(group), kind
        assert None not in group.values()
        assert "" not in group.values()
        for key, value in group.items():
            if key.endswith(("Date", "date")) or key in ("dateSigned", "dateMet", "datePublished"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", value), (key, value)
            if key in CLOSED:
                assert set(value if isinstance(value, list) else [value]) <= CLOSED[key]
            if key in ("id", "awardID", "relatedLot", "ocid"):
                assert isinstance(value, str)
            if key == "amount":
                assert isinstance(value, int | float)
    release = package["releases"][0]
    assert {each["status"] for each in release["awards"]} <= STATUS["awards"]
    assert {each["status"] for each in release["contracts"]} <= STATUS["contracts"]


@pytest.mark.parametrize("name", DEALS)
def test_what_is_referred_to_is_there(name: str) -> None:
    release = exported(DEALS[name]())["releases"][0]
    lots = {each["id"] for each in release["tender"]["lots"]}
    asked = {
        item["id"]
        for criterion in release["tender"].get("criteria", [])
        for group in criterion["requirementGroups"]
        for item in group["requirements"]
    }
    parties = {each["id"] for each in release["parties"]}
    bid = release["bids"]["details"][0]
    assert set(bid["relatedLots"]) <= lots
    assert {each.get("relatedLot") for each in bid["items"]} <= {*lots, None}
    assert {each["requirement"]["id"] for each in bid.get("requirementResponses", [])} <= asked
    assert {each["id"] for each in bid["tenderers"]} <= parties
    awards = {each["id"] for each in release["awards"]}
    assert {each["awardID"] for each in release["contracts"]} <= awards
    for found in (release["contracts"][0]["milestones"], bid["items"], release["parties"]):
        ids = [each["id"] for each in found]
        assert len(ids) == len(set(ids))


def test_the_milestones_count_from_the_signing() -> None:
    (found,) = exported(signed())["releases"][0]["contracts"]
    milestones = {each["id"]: each for each in found["milestones"]}
    assert found["dateSigned"] == "2027-01-20T00:00:00+08:00"
    assert milestones["M-1"]["dueDate"] == "2027-02-10T00:00:00+08:00"  # three weeks
    assert milestones["M-4"]["dueDate"] == "2027-05-02T00:00:00+08:00"  # fourteen and a half: the day begins
    assert milestones["payment-2"]["dueDate"] == "2027-05-20T00:00:00+08:00"  # four months
    assert milestones["M-6"]["type"] == "delivery"
    assert milestones["M-6"]["relatedLots"] == ["1"]


def test_what_was_exported_can_be_imported_again() -> None:
    draft, _ = drafted(exported(contract()))
    deal = contract()
    assert fact(draft, "tender.notice.title") == deal.tender.notice.title
    assert fact(draft, "tender.dates.deadline") == "2026-12-18 09:30"
    assert len(draft.lists[("standards", "lots")]) == len(deal.standards.lots)
    assert "ocds-213czf-1" in draft.source


def test_the_process_is_that_of_the_import() -> None:
    source = drafted({"ocid": "ocds-213czf-9", "id": "r", "date": "2026-02-01T00:00:00Z", "tender": {"id": "1"}})[
        0
    ].source
    tender = contract().tender
    asked = tender.instructions.model_copy(update={"source": source})
    deal = contract().model_copy(update={"tender": tender.model_copy(update={"instructions": asked})})
    assert process_of(publication_of(deal)) == "ocds-213czf-9"
    assert process_of(publication_of(contract())) is None


def spoiled(value: object, path: str, birds: list[str]) -> object:
    """Return a part of a record in which whatever may not be shown says something else."""
    if value is None or path.removesuffix("[]") in SHOWN:
        return value
    if isinstance(value, Part):
        names = {name: f"{path}.{name}".lstrip(".") for name in type(value).model_fields}
        return value.model_copy(update={name: spoiled(getattr(value, name), at, birds) for name, at in names.items()})
    if isinstance(value, tuple):
        return tuple(spoiled(each, f"{path}[]", birds) for each in value)
    if isinstance(value, Mapping):
        return {key: spoiled(each, f"{path}[]", birds) for key, each in value.items()}
    birds.append(path)
    return OTHERS.get(type(value), f"Kanarie{len(birds):05}")


OTHERS: dict[type, object] = {Decimal: Decimal("777.77"), int: 777, date: date(2031, 2, 3)}


@pytest.mark.parametrize("name", ["contract", "filled"])
def test_nothing_internal_is_in_it_and_nothing_internal_changes_it(name: str) -> None:
    deal, birds = DEALS[name](), list[str]()
    other = spoiled(deal, "", birds)
    assert isinstance(other, Deal)
    assert len(birds) > 200
    assert other != deal
    assert exported(other) == exported(deal)
    assert "Kanarie" not in json.dumps(exported(other))


def test_no_list_names_a_field_that_is_internal_by_its_nature() -> None:
    forbidden = ("costs", "price", "competitors", "stakeholders", "grading", "evaluation", "negotiation", "key_nodes")
    assert not [path for path in SHOWN if path.split(".")[0].removesuffix("[]") in forbidden]
