"""What the papers of the acceptance show and the record does not have."""

from collections.abc import Iterator, Mapping

from bidkit.audience import View


def acceptance_gaps(view: View) -> tuple[str, ...]:
    """Return the record paths of all that the checklist lacks, in the order of the page."""
    return tuple(dict.fromkeys((*_head(view), *_tests(view))))


def punch_gaps(view: View) -> tuple[str, ...]:
    """Return the record paths of all that the punch list lacks, in the order of the page."""
    return tuple(dict.fromkeys((*_head(view), *_items(view))))


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
