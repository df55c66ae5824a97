"""Pictures: the drawing itself for Word that can show it, and a PNG for Word that cannot."""

import resvg_py
from lxml import etree

from bidkit.render.docx.markup import escaped
from bidkit.render.docx.story import Element, Story
from bidkit.render.fitting import fit_words
from bidkit.render.fonts import fonts_for_words
from bidkit.render.html import drawing

_EMU = 12700  # per point
_TWIPS = 20  # per point
_SHARPNESS = 2.0  # PNG pixels per CSS pixel
_SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def picture(svg: Element, story: Story, width: int) -> str:
    """Return the run that shows a drawing, no wider than the text."""
    across, down = (float(value) for value in str(svg.get("viewBox")).split()[2:])
    scale = min(1.0, width / _TWIPS / across)
    size = f'cx="{round(across * scale * _EMU)}" cy="{round(down * scale * _EMU)}"'
    vector, raster = _encoded(svg, story)
    number = story.fresh_id()
    alt = escaped(str(svg.get("aria-label")))
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Picture {number}" descr="{alt}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr="{alt}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{raster}"><a:extLst><a:ext uri="{_SVG_USE}">'
        f'<asvg:svgBlip r:embed="{vector}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _encoded(svg: Element, story: Story) -> tuple[str, str]:
    standing = drawing(svg, story.document.language)
    standing.set("xmlns", "http://www.w3.org/2000/svg")
    vector = etree.tostring(standing, encoding="utf-8")  # for the reader's machine, which has fonts of its own
    fit_words(standing, story.document.language)
    return story.attachments.picture(vector, "svg"), story.attachments.picture(_drawn(standing), "png")


def _drawn(standing: Element) -> bytes:
    """Return a drawing as PNG; all fonts of a machine, often hundreds, are opened for no more than an odd character."""
    files = [str(path) for path in fonts_for_words(str(text) for text in standing.itertext())]
    text = etree.tostring(standing, encoding="unicode")
    drawn = resvg_py.svg_to_bytes(
        svg_string=text, zoom=_SHARPNESS, dpi=96, skip_system_fonts=bool(files), font_files=files
    )
    return bytes(drawn)
