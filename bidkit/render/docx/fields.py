"""Word fields: what Word counts and looks up itself, with the right answer filled in beforehand."""

from bidkit.render.docx.markup import escaped, run


def field(code: str, result: str, properties: str = "") -> str:
    """Return a whole field around its result, all of it in one look."""
    shown = run(result, properties)
    return f'{field_start(code, properties)}{shown}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def field_start(code: str, properties: str = "") -> str:
    """Return the beginning of a field."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def sequence(kind: str, number: str, properties: str) -> str:
    """Return the running number of a table or figure."""
    return field(f"SEQ {kind.capitalize()} \\* ARABIC", number, properties)


def page_of(bookmark: str) -> str:
    """Return the page a bookmark stands on; only Word's own layout knows it."""
    return field(f"PAGEREF {bookmark} \\h", "")


def bookmarked(name: str, number: int, content: str) -> str:
    """Return content with a bookmark around it."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link_to_bookmark(name: str, content: str) -> str:
    """Return content that leads to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'
