"""A small offer with something of every kind, for files in which one thing is then changed."""

from decimal import Decimal
from pathlib import Path

from bidkit import render
from bidkit.render.model import Document

_PARTS = (
    ("Coil spring", 12, Decimal("1250.50")),
    ("Guide frame", 4, Decimal("3180.25")),
    ("Cabinet", 1, Decimal("9640.00")),
    ("Rebate", 1, Decimal("-2374.75")),
)
_BARS = (("Springs", Decimal(15)), ("Frames", Decimal(12)), ("Cabinet", Decimal(9)))


def offer(language: str) -> Document:
    """Return the offer, whose sentences are English."""
    data = {
        "parts": _PARTS,
        "total": sum(count * each for _, count, each in _PARTS),
        "bars": tuple({"label": label, "value": value, "full": 20, "note": None} for label, value in _BARS),
    }
    return render.document("offer.html", data, language=language, folders=[Path(__file__).parent / "templates"])
