"""Who may say yes to a price: the bands that hold for it, the roles that a person has or borrows, the authors."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.approval.figures import Figures
from bidkit.checks.finding import FieldPath
from bidkit.deal import Deal
from bidkit.deal.authority import Authority, Band, Person, limit_share

_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which capacity a person says yes: in their own name, or with the authority of somebody else."""

    person: str
    principal: str


def holding(authority: Authority, figures: Figures, values: Mapping[str, Decimal]) -> tuple[Band, ...]:
    """Return the bands that hold for a price, the lowest first; `values` is the order value by currency."""
    return tuple(band for band in authority.bands if not failing(band, figures, values))


def failing(band: Band, figures: Figures, values: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Return in words why a band does not hold for a price; nothing where it does."""
    margin, below, limit = figures.gross_margin * 100, figures.below_floor * 100, limit_share(band, values)
    told = {
        f"expected gross margin {margin:.2f} % is below {band.margin_from} %": (
            band.margin_from is not None and margin < band.margin_from
        ),
        f"chance {below:.2f} % of ending below the floor margin is above {band.below_floor_up_to} %": (
            band.below_floor_up_to is not None and below > band.below_floor_up_to
        ),
        f"order value {_amounts(values)} is above {_amounts(band.value_up_to)}": limit is not None and limit > 1,
        f"no highest value is given in {' and '.join(values)}": bool(band.value_up_to) and limit is None,
        f"{figures.deviations} deviations are more than {band.deviations_up_to}": (
            band.deviations_up_to is not None and figures.deviations > band.deviations_up_to
        ),
    }
    return tuple(words for words, so in told.items() if so)


def _amounts(values: Mapping[str, Decimal]) -> str:
    return " + ".join(f"{amount} {currency}" for currency, amount in values.items())


def capacities(
    authority: Authority, deal: Deal, person: Person, bands: Sequence[Band], day: date
) -> tuple[Capacity, ...]:
    """Return in which capacities a person may say yes on a day to a price for which these bands hold.

    Whoever may not say yes to a deal, being the author of one of its lines, cannot have somebody else say it either.
    """
    roles = {role for band in bands for role in band.roles}
    own = (Capacity(person.name, person.name),) if roles & set(person.roles) else ()
    lent = (each for each in authority.delegations if _same(each.to, person.name) and each.holds_on(day))
    principals = [each for each in map(authority.named, (each.person for each in lent)) if each]
    free = [each for each in principals if roles & set(each.roles) and not any(lines_of(deal, each))]
    return (*own, *(Capacity(person.name, each.name) for each in free))


def most(capacities_of_each: Iterable[Sequence[Capacity]]) -> int:
    """Return how many different people say yes; whoever lends authority and whoever borrows it count as one."""
    of_principal: dict[str, Sequence[Capacity]] = {}

    def find(options: Sequence[Capacity], tried: set[str]) -> bool:
        for option in options:
            if option.principal in tried:
                continue
            tried.add(option.principal)
            if option.principal not in of_principal or find(of_principal[option.principal], tried):
                of_principal[option.principal] = options
                return True
        return False

    for options in capacities_of_each:
        find(options, set())
    return len(of_principal)


def lines_of(deal: Deal, person: Person) -> Iterator[FieldPath]:
    """Yield where the record names a person as the author of a priced line."""
    for path, author in _authors(deal):
        if author and any(_names(author, name) for name in person.names):
            yield path


def lines_without_author(deal: Deal) -> tuple[FieldPath, ...]:
    """Return the priced lines of which nobody says who stated them."""
    return tuple(path for path, author in _authors(deal) if not author)


def _authors(deal: Deal) -> Iterator[tuple[FieldPath, str | None]]:
    if deal.costs is None:
        return
    for part in ("lines", "risks", "proportional"):
        for index, line in enumerate(getattr(deal.costs, part)):
            yield ("costs", part, index, "author"), line.author


def _names(text: str, name: str) -> bool:
    """Say whether a text names somebody: `Ma Lin, cost engineering` names Ma Lin."""
    said, sought = plain_name(text), plain_name(name)
    if _IDEOGRAPH.search(sought):
        return sought in said
    return re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", said) is not None


def _same(one: str, other: str) -> bool:
    return plain_name(one) == plain_name(other)


def plain_name(text: str) -> str:
    """Return a name in the form in which two are compared: without case, width and surplus space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def same_customer(one: str, other: str) -> bool:
    """Say whether two names are of one customer, written with other signs or not."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(sign for sign in plain_name(text) if sign.isalnum())
