"""The springs deal told by its own commands, from the first visits to the end of the warranty."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bidkit.cli.desk import DEAL_FILE
from bidkit.cli.telling import Teller, chapter

FOLDER = "story"


def tell_story(out: Path) -> Iterator[str]:
    """Yield how the springs deal goes from its lead to its end, and leave all its files in a folder below `out`."""
    folder = out / FOLDER
    if folder.exists():
        yield f"{folder} stands; delete it to have the story told again"
        return
    yield from chapter(
        "The lead, the people and the standards", _lead(Teller.of("springs", folder / "lead", "2026-09-15"))
    )
    bid = Teller.of("springs-bid", folder / "bid", "2026-12-10")
    yield from chapter("The price is approved and the bid goes out", _bid(bid))
    contract = Teller.of("springs-contract", folder / "contract", "2027-01-27")
    yield from chapter("The contract", _contract(contract))
    plant = Teller.of("springs-acceptance", folder / "plant", "2027-06-24")
    yield from chapter("At the plant", _plant(plant))
    yield from chapter("Put right, tested again, accepted", _accepted(replace(plant, today="2027-06-30")))
    yield from chapter("Two years later", _ended(replace(plant, today="2029-07-02")))


def _lead(tell: Teller) -> Iterator[str]:
    yield from tell("Where does the deal stand, and what comes next?", "status", DEAL_FILE)
    for said, artifact in (
        ("Is it worth the effort? The manager reads why.", "evaluation"),
        ("Who decides, who is against, whom do we meet next?", "stakeholders"),
        ("Which of our standards are in the tender, and who carries them?", "standards"),
        ("The customer gets a proposal along their own standards.", "proposal"),
    ):
        yield from tell(said, artifact, DEAL_FILE, "--format", "docx", "--out", "documents")


def _bid(tell: Teller) -> Iterator[str]:
    tell.set_up_authority()
    issue = ("bid", DEAL_FILE, "--final", "--by", "volume", "--format", "docx", "--out", "issued")
    balanced = ("--position", "balanced", "--as")
    yield from tell("The manager looks at the price positions.", "pricing", DEAL_FILE, "--out", "internal")
    yield from tell(
        "The general manager refuses the lowest of them.",
        *("refuse", DEAL_FILE, "--position", "aggressive", "--as", "Deng Li", "--reason", "Too little is left"),
    )
    yield from tell("Nobody has approved a price yet: no bid is issued.", *issue, ends_with=1)
    for name in ("Gao Ming", "Deng Li"):
        yield from tell(f"{name} approves the balanced price.", "approve", DEAL_FILE, *balanced, name)
    yield from tell("Two people have said yes, as their rules ask: the bid goes out.", *issue)
    tell.write_down("dearer")
    yield from tell(
        "The maker of the frames asks for 500 more: what was approved is undone.", "approvals", DEAL_FILE, ends_with=1
    )
    yield from tell("So nothing is issued on it.", *issue, ends_with=1)
    tell.write_down("new model")
    for name in ("Gao Ming", "Deng Li"):
        yield from tell(f"{name} approves again.", "approve", DEAL_FILE, *balanced, name)
    yield from tell("The bid goes out once more, as the next revision.", *issue)
    first, second = (f"issued/SPRINGS-bid-volume-technical-rev{number}.docx" for number in (1, 2))
    yield from tell("What changed, as tracked changes in Word.", "redline", first, second, "--out", "changes.docx")
    yield from tell("Which of the two counts?", "verify", first, second, ends_with=1)
    yield from tell("And nobody has touched the register.", "register", "verify", ".")


def _contract(tell: Teller) -> Iterator[str]:
    for said, artifact in (
        ("What may be given at the table, for what, and what does it cost?", "negotiation"),
        ("What differs between tender, bid and contract, and who still has to look at it?", "signing"),
        ("What was promised goes to the people who build.", "handover"),
    ):
        yield from tell(said, artifact, DEAL_FILE, "--format", "docx", "--out", "internal")


def _plant(tell: Teller) -> Iterator[str]:
    yield from _visit(tell, "An engineer takes the checklist to the plant.", "1")
    yield from tell("What is left to put right.", "punch", DEAL_FILE, "--format", "docx", "--out", "site")
    yield from tell(
        "The provisional certificate has to wait, and everybody knows for what.",
        *("certificate", DEAL_FILE, "--type", "provisional"),
        ends_with=1,
    )
    yield from tell("From a need of the customer to its tests.", "trace", DEAL_FILE, "--from", "N-01")


def _accepted(tell: Teller) -> Iterator[str]:
    tell.write_down("put right")
    yield from _visit(tell, "The load cell is changed; the engineer comes back with a new checklist.", "2")
    tell.write_down("accepted")
    yield from _certificate(
        tell, "All is passed and the A items are closed: the provisional certificate.", "provisional"
    )


def _ended(tell: Teller) -> Iterator[str]:
    tell.write_down("warranty over")
    yield from _visit(tell, "The last test, at the end of the warranty.", "3")
    tell.write_down("ended")
    yield from _certificate(tell, "Nothing is left open: the final certificate.", "final")
    yield from tell(
        "What the deal has taught: the completion review.",
        *("completion", DEAL_FILE, "--final", "--format", "docx", "--out", "internal"),
    )
    yield from tell("What the others bid helps to price the next one.", "history", "add", DEAL_FILE, "--to", "bids.csv")
    yield from tell("All twelve key nodes are reached.", "status", DEAL_FILE)


def _visit(tell: Teller, said: str, number: str) -> Iterator[str]:
    """Take a checklist to the plant, fill it in, and read it back."""
    folder = f"visit-{number}"
    yield from tell(said, "acceptance", DEAL_FILE, "--format", "pdf", "--out", folder)
    tell.fill(f"{folder}/SPRINGS-acceptance.pdf", f"{folder}/filled.pdf", number)
    yield from tell(
        "It comes back filled in: every value is judged, each failure becomes a punch item.",
        *("acceptance", "read", f"{folder}/filled.pdf", DEAL_FILE, "--yes"),
    )


def _certificate(tell: Teller, said: str, kind: str) -> Iterator[str]:
    yield from tell(
        said, "certificate", DEAL_FILE, "--type", kind, "--final", "--format", "docx", "--out", "certificates"
    )
