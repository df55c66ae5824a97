"""The form list: what the record changes in its profile, and how forms are numbered."""

from pathlib import Path

import pytest

from bidkit.deal import Deal
from bidkit.form_list import forms_of, numbered, shows_a_number
from bidkit.record.files import load_house

HOUSE = load_house(Path("/")).house
PROFILES = HOUSE.form_profiles
HEAD = {"id": "D", "title": "Nine machines", "stage": "bidding", "customer": {"procurement": {"at": "bid-evaluation"}}}


def deal(**tender: object) -> Deal:
    return Deal.model_validate({**HEAD, "tender": tender})


@pytest.mark.parametrize(
    ("lettering", "shown"),
    [
        ("1.", {1: "1.", 9: "9.", 10: "10.", 113: "113."}),
        ("01", {1: "01", 9: "09", 10: "10"}),
        ("Form-1", {1: "Form-1", 12: "Form-12"}),
        ("A", {1: "A", 9: "I", 26: "Z", 27: "AA"}),
        ("Annex A", {1: "Annex A", 2: "Annex B"}),
        ("a)", {1: "a)", 3: "c)"}),
        ("附件A", {2: "附件B"}),
        ("I.", {1: "I.", 4: "IV.", 9: "IX.", 14: "XIV.", 40: "XL."}),
        ("(i)", {1: "(i)", 8: "(viii)"}),
        ("一、", {1: "一、", 9: "九、", 10: "十、", 11: "十一、", 20: "二十、", 21: "二十一、", 99: "九十九、"}),
        ("附件一", {12: "附件十二"}),
        ("11-1", {2: "11-2"}),
    ],
)
def test_a_lettering_counts_on_from_what_it_shows(lettering: str, shown: dict[int, str]) -> None:
    assert shows_a_number(lettering)
    assert {at: numbered(lettering, at) for at in shown} == shown


@pytest.mark.parametrize("lettering", ["Form", "11", "Annex B", "二、", "-"])
def test_a_lettering_without_a_first_number_is_none(lettering: str) -> None:
    assert not shows_a_number(lettering)


def test_the_profiles_that_bidkit_brings() -> None:
    assert {name: len(each.forms) for name, each in PROFILES.items()} == {
        "china-equipment-2017": 12,
        "industrial-enquiry": 8,
        "undp-like": 9,
        "world-bank-goods": 13,
    }


@pytest.mark.parametrize("name", PROFILES)
def test_each_profile_is_a_whole_bid_in_two_languages(name: str) -> None:
    forms = PROFILES[name].forms
    kinds = [form.kind for form in forms]
    for kind in ("letter", "price-goods", "commercial-deviations", "technical-deviations"):
        assert kinds.count(kind) == 1, kind
    for form in forms:
        assert set(form.titles) == {"en", "zh-CN"}
        assert form.envelope
        assert form.mandatory
        assert form.signed_by
        assert (form.envelope == "price") == (form.kind in ("letter", "price-goods", "price-services")), form.id
    assert set(PROFILES[name].titles) == {"en", "zh-CN"}


def test_nine_forms_are_lettered_a_to_i() -> None:
    assert [form.number for form in forms_of(deal(profile="undp-like"), HOUSE)] == [
        f"Form {each}" for each in "ABCDEFGHI"
    ]


def test_without_a_profile_the_records_list_is_the_list() -> None:
    own = [{"id": "F-1", "title": "Offer", "kind": "letter", "envelope": "price", "mandatory": "no"}]
    (form,) = forms_of(deal(forms=own), HOUSE)
    assert (form.label, form.envelope, form.mandatory, form.copies) == ("1. Offer", "price", False, 0)
    assert forms_of(deal(), HOUSE) == ()


def test_an_entry_changes_what_it_says_and_nothing_else() -> None:
    before = {form.id: form for form in forms_of(deal(profile="world-bank-goods"), HOUSE)}
    changed = deal(
        profile="world-bank-goods",
        instructions={"copies": {"originals": 1, "copies": 3}},
        forms=[{"id": "letter", "page_limit": 2, "copies": 0}, {"id": "security", "mandatory": "no"}],
    )
    after = {form.id: form for form in forms_of(changed, HOUSE)}
    assert (after["letter"].page_limit, after["letter"].copies, after["letter"].title) == (2, 0, "Letter of bid")
    assert (after["security"].mandatory, after["security"].envelope) == (False, "separate")
    others = before.keys() - {"letter", "security"}
    assert all(after[name].copies == 3 for name in others)
    assert {name: after[name].number for name in others} == {name: before[name].number for name in others}


def test_a_form_that_is_not_asked_for_takes_no_number() -> None:
    lettered = deal(
        profile="china-equipment-2017",
        lettering="Form-1",
        forms=[
            {"id": "consortium", "asked": "no"},
            {"id": "price", "number": "P-7"},
            {"id": "more", "title": "Our works", "kind": "other", "envelope": "technical"},
        ],
    )
    numbers = {form.id: form.number for form in forms_of(lettered, HOUSE)}
    assert "consortium" not in numbers
    assert [numbers[name] for name in ("identity", "security", "price", "qualification", "more")] == [
        "Form-2",
        "Form-3",
        "P-7",
        "Form-7",
        "Form-12",
    ]
    assert list(numbers)[-1] == "more"


@pytest.mark.parametrize(
    ("tag", "title"), [("zh-CN", "投标函"), ("zh", "投标函"), ("en-GB", "Letter of bid"), ("de", "Letter of bid")]
)
def test_titles_are_in_the_language_of_the_tender(tag: str, title: str) -> None:
    told = deal(profile="undp-like", notice={"language": tag}, forms=[])
    assert forms_of(told, HOUSE, "zh-CN")[0].label == "Form A 投标书提交函"
    told = deal(profile="china-equipment-2017", notice={"language": tag})
    assert forms_of(told, HOUSE)[0].label == f"一、{title}"
