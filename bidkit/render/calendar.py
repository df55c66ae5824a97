"""A calendar as an iCalendar file (RFC 5545): whole days, no clock, the same bytes each time.

Written here because it is four kinds of line; what RFC 5545 asks of text is to escape it and to fold long lines.
"""

from collections.abc import Callable, Iterator

from bidkit.calendar import Calendar, Entry

_LINE = 75  # octets, without the line end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def to_ics(calendar: Calendar, say: Callable[[object], str]) -> bytes:
    """Return the calendar as a file, its sentences said in the voice's language."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//bidkit//calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(calendar.name)}",
        *(line for entry in calendar.entries for line in _event(calendar, entry, say)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(calendar: Calendar, entry: Entry, say: Callable[[object], str]) -> Iterator[str]:
    stated = calendar.stated or entry.day  # a stamp must stand there, and no clock may
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}"
    yield f"DTSTAMP:{stated:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"SUMMARY:{_text(say(entry.title))}"
    if entry.text:
        yield f"DESCRIPTION:{_text(entry.text)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Break a line where it grows over the octets allowed, never within a character; the rest begins with a space."""
    parts: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode()
        room = _LINE if len(parts) == 1 else _LINE - 1
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
        parts[-1] += octets
    return b"\r\n ".join(parts)
