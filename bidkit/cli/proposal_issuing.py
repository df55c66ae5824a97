"""Issue a proposal in a house that keeps a register: with number and revision, and entered before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from bidkit.cli.approval_desk import with_authority
from bidkit.cli.desk import Desk
from bidkit.cli.issuing import Edition, as_issued, issue_set, issued_line, revised
from bidkit.cli.making import Order, outputs, report
from bidkit.cli.register_desk import register_of
from bidkit.publish import Output
from bidkit.register.canonical import digest
from bidkit.stages.artifact import Artifact, Sheet


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A proposal about to be issued."""

    artifact: Artifact
    desk: Desk
    sheet: Sheet
    order: Order

    @property
    def number(self) -> str:
        """The number that all its revisions bear."""
        return self.desk.deal.proposal.number or f"{self.desk.deal.id}-proposal"

    def files(self, revision: int) -> Mapping[str, Output]:
        """Return the files of a revision."""
        made = outputs(self.artifact, self.desk, as_issued(self.sheet, self.number, revision), self.order)
        return {revised(name, revision): each for name, each in made.items()}


def issue_proposal(artifact: Artifact, path: Path, desk: Desk, sheet: Sheet, order: Order) -> None:
    """Issue a proposal from which nothing is missing, and say under which number and revision."""
    if not set(order.formats) <= {"docx", "pdf"}:
        raise typer.BadParameter("A proposal is issued as docx and pdf alone.", param_hint="--format")
    this = _Proposal(artifact, desk, sheet, order)
    edition = Edition(
        deal=desk.deal.id,
        artifact=artifact.name,
        number=this.number,
        record_digest=digest(with_authority(desk).bound),
        approvals=(),
        make=this.files,
    )
    with register_of(desk.house_file) as register:
        entered, published = issue_set(register, edition, order.out or path.parent / "documents", lambda _: None)
    report(published)
    print(issued_line(entered))
