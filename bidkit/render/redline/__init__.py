"""Two revisions of a Word file as one with tracked changes: accept all gives the new one, reject all the old one."""

from bidkit.render.redline.comparing import BIDKIT, Redline, WordFile, redline

__all__ = ["BIDKIT", "Redline", "WordFile", "redline"]
