"""Show a document in the browser, and show it anew whenever one of its files is saved. Loopback only."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Thread

from bidkit.problems import Problem, ProblemsFound

HOST = "127.0.0.1"
POLL = 0.1  # seconds between two looks at the files
BEAT = 5.0  # seconds after which a silent connection is tried, so that a closed page is noticed

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_SCRIPT = b"""\
const events = new EventSource("/events");
let shown = null;
events.onmessage = (event) => {
  if (shown !== null && shown !== event.data) location.reload();
  shown = event.data;
};
"""
_PROBLEM_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b2430; background: #e9ecef; margin: 0; padding: 2rem; }
main { max-width: 60rem; margin: 0 auto; background: #fff; border-left: 6px solid #a32014; padding: 1.5rem 2rem; }
h1 { font-size: 1.3rem; margin: 0 0 1rem; color: #8c1a10; }
li { margin: 0 0 0.9rem; } ol { padding-left: 1.4rem; }
code { font: 0.9em ui-monospace, Consolas, monospace; color: #4a5563; }
.hint { display: block; color: #4a5563; }
"""

_NOTE_STYLE = """
@media print { .found { display: none; } }
.found { position: fixed; right: 1rem; bottom: 1rem; max-width: 34rem; max-height: 70vh;
  overflow: auto; background: #fff;
  border: 1px solid #7a5b00; border-left: 6px solid #7a5b00; padding: 0.5rem 0.9rem;
  font: 13px/1.4 system-ui, sans-serif; }
.found summary { cursor: pointer; } .found ol { padding-left: 1.3rem; margin: 0.6rem 0 0; }
.found code { color: #4a5563; } .found .hint { display: block; color: #4a5563; }
"""

Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the browser shows: a document, or what is wrong."""

    html: bytes
    problems: tuple[Problem, ...] = ()


class Preview:
    """Keeps a page up to date with the files it is made from."""

    def __init__(self, make: Callable[[], Page], files: Callable[[], Iterable[Path]]) -> None:
        self._make, self._files = make, files
        self._changed = Condition()
        self.stopping = Event()
        self.version = 0
        self._signature = signature(files())
        self.page = self._made()

    def _made(self) -> Page:
        try:
            return self._make()
        except ProblemsFound as found:
            return Page(problem_page(found.problems), found.problems)

    def look(self) -> bool:
        """Make the page anew if a file has changed; say whether it was."""
        now = signature(self._files())
        if now == self._signature:
            return False
        page = self._made()
        with self._changed:
            self._signature, self.page = now, page
            self.version += 1
            self._changed.notify_all()
        return True

    def watch(self) -> None:
        """Look at the files until the preview stops."""
        while not self.stopping.wait(POLL):
            self.look()

    def versions(self) -> Iterator[int | None]:
        """Yield the version now and at every change; None when nothing has happened for a while."""
        seen: int | None = None
        while not self.stopping.is_set():
            with self._changed:
                if self.version == seen:
                    self._changed.wait(BEAT)
                now = None if self.version == seen else self.version
                seen = self.version
            yield now

    def stop(self) -> None:
        """End every waiting connection."""
        self.stopping.set()
        with self._changed:
            self._changed.notify_all()


def signature(files: Iterable[Path]) -> Signature:
    """Return what changes whenever one of the files is saved, made or deleted."""
    return tuple(sorted(_state(path) for path in files))


def _state(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, -1
    return str(path), stat.st_mtime_ns, stat.st_size


def problem_page(problems: Iterable[Problem]) -> bytes:
    """Return a page that says what is wrong and where."""
    items = "".join(f"<li>{_said(problem)}</li>" for problem in problems)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Problems</title>'
        f"<style>{_PROBLEM_STYLE}</style></head><body><main><h1>The document cannot be made</h1>"
        f"<ol>{items}</ol></main></body></html>\n"
    ).encode()


def with_notes(html: bytes, problems: Iterable[Problem]) -> bytes:
    """Return a document with what was found beside it, folded away in a corner."""
    items = "".join(f"<li>{_said(problem)}</li>" for problem in problems)
    if not items:
        return html
    notes = (
        f"<style>{_NOTE_STYLE}</style>"
        f'<details class="found"><summary>{items.count("<li>")} found</summary><ol>{items}</ol></details>'
    )
    before, end, after = html.rpartition(b"</body>")
    return before + notes.encode() + end + after


def _said(problem: Problem) -> str:
    hint = f'<span class="hint">{escape(problem.hint)}</span>' if problem.hint else ""
    return f"<code>{escape(str(problem.place))}</code> {escape(problem.message)}{hint}"


class Server(ThreadingHTTPServer):
    """Serves one preview on the loopback."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let another program listen on the same port

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address to open."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the library's names
        """Let go of a browser that has left; there is nobody to tell."""
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError | TimeoutError):
            raise error


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "bidkit"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer the three addresses that there are."""
        port = self.server.server_port
        if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"This address is not served here.\n")
        elif self.path == "/":
            self._answer(HTTPStatus.OK, "text/html; charset=utf-8", _with_script(self.server.preview.page.html))
        elif self.path == "/reload.js":
            self._answer(HTTPStatus.OK, "text/javascript", _SCRIPT)
        elif self.path == "/events":
            self._events()
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"Only / is served here.\n")

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        for version in self.server.preview.versions():
            self.wfile.write(b":\n\n" if version is None else f"data: {version}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the page itself shows what happened."""


def _with_script(html: bytes) -> bytes:
    return html.replace(b"</head>", b'<script src="/reload.js" defer></script></head>', 1)


@contextmanager
def serving(preview: Preview, port: int) -> Iterator[Server]:
    """Serve a preview and watch its files until the block ends."""
    with Server(preview, port) as server:
        threads = [Thread(target=server.serve_forever, kwargs={"poll_interval": POLL}), Thread(target=preview.watch)]
        for thread in threads:
            thread.start()
        try:
            yield server
        finally:
            preview.stop()
            server.shutdown()
            for thread in threads:
                thread.join()
