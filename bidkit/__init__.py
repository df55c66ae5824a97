"""One deal record in, the documents of each stage of an industrial sale out."""

__version__ = "0.1.0"
