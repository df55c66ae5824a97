"""What contract, signing and handover say in words: terms, states, sides, reviews."""

from collections.abc import Mapping
from datetime import date

from bidkit.contracting import Difference, Value
from bidkit.deal.bidding import Payment
from bidkit.phrases import Phrase

Lines = tuple[Phrase | str, ...]

TERMS: Mapping[str, Phrase] = {
    "price": Phrase("Price"),
    "payment": Phrase("Payment"),
    "delivery": Phrase("Delivery"),
    "warranty": Phrase("Warranty"),
    "penalties": Phrase("Delay damages"),
    "securities": Phrase("Securities"),
    "validity": Phrase("Validity"),
    "scope": Phrase("Scope"),
    "law": Phrase("Law and disputes"),
    "other": Phrase("Other"),
}
ORIGINS: Mapping[str, Phrase] = {
    "tender": Phrase("tender"),
    "bid": Phrase("bid"),
    "negotiation": Phrase("negotiation"),
}
SETTLEMENTS: Mapping[str, Phrase] = {
    "open": Phrase("not settled"),
    "accepted": Phrase("accepted as offered"),
    "changed": Phrase("agreed in changed form"),
    "withdrawn": Phrase("withdrawn: as the tender asks"),
}
PARTS: Mapping[str, Phrase] = {
    "legal": Phrase("Legal"),
    "finance": Phrase("Finance"),
    "technical": Phrase("Technical"),
    "management": Phrase("Management"),
}
SIDES: Mapping[str, Phrase] = {"us": Phrase("us"), "customer": Phrase("customer")}
SECURITIES: Mapping[str, Phrase] = {
    "bid": Phrase("Bid security"),
    "advance-payment": Phrase("Advance payment security"),
    "performance": Phrase("Performance security"),
    "warranty": Phrase("Warranty security"),
}
FORMS: Mapping[str, Phrase] = {
    "bank-guarantee": Phrase("bank guarantee"),
    "cash": Phrase("cash"),
    "insurance-bond": Phrase("insurance bond"),
    "declaration": Phrase("declaration"),
}
LACKS: Mapping[str, Phrase] = {
    "cost_lines": Phrase("no cost line"),
    "owner": Phrase("no owner"),
    "tests": Phrase("no acceptance test"),
}
TEST_STAGES: Mapping[str, Phrase] = {
    "document": Phrase("of documents"),
    "factory": Phrase("at our works"),
    "delivery": Phrase("on delivery"),
    "installation": Phrase("at installation"),
    "site": Phrase("on site"),
    "performance": Phrase("of performance"),
    "final": Phrase("at the end"),
}
CEILINGS: Mapping[str, Phrase] = {
    "including": Phrase("at most {amount} {currency}, including tax"),
    "excluding": Phrase("at most {amount} {currency}, excluding tax"),
}
_WARRANTY: Mapping[object, Phrase] = {
    "delivery": Phrase("{n} months from delivery"),
    "acceptance": Phrase("{n} months from acceptance"),
}
_DAMAGES: Mapping[object, Phrase] = {
    "day": Phrase("{percent} % of the price per day"),
    "week": Phrase("{percent} % of the price per week"),
    "month": Phrase("{percent} % of the price per month"),
}


def term(kind: str, value: Value, currency: str | None) -> Lines:
    """Say one term of a tender, a bid or a contract; nothing where it is not stated."""
    if isinstance(value, date):
        return (Phrase("until {day}", day=value),)
    if isinstance(value, tuple):
        return _damages(*value) if kind == "penalties" else (Phrase(_WARRANTY[value[1]].text, n=value[0]),)
    if kind == "price" and value is not None:
        return (Phrase("{amount} {currency}, excluding tax", amount=value, currency=currency or ""),)
    if isinstance(value, int):
        return (Phrase("{n} days after signing", n=value),)
    return () if value is None else (Phrase("{percent} % of the price", percent=value),)


def _damages(percent: object, per: object, at_most: object) -> Lines:
    said = Phrase(_DAMAGES[per].text, percent=percent)
    return (said,) if at_most is None else (said, Phrase("at most {percent} %", percent=at_most))


def payments(parts: tuple[Payment, ...]) -> Lines:
    """Say payment terms, part by part."""
    return tuple(
        Phrase("{percent} %: {what}", percent=each.percent, what=each.what)
        if each.what
        else Phrase("{percent} % after {n} months", percent=each.percent, n=each.months)
        for each in parts
    )


def difference(each: Difference) -> Phrase:
    """Say how a term of the contract stands to the bid and to the tender."""
    if each.unexplained:
        return Phrase("differs, and nothing says why")
    if each.differs:
        return Phrase("negotiated: {ids}", ids=", ".join(each.explained))
    if each.left_out:
        return Phrase("not stated in the contract")
    if not each.comparable:
        return Phrase("nothing to compare with")
    if each.explained and each.kind != "price":
        return Phrase("figures alike; see {ids}", ids=", ".join(each.explained))
    return Phrase("as in the tender") if each.bid is None else Phrase("as in the bid")
