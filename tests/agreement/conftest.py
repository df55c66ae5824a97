from dataclasses import dataclass
from functools import cache

import pytest

from bidkit import render
from bidkit.render.model import Document
from bidkit.stages.artifact import Artifact
from bidkit.stages.artifacts import ARTIFACTS, artifacts_of
from bidkit.stages.sheet import plain
from tests.acceptance.house import EXAMPLES, read
from tests.agreement.offer import offer
from tests.unit.render.charts.gallery import gallery
from tests.unit.render.conftest import sink_document

LANGUAGES = ("en", "zh-CN")
_MADE_FOR_TESTS = {"sink": sink_document, "gallery": gallery, "offer": offer}


@dataclass(frozen=True, slots=True)
class Pair:
    """One document in both formats."""

    document: Document
    docx: bytes
    pdf: bytes


def names() -> list[str]:
    """Return `example/artifact/language` for every document of every example, and the one with every element."""
    examples = sorted(path.parent.name for path in EXAMPLES.glob("*/deal.yaml"))
    made = [
        f"{example}/{artifact.name}"
        for example in examples
        for artifact in artifacts_of(*read(EXAMPLES / example / "deal.yaml"))
        if _adds(example, artifact)
    ]
    return [
        "offer/all/en",
        *(f"{name}/{language}" for name in ("sink/all", "gallery/all", *made) for language in LANGUAGES),
    ]


def _adds(example: str, artifact: Artifact) -> bool:
    """Leave out what the last example says as the one before it, and the end of deals that have none yet."""
    if artifact.at_the_end:
        return example == "springs-acceptance"
    return example != "springs-acceptance" or artifact.stage == "implementation"


@cache
def pair(name: str) -> Pair:
    """Make a document in both formats."""
    example, wanted, language = name.split("/")
    if example in _MADE_FOR_TESTS:
        document = _MADE_FOR_TESTS[example](language)
    else:
        artifact = next(each for each in ARTIFACTS if each.name == wanted)
        deal, house = read(EXAMPLES / example / "deal.yaml")
        sheet = artifact.build(deal.model_copy(update={"language": language}), house, final=False)
        document = render.document(artifact.template, plain(sheet), language=language)
    return Pair(document, render.to_docx(document), render.to_pdf(document))


@pytest.fixture(scope="session", params=names())
def made(request: pytest.FixtureRequest) -> Pair:
    """Each document in turn."""
    return pair(request.param)
