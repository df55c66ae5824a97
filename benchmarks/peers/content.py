"""What every peer has to say: one proposal with a table of requirements, as plain data."""

from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
HEAD = ("Id", "Requirement", "Our answer", "Quantity", "Price", "Source")
KEYS = ("id", "text", "answer", "quantity", "price", "source")
CAPTION = "Requirements and our response"


def content(rows: int) -> Data:
    """Return the proposal with so many rows."""
    return {
        "title": "Proposal for a spring test laboratory 弹簧试验室",
        "customer": "中泰弹簧有限公司 & <Söhne>",
        "number": "P-0042",
        "validity": "31 March 2027",
        "total": "EUR 1,284,300.50",
        "chapters": [_chapter(number) for number in range(1, 7)],
        "rows": [_row(number) for number in range(1, rows + 1)],
    }


def texts(data: Data) -> Iterator[str]:
    """Yield every text that the reader has to find."""
    yield from (str(data[key]) for key in ("title", "customer", "number", "validity", "total"))
    yield from (chapter[key] for chapter in data["chapters"] for key in ("title", "text"))
    yield CAPTION
    yield from HEAD
    yield from (row[key] for row in data["rows"] for key in KEYS)


def _chapter(number: int) -> Data:
    words = f"Stand {number} moves coils at p < {number + 2} bar & v > {number} m/s <guarded>; "
    words += "弹簧的载荷与刚度均按合同检验。"
    return {"title": f"Part {number}: loads & limits 载荷 <{number}>", "text": " ".join([words] * 4)}


def _row(number: int) -> Data:
    answers = ("complies", "complies with a remark", "deviates: see the list", "to be clarified")
    return {
        "id": f"REQ-{number:04}",
        "text": f"The drive of position {number} holds {number % 37} kN for > {number % 11 + 1} h & stays < 40 °C 弹簧",
        "answer": answers[number % 4],
        "quantity": str(number % 23 + 1),
        "price": f"{number * 17 % 90000 + 1}.{number % 100:02}",
        "source": f"clause {number % 40}.{number % 9}",
    }
