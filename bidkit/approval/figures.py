"""What is decided: a price of the deal, and the figures by which it is judged."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bidkit.deal import Deal, House
from bidkit.stages.price_basis import basis_of
from bidkit.stages.price_figures import share
from pricing.decision.curve import curve
from pricing.decision.decide import decide
from pricing.decision.positions import position
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice

OTHER = "other"


class NoPrice(Exception):  # noqa: N818 - it says what is so
    """Raised where the record gives no such price; says why, and what to do."""

    def __init__(self, message: str, hint: str, fields: tuple[str, ...] = ()) -> None:
        self.message, self.hint, self.fields = message, hint, fields
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Figures:
    """One price and what it means; shares of one, as the pricing analysis shows them."""

    position: str
    """aggressive, balanced or premium; other where the price is none of them."""
    price: Decimal
    """Excluding tax."""
    currency: str
    customer: str
    gross_margin: Decimal
    win_probability: Decimal
    below_floor: Decimal
    """How likely the realised margin falls below the floor margin."""
    deviations: int
    """How many requirements are answered with partially or deviate."""

    def data(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return {
            "position": self.position,
            "price": format(self.price, "f"),
            "currency": self.currency,
            "customer": self.customer,
            "gross_margin": format(self.gross_margin, "f"),
            "win_probability": format(self.win_probability, "f"),
            "below_floor": format(self.below_floor, "f"),
            "deviations": self.deviations,
        }


def figures_of_position(deal: Deal, house: House, name: str) -> Figures:
    """Return the figures of a position, or raise NoPrice."""
    try:
        positions = {each.name: each for each in decide(_situation(deal, house)).positions}
    except NoSuchPrice as error:
        raise NoPrice(str(error), "`bidkit pricing` shows the cost and the floor.") from None
    if name not in positions:
        known = ", ".join(positions) or "none: no price lies between floor and ceiling"
        raise NoPrice(f"there is no position `{name}`", f"The positions are: {known}.")
    return figures_of_price(deal, house, positions[name].price, name)


def figures_of_price(deal: Deal, house: House, price: Decimal, name: str = OTHER) -> Figures:
    """Return the figures of a price, or raise NoPrice."""
    situation, customer = _situation(deal, house), deal.customer.name
    if customer is None:
        hint = "Deals of one customer are seen together; write its name as in its other deals."
        raise NoPrice("the record does not name the customer", hint, ("customer.name",))
    if situation.ceiling is not None and price > situation.ceiling:
        message = f"{price} lies above the ceiling {situation.ceiling}: the tender does not admit it"
        raise NoPrice(message, "Ask for less.", ("tender.instructions.rule.ceiling",))
    try:
        found = position(curve(situation, (price,)), name, 0)
    except NoSuchPrice as error:
        raise NoPrice(str(error), "`bidkit pricing` shows the cost and the floor.") from None
    return Figures(
        position=name,
        price=price,
        currency=situation.currency,
        customer=customer,
        gross_margin=share(found.gross_margin),
        win_probability=share(found.win_probability),
        below_floor=share(found.below_floor),
        deviations=deviations(deal),
    )


def deviations(deal: Deal) -> int:
    """Return how many requirements are answered with partially or deviate."""
    answers = [each.ours.answer for each in deal.standards.requirements]
    return sum(answer in ("partially", "deviate") for answer in answers)


def _situation(deal: Deal, house: House) -> Situation:
    basis = basis_of(deal, house)
    if basis.situation is None:
        hint = "`bidkit pricing` lists what a price rests on."
        raise NoPrice("the record does not have what a price rests on", hint, basis.missing)
    return basis.situation
