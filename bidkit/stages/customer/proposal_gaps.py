"""What a proposal shows and the record does not have."""

from collections.abc import Iterator, Mapping

from bidkit.audience.view import View


def proposal_gaps(view: View) -> tuple[str, ...]:
    """Return the record paths of all that is missing, in the order of the document; `house.` leads to house.yaml."""
    return tuple(dict.fromkeys((*_letter(view), *_body(view), *_standards(view), *_annex(view))))


def _letter(view: View) -> Iterator[str]:
    own, to, by, ask = view.proposal, view.proposal.addressee, view.proposal.signatory, view.proposal.contact
    yield from _without("house.seller.", {"name": view.seller.name, "address": view.seller.address})
    yield from _without("customer.", {"name": view.customer.name})
    yield from _without("proposal.", {"number": own.number, "dated": own.dated, "valid_until": own.valid_until})
    yield from _without("proposal.addressee.", {"name": to.name, "address": to.address})
    yield from _without("proposal.", {"salutation": own.salutation, "letter": own.letter})
    yield from _without("proposal.signatory.", {"name": by.name, "title": by.title})
    yield from _without("proposal.contact.", {"name": ask.name, "phone": ask.phone or ask.email})


def _body(view: View) -> Iterator[str]:
    own = view.proposal
    yield from _without("proposal.", {"summary": own.summary, "understanding": own.understanding})
    if not view.needs:
        yield "standards.needs"
    met = {each.need for each in own.solutions}
    for need in view.needs:
        owner = need.owner
        if owner is None or (owner.name is None and owner.title is None):
            yield f"standards.needs.{need.id}.owner"
        if need.id not in met:
            yield f"proposal.solutions.{need.id}"
    if "about-us" not in own.content:
        yield "proposal.content.about-us"
    lists = {"references": own.references, "milestones": own.milestones, "services": own.services}
    lists |= {"assumptions": own.assumptions, "next_steps": own.next_steps}
    yield from (f"proposal.{name}" for name, items in lists.items() if not items)
    if own.milestones and own.plan_starts is None:
        yield "proposal.plan_starts"


def _standards(view: View) -> Iterator[str]:
    others = {*view.proposal.puts_forward, *view.proposal.leaves_out}
    if not view.requirements:
        yield "standards.requirements"
    for item in view.requirements:
        if item.id not in others:
            asked: dict[str, object] = {"answer": item.answer}
            if item.answer != "deviate":
                asked |= {"offered": item.offered, "evidence": item.evidence}
            yield from _without(f"standards.requirements.{item.id}.ours.", asked)


def _annex(view: View) -> Iterator[str]:
    for item in view.requirements:
        if item.id in view.proposal.puts_forward:
            path = f"standards.requirements.{item.id}."
            words = {"justification": item.justification, "or_equivalent": item.or_equivalent}
            yield from _without(path, words)
            yield from _without(f"{path}verification.", {"test": item.test, "criterion": item.criterion})


def _without(prefix: str, values: Mapping[str, object]) -> Iterator[str]:
    yield from (f"{prefix}{name}" for name, value in values.items() if value is None)
