"""What the papers of the acceptance say for the words of the record."""

from collections.abc import Mapping

from bidkit.audience.acceptance import Criterion, Measured
from bidkit.phrases import Phrase

TEST_STAGES: Mapping[str, Phrase] = {
    "document": Phrase("Document review"),
    "factory": Phrase("Factory acceptance"),
    "delivery": Phrase("Check on delivery"),
    "installation": Phrase("Installation"),
    "site": Phrase("Site acceptance"),
    "performance": Phrase("Performance test"),
    "final": Phrase("Final acceptance"),
}
"""In the order in which they follow each other."""
RESULTS: Mapping[str, Phrase] = {
    "pass": Phrase("passed"),
    "fail": Phrase("failed"),
    "waived": Phrase("waived"),
    "pending": Phrase("pending"),
}
LEGEND: Mapping[str, Phrase] = {
    "A": Phrase("To be closed before provisional acceptance"),
    "B": Phrase("To be closed before final acceptance"),
    "C": Phrase("Hinders neither"),
}
"""Where the record has no legend of its own."""


def criterion_words(told: Criterion) -> Phrase | None:
    """Return a criterion's figure: as nominal value and tolerance, or as limits."""
    if told.value is None:
        return limits_words(told)
    value = with_unit(told.value, told.unit)
    if told.tolerance_percent is not None:
        return Phrase("{value} ± {share} %", value=value, share=told.tolerance_percent)
    if told.tolerance is not None:
        return Phrase("{value} ± {tolerance}", value=value, tolerance=with_unit(told.tolerance, told.unit))
    return Phrase("exactly {value}", value=value)


def limits_words(told: Criterion) -> Phrase | None:
    """Return the limits within which a value passes."""
    if told.limits is None:
        return None
    low, high = told.limits
    if low is None:
        return Phrase("at most {value}", value=with_unit(high, told.unit))
    if high is None:
        return Phrase("at least {value}", value=with_unit(low, told.unit))
    return Phrase("{low} to {high}", low=low.normalize() + 0, high=with_unit(high, told.unit))


def measured_words(told: Measured, unit: str | None) -> Phrase:
    """Return what was measured, with its uncertainty."""
    unit = told.unit or unit
    if told.uncertainty is None:
        return with_unit(told.value, unit)
    return Phrase(
        "{value} ± {tolerance}", value=with_unit(told.value, unit), tolerance=with_unit(told.uncertainty, unit)
    )


def with_unit(value: object, unit: str | None) -> Phrase:
    """Return a figure with its unit, which no line break parts."""
    return Phrase("{value}\u00a0{unit}", value=value, unit=unit) if unit else Phrase("{value}", value=value)
