"""A proxy that keeps what goes through it: whichever browser it is, what it asks for is seen here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from typing import Final
from urllib.parse import urlsplit

from tests.answering import answering

HOPS: Final = frozenset(
    {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "content-length"}
)
"""Headers of one hop."""
HERE: Final = frozenset({"127.0.0.1", "localhost"})
"""All else is kept and refused."""
SECONDS: Final = 60


@dataclass(frozen=True)
class Passed:
    """A request as it went through."""

    method: str
    address: str
    """Of a tunnel the host alone."""
    sent: int
    """Bytes of its body."""
    came: int
    """Bytes of the answer's body, as they were on the line."""


@contextmanager
def passing() -> Iterator[tuple[int, list[Passed]]]:
    """The proxy's port, and what has passed it so far."""
    passed: list[Passed] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            length = self.headers.get("Content-Length")
            body = self.rfile.read(int(length)) if length else b""
            if "Transfer-Encoding" in self.headers:  # none of these browsers sends so over a proxy
                body = b"?"
                self.close_connection = True
            parts = urlsplit(self.path)
            if self.command == "CONNECT" or parts.hostname not in HERE:
                passed.append(Passed(self.command, self.path, len(body), 0))
                self.send_response(403)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            kept = {name: value for name, value in self.headers.items() if name.lower() not in HOPS}
            server = HTTPConnection(parts.hostname, parts.port or 80, timeout=SECONDS)
            server.request(self.command, parts._replace(scheme="", netloc="").geturl(), body or None, kept)
            answer = server.getresponse()
            content = answer.read()
            passed.append(Passed(self.command, self.path, len(body), len(content)))
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in HOPS:
                    self.send_header(name, value)
            if self.command == "HEAD":
                if told := answer.getheader("Content-Length"):
                    self.send_header("Content-Length", told)
            elif answer.status not in (204, 304):
                self.send_header("Content-Length", str(len(content)))
            # A browser that goes on to another page waits for nothing.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = do_CONNECT = pass_on  # noqa: N815 - names there

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as port:
        yield port, passed
