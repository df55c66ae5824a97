"""Check a house's Word file before it is opened: nothing in it may run, fetch, embed or swell."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.docx.opc import CONTENT_TYPES, OFFICE, WORD_TYPE, Package, content_types, read_package
from bidkit.render.docx.scan import scanned
from bidkit.render.house_style import LARGEST_FILE, MEGABYTE, HouseStyle
from bidkit.swelling import UNPACKING, xml_swells

MOST_ENTRIES = 2_000
LARGEST_PART = 30 * MEGABYTE
LARGEST_WHOLE = 100 * MEGABYTE
MOST_PIXELS = 50_000_000  # four bytes each, for whoever opens the document
HIGHEST_RATIO = 150  # Word's own files stay below 40

_PNG = b"\x89PNG\r\n\x1a\n"  # other formats do not pack a gigabyte into one megabyte
_UNPACK = "It does not look like a file that Word wrote. Save it anew in Word."
_RESAVE = "Open it in Word and save it as Word Document (.docx), without a password."
_REMOVE = "Take it out in Word, and save the file anew."
_RELATION_TYPES = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\]+", re.IGNORECASE)

# What a relation leads to, by the last word of its type.
_REFUSED = {
    "aFChunk": "a foreign file that Word would take in (altChunk)",
    "oleObject": "an embedded object (OLE)",
    "package": "an embedded file",
    "control": "an ActiveX control",
    "activeXControlBinary": "an ActiveX control",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "attachedTemplate": "a template kept elsewhere",
    "subDocument": "another document",
    "frame": "another document",
    "mailMergeSource": "the data source of a mail merge",
    "mailMergeHeaderSource": "the data source of a mail merge",
    "recipientData": "the recipients of a mail merge",
    "keyMapCustomizations": "keys bound to commands",
    "attachedToolbars": "toolbars bound to commands",
    "comments": "comments, which every document would carry",
}
_MACRO = re.compile(r"macroEnabled|vbaProject|vbaData", re.IGNORECASE)
_ALLOWED_TYPES = re.compile(
    r"application/xml|text/xml|application/vnd\.openxmlformats-package\.core-properties\+xml"
    r"|application/vnd\.openxmlformats-officedocument\.(extended-properties|custom-properties|customXmlProperties"
    r"|theme|themeOverride|drawingml\.[a-zA-Z]+|wordprocessingml\.[a-zA-Z.]+)\+xml"
    r"|application/vnd\.openxmlformats-officedocument\.wordprocessingml\.printerSettings"
    r"|application/vnd\.ms-(word|office)\.[a-zA-Z0-9.]+\+xml|application/vnd\.ms-word\.stylesWithEffects\+xml"
    r"|image/[a-zA-Z0-9.+-]+|application/(x-font-ttf|x-fontdata|vnd\.openxmlformats-officedocument\.obfuscatedFont)"
)


def files_in(data: bytes) -> dict[str, bytes]:
    """Return a file's entries, unchecked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def checked_files(style: HouseStyle) -> dict[str, bytes]:
    """Return the entries of a house's file, or raise ProblemsFound with every reason to refuse it."""
    files = unpacked(style)
    problems = [*_content_problems(files, style)]
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    return files


def unpacked(style: HouseStyle) -> dict[str, bytes]:
    """Return the entries of a Word file, or raise ProblemsFound where it is no sound archive."""
    problems = list(_container_problems(style))
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    try:
        files = files_in(style.data)
    except UNPACKING:
        raise ProblemsFound([_problem(style, "is damaged", _RESAVE)]) from None
    if swollen := [name for name, data in files.items() if _is_xml(name, data) and xml_swells(data)]:
        raise ProblemsFound(_problem(style, f"{name!r} has more elements than any page", _UNPACK) for name in swollen)
    return files


def read_checked(style: HouseStyle) -> Package:
    """Return a house's file as a package, or raise ProblemsFound with every reason to refuse it."""
    checked_files(style)
    try:
        return read_package(style.data)
    except (KeyError, ValueError, etree.XMLSyntaxError):
        raise ProblemsFound([_problem(style, "is damaged", _RESAVE)]) from None


def _problem(style: HouseStyle, message: str, hint: str) -> Problem:
    return Problem(Place(style.name), message, hint)


def _container_problems(style: HouseStyle) -> Iterator[Problem]:
    """Say what is wrong with the file as an archive, before anything in it is unpacked."""
    if len(style.data) > LARGEST_FILE:
        yield _problem(style, f"is larger than {LARGEST_FILE // MEGABYTE} MB", "Make its pictures smaller.")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(style.data)) as archive:
            entries = archive.infolist()
    except UNPACKING:
        yield _problem(style, "is not a Word file (.docx), or has a password", _RESAVE)
        return
    yield from (_problem(style, message, _UNPACK) for message in _archive_faults(entries))


def _archive_faults(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(entries) > MOST_ENTRIES:
        yield f"has {len(entries)} parts, more than {MOST_ENTRIES}"
        return
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        yield f"unpacks to more than {LARGEST_WHOLE // MEGABYTE} MB"
    seen: set[str] = set()
    for entry in entries:
        if fault := _entry_fault(entry):
            yield f"{entry.filename!r} {fault}"
        if entry.filename.lower() in seen:
            yield f"{entry.filename!r} is there twice"
        seen.add(entry.filename.lower())
    if CONTENT_TYPES.lower() not in seen:
        yield "is an archive, but not a Word file"


def _entry_fault(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if entry.orig_filename.startswith("/") or "\\" in entry.orig_filename or ".." in name.split("/") or ":" in name:
        return "leads out of the file"
    if entry.flag_bits & 1:
        return "is locked with a password"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that Word does not use"
    if entry.file_size > LARGEST_PART:
        return f"unpacks to more than {LARGEST_PART // MEGABYTE} MB"
    if entry.file_size > MEGABYTE and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        return f"unpacks to more than {HIGHEST_RATIO} times its size"
    return ""


def _content_problems(files: Mapping[str, bytes], style: HouseStyle) -> Iterator[Problem]:
    """Say what the parts hold that has no place in a house's file."""
    ill = [(name, reason) for name, data in files.items() if _is_xml(name, data) for reason in scanned(data)]
    yield from (_problem(style, f"{name}: {reason}", _REMOVE) for name, reason in ill)
    if any(name == CONTENT_TYPES or name.endswith(".rels") for name, _ in ill):
        return  # what cannot be trusted is not read
    yield from (_problem(style, *told) for told in _type_faults(files))
    for name, data in files.items():
        if name.endswith(".rels"):
            yield from (_problem(style, f"{name}: {reason}", _REMOVE) for reason in _relation_faults(data))
        elif data.startswith(_PNG) and _pixels(data) > MOST_PIXELS:
            message = f"{name}: a picture of {_pixels(data) // 1_000_000} million dots"
            yield _problem(style, message, f"Make it smaller: {MOST_PIXELS // 1_000_000} million at most.")


def _pixels(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big") * int.from_bytes(png[20:24], "big")


def _is_xml(name: str, data: bytes) -> bool:
    """Tell whether a part is read as XML: by its name, or because it starts as XML does in any encoding."""
    start = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return name.lower().endswith((".xml", ".rels", ".vml", ".svg")) or start.startswith(b"<")


def _type_faults(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    types = dict(content_types(files))
    for name, kind in types.items():
        if _MACRO.search(kind) or name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            yield f"{name}: macros", _RESAVE
        elif not _ALLOWED_TYPES.fullmatch(kind):
            yield f"{name}: a part of the kind '{kind}', which has no place in a house document", _REMOVE
    if f"{WORD_TYPE}document.main+xml" not in types.values() and not any(map(_MACRO.search, types.values())):
        yield "is not a Word document (a template, or another kind of file)", _RESAVE
    elif _STRICT.encode() in files.get("_rels/.rels", b""):
        yield "is saved as Strict Open XML", "Save it in Word as Word Document (.docx), not as Strict Open XML."
    elif f"{OFFICE}officeDocument".encode() not in files.get("_rels/.rels", b""):
        yield "is an archive, but not a Word file", _RESAVE


def _relation_faults(data: bytes) -> Iterator[str]:
    for node in etree.fromstring(data).iter(f"{{{_RELATION_TYPES}}}Relationship"):
        kind = node.get("Type", "").rpartition("/")[2]
        target = node.get("Target", "")
        external = node.get("TargetMode", "").lower() == "external"
        if kind in _REFUSED:
            yield f"{_REFUSED[kind]} ('{target}')"
        elif external and kind != "hyperlink":
            yield f"something fetched from outside ('{target}', {kind})"
        elif external and not (_ADDRESS.fullmatch(target) or target.startswith("#")):
            yield f"a link to something other than a web page or a mail address ('{target}')"
        elif not external and re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\", target, re.IGNORECASE):
            yield f"something outside the file ('{target}')"
