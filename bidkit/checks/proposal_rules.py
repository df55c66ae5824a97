"""Rules of the proposal: what it names exists, its dates agree, and no standard passes for what it is not."""

from collections.abc import Iterator, Sequence

from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.references import all_refer, ids_of, refers
from bidkit.deal import Deal, House

_PROPOSAL = ("proposal",)


def proposal_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that every need, requirement and block that the proposal names is there."""
    told = deal.proposal
    needs = ids_of(deal.standards.needs)
    for at, solution in enumerate(told.solutions):
        yield from refers((*_PROPOSAL, "solutions", at, "need"), solution.need, "need of the record", needs)
    items = ids_of(deal.standards.requirements)
    for name in ("puts_forward", "leaves_out"):
        yield from all_refer((*_PROPOSAL, name), getattr(told, name), "requirement of the record", items)
    blocks = {each.block for each in house.content.values()}
    for slot, placed in told.content.items():
        path = (*_PROPOSAL, "content", slot, "block")
        yield from refers(path, placed.block, "block of the content library", blocks)


def proposal_says_a_thing_once(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no need is met twice and no requirement is named twice."""
    told = deal.proposal
    yield from _twice([(("solutions", at, "need"), each.need) for at, each in enumerate(told.solutions)])
    names = [(("puts_forward", at), each) for at, each in enumerate(told.puts_forward)]
    yield from _twice([*names, *((("leaves_out", at), each) for at, each in enumerate(told.leaves_out))])


def _twice(named: Sequence[tuple[FieldPath, str]]) -> Iterator[Finding]:
    seen: dict[str, FieldPath] = {}
    for path, given in named:
        if given in seen:
            there = "here" if seen[given][0] == path[0] else f"under `{seen[given][0]}`"
            yield Finding((*_PROPOSAL, *path), f"`{given}` stands {there} already", "Keep one of them.")
        seen.setdefault(given, path)


def each_place_has_one_text(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each place for lasting words has either a block or words of the record's own."""
    for slot, placed in deal.proposal.content.items():
        if (placed.block is None) == (placed.text is None):
            said = "neither a block nor a text" if placed.block is None else "both a block and a text"
            yield Finding((*_PROPOSAL, "content", slot), f"`{slot}` has {said}", "Give one of the two.")


def proposal_dates_agree(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the proposal's days follow one another."""
    told = deal.proposal
    for at, step in enumerate(told.milestones):
        if step.to_day is not None and step.to_day < step.from_day:
            message = f"`{step.what}` ends on day {step.to_day}, before it begins on day {step.from_day}"
            yield Finding((*_PROPOSAL, "milestones", at, "to_day"), message, "Swap the two.")
    dated = told.dated
    if dated is None:
        return
    if told.valid_until is not None and told.valid_until < dated:
        message = f"the proposal ends to be valid on {told.valid_until}, before its own date, {dated}"
        yield Finding((*_PROPOSAL, "valid_until"), message, "Correct one of the two.")
    if told.plan_starts is not None and told.plan_starts < dated:
        message = f"the delivery plan starts on {told.plan_starts}, before the proposal's date, {dated}"
        yield Finding((*_PROPOSAL, "plan_starts"), message, "Correct one of the two.", "warning")
    for at, each in enumerate(told.next_steps):
        if each.due is not None and each.due < dated:
            message = f"a next step is due on {each.due}, before the proposal's date, {dated}"
            yield Finding((*_PROPOSAL, "next_steps", at, "due"), message, "Correct it, or leave it out.", "warning")


def no_standard_passes_for_another(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that what is put forward is still open, and that only the customer's own standards are answered as such."""
    told = deal.proposal
    if not told.model_fields_set:
        return
    published = {each.id for each in deal.standards.requirements if each.published_on}
    for at, given in enumerate(told.puts_forward):
        if given in published:
            message = f"`{given}` is published; there is nothing left to put forward"
            yield Finding((*_PROPOSAL, "puts_forward", at), message, "Delete it here; the proposal then answers it.")
    named = {*told.puts_forward, *told.leaves_out}
    for at, item in enumerate(deal.standards.requirements):
        if item.id in named or item.state not in ("proposed", "refused"):
            continue
        said = "is only proposed" if item.state == "proposed" else "was refused"
        message = f"`{item.id}` {said}, but the proposal would answer it as one of the customer's standards"
        hint = "Name it in the proposal under `puts_forward` or under `leaves_out`."
        yield Finding(("standards", "requirements", at, "state"), message, hint, "warning")


PROPOSAL_RULES = (
    proposal_refers_to_what_exists,
    proposal_says_a_thing_once,
    each_place_has_one_text,
    proposal_dates_agree,
    no_standard_passes_for_another,
)
