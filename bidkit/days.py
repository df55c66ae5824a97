"""Arithmetic of days: months and weeks on, working days back."""

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from decimal import ROUND_CEILING, Decimal

_ONE = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_weeks(day: date, weeks: Decimal) -> date:
    """Return the day that lies so many weeks later; a part of a day counts as a whole one."""
    return add_days(day, int((weeks * 7).to_integral_value(ROUND_CEILING)))


def add_days(day: date, days: int) -> date:
    """Return the day that lies so many days later, or the last day that there is."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max


def working_day_before(day: date, working_days: int, works: Callable[[date], bool]) -> date:
    """Return the last day on which something can be done that has to be done so many working days before a day.

    With 0 it is the day itself, or the last working day before it; the calendar's first day where it does not reach.
    """
    while day > date.min and (working_days > 0 or not works(day)):
        day -= _ONE
        working_days -= works(day)
    return day
