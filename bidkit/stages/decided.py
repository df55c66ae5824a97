"""The total that was decided: the one figure of the pricing that a bid shows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bidkit.deal import Deal, House

if TYPE_CHECKING:
    from pricing.decision.situation import Situation


@dataclass(frozen=True, slots=True)
class Sought:
    """A position that was decided on, and the situation from which its price is still to be worked out."""

    position: str
    situation: "Situation"


def decided_price(deal: Deal, house: House) -> Decimal | None:
    """Return the price excluding tax that was decided; None where none was, or it cannot be worked out."""
    said = said_or_sought(deal, house)
    return worked_out(said) if isinstance(said, Sought) else said


def said_or_sought(deal: Deal, house: House) -> Decimal | Sought | None:
    """Return the price that was decided where the record says it, or what it is worked out from."""
    said = deal.price.decision
    if said is None or said.price is not None:
        return said.price if said else None
    if said.position == "withdraw":
        return None
    from bidkit.stages.price_basis import basis_of  # noqa: PLC0415 - it simulates

    situation = basis_of(deal, house).situation
    return Sought(said.position, situation) if situation and said.position else None


def worked_out(sought: Sought) -> Decimal | None:
    """Return the price of a position; this takes a second for thousands of cost lines."""
    from pricing.decision.decide import decide  # noqa: PLC0415 - it simulates
    from pricing.margin import NoSuchPrice  # noqa: PLC0415

    try:
        positions = decide(sought.situation).positions
    except NoSuchPrice:
        return None
    return next((each.price for each in positions if each.name == sought.position), None)
