"""The command line: parse, call, print, exit. Nothing else in bidkit prints or exits."""

import gc
import sys

from bidkit.garbage import SELDOM

STOPPED = 130  # the exit code after Ctrl-C


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, even while it is still loading."""
    gc.set_threshold(*SELDOM)
    try:
        from bidkit.cli.app import main as run

        run()
    except (KeyboardInterrupt, SystemExit) as leaving:
        if getattr(leaving, "code", STOPPED) != STOPPED:
            raise
        print("stopped; no file was left half-written", file=sys.stderr)
        sys.exit(STOPPED)
