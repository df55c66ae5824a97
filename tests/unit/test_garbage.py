"""What is left to the end of the process is not freed before."""

import gc
import weakref

from bidkit.garbage import kept_to_the_end


class _Thing:
    """Something that can be watched."""


def test_what_is_kept_to_the_end_outlives_everybody_who_knows_it() -> None:
    thing = _Thing()
    watched = weakref.ref(thing)
    kept_to_the_end(thing)
    try:
        del thing
        gc.collect()
        assert watched() is not None
    finally:
        gc.unfreeze()
        gc.collect()
    assert watched() is None
