"""The forms of a bid as JSON and as lines for a terminal."""

from collections.abc import Iterator
from dataclasses import asdict

from bidkit.cli.saying import table, width
from bidkit.deal import Deal, House
from bidkit.form_list import AskedForm, forms_of, profile_of, title_in

_HEADS = ("Form", "Id", "Envelope", "Must", "Signed by", "Stamp", "Copies", "Pages")
_SIGNED = {
    "nobody": "-",
    "signatory": "signatory",
    "legal-representative": "legal representative",
    "issuer": "who issues it",
}
_WIDEST = 44


def forms_data(deal: Deal, house: House, language: str | None) -> dict[str, object]:
    """Return the form list as plain data."""
    forms = [asdict(each) for each in forms_of(deal, house, language)]
    return {"profile": deal.tender.profile, "envelopes": deal.tender.notice.envelopes, "forms": forms}


def forms_text(deal: Deal, house: House, language: str | None) -> str:
    """Return the form list as lines for a person."""
    profile = profile_of(deal, house)
    name = title_in(profile.titles, language or deal.language or house.language) if profile else None
    followed = f"{name} ({profile.id})" if profile else "none; the forms are the record's own"
    forms = forms_of(deal, house, language)
    head = [f"{deal.id}  {deal.title}", f"Profile: {followed}", ""]
    if not forms:
        known = ", ".join(sorted(house.form_profiles))
        return "\n".join([*head, f"No forms: name one under `tender: profile:`. Profiles: {known}."])
    return "\n".join([*head, *table([_HEADS, *map(_row, forms)]), *_asked(forms)])


def _row(form: AskedForm) -> tuple[str, ...]:
    title = form.label if width(form.label) <= _WIDEST else f"{_cut(form.label)}..."
    each_lot = " (each lot)" if form.per_lot else ""
    return (
        title + each_lot,
        form.id,
        form.envelope,
        "yes" if form.mandatory else "no",
        _SIGNED[form.signed_by],
        "yes" if form.stamp else "no",
        str(form.copies),
        str(form.page_limit or "-"),
    )


def _asked(forms: tuple[AskedForm, ...]) -> Iterator[str]:
    """Say what the tender asks of single forms, and which finished paper or template makes one."""
    told = [
        (form.id, name, value)
        for form in forms
        for name, value in (("asks", form.asks), ("template", form.template), ("file", form.file))
        if value
    ]
    yield from ("",) if told else ()
    yield from (f"  {of}: {name}: {value}" for of, name, value in told)


def _cut(text: str) -> str:
    while width(text) > _WIDEST - 3:
        text = text[:-1]
    return text.rstrip()
