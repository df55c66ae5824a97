"""The preview, asked as a browser asks it."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from bidkit.cli.previewing import preview_of, serve
from bidkit.preview import Page, Preview, Server, serving, with_notes
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.stages.development import EVALUATION
from tests.acceptance.house import deal_of, edit

LONGEST = 5  # seconds; far more than a change takes on a busy machine


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return deal_of(tmp_path / "deal")


@pytest.fixture
def server(record: Path) -> Iterator[Server]:
    with serving(preview_of(EVALUATION, record, "en"), 0) as server:
        yield server


def ask(server: Server, path: str = "/", **headers: str) -> tuple[int, str, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=LONGEST)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer


def test_the_document_is_shown(server: Server) -> None:
    status, text, answer = ask(server)
    assert status == 200
    assert "Qinglan Spring Works" in text
    assert '<script src="/reload.js" defer></script></head>' in text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_the_loopback_is_listened_on(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "evil.example:{port}", "127.0.0.1.evil.example:{port}", ""]
)
def test_another_name_for_this_address_is_refused(host: str, server: Server) -> None:
    status, text, _ = ask(server, Host=host.format(port=server.server_port))
    assert status == 421
    assert "Qinglan" not in text


def test_localhost_is_a_name_for_it(server: Server) -> None:
    assert ask(server, Host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize(
    "path", ["/deal.yaml", "/../deal.yaml", "/..%2fdeal.yaml", "//etc/passwd", "/templates/style.css", "/?x"]
)
def test_nothing_else_is_served(path: str, server: Server) -> None:
    status, text, _ = ask(server, path)
    assert status == 404
    assert "Qinglan" not in text


class Listener:
    """A page that waits to be told of changes."""

    def __init__(self, server: Server) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=LONGEST)
        self.connection.request("GET", "/events")
        self.answer = self.connection.getresponse()
        assert self.answer.headers["Content-Type"] == "text/event-stream"
        self.seen = self.next()

    def next(self) -> str:
        while not (line := self.answer.readline().decode().strip()).startswith("data:"):
            assert not self.answer.isclosed()
        return line


@pytest.fixture
def page(server: Server) -> Iterator[Listener]:
    listener = Listener(server)
    yield listener
    listener.connection.close()


def test_a_change_of_the_record_is_told_and_shown(record: Path, server: Server, page: Listener) -> None:
    started = perf_counter()
    edit(record, "\nowner: Chen Yu", "\nowner: Someone Else")
    assert page.next() != page.seen
    assert perf_counter() - started < LONGEST
    assert "Someone Else" in ask(server)[1]


def test_a_problem_is_shown_with_its_place_and_goes_away_again(record: Path, server: Server, page: Listener) -> None:
    text = record.read_text(encoding="utf-8")
    edit(record, "currency: CNY", "currency: <b>RMB</b>")
    page.next()
    shown = ask(server)[1]
    assert "&lt;b&gt;RMB&lt;/b&gt;" in shown
    assert f"deal.yaml:{[*text.splitlines()].index('currency: CNY') + 1}:" in shown
    assert "three-letter" in shown
    record.write_text(text, encoding="utf-8")
    page.next()
    assert "Qinglan" in ask(server)[1]


def test_a_template_set_is_followed_from_its_beginning(record: Path, server: Server, page: Listener) -> None:
    folder = record.parent / "templates"
    folder.mkdir()
    (folder / "style.css").write_text("h1 { color: red }", encoding="utf-8")
    with (record.parent / "house.yaml").open("a", encoding="utf-8") as house:
        house.write("\ntemplate_set: templates\n")
    page.next()
    assert "has no set.yaml" in ask(server)[1]
    (folder / "set.yaml").write_text("name: ours\n", encoding="utf-8")
    page.next()
    assert "h1 { color: red }" in ask(server)[1]
    (folder / "style.css").write_text("h1 { color: blue }", encoding="utf-8")
    page.next()
    assert "h1 { color: blue }" in ask(server)[1]
    text = '{% extends "parent/evaluation.html" %}{% block deal %}{{ deal.custmer }}{{ total }}{% endblock %}'
    (folder / "evaluation.html").write_text(text, encoding="utf-8")
    page.next()
    shown = ask(server)[1]
    assert "Did you mean &#x27;customer&#x27;?" in shown
    assert "a number stands here without a format" in shown


def test_the_preview_ends_with_ctrl_c(record: Path) -> None:
    preview, said = preview_of(EVALUATION, record, None), []

    def interrupted(address: str) -> None:
        said.append(address)
        raise KeyboardInterrupt

    serve(preview, 0, interrupted)
    assert said[0].startswith("http://127.0.0.1:")
    assert preview.stopping.is_set()


@pytest.mark.parametrize("port", [70_000, -1])
def test_a_port_that_cannot_be(port: int, record: Path) -> None:
    with pytest.raises(ProblemsFound, match="cannot be served on"):
        serve(preview_of(EVALUATION, record, None), port, print)


def test_a_port_that_is_taken(record: Path, server: Server) -> None:
    with pytest.raises(ProblemsFound, match="Choose another with --port"):
        serve(preview_of(EVALUATION, record, None), server.server_port, print)


def test_warnings_stand_beside_the_document() -> None:
    warned = Problem(Place("deal.yaml", 3), "odd <thing>", severity="warning")
    shown = with_notes(b"<html><body>x</body></html>", [warned]).decode()
    assert "1 found" in shown
    assert "odd &lt;thing&gt;" in shown
    assert shown.endswith("</details></body></html>")
    assert with_notes(b"<body></body>", []) == b"<body></body>"


def test_looking_without_a_change_makes_nothing(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> Page:
        made.append(1)
        return Page(b"")

    preview = Preview(make, lambda: [tmp_path / "a"])
    assert not preview.look()
    (tmp_path / "a").write_text("x", encoding="utf-8")
    assert preview.look()
    assert not preview.look()
    assert len(made) == 2
