from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

class Box:
    element: Element
    element_tag: str | None

class ParentBox(Box):
    children: list[Any]

class LineBox(ParentBox): ...
class TableBox(ParentBox): ...

class PageType(NamedTuple):
    name: str

class PageBox(ParentBox):
    page_type: PageType
