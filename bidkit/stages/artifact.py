"""What an artifact of the method is: a document with its stage, its reader, and how it is built from a deal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_type_hints

from bidkit.audience.prices import Prices, prices_of
from bidkit.audience.view import View, view_of
from bidkit.calendar import Calendar
from bidkit.checks import Finding
from bidkit.deal import Deal, House
from bidkit.deal.method import Stage
from bidkit.outcome import ended_without_order
from bidkit.stages.decided import decided_price
from bidkit.stages.sheet import jsonable
from bidkit.workbook import Workbook


class Sheet(Protocol):
    """A sheet: typed data, and the record paths of what it has to mark as missing."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Record paths, in the order of the page."""


class Builder(Protocol):
    """Builds a sheet; `final` only changes what the sheet calls itself."""

    def __call__(self, deal: Deal, house: House, *, final: bool) -> Sheet:
        """Return the sheet."""


class CustomerBuilder(Protocol):
    """Builds a sheet for the customer, who may see nothing that the view does not hold."""

    def __call__(self, view: View, *, final: bool) -> Sheet:
        """Return the sheet."""


@dataclass(frozen=True, slots=True)
class ForCustomer:
    """Builds a sheet for the customer: whatever builds it gets the customer's view, never the deal."""

    build: CustomerBuilder

    def __call__(self, deal: Deal, house: House, *, final: bool) -> Sheet:
        """Return the sheet."""
        return self.build(view_of(deal, house), final=final)


class PriceBuilder(Protocol):
    """Builds a sheet for the customer that shows prices: those of the bid beside the view, and nothing behind them."""

    def __call__(self, view: View, prices: Prices, *, final: bool) -> Sheet:
        """Return the sheet."""


@dataclass(frozen=True, slots=True)
class WithPrices(ForCustomer):
    """Builds a sheet for the customer from the view and the prices at the total decided."""

    build: PriceBuilder  # type: ignore[assignment] # it is only called here

    def __call__(self, deal: Deal, house: House, *, final: bool) -> Sheet:
        """Return the sheet."""
        return self.build(view_of(deal, house), prices_of(deal, decided_price(deal, house)), final=final)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A document of the method: its name in file names and commands, its stage, who may read it, how it is built."""

    name: str
    stage: Stage
    audience: Literal["internal", "customer"]
    build: Builder
    data: Callable[[Any], object] = jsonable
    """Its data for other programs."""
    workbook: Callable[[Any], Workbook] | None = None
    """The workbook in which it can be calculated anew."""
    calendar: Callable[[Any], Calendar] | None = None
    """The days that it plans."""
    part: str = ""
    """Which part of it this is, where it is not all of it; stands in the names of its files."""
    by_bands: bool = False
    """Whether the bands of authority.yaml, where the house has one, stand in for the levels of house.yaml."""
    drawn_with: str | None = None
    """The file name of its template, where it does not go by its own name."""
    of_a_tender: bool = False
    """Whether it is made only where the record says which forms the tender asks for."""
    at_the_end: bool = False
    """Whether a deal that is lost or given up ends in it, at whatever stage."""
    refused: Callable[[Deal], tuple[Finding, ...]] | None = None
    """What keeps it from being written at all, even as a draft."""

    def __post_init__(self) -> None:
        if (self.audience == "customer") != isinstance(self.build, ForCustomer):
            raise TypeError(f"{self.name}: what the customer reads is built by ForCustomer(...), and nothing else is")

    @property
    def sheet(self) -> type[Sheet]:
        """The type of its sheet, from what its builder says that it returns."""
        build = self.build.build if isinstance(self.build, ForCustomer) else self.build
        found: type[Sheet] = get_type_hints(build)["return"]
        return found

    def stage_of(self, deal: Deal) -> Stage:
        """Return the stage to which it belongs in a deal."""
        return deal.stage if self.at_the_end and ended_without_order(deal) else self.stage

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which it can be had."""
        more = {"xlsx": self.workbook, "ics": self.calendar}
        return ("docx", "pdf", "html", "json", *(name for name, made in more.items() if made))

    @property
    def stem(self) -> str:
        """What the names of its files say after the id of the deal."""
        return f"{self.name}-{self.part}" if self.part else self.name

    @property
    def template(self) -> str:
        """The file name of its template."""
        return self.drawn_with or f"{self.name}.html"
