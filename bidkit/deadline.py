"""Stop work that does not come to an end, on every system: an exception is raised in the thread that does it."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, get_ident
from time import process_time, sleep

_BETWEEN_LOOKS = 0.2  # seconds
_UNWINDING = 2.0  # seconds that a thread may need to leave its work, before it counts as having swallowed the error


class TooLongError(BaseException):
    """Raised in the middle of the work; no library takes it for an error of its own."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise TooLongError in this thread once it has computed for so long.

    A library that lays pages out in Python is stopped at its next step; a signal would do that on Unix alone.
    """
    done, late, thread, until = Event(), Event(), ctypes.c_ulong(get_ident()), process_time() + seconds

    def watch() -> None:
        nonlocal until
        while not done.wait(_BETWEEN_LOOKS):
            if process_time() > until:
                late.set()
                until = process_time() + _UNWINDING
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TooLongError))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        if late.is_set():  # also where the library swallowed it, as WeasyPrint does while it draws a picture
            _stop(thread)


def _stop(thread: ctypes.c_ulong) -> None:
    """Raise TooLongError in this thread by the same means, so that none is still on its way when it has been caught.

    To take one back instead would leave Python looking for it at each step: everything later would take longer, and
    under a debugger or a measurement of coverage never end.
    """
    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TooLongError))
    while True:
        sleep(0)
