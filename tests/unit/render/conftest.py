from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.render.model import Document
from tests.unit.render import sink

HERE = Path(__file__).parent
FOLDERS = [HERE / "templates"]

Make = Callable[..., Document]
Wrong = Callable[..., list[str]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a document whose body is the given markup; the markup's first line is line 5 of the template."""

    def make(body: str, data: Mapping[str, object] | None = None, language: str = "en", head: str = "") -> Document:
        top = f'<html lang="{language}">\n<head><title>T</title>{head}</head>\n'
        page = f"{top}<body>\n\n{body}</body>\n</html>\n"
        (tmp_path / "t.html").write_text(page, encoding="utf-8")
        return render.document("t.html", data or {}, language=language, folders=[tmp_path])

    return make


@pytest.fixture
def wrong(make: Make, tmp_path: Path) -> Wrong:
    """Return what is said about a wrong body, as `line: message`."""

    def wrong(body: str, data: Mapping[str, object] | None = None) -> list[str]:
        with pytest.raises(ProblemsFound) as caught:
            make(body, data)
        assert {problem.place.path for problem in caught.value.problems} == {str(tmp_path / "t.html")}
        return [f"{problem.place.line}: {problem.message}" for problem in caught.value.problems]

    return wrong


def sink_document(language: str) -> Document:
    return render.document("sink.html", sink.data(language), language=language, folders=FOLDERS)


@pytest.fixture(scope="session", params=["en", "zh-CN"])
def whole(request: pytest.FixtureRequest) -> Document:
    """The document that uses every element, in each language."""
    return sink_document(request.param)


@pytest.fixture(scope="session")
def english() -> Document:
    return sink_document("en")
