"""What the papers of the acceptance show and the record does not have."""

from collections.abc import Iterator, Mapping

from bidkit.audience.certificates import Certificate
from bidkit.audience.view import View


def acceptance_gaps(view: View) -> tuple[str, ...]:
    """Return the record paths of all that the checklist lacks, in the order of the page."""
    return tuple(dict.fromkeys((*_head(view), *_tests(view))))


def punch_gaps(view: View) -> tuple[str, ...]:
    """Return the record paths of all that the punch list lacks, in the order of the page."""
    return tuple(dict.fromkeys((*_head(view), *_items(view))))


def certificate_gaps(view: View, paper: Certificate) -> tuple[str, ...]:
    """Return the record paths of all that a certificate lacks, in the order of the page."""
    return tuple(dict.fromkeys((*_head(view), *_paper(paper), *_left_open(view, paper), *_consequences(view, paper))))


def _paper(paper: Certificate) -> Iterator[str]:
    if paper.id is None:
        yield f"acceptance.certificates[type={paper.type}]"
    else:
        yield from _without(f"acceptance.certificates.{paper.id}.", {"effective": paper.effective})


def _left_open(view: View, paper: Certificate) -> Iterator[str]:
    for item in view.acceptance.punch:
        if item.id in paper.open:
            yield from _without(f"acceptance.punch.{item.id}.", {"owner": item.owner, "due": item.due})


def _consequences(view: View, paper: Certificate) -> Iterator[str]:
    own = view.certificates
    yield from _without("acceptance.warranty.", {"months": own.warranty.months or paper.warranty_ends})
    yield from _without("acceptance.", {"risk_passes": own.risk_passes, "title_passes": own.title_passes})
    if paper.type in ("provisional", "final"):
        yield from _without("acceptance.", {"delay_ended_on": own.delay_ended_on})
    for item in own.retentions:
        yield from _without(f"acceptance.retentions.{item.id}.", {"amount": item.held})


def _head(view: View) -> Iterator[str]:
    yield from _without("house.seller.", {"name": view.seller.name})
    yield from _without("contract.", {"number": view.acceptance.contract})
    yield from _without("customer.", {"name": view.customer.name})
    yield from _without("acceptance.", {"site": view.acceptance.site})


def _tests(view: View) -> Iterator[str]:
    if not view.acceptance.tests:
        yield "acceptance.tests"
    for test in view.acceptance.tests:
        if test.criterion.limits is None and test.criterion.text is None:
            yield f"acceptance.tests.{test.id}.criterion"


def _items(view: View) -> Iterator[str]:
    for item in view.acceptance.punch:
        path = f"acceptance.punch.{item.id}."
        yield from _without(path, {"raised": item.raised})
        yield from _without(path, {"owner": item.owner, "due": item.due} if item.open else {"closed": item.closed})


def _without(prefix: str, values: Mapping[str, object]) -> Iterator[str]:
    yield from (f"{prefix}{name}" for name, value in values.items() if value is None)
