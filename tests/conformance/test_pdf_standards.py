"""Every PDF keeps to the standards that it states, as veraPDF judges."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest

from bidkit import render
from bidkit.assets import assets
from bidkit.cli.desk import sound_desk
from bidkit.render.model import Document, make_document
from bidkit.render.pdf import Profile, Standard, standards
from bidkit.render.search import Search
from bidkit.stages.artifacts import ARTIFACTS
from bidkit.stages.for_customer import ACCEPTANCE
from bidkit.stages.sheet import plain
from tests.conformance.verapdf import Verdict, verify
from tests.unit.render.conftest import sink_document
from tests.unit.render.long_document import cut_often, long_document

FLAVOURS: Mapping[Standard, str] = {"PDF/A-3a": "3a", "PDF/UA-1": "ua1"}
PROFILES: tuple[Profile, ...] = ("archive", "accessible", "plain")
LANGUAGES = ("en", "zh-CN")
SHEETS = [
    (example, artifact.name)
    for example in ("springs", "springs-bid")
    for artifact in ARTIFACTS
    if artifact.of_a_tender is (example == "springs-bid")
]
FILES = [f"{language}-{example}-{name}" for language in LANGUAGES for example, name in SHEETS]
Asked = list[tuple[str, Path]]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Verdict]:
    """Every file, written once and judged in one run; the plain ones are judged too, to see the judge say no."""
    folder = tmp_path_factory.mktemp("pdf")
    makers = (_sheets, _sinks, _checklists, _in_parts)
    asked = [pair for language in LANGUAGES for make in makers for pair in make(folder, language)]
    return {(flavour, file.stem): verdict for (flavour, file), verdict in verify(asked).items()}


def _sheets(folder: Path, language: str) -> Asked:
    asked: Asked = []
    artifacts = {each.name: each for each in ARTIFACTS}
    for example, name in SHEETS:
        desk = sound_desk(assets("examples") / example / "deal.yaml").spoken(language)
        sheet = plain(artifacts[name].build(desk.deal, desk.house, final=False))
        document = render.document(artifacts[name].template, sheet, language=language)
        asked += _written(folder / f"{language}-{example}-{name}.pdf", document, "archive")
    return asked


def _checklists(folder: Path, language: str) -> Asked:
    desk = sound_desk(assets("examples") / "springs-acceptance" / "deal.yaml").spoken(language)
    sheet = plain(ACCEPTANCE.build(desk.deal, desk.house, final=False))
    document = render.document(ACCEPTANCE.template, sheet, language=language)
    return _written(folder / f"{language}-checklist.pdf", document, "archive")


def _sinks(folder: Path, language: str) -> Asked:
    everything = sink_document(language)
    kinds = {"everything": everything, "unfillable": _without_fields(everything)}
    return [
        pair
        for kind, document in kinds.items()
        for profile in PROFILES
        for pair in _written(folder / f"{language}-{kind}-{profile}.pdf", document, profile)
    ]


def _in_parts(folder: Path, language: str) -> Asked:
    """A document that is laid out in parts, each of which has links, headings, drawings and turned pages."""
    with cut_often():
        return [
            pair
            for profile in PROFILES
            for pair in _written(folder / f"{language}-parts-{profile}.pdf", long_document(language), profile)
        ]


def _without_fields(document: Document) -> Document:
    root = deepcopy(document.root)
    for field in list(root.iter("input")):
        field.tag = "em"
        field.attrib.clear()
    return make_document(root, document.language, Search(()))


def _written(file: Path, document: Document, profile: Profile) -> Asked:
    file.write_bytes(render.to_pdf(document, profile))
    stated = standards(profile, fillable=document.fillable) or tuple(FLAVOURS)
    return [(FLAVOURS[standard], file) for standard in stated]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("flavour", FLAVOURS.values())
def test_every_sheet_keeps_to_both_standards(
    verdicts: Mapping[tuple[str, str], Verdict], file: str, flavour: str
) -> None:
    verdict = verdicts[flavour, file]
    assert verdict.broken == ()
    assert verdict.checks > 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_element_keeps_to_what_its_profile_states(
    verdicts: Mapping[tuple[str, str], Verdict], language: str
) -> None:
    said = {(flavour, name): verdict.broken for (flavour, name), verdict in verdicts.items()}
    assert said["3a", f"{language}-unfillable-archive"] == ()
    assert said["ua1", f"{language}-unfillable-archive"] == ()
    for name in ("unfillable-accessible", "everything-archive", "everything-accessible"):
        assert said["ua1", f"{language}-{name}"] == ()
        assert ("3a", f"{language}-{name}") not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_joined_of_parts_keeps_to_what_its_profile_states(
    verdicts: Mapping[tuple[str, str], Verdict], language: str
) -> None:
    assert verdicts["3a", f"{language}-parts-archive"].broken == ()
    for profile in ("archive", "accessible"):
        assert verdicts["ua1", f"{language}-parts-{profile}"].broken == ()
        assert verdicts["ua1", f"{language}-parts-{profile}"].checks > 1000
    assert verdicts["3a", f"{language}-parts-plain"].broken != ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_to_fill_in_is_accessible(verdicts: Mapping[tuple[str, str], Verdict], language: str) -> None:
    assert verdicts["ua1", f"{language}-checklist"].broken == ()
    assert ("3a", f"{language}-checklist") not in verdicts


def test_the_judge_says_no(verdicts: Mapping[tuple[str, str], Verdict]) -> None:
    """A plain PDF states nothing and would be refused, so a pass above means something."""
    assert "6.1.3-1" in verdicts["3a", "en-unfillable-plain"].broken
    assert "7.1-8" in verdicts["ua1", "en-unfillable-plain"].broken
