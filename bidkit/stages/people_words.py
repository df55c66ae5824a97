"""What the stakeholder plan says in words: roles, modes of response, ties, states of the candidate list."""

from collections.abc import Mapping

from bidkit.deal import Deal
from bidkit.deal.stakeholders import LinkKind, Listing, Mode, Stakeholder
from bidkit.phrases import Phrase

ROLES: Mapping[str, Phrase] = {
    "economic": Phrase("economic buyer"),
    "technical": Phrase("technical buyer"),
    "user": Phrase("user"),
    "insider": Phrase("insider"),
    "procurement": Phrase("procurement"),
    "design-institute": Phrase("design institute"),
    "outside-influence": Phrase("outside influence"),
}

MODES: Mapping[Mode, Phrase] = {
    "growth": Phrase("growth: wants more than today"),
    "trouble": Phrase("trouble: has something to mend"),
    "even-keel": Phrase("even keel: sees no gap"),
    "overconfident": Phrase("overconfident: believes to be better off than it is"),
}

LINKS: Mapping[LinkKind, Phrase] = {
    "influences": Phrase("influences"),
    "conflict": Phrase("is in conflict with"),
    "former-colleague": Phrase("is a former colleague of"),
    "close-to": Phrase("is close to"),
}

LISTINGS: Mapping[Listing, Phrase] = {
    "unknown": Phrase("unknown"),
    "not-listed": Phrase("not listed: nothing handed in yet"),
    "applied": Phrase("documents handed in, no answer yet"),
    "listed": Phrase("listed"),
    "refused": Phrase("refused"),
}

_ATTITUDES = (
    (-5, Phrase("works against us")),
    (-3, Phrase("against us")),
    (-1, Phrase("rather against us")),
    (0, Phrase("neutral")),
    (2, Phrase("rather for us")),
    (4, Phrase("for us")),
    (5, Phrase("works for us")),
)
UNKNOWN_ATTITUDE = Phrase("attitude unknown")


def attitude(person: Stakeholder) -> Phrase:
    """Return how a person stands towards us, with its figure."""
    if person.attitude is None:
        return UNKNOWN_ATTITUDE
    score = person.attitude.score
    meaning = next(says for upto, says in _ATTITUDES if score <= upto)
    return Phrase("{score} {meaning}", score=signed(score), meaning=meaning)


def signed(score: int) -> str:
    """Return a score with its sign, a minus as printers set it."""
    return f"+{score}" if score > 0 else f"−{-score}" if score < 0 else "0"


def names_of(deal: Deal) -> Mapping[str, str]:
    """Return by id what to call each person: the name, or else the position with the id."""
    return {person.id: call(person) for person in deal.stakeholders}


def call(person: Stakeholder) -> str:
    """Return what to call a person in a line."""
    return f"{person.name or person.title or person.department or ''} ({person.id})".strip()


def place(person: Stakeholder) -> str | None:
    """Return where a person sits: the department, or the organisation where it is not the customer."""
    return " · ".join(part for part in (person.organisation, person.department) if part) or None
