"""On what terms bids are handed in: validity, security, languages, variants."""

from bidkit.phrases import Phrase
from bidkit.published.draft import Draft, Fact, Field
from bidkit.published.leaves import Node
from bidkit.published.ocds_lots import Lots
from bidkit.published.words import instant_of, number_of, text_of, written

_INSTRUCTIONS: Field = ("tender", "instructions")
_SECURITY: Field = (*_INSTRUCTIONS, "bid_security")
CLAUSES: Field = ("tender", "clauses")
_GUARANTEES: Field = (*CLAUSES, "TC-GUARANTEES")
_DIFFERS = "differs from another part of the tender, which the record holds"
_LANGUAGES = {
    "bul": "bg", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et", "fin": "fi", "fra": "fr",
    "gle": "ga", "hrv": "hr", "hun": "hu", "isl": "is", "ita": "it", "lav": "lv", "lit": "lt", "mkd": "mk", "mlt": "mt",
    "nld": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "slk": "sk", "slv": "sl", "spa": "es", "srp": "sr",
    "swe": "sv", "tur": "tr", "ukr": "uk", "zho": "zh",
}  # fmt: skip
_VARIANTS = {"allowed": "allowed", "notallowed": "not-allowed"}


def put_terms(draft: Draft, tender: Node, lots: Lots) -> None:
    """Put the terms of the whole tender, and those of lots where all agree or one is bid for."""
    for node in [tender, *lots.kept_of(tender)]:
        closes = node.at("tenderPeriod", "endDate")
        _put_terms(draft, node["submissionTerms"], closes if closes.given else tender.at("tenderPeriod", "endDate"))
        _put_guarantee(draft, node["guarantee"])


def _put_terms(draft: Draft, terms: Node, closes: Node) -> None:
    _put_validity(draft, terms["bidValidityPeriod"], closes)
    _put(draft, terms["variantPolicy"], (*_INSTRUCTIONS, "alternatives"), _variants(draft, terms))
    languages = terms["languages"].items or [terms["languages"]]
    to: Field = ("tender", "notice", "language")
    said = [_LANGUAGES.get(code.casefold(), code) for leaf in languages if (code := text_of(leaf.value))]
    if said and (to not in draft.facts or draft.facts[to] == said[0]):
        draft.use(languages[0], to)
        draft.put(to, said[0])
    _put_deposit(draft, terms)


def _variants(draft: Draft, terms: Node) -> str | None:
    return draft.one_of(terms, "variantPolicy", (*_INSTRUCTIONS, "alternatives"), _VARIANTS)


def _put(draft: Draft, node: Node, to: Field, fact: Fact | None) -> None:
    """Put a term, unless another lot has said something else."""
    if fact is None:
        return
    if draft.facts.get(to, fact) != fact:
        draft.drop_use(node, to, _DIFFERS)
        draft.remark(node, "differs from another part of the tender; read the documents")
    draft.put(to, fact)


def _put_validity(draft: Draft, period: Node, closes: Node) -> None:
    to = (*_INSTRUCTIONS, "validity_days")
    days = draft.count(period, "durationInDays", to)
    if days is None and (found := _days_between(closes, period)) is not None:
        days = str(found)
        draft.use(period["endDate"], to)
        draft.remark(period["endDate"], f"bids bind for {days} days, counted from the deadline to this day")
    leaf = period["durationInDays"] if period["durationInDays"].given else period["endDate"]
    _put(draft, leaf, to, days)


def _days_between(closes: Node, period: Node) -> int | None:
    begins = instant_of(closes.value) or instant_of(period["startDate"].value)
    ends = instant_of(period["endDate"].value)
    if begins is None or ends is None or ends.local < begins.local:
        return None
    return (ends.local.date() - begins.local.date()).days


def _put_deposit(draft: Draft, terms: Node) -> None:
    """Put what is said of guarantees: a bare figure is the bid security, words are a clause to be answered."""
    node = terms["depositsGuarantees"]
    bare = text_of(node.value) or ""
    number = number_of(node.value)
    if number is not None and number > 0 and ("%" not in bare or number <= 100):
        to = (*_SECURITY, "percent" if "%" in bare else "amount")
        draft.use(node, to)
        _put(draft, node, to, written(number, 2))
    elif said := draft.text(terms, "depositsGuarantees", (*_GUARANTEES, "text")):
        known = draft.lists.get(CLAUSES, {}).get(_GUARANTEES[-1], {}).get("text")
        if known not in (None, said):
            draft.drop_use(node, (*_GUARANTEES, "text"), _DIFFERS)
            return
        draft.add(CLAUSES, _GUARANTEES[-1], {"title": Phrase("Guarantees"), "text": said})
        draft.remark(node, "speaks of guarantees in words; write the figure under tender.instructions.bid_security")


def _put_guarantee(draft: Draft, guarantee: Node) -> None:
    currency = draft.currency(guarantee, (*_SECURITY, "currency"))
    amount = draft.amount(guarantee, currency, (*_SECURITY, "amount"))
    _put(draft, guarantee["amount"], (*_SECURITY, "amount"), amount)
    if amount and currency:
        draft.put((*_SECURITY, "currency"), currency)
