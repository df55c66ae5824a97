"""A document with long tables, links from one to the other, and turned pages; and the means to have it cut often."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from lxml import etree

from bidkit import render
from bidkit.render import pdf
from bidkit.render.model import Document
from bidkit.render.pdf_cut import cut

WORDS = {"en": "The tester holds the load within 0.5 % &amp; says so", "zh-CN": "试验机保持负荷在百分之零点五以内"}


def rows(prefix: str, number: int, words: str, link: str) -> str:
    return "".join(
        f'<tr><th scope="row">{prefix}-{at}</th><td>{words} ({at} 0 R) '
        f'<a class="ref" href="#{link}"/></td><td class="num">{at * at:,}</td></tr>'
        for at in range(1, number + 1)
    )


def table(name: str, number: int, words: str, link: str) -> str:
    head = "<thead><tr><th>Number</th><th>What</th><th>Square</th></tr></thead>"
    body = rows(name, number, words, link)
    return f'<table id="{name}"><caption>Table {name}</caption>{head}<tbody>{body}</tbody></table>'


def long_markup(language: str) -> str:
    words = WORDS[language]
    return (
        f'<html lang="{language}">\n<head><title>Long</title></head>\n<body>\n<nav class="contents"/>'
        f'<h1 id="one">One</h1><p>{words} <a class="ref" href="#three"/></p>{table("first", 60, words, "second")}'
        f'<section class="landscape"><h1 id="two">Two</h1><h2>Wide</h2>{table("second", 60, words, "first")}'
        f'<h2>After</h2><p>{words} <a class="ref" href="#one"/></p></section>'
        f'<h1 id="three">Three</h1>{table("third", 60, words, "second")}<h2 id="end">End</h2><p>{words}</p>'
        "</body>\n</html>\n"
    )


def long_document(language: str) -> Document:
    with TemporaryDirectory() as name:
        (Path(name) / "long.html").write_text(long_markup(language), encoding="utf-8")
        return render.document("long.html", {}, language=language, folders=[Path(name)])


@contextmanager
def cut_often(first: int = 20, each: int = 25) -> Iterator[list[int]]:
    """Cut documents of few rows, and keep how many parts they came to."""
    came: list[int] = []

    def often(page: etree._Element) -> Sequence[etree._Element]:
        parts = cut(page, first, each)
        came.append(len(parts))
        return parts

    with patch.object(pdf, "cut", often):
        yield came
