"""Read a PDF that somebody else made: it comes to an end, starts no program, and says nothing on the side."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from bidkit.deadline import TooLongError, stopped_after
from bidkit.swelling import PARSING

SECONDS, SECONDS_PER_MEGABYTE = 10.0, 10.0
"""How long reading may compute in any case, and for each megabyte; thrice what pages full of text need."""
_STREAM = 25_000_000  # bytes; more than the operators that pypdf reads of a page come to
_LIMITS = Configuration(
    jbig2dec_binary=None,
    array_based_stream_maximum_output_length=_STREAM,
    lzw_maximum_output_length=_STREAM,
    run_length_maximum_output_length=_STREAM,
    zlib_maximum_output_length=_STREAM,
    brotli_maximum_output_length=_STREAM,
)

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # or its remarks on damaged files go to the terminal


class UnsoundPdfError(Exception):
    """Raised for a PDF that is damaged, is none, or takes longer to read than any honest one."""


@contextmanager
def pdf_reader(data: bytes) -> Iterator[PdfReader]:
    """Give a reader; whatever goes wrong while it is used is an UnsoundPdfError."""
    most = SECONDS + SECONDS_PER_MEGABYTE * len(data) / 1_000_000
    try:
        with apply_configuration(_LIMITS), stopped_after(most):
            yield PdfReader(io.BytesIO(data))
    except (PyPdfError, DependencyError, TooLongError, *PARSING) as error:
        raise UnsoundPdfError from error
