"""A record on the desk: read, checked against its house, and every Problem at its place."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bidkit.approval.outcome import Outcome
from bidkit.audience.rules import customer_findings
from bidkit.checks import Finding, check_deal, check_house
from bidkit.cli.register_desk import there_is_a_register
from bidkit.deal import Deal, House
from bidkit.deal.method import STAGES, Stage
from bidkit.gates import entry_findings, gate_findings
from bidkit.problems import Problem, ProblemsFound
from bidkit.record.files import (
    AUTHORITY_FILE,
    HOUSE_FILE,
    DealFile,
    HouseFile,
    deal_of,
    homes_of,
    load_deal,
    load_house,
    shown,
)
from bidkit.record.papers import missing_papers
from bidkit.record.template_sets import template_folders
from bidkit.render import HouseStyle, read_style
from bidkit.swelling import RECORD

if TYPE_CHECKING:
    from bidkit.audience.view import View
    from bidkit.stages.artifact import Artifact

DEAL_FILE = RECORD


@dataclass(frozen=True)  # without slots, for what is worked out once
class Desk:
    """A record whose fields are sound, its house, and what the rules find."""

    file: DealFile
    house_file: HouseFile
    rule_problems: tuple[Problem, ...] = ()
    gate_problems: tuple[Problem, ...] = ()
    approval: Outcome | None = None
    """What the register says of the price, where it was asked."""
    priced_ahead: Callable[[], Decimal | None] | None = field(default=None, compare=False, repr=False)
    """What waits for the decided price, where it is being worked out."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found, in file order."""
        return tuple(sorted((*self.rule_problems, *self.gate_problems)))

    @property
    def deal(self) -> Deal:
        """The deal."""
        return self.file.deal

    @property
    def house(self) -> House:
        """The effective house data."""
        return self.house_file.house

    @cached_property
    def digest(self) -> str:
        """The digest of the validated record with its house data."""
        return sha256(f"{self.deal.model_dump_json()}\n{self.house.model_dump_json()}".encode()).hexdigest()

    @cached_property
    def decided_price(self) -> Decimal | None:
        """The price excluding tax that was decided; None where none was, or it cannot be worked out."""
        if self.priced_ahead is not None:
            return self.priced_ahead()
        from bidkit.stages.decided import decided_price

        return decided_price(self.deal, self.house)

    @cached_property
    def view(self) -> "View":
        """What the customer may see."""
        from bidkit.audience.view import view_of

        return view_of(self.deal, self.house)

    def closed_gates(self, stage: Stage) -> tuple[Problem, ...]:
        """Return what hinders a final document of a stage that the deal has not reached."""
        if STAGES.index(stage) <= STAGES.index(self.deal.stage):
            return ()  # the gates of the deal's own stage are among the problems
        found = gate_findings(stage, self.deal, self.house, approved=self.approved)
        return tuple(_placed(self.file, finding) for finding in found)

    @property
    def approved(self) -> bool | None:
        """Whether the register says that the decided price is approved; None where it was not asked."""
        return self.approval.counts if self.approval else None

    def for_customer(self, *, final: bool) -> tuple[Problem, ...]:
        """Return what is wrong with what goes to the customer."""
        found = customer_findings(self.deal, self.house, final=final)
        return tuple(sorted(_placed(self.house_file if each.of_house else self.file, each) for each in found))

    def refusals(self, artifact: "Artifact") -> tuple[Problem, ...]:
        """Return what keeps a document from being written, even as a draft."""
        found = artifact.refused(self.deal) if artifact.refused else ()
        return tuple(sorted(_placed(self.file, each) for each in found))

    def seeded(self, seed: int | None) -> "Desk":
        """Return the desk with another seed for what is simulated."""
        if seed is None:
            return self
        price = self.deal.price.model_copy(update={"seed": seed})
        deal = self.deal.model_copy(update={"price": price})
        return replace(self, file=replace(self.file, deal=deal), priced_ahead=None)

    def spoken(self, language: str | None) -> "Desk":
        """Return the desk with another language for the documents."""
        if language in (None, self.deal.language):
            return self
        return replace(self, file=replace(self.file, deal=self.deal.model_copy(update={"language": language})))

    @property
    def authority_path(self) -> Path | None:
        """Where the bands of the house stand; None where it has none."""
        path = self.house_file.path.with_name(AUTHORITY_FILE) if self.house_file.path else None
        return path if path and path.is_file() else None

    def house_for(self, artifact: "Artifact") -> House:
        """Return the house by which an artifact is built, or raise ProblemsFound where its bands are not sound."""
        if not artifact.by_bands or self.authority_path is None:
            return self.house
        from bidkit.approval.levels import with_bands
        from bidkit.record.authority_file import load_authority

        return with_bands(self.deal, self.house, load_authority(self.authority_path).authority)

    def house_style(self) -> HouseStyle | None:
        """Return the Word file that the house gives its documents their look with, or raise ProblemsFound."""
        if self.house.house_style is None or self.house_file.path is None:
            return None
        folder = self.house_file.path.parent
        path = folder / self.house.house_style
        try:
            return read_style(path, shown(path), path.parent, folder)
        except OSError as error:
            hint = "Give the path of a Word file (.docx) itself, from the folder of house.yaml."
            message = f"`house_style`: {path.name} cannot be read: {error.strerror}"
            raise ProblemsFound([Problem(self.house_file.place(("house_style",)), message, hint)]) from None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The Problems that are not only warnings."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def record_path(path: Path) -> Path:
    """Return the record that a person means: the file itself, or the deal.yaml of a folder."""
    found = path / DEAL_FILE if path.is_dir() else path
    if found.name in (HOUSE_FILE, AUTHORITY_FILE):
        what = "`bidkit config`" if found.name == HOUSE_FILE else "`bidkit authority check`"
        said = f"{path} is no record: it holds for all deals of its folder, and {what} checks it."
        raise typer.BadParameter(f"{said} Give the folder of one deal.", param_hint="RECORD")
    if not found.is_file():
        from bidkit.cli.absent import no_record

        raise no_record(path)
    return found


def check_lot(desk: Desk, lot: str | None) -> None:
    """Refuse a lot that the record does not have, and say which there are."""
    known = [each.id for each in desk.deal.standards.lots]
    if lot is not None and lot not in known:
        raise typer.BadParameter(f"The record has no lot {lot}. Lots: {', '.join(known) or 'none'}.")


def lay_out(path: Path, proposed: str | DealFile | None = None) -> Desk:
    """Read and check a record, or raise ProblemsFound with all that is wrong with its fields or its house.

    With `proposed`, check what the record would be if that text stood in the file, or a record that is no text yet.
    """
    problems: list[Problem] = []
    file = house_file = None
    try:
        file = _read(path, proposed)
    except ProblemsFound as found:
        problems += found.problems
    try:
        house_file = sound_house(path.parent)
    except ProblemsFound as found:
        problems += found.problems
    if file is None or house_file is None:
        raise ProblemsFound(problems)
    findings = (*check_deal(file.deal, house_file.house), *missing_papers(file.deal, homes_of(path.parent)))
    by_rules = tuple(_placed(file, finding) for finding in findings)
    return _held_against_gates(Desk(file, house_file, by_rules))


def _held_against_gates(desk: Desk) -> Desk:
    """Hold a record against the key nodes; the register takes a moment and is asked only where they rest on it."""
    if "price-approved" in desk.deal.key_nodes:
        desk = with_approval(desk)
    found = entry_findings(desk.deal, desk.house, approved=desk.approved)
    return replace(desk, gate_problems=tuple(_placed(desk.file, finding) for finding in found))


def with_approval(desk: Desk) -> Desk:
    """Return the desk with what the register says of the price; a house without authority.yaml keeps no approvals."""
    if desk.approval is not None or not (desk.authority_path or desk.house.authority_key):
        return desk
    if not there_is_a_register(desk.house_file):
        return replace(desk, approval=Outcome("none"))
    from bidkit.cli.approval_desk import outcome_of

    return replace(desk, approval=outcome_of(desk))


def _read(path: Path, proposed: str | DealFile | None) -> DealFile:
    if isinstance(proposed, DealFile):
        return proposed
    return load_deal(path) if proposed is None else deal_of(proposed, path)


def sound_house(folder: Path) -> HouseFile:
    """Read the house data that holds for a folder, or raise ProblemsFound."""
    house_file = load_house(folder)
    findings = check_house(house_file.house)
    if findings:
        raise ProblemsFound(_placed(house_file, finding) for finding in findings)
    template_folders(house_file)
    return house_file


def sound_desk(path: Path, proposed: str | DealFile | None = None) -> Desk:
    """Read a record from which a draft can be made, or raise ProblemsFound; a closed gate does not hinder a draft."""
    desk = lay_out(path, proposed)
    if any(problem.severity == "error" for problem in desk.rule_problems):
        raise ProblemsFound(desk.problems)
    return desk


def _placed(file: DealFile | HouseFile, finding: Finding) -> Problem:
    place = file.place(finding.path)
    if finding.offset:
        place = place._replace(column=place.column + finding.offset)
    return Problem(place, finding.message, finding.hint, finding.severity)
