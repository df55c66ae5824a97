"""The Deal: what a record holds, one module per part, every field documented where it stands."""

from bidkit.deal.deal import Deal
from bidkit.deal.house import House

__all__ = ["Deal", "House"]
