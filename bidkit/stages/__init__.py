"""The artifacts of the method: one module per stage builds them, Deal in, sheet out."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bidkit.deal import Deal, House
from bidkit.deal.method import Stage
from bidkit.stages.development import evaluation


class Sheet(Protocol):
    """A sheet: typed data, and the record paths of what it has to mark as missing."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Record paths, in the order of the page."""


class Builder(Protocol):
    """Builds a sheet; `final` only changes what the sheet calls itself."""

    def __call__(self, deal: Deal, house: House, *, final: bool) -> Sheet:
        """Return the sheet."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A document of the method: its name in file names and commands, its stage, who may read it, how it is built."""

    name: str
    stage: Stage
    audience: Literal["internal", "customer"]
    build: Builder

    @property
    def template(self) -> str:
        """The file name of its template."""
        return f"{self.name}.html"


EVALUATION = Artifact("evaluation", "development", "internal", evaluation)
ARTIFACTS: tuple[Artifact, ...] = (EVALUATION,)
