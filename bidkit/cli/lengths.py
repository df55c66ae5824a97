"""How long a document came out."""

import io
import zipfile
from collections.abc import Mapping

_LONG = 300_000  # bytes of text and tags, some 300 rows of tables


def is_long(formats: Mapping[str, bytes]) -> bool:
    """Tell whether what was made is too long to be laid out as PDF for its pages alone; that takes a minute or more."""
    if "docx" in formats:
        with zipfile.ZipFile(io.BytesIO(formats["docx"])) as archive:
            return archive.getinfo("word/document.xml").file_size > _LONG
    return any(len(content) > _LONG for content in formats.values())
