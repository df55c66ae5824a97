"""A record with its authority and the register on the desk: where the approval of its price stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from bidkit import __version__
from bidkit.approval.asking import outcome
from bidkit.approval.binding import Input, resolved_input
from bidkit.approval.figures import OTHER, Figures, NoPrice, figures_of_position, figures_of_price
from bidkit.approval.outcome import Outcome
from bidkit.approval.signed import is_whole
from bidkit.approval.verdict import Case, Verdict, verdict
from bidkit.cli.authority_desk import signed_authority
from bidkit.cli.desk import Desk, lay_out
from bidkit.cli.register_desk import register_of, there_is_a_register, today
from bidkit.deal.authority import Authority
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.authority_file import AuthorityFile
from bidkit.record.template_sets import template_folders
from bidkit.register.entry import DECISIONS, Entry
from bidkit.register.store import Register
from bidkit.render.search import digests


@dataclass(frozen=True)
class ApprovalDesk:
    """A record, and who may say yes to its price."""

    desk: Desk
    authority_file: AuthorityFile | None
    """None where there is none or where it is not signed by its owner."""
    authority_problems: tuple[Problem, ...]

    @cached_property
    def bound(self) -> Input:
        """The resolved input as it is now."""
        templates, style = digests(template_folders(self.desk.house_file)), self.desk.house_style()
        if style is not None:
            templates["house style"] = sha256(style.data).hexdigest()
        return resolved_input(self.desk.deal, self.desk.house, templates, __version__)

    @property
    def authority(self) -> Authority:
        """Who may say yes, or raise ProblemsFound where that is not signed."""
        if self.authority_file is None:
            raise ProblemsFound(self.authority_problems)
        return self.authority_file.authority

    def case(self, register: Register) -> Case:
        """Return what a verdict rests on, as the register stands."""
        entries = register.entries(kinds=DECISIONS)
        edited = [entry.id for entry in entries if not is_whole(entry)]
        if edited:
            hint = "`bidkit register verify` lists all. Put back a copy that holds, and ask who has written into it."
            raise ProblemsFound([Problem(Place(register.name), f"{', '.join(edited)} was edited by hand", hint)])
        return self.case_of(entries, register.inputs(_inputs_of(entries, self.desk.deal.id)))

    def case_of(self, entries: Sequence[Entry], inputs: dict[str, Input]) -> Case:
        """Return what a verdict rests on, with these entries."""
        return Case(
            deal=self.desk.deal,
            bound=self.bound,
            authority=self.authority_file.authority if self.authority_file else None,
            entries=entries,
            inputs=inputs,
            figures=self._anew,
            today=today(),
            same_customer_days=self.desk.house.approval.same_customer_days,
        )

    def figures(self, position: str | None, price: Decimal | None) -> Figures:
        """Return the figures of a position or price, or raise ProblemsFound."""
        deal, house = self.desk.deal, self.desk.house
        try:
            if position is not None:
                return figures_of_position(deal, house, position)
            return figures_of_price(deal, house, price or Decimal(0))
        except NoPrice as error:
            paths = [tuple(field.split(".")) for field in error.fields] or [("price",)]
            places = {self.desk.file.place(path): path for path in paths}
            named = {place: ".".join(path) for place, path in places.items()}
            raise ProblemsFound(
                Problem(place, f"`{named[place]}`: {error.message}", error.hint) for place in places
            ) from None

    def _anew(self, signed: Figures) -> Figures | None:
        try:
            return figures_of_price(self.desk.deal, self.desk.house, signed.price, signed.position or OTHER)
        except NoPrice:
            return None


def _inputs_of(entries: Sequence[Entry], deal: str) -> list[str]:
    own = (entry.content.get("input_digest") for entry in entries if entry.deal == deal)
    return [digest for digest in own if digest]


def lay_out_approval(path: Path) -> ApprovalDesk:
    """Read a record that can be decided on, with its authority; raise ProblemsFound where its fields are not sound."""
    return with_authority(lay_out(path))


def with_authority(desk: Desk) -> ApprovalDesk:
    """Put authority.yaml beside a record; what is wrong with it is kept."""
    try:
        return ApprovalDesk(desk, signed_authority(desk.house_file), ())
    except ProblemsFound as found:
        return ApprovalDesk(desk, None, found.problems)


def verdict_of(approval: ApprovalDesk) -> Verdict:
    """Return where the approval stands; where there is no register yet, nobody has said anything."""
    if not there_is_a_register(approval.desk.house_file):
        return Verdict((), ())
    with register_of(approval.desk.house_file) as register:
        return verdict(approval.case(register))


def outcome_of(desk: Desk) -> Outcome:
    """Return where the approval of the decided price stands; what cannot be read is said, and counts for nothing."""
    try:
        approval = ApprovalDesk(desk, signed_authority(desk.house_file), ())
        with register_of(desk.house_file) as register:
            went_out = desk.deal.bid.submitted is not None and _bid_went_out(register, desk.deal.id)
            return outcome(approval.case(register), desk.house, handed_in=went_out)
    except ProblemsFound as found:
        return Outcome("unknown", why=tuple(each.message for each in found.problems))


def _bid_went_out(register: Register, deal: str) -> bool:
    issued = register.entries(deal=deal, kinds=("issue",))
    return any(entry.content["artifact"] == "bid" and entry.content["approvals"] for entry in issued)
