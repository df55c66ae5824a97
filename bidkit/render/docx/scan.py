"""Read one XML part of a foreign Word file and say what in it must not be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_O = "urn:schemas-microsoft-com:office:office"
_DEEPEST = 150

_ELEMENTS = {
    f"{_W} altChunk": "a foreign file that Word would take in (altChunk)",
    f"{_W} object": "an embedded object (OLE)",
    f"{_O} OLEObject": "an embedded object (OLE)",
    f"{_W} control": "an ActiveX control",
    f"{_W} subDoc": "another document",
    f"{_W} frameset": "another document",
    f"{_W} attachedTemplate": "a template kept elsewhere",
    f"{_W} mailMerge": "a mail merge",
    f"{_W} ins": "tracked changes, which every document would carry",
    f"{_W} del": "tracked changes, which every document would carry",
    "http://www.w3.org/2000/svg script": "a script",
    "http://www.w3.org/2000/svg foreignObject": "a foreign object in a drawing",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Fields that look at nothing but the document itself. Everything else is refused: DDE, INCLUDE and LINK reach outside,
# and QUOTE can spell any of them out of character numbers.
_FIELDS = _words(
    "PAGE NUMPAGES SECTION SECTIONPAGES REF PAGEREF NOTEREF STYLEREF SEQ TOC TC TOA TA XE INDEX HYPERLINK SYMBOL"
    " TITLE SUBJECT AUTHOR KEYWORDS COMMENTS LASTSAVEDBY DOCPROPERTY FILENAME REVNUM NUMWORDS NUMCHARS FILESIZE"
    " DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME IF COMPARE EQ ADVANCE LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT"
    " FORMTEXT FORMCHECKBOX FORMDROPDOWN USERNAME USERINITIALS USERADDRESS BIBLIOGRAPHY CITATION ="
)
_CODE = re.compile(r"\s*(=|[A-Za-z]+)")
_LINK = re.compile(r'\s*HYPERLINK\s+("?(https?://|mailto:)[^\s\\"]+"?|\\l\s)[^\0]*', re.IGNORECASE)
_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)
_DRAWN = ("http://www.w3.org/2000/svg ", "urn:schemas-microsoft-com:vml ")


class _StopError(Exception):
    """Raised to stop reading."""


@dataclass
class _Scan:
    reasons: dict[str, None] = field(default_factory=dict)  # in the order found, each once
    codes: list[str] = field(default_factory=list)  # of the fields that are open; None of them is complete yet
    in_code: list[bool] = field(default_factory=list)
    depth: int = 0
    reading: bool = False

    def refuse(self, reason: str) -> None:
        self.reasons[reason] = None

    def doctype(self, *_: object) -> None:
        self.refuse("a DOCTYPE, which can hold entities")
        raise _StopError

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse(f"elements nested more than {_DEEPEST} deep")
            raise _StopError
        if reason := _ELEMENTS.get(name):
            self.refuse(reason)
        if name == f"{_W} fldSimple":
            self.field(attributes.get(f"{_W} instr", ""))
        elif name == f"{_W} fldChar":
            self.mark(attributes.get(f"{_W} fldCharType", ""))
        self.reading = name in (f"{_W} instrText", f"{_W} delInstrText")
        if name.startswith(_DRAWN):
            self.drawn(attributes)

    def end(self, _name: str) -> None:
        self.depth -= 1
        self.reading = False

    def text(self, text: str) -> None:
        if self.reading and not (self.codes and self.in_code[-1]):
            self.refuse("a field code outside of a field")
        elif self.reading:
            self.codes[-1] += text

    def mark(self, kind: str) -> None:
        """Follow a field made of runs: its code may be spread over many, with other fields inside."""
        if kind == "begin":
            if self.codes and self.in_code[-1]:
                self.codes[-1] += "\0"
            self.codes.append("")
            self.in_code.append(True)
        elif kind in ("separate", "end") and self.codes:
            if self.in_code[-1]:
                self.field(self.codes[-1])
                self.in_code[-1] = False
            if kind == "end":
                self.codes.pop()
                self.in_code.pop()

    def field(self, code: str) -> None:
        found = _CODE.match(code)
        word = found[1].upper() if found else ""
        if found and code[found.end() :].startswith("\0"):
            word = ""
        if not word and code.strip():
            self.refuse("a field whose code another field spells out")
        elif word and word not in _FIELDS:
            self.refuse(f"a field {word}, which reaches outside the document")
        elif word == "HYPERLINK" and not _LINK.fullmatch(code):
            self.refuse("a link to something other than a web page or a mail address")

    def drawn(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.rpartition(" ")[2] in ("href", "src") and _OUTSIDE.match(value) and not value.startswith("data:"):
                self.refuse(f"a drawing that fetches from outside ('{value}')")


def scanned(data: bytes) -> Iterator[str]:
    """Yield what must not be in an XML part, each reason once."""
    scan = _Scan()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = scan.doctype
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    try:
        parser.Parse(data, True)
    except _StopError:
        pass
    except expat.ExpatError as error:
        scan.refuse(f"is not well-formed XML (line {error.lineno})")
    yield from scan.reasons
