"""The command line: parse, call, print, exit. Nothing else in bidkit prints or exits."""

from bidkit.cli.app import main

__all__ = ["main"]
