"""Whatever changes inside, what the customer gets stays the same: as a document, and as files to the byte.

`make harden` sets BIDKIT_HARDEN and tries many more records.
"""

import os
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bidkit import render
from bidkit.deal import Deal, House
from bidkit.render.model import Document
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.sheet import plain
from tests.schema import TEXTS
from tests.secrecy.internal import Base, base_of, change, example_of

CUSTOMER = [artifact for artifact in ARTIFACTS if artifact.audience == "customer"]
EXAMPLES = 1000 if os.environ.get("BIDKIT_HARDEN") else 20
VALUES = ("37", "Kestrel wins at 3,120,000", *TEXTS, "no", "unknown", "refused", "rival", "2", "2030-01-01", "USD")


def document(artifact: Artifact, deal: Deal, house: House, language: str) -> Document:
    sheet = artifact.build(deal.model_copy(update={"language": language}), house, final=False)
    return render.document(artifact.template, plain(sheet), language=language)


@cache
def before(artifact: Artifact, language: str) -> bytes:
    return etree.tostring(document(artifact, *base_of(artifact).read(), language).root)


@cache
def count(artifact: Artifact) -> int:
    return len(base_of(artifact).internal())


def insider(artifact: Artifact, data: st.DataObject) -> Base:
    """Draw the artifact's example with some of what is internal changed or taken away."""
    base = base_of(artifact).copy()
    found, draw = base.internal(), data.draw
    for at in draw(st.lists(st.integers(0, count(artifact) - 1), min_size=1, max_size=12, unique=True)):
        value = draw(st.sampled_from(VALUES) | st.none())
        change(base, found[at][2], (value, *VALUES))
    return base


def test_there_is_something_for_the_customer_and_much_that_is_not() -> None:
    assert {"proposal", "bid", "bid-price"} <= {artifact.name for artifact in CUSTOMER}
    assert all(count(artifact) > 900 for artifact in CUSTOMER)


@pytest.mark.parametrize("artifact", CUSTOMER, ids=lambda artifact: artifact.name)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data(), language=st.sampled_from(["en", "zh-CN"]))
def test_the_document_stays_the_same(artifact: Artifact, data: st.DataObject, language: str) -> None:
    deal, house = insider(artifact, data).read()
    assert etree.tostring(document(artifact, deal, house, language).root) == before(artifact, language)


def _variant(artifact: Artifact, step: int) -> Base:
    """Return the artifact's example with every so many-th internal leaf changed."""
    base = base_of(artifact).copy()
    changed = [change(base, leaf[2], (*VALUES, None)) for leaf in base.internal()[step::97]]
    assert sum(changed) > 5
    return base


@pytest.mark.parametrize("artifact", CUSTOMER, ids=lambda artifact: artifact.name)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_files_stay_the_same_to_the_byte(artifact: Artifact, kind: str) -> None:
    write: Callable[[Document], bytes] = render.to_docx if kind == "docx" else render.to_pdf
    made = [
        write(document(artifact, *base.read(), "en"))
        for base in (base_of(artifact), *(_variant(artifact, step) for step in range(3)))
    ]
    assert [each == made[0] for each in made] == [True] * len(made)


def test_the_test_would_notice() -> None:
    """A change of what the customer may see changes the document; so the comparison is not blind."""
    artifact = next(each for each in CUSTOMER if each.name == "proposal")
    base = base_of(artifact).copy()
    shown = next(leaf for leaf in base.shown() if leaf[1][:3] == ("standards", "needs", 0) and leaf[1][3] == "what")
    assert change(base, shown[2], ("Another need.",))
    assert etree.tostring(document(artifact, *base.read(), "en").root) != before(artifact, "en")


PRICE = ("unit_price", "share", "tax_rate", "amount", "percent")


@pytest.mark.parametrize("envelope", ["bid", "bid-price"])
def test_a_price_changes_the_price_envelope_and_no_other(envelope: str) -> None:
    """To the technical envelope prices are as internal as costs; the price envelope shows them."""
    artifact = next(each for each in CUSTOMER if each.name == envelope)
    base = example_of("springs-bid", True).copy()
    clean = etree.tostring(document(artifact, *base.read(), "en").root)
    priced = [leaf for leaf in base.shown() if leaf[1][0] in ("bid", "price") and leaf[1][-1] in (*PRICE, "price")]
    assert sum(change(base, leaf[2], ("7", "0.5")) for leaf in priced) > 30
    changed = etree.tostring(document(artifact, *base.read(), "en").root)
    assert (changed != clean) is (envelope == "bid-price")
