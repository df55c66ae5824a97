"""A Word file as parts and relations (Open Packaging Conventions): read, add to, pack the same way each time."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from lxml import etree

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENT_TYPES = "[Content_Types].xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "svg": "image/svg+xml",
}


class Relation(NamedTuple):
    """What one part says about another part, or about an address outside."""

    kind: str
    target: str  # a part's name; or the address, where it is external
    external: bool = False


@dataclass
class Package:
    """The parts of a file by name, what each of them is, and how they hang together."""

    parts: dict[str, bytes]
    types: dict[str, str]
    relations: dict[str, dict[str, Relation]] = field(default_factory=dict)  # by part; "" is the file itself

    @property
    def main(self) -> str:
        """Return the name of the document part."""
        return next(self.related("", OFFICE + "officeDocument"))

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts that a part is related to in one way."""
        for relation in self.relations.get(part, {}).values():
            if relation.kind == kind and relation.target in self.parts:
                yield relation.target

    def copy(self) -> "Package":
        """Return a package that changes without this one."""
        relations = {part: dict(each) for part, each in self.relations.items()}
        return Package(dict(self.parts), dict(self.types), relations)

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Return the identifier of a relation, which is made if it is not there yet."""
        relations = self.relations.setdefault(part, {})
        wanted = Relation(kind, target, external)
        for key, relation in relations.items():
            if relation == wanted:
                return key
        number = len(relations) + 1
        while f"rId{number}" in relations:
            number += 1
        relations[f"rId{number}"] = wanted
        return f"rId{number}"

    def add(self, part: str, data: bytes, kind: str) -> None:
        """Put a part in."""
        self.parts[part] = data
        self.types[part] = kind

    def free_name(self, stem: str, suffix: str) -> str:
        """Return a part name that is not taken."""
        number = 1
        while f"{stem}{number}.{suffix}" in self.parts:
            number += 1
        return f"{stem}{number}.{suffix}"


def read_package(data: bytes) -> Package:
    """Return a Word file as the package of what its relations lead to."""
    from docx.opc.pkgreader import PackageReader  # noqa: PLC0415 - loads all of python-docx

    reader = PackageReader.from_file(io.BytesIO(data))  # type: ignore[no-untyped-call]
    package = Package({}, {})
    for name, kind, _, blob in reader.iter_sparts():
        package.add(name.membername, blob, kind)
    for source, said in reader.iter_srels():
        target = said.target_ref if said.is_external else said.target_partname.membername
        relations = package.relations.setdefault(source.lstrip("/"), {})
        relations[said.rId] = Relation(said.reltype, target, said.is_external)
    return package


def content_types(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each part with its content type."""
    root = etree.fromstring(files[CONTENT_TYPES])
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for node in root:
        kind = node.get("ContentType", "")
        if node.get("PartName"):
            overrides[node.get("PartName", "").lstrip("/").lower()] = kind
        else:
            defaults[node.get("Extension", "").lower()] = kind
    for name in files:
        if name != CONTENT_TYPES and not name.endswith((".rels", "/")):
            extension = name.rpartition(".")[2].lower()
            yield name, overrides.get(name.lower()) or defaults.get(extension, "")


def _relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def packed(package: Package) -> bytes:
    """Return the file: everything that can be reached, in one order, dated alike."""
    parts = sorted(_reached(package))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in _entries(package, parts):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0  # the same on Windows as elsewhere
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()


def _reached(package: Package) -> set[str]:
    found: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in package.relations.get(waiting.pop(), {}).values():
            if relation.target in package.parts and not relation.external and relation.target not in found:
                found.add(relation.target)
                waiting.append(relation.target)
    return found


def _entries(package: Package, parts: list[str]) -> Iterator[tuple[str, bytes]]:
    yield CONTENT_TYPES, _content_types(package, parts)
    for name in ("", *parts):
        if name:
            yield name, package.parts[name]
        if relations := package.relations.get(name):
            yield _relations_name(name), _relations(relations, name)


def _relations(relations: Mapping[str, Relation], source: str) -> bytes:
    outside = ("", ' TargetMode="External"')
    rows = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(relation.kind)}"
        f" Target={quoteattr(_target(relation, source))}{outside[relation.external]}/>"
        for key, relation in relations.items()
    )
    return DECLARATION + f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'.encode()


def _target(relation: Relation, source: str) -> str:
    if relation.external or relation.target.startswith("#"):
        return relation.target
    return posixpath.relpath("/" + relation.target, "/" + posixpath.dirname(source))


def _content_types(package: Package, parts: list[str]) -> bytes:
    rows = [
        f'<Default Extension="{extension}" ContentType="{_DEFAULTS[extension]}"/>'
        for extension in _DEFAULTS
    ] + [
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(package.types[name])}/>"
        for name in parts
        if _DEFAULTS.get(name.rpartition(".")[2]) != package.types[name]
    ]  # fmt: skip
    return DECLARATION + f'<Types xmlns="{_TYPES}">{"".join(rows)}</Types>'.encode()
