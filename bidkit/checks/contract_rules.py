"""Rules of the contract: what it refers to exists, its terms are whole, it is reviewed before it is signed."""

from collections.abc import Iterator

from bidkit.checks.amounts import amount_fits, parts_make_the_price
from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.references import all_refer, ids_of, refers
from bidkit.checks.repeats import repeated_ids
from bidkit.deal import Deal, House
from bidkit.deal.contract import Commitment, Contract, ContractSecurity, Power, Review, Settlement

_CONTRACT = ("contract",)
_REQUIREMENT, _CLAUSE = "requirement of the record", "clause of the contract"


def contract_ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no clause, security, commitment or condition of the contract stands twice."""
    for name in ("clauses", "securities", "commitments"):
        yield from repeated_ids((*_CONTRACT, name), getattr(deal.contract, name))
    yield from repeated_ids((*_CONTRACT, "signing", "conditions"), deal.contract.signing.conditions)
    known = ids_of(deal.bid.securities)
    for at, security in enumerate(deal.contract.securities):
        if security.id in known:
            message = f"`{security.id}` is a security of the bid already"
            yield Finding((*_CONTRACT, "securities", at, "id"), message, "Give it an id of its own.")


def contract_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that every id that a clause, settlement or remark names is in the record."""
    told, gives = deal.contract, ids_of(deal.negotiation.concessions)
    items, asked, clauses = ids_of(deal.standards.requirements), ids_of(deal.tender.clauses), ids_of(told.clauses)
    for at, clause in enumerate(told.clauses):
        path: FieldPath = (*_CONTRACT, "clauses", at)
        yield from all_refer((*path, "tender_clauses"), clause.tender_clauses, "clause of the tender", asked)
        yield from all_refer((*path, "requirements"), clause.requirements, _REQUIREMENT, items)
        yield from all_refer((*path, "concessions"), clause.concessions, "concession of the negotiation", gives)
    for at, settled in enumerate(told.deviations):
        path = (*_CONTRACT, "deviations", at)
        yield from refers((*path, "of"), settled.of, "requirement or clause of the tender", items | asked)
        yield from refers((*path, "clause"), settled.clause, _CLAUSE, clauses)
    lots = ids_of(deal.standards.lots)
    for at, security in enumerate(told.securities):
        yield from refers((*_CONTRACT, "securities", at, "lot"), security.lot, "lot of the record", lots)
    for at, review in enumerate(told.reviews):
        for number, remark in enumerate(review.remarks):
            path = (*_CONTRACT, "reviews", at, "remarks", number, "clause")
            yield from refers(path, remark.clause, _CLAUSE, clauses)


def commitments_refer_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that every id that a commitment names is in the record."""
    people, tests = ids_of(deal.stakeholders), ids_of(deal.acceptance.tests)
    lines = ids_of(deal.costs.lines if deal.costs else ())
    gives, clauses = ids_of(deal.negotiation.concessions), ids_of(deal.contract.clauses)
    wholes = ids_of(deal.standards.requirements) | gives | clauses
    for at, each in enumerate(deal.contract.commitments):
        path: FieldPath = (*_CONTRACT, "commitments", at)
        yield from refers((*path, "of"), each.of, "requirement, concession or clause of the contract", wholes)
        yield from refers((*path, "to"), each.to, "stakeholder of the record", people)
        yield from all_refer((*path, "cost_lines"), each.cost_lines, "cost line of the record", lines)
        yield from all_refer((*path, "tests"), each.tests, "test of the record", tests)
        yield from _paid_once(path, each)


def _paid_once(path: FieldPath, each: Commitment) -> Iterator[Finding]:
    if each.cost_lines and each.no_cost:
        message = f"`{each.id}` names cost lines and says why it costs nothing"
        yield Finding((*path, "no_cost"), message, "Keep one of the two.")


def terms_are_whole(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that payments make the price, damages have a sound limit, and amounts fit their currency."""
    told = deal.contract
    yield from parts_make_the_price((*_CONTRACT, "payments"), told.payments)
    yield from amount_fits(deal, (*_CONTRACT, "price"), told.price)
    damages = told.delay_damages
    if damages and damages.at_most is not None and damages.at_most < damages.percent:
        message = f"delay damages of {damages.percent} percent are more than their limit, {damages.at_most} percent"
        yield Finding((*_CONTRACT, "delay_damages", "at_most"), message, "Correct one of the two.")
    if (
        told.delivery_days is not None
        and told.acceptance_days is not None
        and told.acceptance_days < told.delivery_days
    ):
        message = f"acceptance after {told.acceptance_days} days comes before delivery after {told.delivery_days}"
        yield Finding((*_CONTRACT, "acceptance_days"), message, "Correct one of the two.")
    for at, power in enumerate(told.signing.powers):
        yield from amount_fits(deal, (*_CONTRACT, "signing", "powers", at, "up_to"), power.up_to)


def securities_have_a_size(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask for one size of each security, and that it holds for some time."""
    for at, security in enumerate(deal.contract.securities):
        path: FieldPath = (*_CONTRACT, "securities", at)
        yield from _sized(path, security)
        if security.currency is None:
            yield from amount_fits(deal, (*path, "amount"), security.amount)
        begins = security.issued or security.due
        if begins and security.valid_until and security.valid_until <= begins:
            message = f"`{security.id}` holds until {security.valid_until}, no longer than it is given, {begins}"
            yield Finding((*path, "valid_until"), message, "Correct one of the two.")


def _sized(path: FieldPath, security: ContractSecurity) -> Iterator[Finding]:
    if security.amount is not None and security.percent is not None:
        yield Finding((*path, "percent"), f"`{security.id}` has an amount and a share of the price", "Keep one.")
    if security.amount is None and security.percent is None:
        hint = "Add `amount:`, or `percent:` of the price."
        yield Finding(path, f"`{security.id}` does not say how much it is", hint, "warning")


def settlements_settle_deviations(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each settlement is of a deviation of ours, once, and says who agreed to what."""
    answers = {each.id: each.ours.answer for each in deal.standards.requirements}
    answers |= {each.id: each.ours.answer for each in deal.tender.clauses}
    seen: set[str] = set()
    for at, settled in enumerate(deal.contract.deviations):
        path: FieldPath = (*_CONTRACT, "deviations", at)
        if settled.of in seen:
            yield Finding((*path, "of"), f"`{settled.of}` is settled twice", "Keep one of them.")
        seen.add(settled.of)
        if answers.get(settled.of) in ("comply", "exceed"):
            message = f"`{settled.of}` is settled, but our bid does not deviate from it"
            hint = "Correct the id; deviations are what is answered with partially or deviate."
            yield Finding((*path, "of"), message, hint)
        yield from _agreed(path, settled)


def _agreed(path: FieldPath, settled: Settlement) -> Iterator[Finding]:
    if settled.state == "open":
        return
    if settled.state == "changed" and settled.how is None:
        message = f"`{settled.of}` was settled in changed form, but what was agreed is not said"
        yield Finding(path, message, "Add `how:`.")
    lacking = [name for name in ("by", "date") if getattr(settled, name) is None]
    if lacking and settled.state != "withdrawn":
        said = " and ".join(f"`{name}`" for name in lacking)
        message = f"`{settled.of}` is {settled.state}, but {said} of who agreed {_are(lacking)} not given"
        yield Finding(path, message, "Say who of the customer agreed, and when.")


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def reviews_stand(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask for one review of each part, by somebody on some day, of the draft that is to be signed."""
    told, seen = deal.contract, set[str]()
    for at, review in enumerate(told.reviews):
        path: FieldPath = (*_CONTRACT, "reviews", at)
        if review.part in seen:
            yield Finding((*path, "part"), f"there are two {review.part} reviews", "Keep the last one.")
        seen.add(review.part)
        yield from _reviewed(path, review, told)


def _reviewed(path: FieldPath, review: Review, told: Contract) -> Iterator[Finding]:
    if review.result == "open":
        return
    for name in ("by", "date"):
        if getattr(review, name) is None:
            message = f"the {review.part} review is {review.result}, but `{name}` is not given"
            yield Finding((*path, "result"), message, f"Add `{name}:`.")
    if review.result == "approved" and any(each.settled_on is None for each in review.remarks):
        message = f"the {review.part} review is approved, but a remark of it is open"
        yield Finding((*path, "result"), message, "Add `settled_on:` to the remark, or write open.")
    if review.version != told.version:
        message = f"the {review.part} review was of version {review.version or 'unnamed'}, not of {told.version}"
        yield Finding((*path, "result"), message, "Have the version reviewed that is to be signed.", "warning")


def signing_comes_last(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that nobody signs before the reviews, without power, or after the draft has lapsed."""
    told, day = deal.contract, deal.contract.signing.signed_on
    path: FieldPath = (*_CONTRACT, "signing", "signed_on")
    effective = told.signing.effective_on
    if effective is not None and (day is None or effective < day):
        message = f"the contract took effect on {effective}, before it was signed"
        yield Finding((*path[:-1], "effective_on"), message, "Correct one of the two.")
    if day is None:
        return
    for review in told.reviews:
        if review.date is not None and review.date > day:
            message = f"the contract was signed on {day}, before the {review.part} review of {review.date}"
            yield Finding(path, message, "Correct one of the two.")
    if told.valid_until is not None and day > told.valid_until:
        message = f"the contract was signed on {day}, after the draft had lapsed on {told.valid_until}"
        yield Finding(path, message, "Correct one of the two, or state the new term.", "warning")
    for at, power in enumerate(told.signing.powers):
        yield from _empowered((*_CONTRACT, "signing", "powers", at), power, told)


def _empowered(path: FieldPath, power: Power, told: Contract) -> Iterator[Finding]:
    day = told.signing.signed_on
    if power.valid_until is not None and day is not None and power.valid_until < day:
        message = f"the power of {power.who} ended on {power.valid_until}, before the signing on {day}"
        yield Finding((*path, "valid_until"), message, "Have somebody sign whose power holds.")
    if power.up_to is not None and told.price is not None and told.price > power.up_to:
        message = f"the power of {power.who} reaches up to {power.up_to}, and the price is {told.price}"
        yield Finding((*path, "up_to"), message, "Have somebody sign whose power reaches so far.")


CONTRACT_RULES = (
    contract_ids_differ,
    contract_refers_to_what_exists,
    commitments_refer_to_what_exists,
    terms_are_whole,
    securities_have_a_size,
    settlements_settle_deviations,
    reviews_stand,
    signing_comes_last,
)
