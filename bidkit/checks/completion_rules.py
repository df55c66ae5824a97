"""Rules of the completion review: it names what exists, contradicts nothing, and its amounts can be added up."""

from collections.abc import Iterator, Sequence
from datetime import date

from bidkit.checks.amounts import amount_fits, too_many_places
from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.references import ids_of, refers
from bidkit.checks.repeats import repeated_ids
from bidkit.deal import Deal, House
from bidkit.deal.completion import ActualCost, OpenedBid, ReviewedDate, ReviewedPromise
from bidkit.outcome import PLACES, milestones

_COMPLETION = ("completion",)
US = "us"


def completion_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that every id that the review names is in the record, and every factor in the house's model."""
    told, rivals, people = deal.completion, ids_of(deal.competitors), ids_of(deal.stakeholders)
    factors, kind = ids_of(house.evaluation_model.factors), "factor of the house's evaluation model"
    yield from refers((*_COMPLETION, "winner"), told.winner, "competitor of the record", rivals)
    for at, bid in enumerate(told.bids):
        yield from refers((*_COMPLETION, "bids", at, "bidder"), bid.bidder, "competitor of the record", rivals | {US})
    for at, reason in enumerate(told.reasons):
        yield from refers((*_COMPLETION, "reasons", at, "factor"), reason.factor, kind, factors)
    for at, lesson in enumerate(told.lessons):
        yield from refers((*_COMPLETION, "lessons", at, "factor"), lesson.factor, kind, factors)
    for at, contact in enumerate(told.contacts):
        yield from refers((*_COMPLETION, "contacts", at, "person"), contact.person, "stakeholder of the record", people)
    gives = ids_of(deal.negotiation.concessions) | ids_of(deal.standards.requirements)
    promised = ids_of(deal.contract.commitments) | gives
    for at, promise in enumerate(told.promises):
        yield from refers((*_COMPLETION, "promises", at, "of"), promise.of, "promise of the record", promised)
    yield from repeated_ids((*_COMPLETION, "needs"), told.needs)


def nothing_is_reviewed_twice(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask for one entry of each bidder, cost, milestone and promise."""
    told = deal.completion
    yield from _twice("bids", "bidder", [each.bidder for each in told.bids])
    yield from _twice("costs", "of", [each.of for each in told.costs])
    yield from _twice("dates", "of", [each.of for each in told.dates])
    yield from _twice("promises", "of", [each.of for each in told.promises])


def _twice(name: str, field: str, given: Sequence[str | None]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, each in enumerate(given):
        if each is not None and each in seen:
            yield Finding((*_COMPLETION, name, at, field), f"`{each}` is reviewed twice", "Keep one of the two.")
        seen |= {each} if each is not None else set()


def the_result_agrees_with_the_record(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that nothing is lost that was signed, and that a winner, costs and days fit the result."""
    told, signed = deal.completion, deal.contract.signing.signed_on
    if told.result is None:
        return
    if told.result != "won" and signed is not None:
        message = f"the deal is said to be {told.result}, but the contract was signed on {signed}"
        yield Finding((*_COMPLETION, "result"), message, "Correct one of the two.")
    if told.result == "won" and deal.price.decision and deal.price.decision.position == "withdraw":
        hint = "Correct one of the two."
        yield Finding((*_COMPLETION, "result"), "the deal is said to be won, but it was decided to withdraw", hint)
    if told.result in ("won", "cancelled") and told.winner is not None:
        message = f"the deal is {told.result}, and `{told.winner}` is said to have won it"
        yield Finding((*_COMPLETION, "winner"), message, "Leave `winner` empty, or correct the result.")
    if told.result != "won" and told.costs:
        message = f"the deal is {told.result}, and yet it says what the order cost"
        yield Finding((*_COMPLETION, "costs"), message, "Delete `costs`, or correct the result.")
    yield from _review_comes_last(told.reviewed_on, told.decided_on)


def _review_comes_last(reviewed: date | None, decided: date | None) -> Iterator[Finding]:
    if reviewed is not None and decided is not None and reviewed < decided:
        message = f"the review was held on {reviewed}, before the customer decided on {decided}"
        yield Finding((*_COMPLETION, "reviewed_on"), message, "Correct one of the two.")


def bids_hang_together(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that who did not bid has no price and has not won, and that amounts fit their currency."""
    told = deal.completion
    for name in ("estimate", "price"):
        yield from amount_fits(deal, (*_COMPLETION, name), getattr(told, name))
    for at, bid in enumerate(told.bids):
        path: FieldPath = (*_COMPLETION, "bids", at)
        yield from amount_fits(deal, (*path, "price"), bid.price)
        yield from _bid_is_sound(path, bid, told.winner)
    for at, need in enumerate(told.needs):
        yield from amount_fits(deal, (*_COMPLETION, "needs", at, "value"), need.value)


def _bid_is_sound(path: FieldPath, bid: OpenedBid, winner: str | None) -> Iterator[Finding]:
    if bid.price == 0:
        yield Finding((*path, "price"), f"the price of `{bid.bidder}` is zero", "Write the price, or leave it empty.")
    if bid.takes_part == "yes":
        return
    if bid.price is not None:
        message = f"`{bid.bidder}` did not take part, and yet has a price"
        yield Finding((*path, "price"), message, "Delete one of the two.")
    if bid.bidder == winner:
        message = f"`{bid.bidder}` has won, and yet did not take part"
        yield Finding((*path, "takes_part"), message, "Correct one of the two.")


def actual_costs_can_be_added_up(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each actual cost is of one planned cost or says what it is, in a currency that has a rate."""
    costs = deal.costs
    lists = (costs.lines, costs.risks, costs.proportional) if costs else ()
    ids = [each.id for every in lists for each in every]
    for at, cost in enumerate(deal.completion.costs):
        path: FieldPath = (*_COMPLETION, "costs", at)
        yield from refers((*path, "of"), cost.of, "cost line, risk or proportional cost", set(ids))
        if cost.of is not None and ids.count(cost.of) > 1:
            message = f"`{cost.of}` is the id of two costs of the plan"
            yield Finding((*path, "of"), message, "Give each cost of the plan an id of its own.")
        if (cost.of is None) == (cost.what is None):
            hint = "Write `of:` with the id of a planned cost, or `what:` for one that nobody had planned."
            yield Finding(path, "an actual cost is of a planned cost, or says what it is", hint)
        yield from _has_a_rate(deal, path, cost)


def _has_a_rate(deal: Deal, path: FieldPath, cost: ActualCost) -> Iterator[Finding]:
    currency = cost.currency or deal.currency
    if currency is None:
        yield from amount_fits(deal, (*path, "actual"), cost.actual)
        return
    for name in ("actual", "still"):
        if (amount := getattr(cost, name)) is not None:
            yield from too_many_places((*path, name), amount, currency)
    known = deal.costs.forward_rates if deal.costs else {}
    if currency != deal.currency and cost.rate is None and currency not in known:
        hint = f"Add `rate:`, what one {currency} cost in {deal.currency}."
        yield Finding((*path, "currency"), f"the cost is in {currency}, which has no rate", hint)
    if currency == deal.currency and cost.rate is not None:
        message = f"the cost is in {currency}, the record's own currency, and yet has a rate"
        yield Finding((*path, "rate"), message, "Delete it, or name the foreign currency.")


def reviewed_dates_contradict_nothing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each date is of a milestone or says what it is."""
    for at, told in enumerate(deal.completion.dates):
        path: FieldPath = (*_COMPLETION, "dates", at)
        if (told.of is None) == (told.what is None):
            hint = "Write `of:` for a milestone, or `what:` for anything else."
            yield Finding(path, "a date is of a milestone, or says what it is of", hint)
        yield from _once(deal, path, told)


def _once(deal: Deal, path: FieldPath, told: ReviewedDate) -> Iterator[Finding]:
    """Find a day of a milestone that the record says in another place, and says otherwise."""
    if told.of is None:
        return
    for name, known, where in zip(("planned", "actual"), milestones(deal)[told.of], PLACES[told.of], strict=True):
        given = getattr(told, name)
        if known is not None and given is not None and given != known:
            message = f"`{name}`: {told.of} is on {given} here, and on {known} by `{where}`"
            yield Finding((*path, name), message, f"Leave it out here; `{where}` says it.")


def kept_promises_are_shown(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that a promise counts as kept only if nothing shows the contrary, and that one broken says why."""
    tests = {each.id: each.result for each in deal.acceptance.tests}
    named = {each.id: each.tests for each in deal.contract.commitments}
    for at, told in enumerate(deal.completion.promises):
        path: FieldPath = (*_COMPLETION, "promises", at)
        failed = [name for name in named.get(told.of, ()) if tests.get(name) == "fail"]
        if told.kept in ("yes", "late") and failed:
            message = f"`{told.of}` counts as kept, but its test {', '.join(failed)} failed"
            yield Finding((*path, "kept"), message, "Repeat the test, or write no.")
        yield from _says_how(path, told)


def _says_how(path: FieldPath, told: ReviewedPromise) -> Iterator[Finding]:
    if told.kept in ("yes", "late") and told.evidence is None:
        hint = "Add `evidence:`."
        yield Finding((*path, "kept"), f"`{told.of}` counts as kept, but nothing shows it", hint, "warning")
    if told.kept in ("late", "no") and told.why is None:
        said = "kept late" if told.kept == "late" else "not kept"
        yield Finding((*path, "kept"), f"`{told.of}` was {said}, but why is not said", "Add `why:`.", "warning")


COMPLETION_RULES = (
    completion_refers_to_what_exists,
    nothing_is_reviewed_twice,
    the_result_agrees_with_the_record,
    bids_hang_together,
    actual_costs_can_be_added_up,
    reviewed_dates_contradict_nothing,
    kept_promises_are_shown,
)
