"""House documents for tests: good ones, and the built-in one with something put in."""

import io
import zipfile
from collections.abc import Mapping

from bidkit.render import HouseStyle
from bidkit.render.search import built_in

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
NAME = "house.docx"
COVER = (
    '<w:p><w:r><w:t xml:space="preserve">East Springs Ltd, since 1952</w:t></w:r></w:p>'
    '<w:sdt><w:sdtPr><w:alias w:val="t"/><w:tag w:val="bidkit:title"/><w:id w:val="1"/><w:showingPlcHdr/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    '<w:p><w:bookmarkStart w:id="2" w:name="_Ref000001"/><w:r><w:t>{last}</w:t></w:r><w:bookmarkEnd w:id="2"/></w:p>'
)
MARKER = "<w:p><w:r><w:t>[[content]]</w:t></w:r></w:p>"


def parts() -> dict[str, str]:
    with zipfile.ZipFile(built_in() / "reference.docx") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(files: Mapping[str, str | bytes], level: int = 6) -> HouseStyle:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return HouseStyle(NAME, buffer.getvalue())


def with_body(before: str = "", after: str = "", marker: str = MARKER) -> HouseStyle:
    """Return the built-in reference document with a body around its marker."""
    files = parts()
    files["word/document.xml"] = files["word/document.xml"].replace(MARKER, before + marker + after)
    return packed(files)


def with_relation(kind: str, target: str, mode: str = "Internal") -> HouseStyle:
    files = parts()
    row = f'<Relationship Id="rId77" Type="{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    files[name] = files[name].replace("</Relationships>", row)
    return packed(files)


def with_part(name: str, data: str | bytes, kind: str = "") -> HouseStyle:
    files: dict[str, str | bytes] = {**parts(), name: data}
    if kind:
        row = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        files["[Content_Types].xml"] = str(files["[Content_Types].xml"]).replace("</Types>", row)
    return packed(files)


def with_text(name: str, old: str, new: str) -> HouseStyle:
    files = parts()
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    return packed(files)


def field(*codes: str) -> str:
    """Return a field whose code is spread over runs; `{` and `}` open and close a field inside."""
    marks = {"{": '<w:fldChar w:fldCharType="begin"/>', "}": '<w:fldChar w:fldCharType="end"/>'}
    inside = "".join(f"<w:r>{marks.get(code) or f'<w:instrText>{code}</w:instrText>'}</w:r>" for code in codes)
    return f"<w:p><w:r>{marks['{']}</w:r>{inside}<w:r>{marks['}']}</w:r></w:p>"
