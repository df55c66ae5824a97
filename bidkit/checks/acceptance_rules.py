"""Rules of the acceptance: a result is what was measured, and nothing is closed, released or waived by nobody."""

from collections.abc import Iterator

from bidkit.checks.amounts import amount_fits
from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.references import all_refer, ids_of, refers
from bidkit.checks.repeats import repeated_ids
from bidkit.deal import Deal, House
from bidkit.deal.acceptance import AcceptanceTest, Criterion, DecisionRule, PunchItem
from bidkit.judging import judged, lapsed, limits_of

_ACCEPTANCE = ("acceptance",)
_LISTS = (
    *("deliveries", "instruments", "tests", "punch", "certificates", "documents"),
    *("training", "retentions"),
)


def acceptance_ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no delivery, instrument, test, punch item or anything else of the acceptance stands twice."""
    for name in _LISTS:
        yield from repeated_ids((*_ACCEPTANCE, name), getattr(deal.acceptance, name))


def acceptance_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that every id that the acceptance names is in the record."""
    told = deal.acceptance
    requirements, lots = ids_of(deal.standards.requirements), ids_of(deal.standards.lots)
    equipment, instruments, tests = ids_of(told.deliveries), ids_of(told.instruments), ids_of(told.tests)
    lines, securities = ids_of(deal.bid.lines), ids_of((*deal.bid.securities, *deal.contract.securities))
    for at, item in enumerate(told.deliveries):
        path: FieldPath = (*_ACCEPTANCE, "deliveries", at)
        yield from refers((*path, "lot"), item.lot, "lot of the record", lots)
        yield from refers((*path, "line"), item.line, "line of the price schedule", lines)
    for at, test in enumerate(told.tests):
        path = (*_ACCEPTANCE, "tests", at)
        yield from all_refer((*path, "requirements"), test.requirements, "requirement of the record", requirements)
        yield from refers((*path, "equipment"), test.equipment, "equipment that is delivered", equipment)
        yield from refers((*path, "lot"), test.lot, "lot of the record", lots)
        yield from refers((*path, "instrument"), test.instrument, "instrument of the record", instruments)
    for at, defect in enumerate(told.punch):
        path = (*_ACCEPTANCE, "punch", at)
        yield from refers((*path, "test"), defect.test, "test of the record", tests)
        yield from refers((*path, "equipment"), defect.equipment, "equipment that is delivered", equipment)
    for at, paper in enumerate(told.certificates):
        yield from refers((*_ACCEPTANCE, "certificates", at, "lot"), paper.lot, "lot of the record", lots)
    for at, back in enumerate(told.securities):
        path = (*_ACCEPTANCE, "securities", at, "security")
        yield from refers(path, back.security, "security of the bid or the contract", securities)


def criteria_say_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each test has one criterion against which it can be judged."""
    for at, test in enumerate(deal.acceptance.tests):
        path: FieldPath = (*_ACCEPTANCE, "tests", at, "criterion")
        yield from _criterion(path, test.id, test.criterion)


def _criterion(path: FieldPath, name: str, told: Criterion) -> Iterator[Finding]:
    tolerances = [each for each in ("tolerance", "tolerance_percent") if getattr(told, each) is not None]
    limits = [each for each in ("at_least", "at_most") if getattr(told, each) is not None]
    if told.value is not None and limits:
        hint = "Give a value with its tolerance, or limits, not both."
        yield Finding((*path, limits[0]), f"`{name}` has a value and `{limits[0]}`", hint)
    if told.value is None and tolerances:
        hint = "Add `value:`, or write the limits as `at_least` and `at_most`."
        yield Finding((*path, tolerances[0]), f"`{name}` has a tolerance, but no value", hint)
    if len(tolerances) > 1:
        yield Finding((*path, tolerances[1]), f"`{name}` has two tolerances", "Keep one of them.")
    if told.at_least is not None and told.at_most is not None and told.at_least > told.at_most:
        message = f"`{name}` asks for at least {told.at_least} and at most {told.at_most}"
        yield Finding((*path, "at_most"), message, "Swap the two.")
    if limits_of(told) is None and told.text is None:
        hint = "Add `criterion:` with a value and a tolerance, with limits, or with words under `text`."
        yield Finding(path[:-1], f"`{name}` does not say when it counts as passed", hint, "warning")


def results_are_what_was_measured(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each result agrees with the measured value and its criterion."""
    for at, test in enumerate(deal.acceptance.tests):
        path: FieldPath = (*_ACCEPTANCE, "tests", at)
        if test.measured is not None:
            yield from _measured(path, test, deal.acceptance.decision_rule)
        elif test.result == "pass" and limits_of(test.criterion):
            message = f"`{test.id}` is said to be passed, but its criterion is a figure and nothing was measured"
            yield Finding((*path, "result"), message, "Add `measured:` with the value.")
        if test.result in ("pass", "fail") and test.date is None:
            message = f"`{test.id}` has a result, but not the day on which it was tested"
            yield Finding((*path, "result"), message, "Add `date:`; the instrument's certificate is held against it.")


def _measured(path: FieldPath, test: AcceptanceTest, rule: DecisionRule) -> Iterator[Finding]:
    told = test.measured
    verdict = judged(test.criterion, told, rule) if told else None
    if verdict is None:
        hint = "Add a value with its tolerance, or limits, to the criterion."
        yield Finding((*path, "measured"), f"`{test.id}` was measured, but its criterion has no figure", hint)
    elif verdict == "incomparable":
        unit = told.unit if told else None
        message = f"`{test.id}` was measured in {unit}, but its criterion is in {test.criterion.unit or 'no unit'}"
        yield Finding((*path, "measured", "unit"), message, "Write both in units of the same quantity.")
    elif test.result == "pending":
        message = f"`{test.id}` was measured, but its result is pending"
        yield Finding((*path, "measured"), message, "Write pass or fail under `result`, as the criterion says.")
    elif test.result != "waived" and (test.result == "pass") != (verdict == "pass"):
        yield Finding((*path, "result"), *_contradicted(test, verdict))


def _contradicted(test: AcceptanceTest, verdict: str) -> tuple[str, str]:
    said = f"`{test.id}` is said to be {'passed' if test.result == 'pass' else 'failed'}, but"
    if verdict == "unclear":
        hint = (
            "Under the guarded rule the value and its uncertainty lie within the limits; write fail, or measure again."
        )
        return f"{said} the uncertainty of what was measured does not let that be said", hint
    inside = "lies within" if verdict == "pass" else "lies outside of"
    return f"{said} what was measured {inside} its limits", "Correct the result, the value or the criterion."


def waivers_have_a_name(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask who waived a test, and that nothing else is waived."""
    for at, test in enumerate(deal.acceptance.tests):
        path: FieldPath = (*_ACCEPTANCE, "tests", at)
        if test.waiver is not None and test.result != "waived":
            message = f"`{test.id}` has a waiver, but its result is {test.result}"
            yield Finding((*path, "waiver"), message, "Write waived under `result`, or delete the waiver.")
        elif test.result == "waived" and (test.waiver is None or test.waiver.by is None):
            message = f"`{test.id}` is waived, but nobody is named who waived it"
            hint = "Add `waiver:` with `by`; no certificate is written without it."
            yield Finding((*path, "result"), message, hint, "warning")


def instruments_hold_on_the_day(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the certificate of each instrument held on the day of the measurement."""
    known = {each.id: each for each in deal.acceptance.instruments}
    for at, test in enumerate(deal.acceptance.tests):
        instrument = known.get(test.instrument or "")
        if instrument is None or test.result not in ("pass", "fail"):
            continue
        path: FieldPath = (*_ACCEPTANCE, "tests", at, "instrument")
        if lapsed(test, instrument):
            message = f"the certificate of `{instrument.id}` did not hold on {test.date}, when `{test.id}` was measured"
            hint = "Measure again with a calibrated instrument, or correct its dates; no certificate rests on this."
            yield Finding(path, message, hint, "warning")
        elif instrument.certificate is None or instrument.due is None:
            message = f"`{test.id}` was measured with `{instrument.id}`, whose certificate or its last day is not given"
            yield Finding(path, message, "Add `certificate:` and `due:` to the instrument.", "warning")


def failures_become_punch_items(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask for a punch item for each test that was failed."""
    named = {item.test for item in deal.acceptance.punch}
    for at, test in enumerate(deal.acceptance.tests):
        if test.result == "fail" and test.id not in named:
            message = f"`{test.id}` was failed, but no punch item says what is done about it"
            hint = f"Add one under `punch` with `test: {test.id}`."
            yield Finding((*_ACCEPTANCE, "tests", at, "result"), message, hint, "warning")


def punch_items_follow_time(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each punch item is raised, closed and opened again in this order, and closed with evidence."""
    for at, item in enumerate(deal.acceptance.punch):
        path: FieldPath = (*_ACCEPTANCE, "punch", at)
        yield from _out_of_order(path, item)
        if item.closed is not None and item.evidence is None:
            message = f"`{item.id}` is closed, but nothing shows that it is put right"
            yield Finding((*path, "closed"), message, "Add `evidence:`.", "warning")


def _out_of_order(path: FieldPath, item: PunchItem) -> Iterator[Finding]:
    for name in ("due", "closed", "reopened"):
        day = getattr(item, name)
        if day is not None and item.raised is not None and day < item.raised:
            said = "is due on" if name == "due" else f"was {name} on"
            message = f"`{item.id}` {said} {day}, before it was raised on {item.raised}"
            yield Finding((*path, name), message, "Correct one of the two.")
    if item.reopened is not None and item.closed is None:
        message = f"`{item.id}` was opened again, but never closed"
        yield Finding((*path, "reopened"), message, "Add `closed:`, or delete `reopened`.")


def certificates_follow_time(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each certificate is given once, and none counts from before the one that leads to it."""
    order = ("factory", "completion", "provisional", "final")
    seen: dict[tuple[str | None, str], int] = {}
    told = deal.acceptance.certificates
    for at, paper in enumerate(told):
        path: FieldPath = (*_ACCEPTANCE, "certificates", at)
        if (paper.lot, paper.type) in seen:
            yield Finding((*path, "type"), f"there are two {paper.type} certificates", "Keep one, or name their lots.")
        seen.setdefault((paper.lot, paper.type), at)
        for other in told:
            earlier = order.index(other.type) < order.index(paper.type) and other.lot == paper.lot
            if earlier and paper.effective and other.effective and paper.effective < other.effective:
                message = (
                    f"`{paper.id}` counts from {paper.effective}, before `{other.id}`, the {other.type} certificate"
                )
                yield Finding((*path, "effective"), message, "Correct one of the two.")
    warranty = deal.acceptance.warranty
    if warranty.begins is not None and warranty.ends is not None and warranty.ends < warranty.begins:
        message = f"the warranty ends on {warranty.ends}, before it begins on {warranty.begins}"
        yield Finding((*_ACCEPTANCE, "warranty", "ends"), message, "Correct one of the two.")


def held_amounts_add_up(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no more is released than was held back, and for amounts that fit their currency."""
    for at, item in enumerate(deal.acceptance.retentions):
        path: FieldPath = (*_ACCEPTANCE, "retentions", at)
        if item.amount is not None and item.percent is not None:
            yield Finding(
                (*path, "percent"), f"`{item.id}` has an amount and a share of the price", "Keep one of them."
            )
        if item.released is not None and item.amount is not None and item.released > item.amount:
            message = f"`{item.id}`: {item.released} are released, more than the {item.amount} held back"
            yield Finding((*path, "released"), message, "Correct one of the two.")
        if (item.released is None) != (item.released_on is None):
            lacks = "the amount" if item.released is None else "the day"
            yield Finding(path, f"`{item.id}` is released, but {lacks} is not given", f"Add {lacks}.")
        yield from amount_fits(deal, (*path, "amount"), item.amount)
        yield from amount_fits(deal, (*path, "released"), item.released)
    for at, defect in enumerate(deal.acceptance.punch):
        yield from amount_fits(deal, (*_ACCEPTANCE, "punch", at, "withheld"), defect.withheld)


ACCEPTANCE_RULES = (
    acceptance_ids_differ,
    acceptance_refers_to_what_exists,
    criteria_say_one_thing,
    results_are_what_was_measured,
    waivers_have_a_name,
    instruments_hold_on_the_day,
    failures_become_punch_items,
    punch_items_follow_time,
    certificates_follow_time,
    held_amounts_add_up,
)
