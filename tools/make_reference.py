"""Make templates/reference.docx: the styles, header and footer that every Word file starts from.

Run it after changing a style here; the result is committed, and a test holds the two together.
"""

import sys
import zipfile
from pathlib import Path

from reference_styles import ACCENT, CJK, HEAD, INK, LATIN, LINE, SOFT, W, styles

TARGET = Path(__file__).parent.parent / "templates" / "reference.docx"

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def numbering() -> str:
    """Return word/numbering.xml: the headings' multilevel list."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        + (f'<w:pStyle w:val="Heading{level + 1}"/>' if level < 4 else "")
        + f'<w:suff w:val="tab"/><w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(level + 1))}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
        for level, indent in enumerate((510, 624, 737, 851, 964, 1077, 1191, 1304, 1418))
    )
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="multilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _control(tag: str, look: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="bidkit:{tag}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent><w:r>{look}<w:t>{tag}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _field(code: str) -> str:
    return "".join(
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
    )


_RIGHT = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'


def header() -> str:
    """Return word/header1.xml: the title, and the status at the right."""
    text = f"{_control('running-title')}{_RIGHT}{_control('status', '<w:rPr><w:b/></w:rPr>')}"
    return f'{HEAD}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{text}</w:p></w:hdr>'


def footer() -> str:
    """Return word/footer1.xml: organisation, number and revision, and the page at the right."""
    pages = f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}'
    text = f"{_control('running-number')}{_RIGHT}{pages}"
    return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{text}</w:p></w:ftr>'


def document() -> str:
    """Return word/document.xml: A4, with the place of the content."""
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>[[content]]</w:t></w:r></w:p><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1474" w:right="1134" w:bottom="1247" w:left="1134"'
        ' w:header="680" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def settings() -> str:
    """Return word/settings.xml."""
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """Return word/fontTable.xml: what to take where a font is not there."""
    fonts = (
        (LATIN, "Carlito", "swiss"),
        (CJK, "Noto Sans CJK SC", "swiss"),
        ("Consolas", "DejaVu Sans Mono", "modern"),
    )
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, family in fonts
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{rows}</w:fonts>'


def theme() -> str:
    """Return word/theme/theme1.xml: the house colours; fonts stand in the styles."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    names = (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        "accent1",
        "accent2",
        "accent3",
        "accent4",
        "accent5",
        "accent6",
        "hlink",
        "folHlink",
    )
    values = (
        INK,
        "FFFFFF",
        ACCENT,
        "EEF2F7",
        ACCENT,
        SOFT,
        "A32014",
        "7A5B00",
        "5A6673",
        LINE,
        "1F4E79",
        SOFT,
    )
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in zip(names, values, strict=True)
    )
    face = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{CJK}"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{a}" name="House"><a:themeElements>'
        f'<a:clrScheme name="House">{colours}</a:clrScheme>'
        f'<a:fontScheme name="House"><a:majorFont>{face}</a:majorFont>'
        f"<a:minorFont>{face}</a:minorFont></a:fontScheme>"
        '<a:fmtScheme name="House"><a:fillStyleLst>'
        f"{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


CORE = (
    HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"/>'
)
_PARTS = {
    "styles": styles,
    "settings": settings,
    "fontTable": font_table,
    "numbering": numbering,
    "header": header,
    "footer": footer,
    "theme": theme,
}
_FILES = {name: f"word/{name}.xml" for name in _PARTS} | {
    "header": "word/header1.xml",
    "footer": "word/footer1.xml",
    "theme": "word/theme/theme1.xml",
}
_KINDS = {"theme": "application/vnd.openxmlformats-officedocument.theme+xml"}


def parts() -> dict[str, str]:
    """Return every part of the reference document by name."""
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{_KINDS.get(name, f"{OFFICE}{name}+xml")}"/>'
        for name, path in _FILES.items()
    )
    order = ("styles", "settings", "fontTable", "numbering", "header", "footer", "theme")
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{name}" Target="{_FILES[name].removeprefix("word/")}"/>'
        for number, name in enumerate(order, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/"
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{package}content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{OFFICE}document.main+xml"/>{overrides}'
            '<Override PartName="/docProps/core.xml"'
            ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{package}relationships">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{package}relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>'
            "</Relationships>"
        ),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": (
            f'{HEAD}<Relationships xmlns="{package}relationships">{links}</Relationships>'
        ),
        "docProps/core.xml": CORE,
    } | {path: _PARTS[name]() for name, path in _FILES.items()}


def main(target: Path = TARGET) -> None:
    """Write the reference document, the same bytes each time."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, text, zipfile.ZIP_DEFLATED, 9)
    print(f"wrote {target.name}", file=sys.stderr)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
