"""A bid whose documents are drawn by other processes is the same to the byte, and so is what is said of it."""

import os
import pickle
import signal
from pathlib import Path
from shutil import copytree

import pytest

from bidkit import render
from bidkit.cli import bid_making, drawing
from bidkit.cli.bid_making import make_bid
from bidkit.cli.bid_set import BidOrder
from bidkit.cli.making import Order
from bidkit.phrases import Phrase
from bidkit.problems import ProblemsFound

EXAMPLE = Path(__file__).parents[2] / "examples" / "springs-bid"
Made = tuple[dict[str, bytes], str]


def made(folder: Path, capsys: pytest.CaptureFixture[str], *formats: str, record: Path = EXAMPLE) -> Made:
    """Return the files of a bid, and what was said."""
    make_bid(record, Order(formats, folder), BidOrder())
    said = "".join(capsys.readouterr()).replace(str(folder), "")
    return {path.name: path.read_bytes() for path in folder.iterdir()}, said


@pytest.mark.parametrize("formats", [("docx",), ("json", "html")])
def test_a_bid_is_the_same_to_the_byte_whoever_draws_it(
    formats: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = made(tmp_path / "here", capsys, *formats)
    monkeypatch.setattr(drawing, "LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(render, "document", None)  # here; nothing can be drawn without it
    assert made(tmp_path / "there", capsys, *formats) == here
    assert len(here[0]) > 14


def test_a_bid_is_made_here_when_its_processes_are_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = made(tmp_path / "here", capsys, "docx")
    monkeypatch.setattr(drawing, "LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(signal, "signal", os._exit)  # what each process of the pool is told to do first
    assert made(tmp_path / "alone", capsys, "docx") == here


@pytest.mark.parametrize("formats", [("pdf",), ("docx", "pdf", "json")])
def test_a_bid_with_pdfs_is_the_same_to_the_byte_in_whatever_order_it_is_laid_out(
    formats: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = made(tmp_path / "here", capsys, *formats)
    monkeypatch.setattr(drawing, "LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(bid_making, "writers", None)  # what begins one document after the other
    assert made(tmp_path / "there", capsys, *formats) == here
    assert len(here[0]) > 14


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize(
    "wrong",
    [
        '{% extends "bid.html" %}{% block body %}<p>{{ nobody }}</p>{% endblock %}',
        '{% extends "bid.html" %}{% block body %}<p><unknown/></p>{% endblock %}',
    ],
)
def test_what_is_wrong_with_a_template_is_said_alike(
    wrong: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deal = copytree(EXAMPLE, tmp_path / "deal")
    (deal / "own").mkdir()
    (deal / "own" / "bid-price.html").write_text(wrong, encoding="utf-8")
    (deal / "own" / "set.yaml").write_text("name: own\n", encoding="utf-8")
    house = deal / "house.yaml"
    house.write_text(f"{house.read_text(encoding='utf-8')}\ntemplate_set: own\n", encoding="utf-8")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    said = []
    for large in (drawing.LARGE, 0):
        monkeypatch.setattr(drawing, "LARGE", large)
        with pytest.raises(ProblemsFound) as found:
            make_bid(deal, Order((form,), tmp_path / "out"), BidOrder())
        said.append((found.value.problems, capsys.readouterr()))
    assert said[0] == said[1]
    assert "bid-price.html" in str(said[0][0][0].place)
    assert not (tmp_path / "out").exists()


def test_a_phrase_is_the_same_in_another_process() -> None:
    phrase = Phrase("{what} and {text}", what=Phrase("this"), text="that")
    assert pickle.loads(pickle.dumps(phrase)) == phrase


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_the_first_document_would_wait_for_can_be_loaded(language: str) -> None:
    drawing._load(language)  # in a process of its own nobody would hear of what it misses
