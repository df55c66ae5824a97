"""The forms of a bid as the tender asks for them: those of its profile, as the record's own list changes them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bidkit.deal import Deal, House
from bidkit.deal.forms import Envelope, Form, FormKind, Profile, ProfileForm, SignedBy
from bidkit.problems import column_letters

_PLAIN = "1."
_FIRST = re.compile(r"(?<!\d)0*1(?!\d)|一|(?<![A-Za-z])[IiAa](?![A-Za-z])")
"""What a lettering shows as the first number: 1 or 01, 一, or a letter that stands alone."""
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class AskedForm:
    """One form that the bid has to hold, with everything about it settled."""

    id: str
    number: str
    """As the tender numbers it, such as 3., C or 三、."""
    title: str
    kind: FormKind
    envelope: Envelope
    mandatory: bool
    signed_by: SignedBy
    stamp: bool
    copies: int
    page_limit: int | None
    per_lot: bool
    template: str | None
    file: str | None
    asks: str | None
    source: str | None

    @property
    def label(self) -> str:
        """Number and title in one line."""
        return f"{self.number}{'' if self.number.endswith('、') else ' '}{self.title}"


def profile_of(deal: Deal, house: House) -> Profile | None:
    """Return the profile that the tender follows, if it names one that there is."""
    return house.form_profiles.get(deal.tender.profile) if deal.tender.profile else None


def forms_of(deal: Deal, house: House, language: str | None = None) -> tuple[AskedForm, ...]:
    """Return the forms that the tender asks for, in its order; titles are in the tender's language or the one given."""
    profile = profile_of(deal, house)
    spoken = language or deal.tender.notice.language or deal.language or house.language
    lettering = deal.tender.lettering or (profile.lettering if profile else _PLAIN)
    copies = deal.tender.instructions.copies.copies if deal.tender.instructions.copies else 0
    asked = [each for each in _merged(deal, profile) if each.asked != "no"]
    return tuple(
        _settled(form, form.number or numbered(lettering, at), spoken, copies) for at, form in enumerate(asked, start=1)
    )


def asked_ids(deal: Deal, house: House) -> set[str]:
    """Return the ids of the forms that the tender asks for."""
    return {form.id for form in _merged(deal, profile_of(deal, house)) if form.asked != "no"}


def _merged(deal: Deal, profile: Profile | None) -> Iterator[ProfileForm]:
    """Yield the profile's forms with what the record says of them, and then those that only the record has."""
    own = {form.id: form for form in deal.tender.forms}
    for form in profile.forms if profile else ():
        yield form.model_copy(update=_given(own.pop(form.id))) if form.id in own else form
    yield from (ProfileForm.model_construct(**_given(added)) for added in own.values())


def _given(form: Form) -> dict[str, Any]:
    return {name: value for name in Form.model_fields if (value := getattr(form, name)) is not None}


def _settled(form: ProfileForm, number: str, language: str, copies: int) -> AskedForm:
    return AskedForm(
        id=form.id,
        number=number,
        title=form.title or title_in(form.titles, language) or form.id,
        kind=form.kind or "other",
        envelope=form.envelope or "technical",
        mandatory=form.mandatory != "no",
        signed_by=form.signed_by or "nobody",
        stamp=form.stamp == "yes",
        copies=copies if form.copies is None else form.copies,
        page_limit=form.page_limit,
        per_lot=form.per_lot == "yes",
        template=form.template,
        file=form.file,
        asks=form.asks,
        source=form.source,
    )


def title_in(titles: Mapping[str, str], language: str) -> str | None:
    """Return the title in a language: in it exactly, in another form of it, in English, or in whatever there is."""
    tongue = language.partition("-")[0]
    akin = (title for tag, title in titles.items() if tag.partition("-")[0] == tongue)
    return titles.get(language) or next(akin, None) or titles.get("en") or next(iter(titles.values()), None)


def shows_a_number(lettering: str) -> bool:
    """Say whether a lettering shows what the first form is numbered with."""
    return _FIRST.search(lettering) is not None


def numbered(lettering: str, number: int) -> str:
    """Return a lettering that shows the first number, such as Form-1, A or 一、, as it stands on another form."""
    return _FIRST.sub(lambda first: _counted(first.group(), number), lettering, count=1)


def _counted(first: str, number: int) -> str:
    if first == "一":
        return _in_chinese(number)
    if first in "Aa":
        letters = column_letters(number)
        return letters if first == "A" else letters.lower()
    if first in "Ii":
        roman = _in_roman(number)
        return roman.upper() if first == "I" else roman
    return str(number).zfill(len(first))


def _in_roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said


def _in_chinese(number: int) -> str:
    """Return a number up to 99 as headings count it: 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else f"{_CHINESE[tens] if tens > 1 else ''}十"
    return head + (_CHINESE[ones] if ones or not tens else "")
