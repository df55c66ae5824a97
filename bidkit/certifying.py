"""What keeps a certificate of acceptance from being written: each reason, at its place in the record."""

from collections.abc import Callable, Iterator
from datetime import date

from bidkit.certificates import ORDER, Asked, Due, Path, accepted, balance, effective, warranty
from bidkit.checks import Finding
from bidkit.deal import Deal
from bidkit.deal.acceptance import AcceptanceTest, CertificateType
from bidkit.judging import lapsed
from bidkit.phrases import Phrase

_HINDERED_BY: dict[CertificateType, str] = {"factory": "", "completion": "", "provisional": "A", "final": "AB"}
"""The classes of punch items that must be closed."""


def refusals(deal: Deal, wanted: Due) -> tuple[Finding, ...]:
    """Return every reason for which a certificate may not be written."""
    asked = Asked(deal, *wanted)
    return tuple(finding for rule in _RULES for finding in rule(asked))


def _nothing_tested(asked: Asked) -> Iterator[Finding]:
    if not any(asked.tests()):
        message = f"the record has no test on which a {asked.kind} certificate could rest"
        yield Finding(("acceptance",), message, "Add the tests under `tests`, with their `stage`.")


def _binds(asked: Asked, test: AcceptanceTest) -> bool:
    """Say whether it cannot be given without a test: with the provisional one a test of wishes alone can wait."""
    return asked.kind != "provisional" or not test.requirements or bool(_mandatory(asked, test))


def _mandatory(asked: Asked, test: AcceptanceTest) -> list[str]:
    musts = {each.id for each in asked.deal.standards.requirements if each.obligation == "mandatory"}
    return [name for name in test.requirements if name in musts]


def _untested(asked: Asked) -> Iterator[Finding]:
    for path, test in asked.tests():
        if test.result == "pending" and _binds(asked, test):
            musts = ", ".join(_mandatory(asked, test))
            message = f"`{test.id}` is not tested yet" + (f"; it proves what is mandatory: {musts}" if musts else "")
            yield Finding(path, message, "Test it and read the checklist back, or have it waived by name.")


def _unproven(asked: Asked) -> Iterator[Finding]:
    """Find mandatory requirements that no test proves at all; what is refused, or agreed to deviate, is not owed."""
    if asked.kind not in ("provisional", "final"):
        return
    told = asked.deal
    proven = {name for test in told.acceptance.tests for name in test.requirements}
    lots = {group.id: group.lot for group in told.standards.groups}
    agreed = {each.of for each in told.contract.deviations if each.state in ("accepted", "changed")}
    for at, item in enumerate(told.standards.requirements):
        owed = item.obligation == "mandatory" and item.state not in ("proposed", "refused")
        if item.ours.answer == "deviate" and item.id in agreed:
            owed = False
        if owed and item.id not in proven and asked.is_of(lots.get(item.group or "")):
            message = f"`{item.id}` is mandatory, and no test of the record proves it"
            yield Finding(("standards", "requirements", at), message, f"Add a test with `requirements: [{item.id}]`.")


def _failed(asked: Asked) -> Iterator[Finding]:
    followed = {item.test for item in asked.deal.acceptance.punch}
    for path, test in asked.tests():
        if test.result != "fail":
            continue
        if asked.kind in ("provisional", "final") and _binds(asked, test):
            hint = "Put it right and test it again, or have it waived by name."
            yield Finding((*path, "result"), f"`{test.id}` was failed, and is not waived", hint)
        elif test.id not in followed:
            message = f"`{test.id}` was failed, and no punch item says what is done about it"
            yield Finding((*path, "result"), message, f"Add one under `punch` with `test: {test.id}`.")


def _waived_by_nobody(asked: Asked) -> Iterator[Finding]:
    for path, test in asked.tests():
        if test.result == "waived" and (test.waiver is None or test.waiver.by is None):
            message = f"`{test.id}` is waived, but nobody is named who waived it"
            yield Finding((*path, "result"), message, "Add `waiver:` with `by`, who of the customer granted it.")


def _out_of_date(asked: Asked) -> Iterator[Finding]:
    tools = {each.id: each for each in asked.deal.acceptance.instruments}
    for path, test in asked.tests():
        tool = tools.get(test.instrument or "")
        if tool is None or (test.result not in ("pass", "fail") and test.measured is None):
            continue
        if lapsed(test, tool):
            message = f"the certificate of `{tool.id}` did not hold on {test.date}, when `{test.id}` was measured"
            yield Finding((*path, "instrument"), message, "Measure again with a calibrated instrument.")
        elif tool.certificate is None or tool.due is None:
            message = f"`{test.id}` was measured with `{tool.id}`, whose certificate or its last day is not given"
            yield Finding((*path, "instrument"), message, "Add `certificate:` and `due:` to the instrument.")


def _open(asked: Asked) -> Iterator[Finding]:
    for path, item in asked.open_items():
        if item.category in _HINDERED_BY[asked.kind]:
            message = f"`{item.id}` is open, and of class {item.category}"
            yield Finding(path, message, f"No {asked.kind} certificate before it is closed: `closed:`, with evidence.")


def _not_delivered(asked: Asked) -> Iterator[Finding]:
    if asked.kind != "completion":
        return
    for at, item in enumerate(asked.deal.acceptance.deliveries):
        if item.delivered_on is None and asked.is_of(item.lot):
            message = f"`{item.id}` is not delivered yet"
            yield Finding(("acceptance", "deliveries", at), message, "Add `delivered_on:` once it is at the site.")


def _owed(asked: Asked) -> Iterator[Finding]:
    """Find what has to be done, and to come to its end, before the final certificate."""
    if asked.kind != "final":
        return
    told = asked.deal.acceptance
    for at, paper in enumerate(told.documents):
        if paper.handed_on is None:
            message = f"`{paper.id}` is not handed over yet: {paper.title}"
            yield Finding(("acceptance", "documents", at), message, "Hand it over and add `handed_on:`.")
    for at, course in enumerate(told.training):
        if course.held_on is None:
            message = f"`{course.id}` is not held yet: {course.what}"
            yield Finding(("acceptance", "training", at), message, "Hold it and add `held_on:`.")
    for at, part in enumerate(told.retentions):
        if ORDER.index(part.releases_on) < ORDER.index("final") and balance(asked.deal, part) != 0:
            message = f"`{part.id}` was to be released with the {part.releases_on} certificate, and is still held back"
            hint = "Have it paid and add `released` and `released_on`, or write `releases_on: final`."
            yield Finding(("acceptance", "retentions", at), message, hint)


def _too_early(asked: Asked) -> Iterator[Finding]:
    told = asked.deal.acceptance
    if asked.kind != "final":
        return
    if not accepted(told, "provisional", asked.lot):
        message = "no provisional certificate is signed"
        yield Finding(("acceptance", "certificates"), message, "The final one follows it: add it with `signed`.")
    if told.warranty.starts_on == "final":
        return
    ends, day = warranty(told, asked.lot).ends, effective(told, "final", asked.lot) or asked.deal.as_of
    if ends is None:
        hint = "Give `months`, and `begins` or the certificate that starts it; or `ends`."
        yield Finding(("acceptance", "warranty"), "nobody knows yet when the warranty ends", hint)
    elif day is None or ends > day:
        yield Finding(("acceptance", "warranty"), _still_running(ends, day), "Write the certificate when it has ended.")


def _tested_later(asked: Asked) -> Iterator[Finding]:
    day = asked.signed
    later = [test.id for _, test in asked.tests() if day is not None and test.date is not None and test.date > day]
    if later:
        message = (
            f"the {asked.kind} certificate was signed on {day}, and the record tells of later tests: {_some(later)}"
        )
        hint = "What both sides signed stands; this one would tell what came after it."
        yield Finding(_place_of(asked), message, hint, "warning")


def _place_of(asked: Asked) -> Path:
    papers = asked.deal.acceptance.certificates
    return ("acceptance", "certificates", papers.index(asked.entry)) if asked.entry else ("acceptance", "certificates")


def _some(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _still_running(ends: date, day: date | None) -> str:
    return f"the warranty runs until {ends}" + (f", after {day}" if day else "")


_RULES: tuple[Callable[[Asked], Iterator[Finding]], ...] = (
    _nothing_tested,
    _untested,
    _unproven,
    _failed,
    _waived_by_nobody,
    _out_of_date,
    _open,
    _not_delivered,
    _owed,
    _too_early,
    _tested_later,
)


def project_gaps(deal: Deal) -> tuple[str, ...]:
    """Return what keeps a project from counting as accepted: a provisional or final certificate of all that is sold."""
    told = deal.acceptance
    if accepted(told, "provisional", None) or accepted(told, "final", None):
        return ()
    begun = [each for each in told.certificates if each.type in ("provisional", "final")]
    lacking = [f"{each.id}.{name}" for each in begun for name in ("effective", "signed") if not getattr(each, name)]
    return tuple(f"acceptance.certificates.{each}" for each in lacking) or (
        "acceptance.certificates[type=provisional]",
    )


ACCEPTANCE_WORK: dict[str, Phrase] = {
    "acceptance.certificates[": Phrase("Have the provisional acceptance certificate signed"),
    "acceptance.certificates.": Phrase("Record from which day the certificate counts and when it was signed: {n}"),
}
"""What to do about the gaps above, by the beginning of their paths."""
