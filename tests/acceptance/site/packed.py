"""A built site as a real host sends it: what was compressed beforehand goes out so."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.answering import answering


class PackedHandler(SimpleHTTPRequestHandler):
    """Files of a folder, each by its compressed copy where there is one."""

    packed = False

    def translate_path(self, path: str) -> str:
        found = Path(super().translate_path(path))
        if found.is_dir() and path.split("?")[0].endswith("/"):
            found /= "index.html"
        packed = found.with_name(f"{found.name}.gz")
        self.packed = packed.is_file()
        return str(packed if self.packed else found)

    def guess_type(self, path: Any) -> str:
        return super().guess_type(str(path).removesuffix(".gz"))

    def end_headers(self) -> None:
        if self.packed:
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def sending(site: Path, handler: type[PackedHandler] = PackedHandler) -> Iterator[str]:
    """Address of the site's root while it is served, with a slash at its end."""
    with answering(functools.partial(handler, directory=str(site))) as port:
        yield f"http://127.0.0.1:{port}/"
