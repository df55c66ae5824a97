"""The total that was decided: the one figure of the pricing that a bid shows."""

from decimal import Decimal

from bidkit.deal import Deal, House


def decided_price(deal: Deal, house: House) -> Decimal | None:
    """Return the price excluding tax that was decided; None where none was, or it cannot be worked out."""
    said = deal.price.decision
    if said is None or said.price is not None:
        return said.price if said else None
    if said.position == "withdraw":
        return None
    from bidkit.stages.price_basis import basis_of  # noqa: PLC0415 - it simulates
    from pricing.decision.decide import decide  # noqa: PLC0415
    from pricing.margin import NoSuchPrice  # noqa: PLC0415

    situation = basis_of(deal, house).situation
    if situation is None:
        return None
    try:
        positions = decide(situation).positions
    except NoSuchPrice:
        return None
    return next((each.price for each in positions if each.name == said.position), None)
