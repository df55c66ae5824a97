"""Rules of the bid: its price schedule makes a whole, its steps and papers agree with themselves and the tender."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bidkit.checks.amounts import too_many_places
from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.notice_rules import bid_currency
from bidkit.deal import Deal, House
from bidkit.deal.bid import Discount, Milestone, PriceLine

_BID = ("bid",)
_LINES = ("bid", "lines")


def lines_have_one_price(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each line has either a unit price or a share, and counts something."""
    currency = bid_currency(deal)
    for at, line in enumerate(deal.bid.lines):
        path: FieldPath = (*_LINES, at)
        if line.unit_price is not None and line.share is not None:
            message = f"`{line.id}` has both a unit price and a share of what is left"
            yield Finding((*path, "share"), message, "Keep one of the two.")
        if line.share is not None and line.in_total == "no":
            message = f"`{line.id}` has a share of the total, of which it is no part"
            yield Finding((*path, "share"), message, "Give an option its own `unit_price:`.")
        if line.quantity <= 0:
            yield Finding((*path, "quantity"), f"`{line.id}` counts {line.quantity}", "Write how many are delivered.")
        if line.unit_price is not None and currency:
            yield from too_many_places((*path, "unit_price"), line.unit_price, currency)
        yield from _tax(path, line, deal)


def _tax(path: FieldPath, line: PriceLine, deal: Deal) -> Iterator[Finding]:
    if line.tax_rate is None and deal.tender.notice.tax_basis == "including":
        message = f"`{line.id}` has no tax rate, and the tender asks for prices including tax"
        yield Finding(path, message, "Add `tax_rate:` in percent, 0 where there is none.", "warning")


def lines_lie_in_their_groups_lot(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that a line is of the same lot as the group that it answers."""
    lot_of = {group.id: group.lot for group in deal.standards.groups}
    for at, line in enumerate(deal.bid.lines):
        of_group = lot_of.get(line.group or "")
        if of_group and line.lot and of_group != line.lot:
            message = f"`{line.id}` is of lot {line.lot}, but its group `{line.group}` is of lot {of_group}"
            yield Finding((*_LINES, at, "lot"), message, "Correct one of the two.")


def shares_make_a_whole(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the shares of price lines, and those of the members of a consortium, add up to 100."""
    yield from _whole(_LINES, "price lines", [line.share for line in deal.bid.lines if line.in_total == "yes"])
    yield from _whole((*_BID, "partners"), "members", [partner.share for partner in deal.bid.partners])


def _whole(path: FieldPath, whose: str, shares: Sequence[Decimal | None]) -> Iterator[Finding]:
    given = [share for share in shares if share is not None]
    total = sum(given, Decimal(0))
    if given and total != 100:
        hint = f"Change them by {100 - total:+} in all."
        yield Finding(path, f"the shares of the {whose} add up to {total} percent, not to 100", hint)


def discounts_say_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each discount is either an amount or a percentage."""
    currency = bid_currency(deal)
    for at, each in enumerate(deal.bid.discounts):
        path: FieldPath = (*_BID, "discounts", at)
        if (each.amount is None) == (each.percent is None):
            yield Finding(path, f"`{each.id}` has {_both_or_neither(each)}", "Give one of the two.")
        if each.amount is not None and currency:
            yield from too_many_places((*path, "amount"), each.amount, currency)


def _both_or_neither(discount: Discount) -> str:
    return "neither an amount nor a percentage" if discount.amount is None else "both an amount and a percentage"


def steps_run_forward(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the delivery schedule of each lot runs forward."""
    found: dict[int, Finding] = {}
    for lot in dict.fromkeys(step.lot for step in deal.bid.delivery):
        steps = [(at, step) for at, step in enumerate(deal.bid.delivery) if step.lot in (None, lot)]
        for (_, before), (at, step) in pairwise(steps):
            if step.weeks < before.weeks:
                found.setdefault(at, _backward(at, before, step))
    yield from found.values()


def _backward(at: int, before: Milestone, step: Milestone) -> Finding:
    message = f"`{step.id}` is done after {step.weeks} weeks, before `{before.id}` above it, after {before.weeks}"
    return Finding((*_BID, "delivery", at, "weeks"), message, "List the steps of a lot in the order of time.")


def one_member_leads(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that one member of a consortium leads, and that the tender takes a consortium."""
    partners, path = deal.bid.partners, (*_BID, "partners")
    leading = [at for at, each in enumerate(partners) if each.leads == "yes"]
    if partners and not leading:
        yield Finding(path, "no member leads the consortium", "Write `leads: yes` at the one that signs.")
    for at in leading[1:]:
        yield Finding((*path, at, "leads"), "a second member leads the consortium", "One leads and signs.")


def the_signatory_may_sign(deal: Deal, house: House) -> Iterator[Finding]:
    """Warn where who signs has no power of attorney, and where the bidder's name is not the house's."""
    bidder, path = deal.bid.bidder, (*_BID, "bidder")
    if (
        bidder.signatory
        and bidder.legal_representative not in (None, bidder.signatory)
        and not bidder.power_of_attorney
    ):
        message = f"{bidder.signatory} signs, is not the legal representative, and has no power of attorney"
        yield Finding((*path, "signatory"), message, "Add `power_of_attorney:`.", "warning")
    if bidder.legal_name and house.seller.name and bidder.legal_name != house.seller.name:
        message = f"the bidder is written '{bidder.legal_name}', and the house '{house.seller.name}'"
        hint = "Write the registered name in both, to the letter."
        yield Finding((*path, "legal_name"), message, hint, "warning")


def securities_are_as_asked(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that a security is in its currency's minor units, and of the currency and the form that the tender takes."""
    asked = {
        "bid": deal.tender.instructions.bid_security,
        "performance": deal.tender.instructions.performance_security,
    }
    for at, given in enumerate(deal.bid.securities):
        path: FieldPath = (*_BID, "securities", at)
        terms, currency = asked.get(given.kind), given.currency or bid_currency(deal)
        if given.amount is not None and currency:
            yield from too_many_places((*path, "amount"), given.amount, currency)
        if terms is None:
            continue
        wanted = terms.currency or bid_currency(deal)
        if terms.amount is not None and given.currency and wanted and given.currency != wanted:
            message = f"`{given.id}` is in {given.currency}, and the tender asks for {wanted}"
            yield Finding((*path, "currency"), message, "Have it issued anew, or correct the record.")
        if terms.forms and given.form and given.form not in terms.forms:
            message = f"`{given.id}` is given as {given.form}, which the tender does not take"
            yield Finding((*path, "form"), message, f"It takes: {', '.join(terms.forms)}.")


def papers_end_after_they_begin(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no evidence, security or authorisation ends before it was issued."""
    for name in ("evidence", "securities", "authorisations"):
        for at, paper in enumerate(getattr(deal.bid, name)):
            if paper.issued and paper.valid_until and paper.valid_until < paper.issued:
                message = f"`{paper.id}` holds until {paper.valid_until}, before it was issued on {paper.issued}"
                yield Finding((*_BID, name, at, "valid_until"), message, "Correct one of the two.")


BID_RULES = (
    lines_have_one_price,
    lines_lie_in_their_groups_lot,
    shares_make_a_whole,
    discounts_say_one_thing,
    steps_run_forward,
    one_member_leads,
    the_signatory_may_sign,
    securities_are_as_asked,
    papers_end_after_they_begin,
)
