from typing import Any
from xml.etree.ElementTree import Element

class Box:
    element: Element
    element_tag: str | None

class ParentBox(Box):
    children: list[Any]

class LineBox(ParentBox): ...
class TableBox(ParentBox): ...
class PageBox(ParentBox): ...
