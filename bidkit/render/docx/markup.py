"""The few shapes that WordprocessingML is written in."""

from functools import lru_cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"

# The prefixes that content is written with.
NAMESPACES = {
    "w": W,
    "r": R,
    "w14": W14,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}

TAB = "<w:r><w:tab/></w:r>"


def escaped(text: str) -> str:
    """Escape text for an element's content or a quoted attribute."""
    if "&" in text:  # looking first is faster than four replacements; this runs for every cell
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


@lru_cache(maxsize=256)
def run_properties(
    style: str = "", bold: bool = False, italic: bool = False, colour: str = "", vertical: str = ""
) -> str:
    """Return a run's properties in the order the schema wants; empty where there are none."""
    inner = "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/><w:bCs/>" if bold else "",
            "<w:i/><w:iCs/>" if italic else "",
            f'<w:color w:val="{colour}"/>' if colour else "",
            f'<w:vertAlign w:val="{vertical}"/>' if vertical else "",
        )
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


@lru_cache(maxsize=1024)
def paragraph_properties(
    style: str,
    *,
    keep: bool = False,
    breaks: bool = False,
    numbering: str = "",
    indent: str = "",
    align: str = "",
    section: str = "",
) -> str:
    """Return a paragraph's properties in the order the schema wants; empty where there are none."""
    inner = "".join(
        (
            f'<w:pStyle w:val="{style}"/>' if style else "",
            "<w:keepNext/>" if keep else "",
            "<w:pageBreakBefore/>" if breaks else "",
            numbering,
            indent,
            f'<w:jc w:val="{align}"/>' if align else "",
            section,
        )
    )
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""
