"""Rules of authority.yaml: people, keys and roles fit together, and every band can be reached."""

from collections.abc import Iterator

from bidkit.checks.finding import Finding
from bidkit.deal.authority import Authority


def check_authority(authority: Authority) -> tuple[Finding, ...]:
    """Hold authority.yaml against every rule."""
    return tuple(finding for rule in _RULES for finding in rule(authority))


def _people_are_distinct(authority: Authority) -> Iterator[Finding]:
    names: set[str] = set()
    keys: dict[str, str] = {}
    for index, person in enumerate(authority.people):
        for name in person.names:
            if name.casefold() in names:
                hint = "Write each person once, with all keys."
                yield Finding(("people", index, "name"), f"'{name}' stands here twice", hint)
            names.add(name.casefold())
        for at, key in enumerate(person.keys):
            if key in keys:
                hint = "Each person signs with keys of their own: `bidkit keys new NAME`."
                yield Finding(("people", index, "keys", at), f"this key is {keys[key]}'s already", hint)
            keys[key] = person.name


def _bands_can_be_reached(authority: Authority) -> Iterator[Finding]:
    if not authority.bands:
        hint = "Add at least one band with `name`, `roles` and `quorum`."
        yield Finding(("bands",), "nobody may approve a price", hint)
    for index, band in enumerate(authority.bands):
        path = ("bands", index)
        if not band.roles:
            yield Finding((*path, "roles"), f"no role may say yes in the band '{band.name}'", "Name at least one role.")
        if band.quorum < 1:
            yield Finding((*path, "quorum"), "at least one person has to say yes", "Write 1 or more.")
        roles = {role for each in authority.bands[index:] for role in each.roles}
        able = [person for person in authority.people if person.keys and roles & set(person.roles)]
        if band.roles and len(able) < band.quorum:
            message = f"the band '{band.name}' asks for {band.quorum} people, and {len(able)} with a key hold its roles"
            yield Finding((*path, "quorum"), message, "Give more people these roles and keys, or lower the quorum.")


def _delegations_fit(authority: Authority) -> Iterator[Finding]:
    for index, each in enumerate(authority.delegations):
        for field in ("person", "to"):
            name = getattr(each, field)
            if authority.named(name) is None:
                known = ", ".join(person.name for person in authority.people)
                message = f"'{name}' is not among the people"
                yield Finding(("delegations", index, field), message, f"The choices are: {known}.")
        if each.begins > each.ends:
            hint = "Give the first day and the last."
            yield Finding(("delegations", index, "ends"), "the delegation ends before it begins", hint)


_RULES = (_people_are_distinct, _bands_can_be_reached, _delegations_fit)
