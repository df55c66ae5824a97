"""The styles of the reference document; `make_reference.py` packs them."""

from collections.abc import Iterator
from dataclasses import dataclass

INK, ACCENT, SOFT, LINE = "1B2430", "1F3A5F", "4A5563", "B8C1CC"
LATIN, CJK = "Calibri", "Microsoft YaHei"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Style:
    """One paragraph or character style; sizes in half points, distances in twentieths of a point."""

    name: str
    based: str = "Normal"
    then: str = ""
    size: int = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: int = -1
    after: int = -1
    line: int = 0
    paragraph: str = ""  # further paragraph properties that come before the spacing
    trailing: str = ""  # further paragraph properties that come after the spacing
    run: str = ""  # further run properties, after the size
    kind: str = "paragraph"
    level: int = -1

    @property
    def key(self) -> str:
        """Return the style's identifier."""
        return key(self.name)


def key(name: str) -> str:
    """Return the identifier that Word itself would give a style: `heading 1` is Heading1."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _bar(colour: str, fill: str) -> str:
    return (
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{fill}"/>'
        f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{colour}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{fill}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    )


_KEEP = "<w:keepNext/><w:keepLines/>"
_DOTS = '<w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
_RIGHT_TAB = f"<w:tabs>{_DOTS}"
_TOC_TAB = '<w:tabs><w:tab w:val="left" w:pos="{left}"/>' + _DOTS
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="8" w:color="1F3A5F"/></w:pBdr>'


def _heading(level: int, size: int, before: int, after: int, colour: str = ACCENT) -> Style:
    return Style(
        f"heading {level}",
        then="Normal",
        size=size,
        bold=True,
        colour=colour,
        before=before,
        after=after,
        paragraph=f'{_KEEP}<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>',
        level=level - 1,
    )


STYLES: tuple[Style, ...] = (
    _heading(1, 34, 440, 160),
    _heading(2, 26, 320, 120),
    _heading(3, 22, 240, 90),
    _heading(4, 20, 200, 60, INK),
    Style(
        "Title",
        then="Subtitle",
        size=50,
        bold=True,
        colour=ACCENT,
        after=140,
        line=264,
        paragraph="<w:keepNext/>",
    ),
    Style("Subtitle", then="Normal", size=26, colour=SOFT, after=260),
    Style("Kicker", then="Title", size=20, bold=True, colour=SOFT, after=100, run='<w:spacing w:val="16"/>'),
    Style(
        "Status Mark",
        then="Normal",
        bold=True,
        colour=INK,
        after=260,
        run=f'<w:spacing w:val="24"/><w:bdr w:val="single" w:sz="10" w:space="0" w:color="{INK}"/>',
    ),
    Style(
        "Cover Fact",
        colour=INK,
        after=50,
        paragraph='<w:tabs><w:tab w:val="left" w:pos="2381"/></w:tabs>',
        trailing='<w:ind w:left="2381" w:hanging="2381"/>',
        size=19,
    ),
    Style("Cover End", after=400, paragraph=_RULE, size=8),
    Style("Lead", then="Normal", size=23, colour=ACCENT, after=200),
    Style("Note", size=18, colour=SOFT),
    Style("Source", size=17, italic=True, colour=SOFT),
    Style("List Paragraph", after=50),
    Style("Term", then="Definition", bold=True, colour=ACCENT, after=20, paragraph="<w:keepNext/>"),
    Style("Definition", after=100, trailing='<w:ind w:left="340"/>'),
    Style("caption", then="Normal", size=18, colour=INK, before=170, after=90),
    Style("Figure", after=80, before=200, line=240, paragraph="<w:keepNext/>", trailing='<w:jc w:val="center"/>'),
    Style("Table Text", size=18, after=20, line=250),
    Style("Table Head", "Table Text", bold=True, colour=ACCENT),
    Style("Table End", size=12, after=60, line=120),
    Style(
        "Callout Note",
        after=0,
        line=300,
        paragraph=_bar(ACCENT, "EEF2F7"),
        trailing='<w:ind w:left="227" w:right="113"/>',
    ),
    Style("Callout Warning", "Callout Note", paragraph=_bar("A32014", "FBEEEC")),
    Style("Callout Decision", "Callout Note", paragraph=_bar(INK, "F1F1EE")),
    Style("Callout End", size=12, after=100, line=120),
    Style(
        "TOC Heading",
        then="Normal",
        size=26,
        bold=True,
        colour=ACCENT,
        before=240,
        after=140,
        paragraph="<w:keepNext/>",
    ),
    Style("toc 1", size=20, bold=True, before=90, after=40, paragraph=_TOC_TAB.format(left=380)),
    Style("toc 2", size=20, after=40, paragraph=_TOC_TAB.format(left=794), trailing='<w:ind w:left="284"/>'),
    Style("toc 3", size=20, after=40, paragraph=_TOC_TAB.format(left=1304), trailing='<w:ind w:left="680"/>'),
    Style("table of figures", size=20, after=40, paragraph=_RIGHT_TAB),
    Style("Signature Role", bold=True, before=300, after=60, paragraph="<w:keepNext/>"),
    Style("Signature Line", size=18, colour=SOFT, before=200, after=0, paragraph="<w:keepLines/>"),
    Style(
        "header",
        size=16,
        colour=SOFT,
        after=0,
        paragraph=(
            '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="5" w:color="9AA5B1"/></w:pBdr>'
            '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
        ),
    ),
    Style(
        "footer",
        size=16,
        colour=SOFT,
        after=0,
        paragraph='<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>',
    ),
    Style("Section End", size=2, after=0, line=20),
    Style("Hyperlink", "", colour="1F4E79", kind="character"),
    Style("Placeholder Text", "", colour=SOFT, kind="character"),
    Style("Code", "", size=18, kind="character"),
    Style(
        "Missing",
        "",
        italic=True,
        colour="5C4400",
        kind="character",
        run='<w:shd w:val="clear" w:color="auto" w:fill="FFF3C4"/>',
    ),
    Style("Caption Label", "", bold=True, colour=ACCENT, kind="character"),
)


def _fonts(latin: str = LATIN, cjk: str = CJK) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{cjk}" w:cs="{latin}"/>'


def _run_properties(style: Style) -> str:
    spacing, _, rest = style.run.partition("/>") if style.run.startswith("<w:spacing") else ("", "", style.run)
    return "".join(
        (
            _fonts("Consolas") if style.name == "Code" else _fonts(),
            "<w:b/><w:bCs/>" if style.bold else "",
            "<w:i/><w:iCs/>" if style.italic else "",
            f'<w:color w:val="{style.colour}"/>' if style.colour else "",
            f"{spacing}/>" if spacing else "",
            f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else "",
            rest,
        )
    )


def _paragraph_properties(style: Style) -> str:
    spacing = "".join(
        (
            f' w:before="{style.before}"' if style.before >= 0 else "",
            f' w:after="{style.after}"' if style.after >= 0 else "",
            f' w:line="{style.line}" w:lineRule="auto"' if style.line else "",
        )
    )
    level = f'<w:outlineLvl w:val="{style.level}"/>' if style.level >= 0 else ""
    return style.paragraph + (f"<w:spacing{spacing}/>" if spacing else "") + style.trailing + level


def _style(style: Style) -> str:
    properties = _paragraph_properties(style) if style.kind == "paragraph" else ""
    based = style.based or "Default Paragraph Font"
    return "".join(
        (
            f'<w:style w:type="{style.kind}" w:styleId="{style.key}">',
            f'<w:name w:val="{style.name}"/><w:basedOn w:val="{key(based)}"/>',
            f'<w:next w:val="{key(style.then)}"/>' if style.then else "",
            "<w:qFormat/>",
            f"<w:pPr>{properties}</w:pPr>" if properties else "",
            f"<w:rPr>{_run_properties(style)}</w:rPr></w:style>",
        )
    )


def _edge(name: str, size: int, colour: str) -> str:
    return f'<w:{name} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def _table_style(name: str, borders: str, conditions: str) -> str:
    margins = (
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )
    return (
        f'<w:style w:type="table" w:styleId="{key(name)}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr>"
        f"{conditions}</w:style>"
    )


def _table_styles() -> Iterator[str]:
    frame = _edge("top", 8, ACCENT) + _edge("bottom", 8, ACCENT) + _edge("insideH", 4, LINE)
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{_edge('bottom', 6, ACCENT)}</w:tcBorders>"
        '<w:shd w:val="clear" w:color="auto" w:fill="E6ECF3"/></w:tcPr></w:tblStylePr>'
    )
    yield _table_style("Bidkit Table", frame, head)
    yield _table_style("Bidkit Facts", frame, "")
    yield _table_style("Bidkit Plain", "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "bottom", "insideH")), "")


def styles() -> str:
    """Return word/styles.xml."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts()}<w:color w:val="{INK}"/>'
        '<w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    base = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr>{_fonts()}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:semiHidden/></w:style>'
    )
    body = "".join(map(_style, STYLES)) + "".join(_table_styles())
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{base}{body}</w:styles>'
