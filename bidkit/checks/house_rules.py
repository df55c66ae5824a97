"""Rules of the house data: a model that does not add up is a Problem before any deal is evaluated in it."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from bidkit.checks.amounts import too_many_places
from bidkit.checks.finding import Finding
from bidkit.checks.repeats import repeated_ids
from bidkit.deal import House
from bidkit.deal.house import WEEKDAYS

MAX_STEPS = 100


def weights_add_up(house: House) -> Iterator[Finding]:
    """Ask that the factors' weights are above zero and make 100."""
    factors = house.evaluation_model.factors
    for index, factor in enumerate(factors):
        if factor.weight <= 0:
            path = ("evaluation_model", "factors", index, "weight")
            yield Finding(
                path,
                f"the weight of `{factor.id}` is {factor.weight}",
                "Give it a weight above zero, or delete the factor.",
            )
    total = sum((factor.weight for factor in factors), Decimal(0))
    if total != 100:
        hint = f"Change the weights by {100 - total:+} in all."
        yield Finding(
            ("evaluation_model", "factors"), f"the weights of the factors add up to {total}, not to 100", hint
        )


def model_ids_differ(house: House) -> Iterator[Finding]:
    """Ask that no id of the model stands twice in its list."""
    model, matrix = house.evaluation_model, house.grade_matrix
    yield from repeated_ids(("evaluation_model", "factors"), model.factors)
    yield from repeated_ids(("evaluation_model", "knock_outs"), model.knock_outs)
    yield from repeated_ids(("grade_matrix", "time"), matrix.time)
    yield from repeated_ids(("grade_matrix", "possibility"), matrix.possibility)


def scale_is_sound(house: House) -> Iterator[Finding]:
    """Ask that the scale rises in whole steps."""
    scale = house.evaluation_model.scale
    path = ("evaluation_model", "scale")
    if scale.highest <= scale.lowest:
        yield Finding(
            (*path, "highest"),
            f"the highest score {scale.highest} is not above the lowest {scale.lowest}",
            "Swap the two.",
        )
    elif scale.step > 0 and (scale.highest - scale.lowest) / scale.step > MAX_STEPS:
        message = f"the scale has more than {MAX_STEPS} steps"
        yield Finding((*path, "step"), message, "Write a larger step; nobody judges that finely.")
    elif scale.step <= 0 or (scale.highest - scale.lowest) % scale.step:
        message = f"steps of {scale.step} do not lead from {scale.lowest} to {scale.highest}"
        yield Finding((*path, "step"), message, "Write a step that divides the scale evenly.")


def thresholds_are_ordered(house: House) -> Iterator[Finding]:
    """Ask that giving up starts below entering."""
    model = house.evaluation_model
    if model.give_up_below > model.threshold:
        message = f"give_up_below {model.give_up_below} lies above the threshold {model.threshold}"
        yield Finding(("evaluation_model", "give_up_below"), message, "Write a figure up to the threshold.")


def bands_are_ordered(house: House) -> Iterator[Finding]:
    """Ask that time bands lengthen, possibility bands fall to 0, and the last ones take the rest."""
    times, chances = house.grade_matrix.time, house.grade_matrix.possibility
    months = [band.months for band in times]
    for index, band in enumerate(months[:-1]):
        following = months[index + 1]
        if band is None or (following is not None and following <= band):
            hint = "List the nearest first; only the last one has no months."
            yield Finding(
                ("grade_matrix", "time", index), f"time band `{times[index].id}` does not end before the next", hint
            )
    if not times or months[-1] is not None:
        hint = "Leave `months` out of the last band, so that it takes every later order."
        yield Finding(("grade_matrix", "time"), "no time band takes the orders expected later than all others", hint)
    for index, chance in enumerate(chances[1:], start=1):
        if chance.from_percent >= chances[index - 1].from_percent:
            path = ("grade_matrix", "possibility", index, "from_percent")
            yield Finding(
                path, f"possibility band `{chance.id}` does not start below the one before", "List the highest first."
            )
    if not chances or chances[-1].from_percent != 0:
        hint = "Let the last band start at 0."
        yield Finding(("grade_matrix", "possibility"), "no possibility band reaches down to 0", hint)


def matrix_is_full(house: House) -> Iterator[Finding]:
    """Ask that every pair of possibility and time has a grade, and no others have."""
    matrix = house.grade_matrix
    times = [band.id for band in matrix.time]
    for band in matrix.possibility:
        row = matrix.grades.get(band.id, {})
        holes = [time for time in times if time not in row]
        if holes:
            named = ", ".join(f"`{hole}`" for hole in holes)
            message = f"the grade matrix has a hole: no grade for possibility `{band.id}` and time {named}"
            yield Finding(("grade_matrix", "grades", band.id), message, "Write A, B, C or D there.")
        for time in row:
            if time not in times:
                yield Finding(
                    ("grade_matrix", "grades", band.id, time),
                    f"`{time}` is no time band",
                    f"The time bands are: {', '.join(times)}.",
                )
    for name in matrix.grades:
        if name not in {band.id for band in matrix.possibility}:
            yield Finding(
                ("grade_matrix", "grades", name), f"`{name}` is no possibility band", "Delete the row, or add the band."
            )


def resources_are_complete(house: House) -> Iterator[Finding]:
    """Ask that each grade says how resources are spent."""
    for letter in ("A", "B", "C", "D"):
        if letter not in house.resources:
            yield Finding(("resources",), f"grade {letter} has no resource rule", f"Add `{letter}:` and a sentence.")


def minimum_values_fit_their_currency(house: House) -> Iterator[Finding]:
    """Ask that minimum values have no more places than their currency has minor units."""
    for index, question in enumerate(house.evaluation_model.knock_outs):
        for currency, amount in question.minimum_value.items():
            path = ("evaluation_model", "knock_outs", index, "minimum_value", currency)
            yield from too_many_places(path, amount, currency)


def somebody_works(house: House) -> Iterator[Finding]:
    """Ask that a week has a working day, and that a day is not free and worked at once."""
    plan = house.bid_plan
    if set(plan.weekend) == set(WEEKDAYS):
        yield Finding(("bid_plan", "weekend"), "no day of the week is left to work on", "Name the free days alone.")
    for at, day in enumerate(plan.worked):
        if day in plan.holidays:
            message = f"{day} is a holiday and a day that is worked"
            yield Finding(("bid_plan", "worked", at), message, "Keep it in one of the two.")


HOUSE_RULES: tuple[Callable[[House], Iterator[Finding]], ...] = (
    weights_add_up,
    model_ids_differ,
    scale_is_sound,
    thresholds_are_ordered,
    bands_are_ordered,
    matrix_is_full,
    resources_are_complete,
    minimum_values_fit_their_currency,
    somebody_works,
)
