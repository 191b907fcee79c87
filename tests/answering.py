"""A server of a test's own, on a thread beside it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def answering(
    handler: Callable[..., BaseHTTPRequestHandler], port: int = 0, *, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    """The port on loopback where it answers.

    Args:
        handler: of one request.
        port: 0 for any that is free.
        tls: with a certificate, for https.
    """
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
