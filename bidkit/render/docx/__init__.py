"""Write a document as a Word file that people can go on working in."""

from bidkit.render.docx.package import to_docx

__all__ = ["to_docx"]
