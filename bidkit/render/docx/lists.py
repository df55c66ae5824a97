"""Numbering: each list counts for itself, whatever the reference document brings along."""

from lxml import etree

from bidkit.render.docx.markup import W
from bidkit.render.docx.story import Element, ListUse, Story

_BULLETS = "•–▪"
_LEVELS = 9


def first_free(numbering: Element) -> tuple[int, int]:
    """Return the first abstract numbering and the first instance that are not taken."""
    abstract = [int(node.get(f"{{{W}}}abstractNumId", "0")) for node in numbering.iter(f"{{{W}}}abstractNum")]
    instance = [int(node.get(f"{{{W}}}numId", "0")) for node in numbering.iter(f"{{{W}}}num")]
    return max(abstract, default=-1) + 1, max(instance, default=0) + 1


def add_lists(numbering: Element, story: Story) -> None:
    """Put the document's lists into the numbering part; abstract numberings stand before instances."""
    free, _ = first_free(numbering)
    kinds = {kind: free + index for index, kind in enumerate(sorted({use.kind for use in story.lists}))}
    abstract = "".join(_abstract(number, kind) for kind, number in kinds.items())
    instances = "".join(
        _instance(number, kinds[use.kind], use) for number, use in enumerate(story.lists, story.first_list)
    )
    position = sum(1 for node in numbering if str(node.tag).endswith(("}abstractNum", "}numPicBullet")))
    for offset, node in enumerate(_nodes(abstract)):
        numbering.insert(position + offset, node)
    end = sum(1 for node in numbering if not str(node.tag).endswith("}numIdMacAtCleanup"))
    for offset, node in enumerate(_nodes(instances)):
        numbering.insert(end + offset, node)


def _nodes(markup: str) -> list[Element]:
    return list(etree.fromstring(f'<w:numbering xmlns:w="{W}">{markup}</w:numbering>'))


def _abstract(number: int, kind: str) -> str:
    levels = "".join(_level(level, kind) for level in range(_LEVELS))
    kind_of_list = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind_of_list}{levels}</w:abstractNum>'


def _level(level: int, kind: str) -> str:
    if kind == "none":
        shape = '<w:numFmt w:val="none"/><w:suff w:val="nothing"/><w:lvlText w:val=""/>'
    elif kind == "ul":
        shape = f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{_BULLETS[level % len(_BULLETS)]}"/>'
    elif kind == "headings":
        shape = f'<w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="{_parts(level)}"/>'
    else:
        shape = f'<w:numFmt w:val="decimal"/><w:lvlText w:val="%{level + 1}."/>'
    flat = kind in ("none", "headings")
    left = 0 if flat else 360 * (level + 1)
    hanging = 0 if flat else 360
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>{shape}<w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _parts(level: int) -> str:
    return ".".join(f"%{number + 1}" for number in range(level + 1))


def _instance(number: int, abstract: int, use: ListUse) -> str:
    override = f'<w:lvlOverride w:ilvl="{use.level}"><w:startOverride w:val="{use.start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
