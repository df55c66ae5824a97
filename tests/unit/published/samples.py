"""Small published tenders in the shapes of OCDS 1.1.5 and its extensions."""

import copy
import json
from pathlib import Path
from typing import Any

from bidkit.published.account import Account, account_of
from bidkit.published.draft import Draft, Field
from bidkit.published.ocds import draft_of
from bidkit.published.reading import read_ocds

RELEASE: dict[str, Any] = {
    "ocid": "ocds-213czf-000-00001",
    "id": "ocds-213czf-000-00001-02-tender",
    "date": "2026-02-01T10:00:00Z",
    "tag": ["tender"],
    "language": "en",
    "initiationType": "tender",
    "buyer": {"id": "GB-LAC-E09000003", "name": "Borough of Anytown"},
    "parties": [
        {
            "id": "GB-LAC-E09000003",
            "name": "Borough of Anytown",
            "roles": ["buyer"],
            "address": {"streetAddress": "4 High Street", "locality": "Anytown", "countryName": "Germany"},
            "contactPoint": {"name": "Procurement", "email": "bids@anytown.example"},
        }
    ],
    "planning": {"budget": {"description": "Laboratories", "amount": {"amount": 260000, "currency": "EUR"}}},
    "tender": {
        "id": "2026/17",
        "title": "Spring testing machines",
        "description": "Two machines for coil springs, with training.",
        "status": "active",
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "mainProcurementCategory": "goods",
        "value": {"amount": 250000, "currency": "EUR"},
        "enquiryPeriod": {"endDate": "2026-02-20T12:00:00+01:00"},
        "tenderPeriod": {"startDate": "2026-02-01T10:00:00Z", "endDate": "2026-03-10T12:00:00+01:00"},
        "awardPeriod": {"endDate": "2026-04-15T00:00:00Z"},
        "contractPeriod": {"startDate": "2026-05-01T00:00:00Z", "endDate": "2026-12-31T00:00:00Z"},
        "submissionTerms": {
            "languages": ["de", "en"],
            "variantPolicy": "notAllowed",
            "bidValidityPeriod": {"durationInDays": 90},
            "depositsGuarantees": "A bid bond of a first-class bank.",
        },
        "lots": [
            {
                "id": "LOT-1",
                "title": "Machines",
                "value": {"amount": 230000, "currency": "EUR"},
                "awardCriteria": {
                    "criteria": [
                        {
                            "type": "price",
                            "name": "Price",
                            "numbers": [{"number": 60, "weight": "percentageExact"}],
                        },
                        {
                            "type": "quality",
                            "name": "Accuracy",
                            "description": "Class of the force measurement",
                            "numbers": [{"number": 40, "weight": "percentageExact"}],
                        },
                    ]
                },
            },
            {
                "id": "LOT-2",
                "title": "Training",
                "value": {"amount": 20000, "currency": "EUR"},
                "awardCriteria": {"criteria": [{"type": "price", "name": "Price"}]},
            },
        ],
        "items": [
            {"id": "1", "description": "Machine, 20 kN", "quantity": 2, "unit": {"name": "pcs"}, "relatedLot": "LOT-1"},
            {"id": "2", "description": "Training days", "quantity": 4, "unit": {"name": "days"}, "relatedLot": "LOT-2"},
        ],
        "criteria": [
            {
                "id": "0001",
                "title": "Force",
                "relatesTo": "item",
                "relatedItem": "LOT-1",
                "requirementGroups": [
                    {
                        "id": "0001-001",
                        "requirements": [
                            {"id": "0001-001-01", "title": "Rated force", "minValue": 20, "unit": {"name": "kN"}},
                            {"id": "0001-001-02", "title": "CE mark", "dataType": "boolean", "expectedValue": True},
                        ],
                    }
                ],
            }
        ],
        "documents": [
            {
                "id": "doc-1",
                "documentType": "biddingDocuments",
                "title": "Specification",
                "url": "https://anytown.example/spec.pdf",
                "datePublished": "2026-02-01T10:00:00Z",
            }
        ],
        "milestones": [{"id": "m-1", "title": "Handing over", "dueDate": "2026-12-01T00:00:00Z"}],
    },
}


def release(**tender: object) -> dict[str, Any]:
    """Return the release above with other parts of its tender; a part that is None is taken out."""
    made = copy.deepcopy(RELEASE)
    made["tender"].update(tender)
    made["tender"] = {name: part for name, part in made["tender"].items() if part is not None}
    return made


def drafted(data: object, lot: str | None = None, process: str | None = None) -> tuple[Draft, Account]:
    """Return what is made of a file with this in it."""
    text = data if isinstance(data, str) else json.dumps(data)
    published = read_ocds(text, "tender.json", process)
    draft = draft_of(published, "tender.json", lot)
    return draft, account_of(published, draft)


def fact(draft: Draft, path: str) -> object:
    """Return a fact by the path of its field; of an item of a list by its id."""
    to: Field = tuple(path.split("."))
    listed = next((key for key in draft.lists if to[: len(key)] == key), None)
    if listed is None:
        return draft.facts.get(to)
    item = draft.lists[listed][to[len(listed)]]
    return item if len(to) == len(listed) + 1 else item.get(to[-1])


def write(folder: Path, data: object) -> Path:
    """Write a file with this in it."""
    path = folder / "tender.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path
