"""Rules of the form list: its profile exists, each form can be placed, and a number can be counted on."""

from collections.abc import Iterator

from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.repeats import repeated_ids
from bidkit.deal import Deal, House
from bidkit.deal.forms import Form
from bidkit.form_list import profile_of, shows_a_number

_FORMS = ("tender", "forms")
_SHOWN_FIRST = "Show how the first form is numbered, such as 1., A, I, 一、 or Form-1."


def the_profile_exists(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that the profile is one that bidkit brings or the house has."""
    name, known = deal.tender.profile, house.form_profiles
    if name is not None and name not in known:
        hint = f"The choices are: {', '.join(sorted(known))}; a file forms/{name}.yaml beside house.yaml adds it."
        yield Finding(("tender", "profile"), f"`{name}` is no form profile", hint)


def forms_can_be_placed(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that no form stands twice, and that one which no profile knows says what it is and where it belongs."""
    yield from repeated_ids(_FORMS, deal.tender.forms)
    profile = profile_of(deal, house)
    if profile is None and deal.tender.profile:
        return  # the profile that there is not has been asked for
    known = {form.id for form in profile.forms} if profile else set()
    for at, form in enumerate(deal.tender.forms):
        if form.id not in known and form.asked != "no":
            yield from _without_place((*_FORMS, at), form, profile.id if profile else None)


def _without_place(path: FieldPath, form: Form, profile: str | None) -> Iterator[Finding]:
    lacking = [name for name in ("title", "kind", "envelope") if getattr(form, name) is None]
    if lacking:
        where = f"is not in the profile `{profile}`" if profile else "is in no profile"
        message = f"the form `{form.id}` {where}, and has no {' and no '.join(lacking)}"
        yield Finding(path, message, "Add what is lacking, or write the id of a form of the profile.")


def numbers_can_be_counted(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the lettering shows the first number."""
    lettering = deal.tender.lettering
    if lettering is not None and not shows_a_number(lettering):
        yield Finding(("tender", "lettering"), f"`{lettering}` shows no first number", _SHOWN_FIRST)


_FORM_OF_A_PROFILE = "Such as: {id: letter, titles: {en: Letter of bid}, kind: letter, envelope: price}."


def profiles_are_whole(house: House) -> Iterator[Finding]:
    """Ask that each profile can be numbered, and each of its forms be placed."""
    for name, profile in house.form_profiles.items():
        path: FieldPath = ("form_profiles", name)
        yield from repeated_ids((*path, "forms"), profile.forms)
        if not shows_a_number(profile.lettering):
            yield Finding((*path, "lettering"), f"`{profile.lettering}` shows no first number", _SHOWN_FIRST)
        for at, form in enumerate(profile.forms):
            given = {"titles": form.titles or form.title, "kind": form.kind, "envelope": form.envelope}
            lacking = [part for part, value in given.items() if not value]
            if lacking:
                message = f"the form `{form.id}` of `{name}` has no {' and no '.join(lacking)}"
                yield Finding((*path, "forms", at), message, _FORM_OF_A_PROFILE)


FORM_RULES = (the_profile_exists, forms_can_be_placed, numbers_can_be_counted)
