"""A server on this machine that counts who calls: whatever a hostile file asks for, nobody may."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Counting(ThreadingHTTPServer):
    """Counts each connection, answered or not."""

    calls = 0

    def get_request(self) -> tuple[object, object]:  # type: ignore[override] # a socket and its address
        self.calls += 1
        return super().get_request()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def counting() -> Iterator[Counting]:
    with Counting(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
