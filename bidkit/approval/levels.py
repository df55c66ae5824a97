"""The bands of authority.yaml as the levels of a price: who has to say yes to what, from the lowest to the highest."""

from collections.abc import Iterator

from bidkit.approval.figures import deviations
from bidkit.contracting import table_price
from bidkit.deal import Deal, House
from bidkit.deal.authority import Authority, Band
from pricing.decision.policy import Authority as Level


def with_bands(deal: Deal, house: House, authority: Authority) -> House:
    """Return the house with the bands that can hold for a deal in place of its own levels."""
    levels = tuple(_levels(deal, authority))
    return house.model_copy(update={"pricing": house.pricing.model_copy(update={"authority": levels})})


def _levels(deal: Deal, authority: Authority) -> Iterator[Level]:
    for band in authority.bands:
        if _can_hold(deal, band):
            role = f"{band.name} ({', '.join(band.roles)})"
            yield Level.model_construct(
                role=role, margin_from=band.margin_from, below_floor_up_to=band.below_floor_up_to
            )


def _can_hold(deal: Deal, band: Band) -> bool:
    """Say whether a band holds for the deviations and for the price on the table, from which concessions only take."""
    if band.deviations_up_to is not None and deviations(deal) > band.deviations_up_to:
        return False
    price, limit = table_price(deal), band.value_up_to.get(deal.currency or "")
    return not band.value_up_to or (limit is not None and (price is None or price <= limit))
