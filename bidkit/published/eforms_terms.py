"""Moments, periods and guarantees of an eForms notice, in the form that OCDS has for them."""

from dataclasses import replace

from bidkit.published.leaves import Node
from bidkit.published.words import instant_of, months_after, number_of

_DAYS = {"DAY": 1, "WEEK": 7}
_MONTHS = {"MONTH": 1, "YEAR": 12}
_NOTHING = Node((), found=False)


def moment(day: Node, hour: Node) -> Node:
    """Return a day and an hour, which stand apart in a notice, as one moment in both of their places."""
    if not day.given:
        return _NOTHING
    text = str(day.value)
    if not hour.given:
        return Node(day.path, text)
    return Node(day.path, f"{text[:10]}T{hour.value}", also=(hour.path,))


def contract_period(period: Node) -> Node:
    """Return how long the contract runs."""
    entries = {"startDate": period["cbc:StartDate"], "endDate": period["cbc:EndDate"]}
    measure = period["cbc:DurationMeasure"]
    unit, number = str(measure["@unitCode"].value or ""), number_of(measure.value)
    if number is not None and unit in _DAYS:
        entries["durationInDays"] = _counted(measure, str(number * _DAYS[unit]))
    elif number is not None and unit in _MONTHS:
        entries["durationInMonths"] = _counted(measure, str(number * _MONTHS[unit]))
    return Node((), entries={name: node for name, node in entries.items() if node.given})


def validity(period: Node, deadline: Node) -> Node:
    """Return for how long bids bind; months are counted from the deadline on, as days."""
    measure = period["cbc:DurationMeasure"]
    unit, number = str(measure["@unitCode"].value or ""), number_of(measure.value)
    if number is None:
        return _NOTHING
    if unit in _DAYS:
        return Node((), entries={"durationInDays": _counted(measure, str(number * _DAYS[unit]))})
    closes = instant_of(deadline.value)
    if unit not in _MONTHS or closes is None or number != number.to_integral_value() or not 0 < number < 1000:
        return _NOTHING
    ends = months_after(closes.local.date(), int(number) * _MONTHS[unit])
    return Node((), entries={"endDate": _counted(measure, ends.isoformat())})


def _counted(measure: Node, value: str) -> Node:
    return Node(measure.path, value, also=(measure["@unitCode"].path,))


def deposits(guarantee: Node) -> Node:
    """Return what is said of the guarantee for a bid; that none is asked for says nothing."""
    for node in guarantee.several():
        code, said = node["cbc:GuaranteeTypeCode"], node["cbc:Description"]
        if code.value == "true":
            return replace(said, also=(code.path,)) if said.given else Node(code.path, "required")
    return _NOTHING
