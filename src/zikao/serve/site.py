"""The built site as answers: whitenoise finds the files, this adds the headers of a public site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

from zikao.api.http import BASE_HEADERS
from zikao.api.origins import Origins
from zikao.errors import ZikaoError
from zikao.serve.adapter import Answer
from zikao.site.address import DEVICE_FILES, HOSTS
from zikao.site.kept import released

HASHED = re.compile(r"\.[0-9a-f]{8,}\.|-(?=[0-9]*[A-Z])[0-9A-Z]{8}\.")
"""Names with a digest of their content, as mkdocs-material and esbuild write them: they never change."""
_PIECES = (".css", ".js")
"""What a page is put together from; shown by itself it is plain text."""
_OF_DOCUMENTS = ("Cross-Origin-Opener-Policy", "Permissions-Policy")
"""What browsers heed on documents only: beside the twenty pieces of a guide it is 3 KB on a phone's line."""
FRAMED = re.compile(rf"^/(?:(?:zh-TW/|en/)?embed|{DEVICE_FILES})/")
"""Pages that portals show in a frame, in each language's folder, and the workers that these start: a frame
that is isolated starts none that is not."""

_TYPES = {".ics": "text/calendar"}
"""Types that whitenoise does not know: a phone opens its calendar by this one."""

_ASKED = {
    "accept-encoding": "HTTP_ACCEPT_ENCODING",
    "if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    "if-none-match": "HTTP_IF_NONE_MATCH",
    "range": "HTTP_RANGE",
}
"""Request headers that whitenoise looks at, under the names by which it knows them."""


OPEN = [("Access-Control-Allow-Origin", "*")]
"""Of what is no file; whitenoise says the same of every file. Pages of other sites read widgets and data."""


class SiteMissingError(ZikaoError):
    """There is no built site to serve."""


class Site:
    """A folder of files, listed once at the start: a site that is built anew wants a restart."""

    def __init__(self, root: Path, origins: Origins) -> None:
        """List the folder.

        Raises:
            SiteMissingError: no index.html there.
        """
        if not (root / "index.html").is_file():
            raise SiteMissingError(f"{root.name}/ 里没有首页 index.html，请先用 zikao build 生成网站。")
        self._files = WhiteNoise(
            None,
            root,
            index_file=True,
            max_age=None,
            immutable_file_test=partial(
                _stays, tuple(f"/{HOSTS}/{name}/" for name in released(root / HOSTS))
            ),
            mimetypes=_TYPES,
            add_headers_function=_revalidate,
        ).files
        missing = root / "404.html"
        self._missing = missing.read_bytes() if missing.is_file() else "没有这个页面。".encode()
        self._security = security_headers(origins)
        self._framed = security_headers(origins, framed=True)

    def answer(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        """One file, a redirect to a folder's index, or the page for what is not there.

        Args:
            method: as sent; anything else than GET and HEAD is refused.
            path: percent-decoded. It is only ever looked up in the list, so it cannot lead out of the folder.
            headers: by names in lower case.
        """
        security = self._framed if FRAMED.match(path) else self._security
        if method not in ("GET", "HEAD"):
            return Answer(405, [("Allow", "GET, HEAD"), *OPEN, *security])
        found = self._files.get(path)
        if found is None:
            about = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache")]
            return Answer(404, [*about, *OPEN, *security], self._missing)
        asked = {ours: headers[theirs] for theirs, ours in _ASKED.items() if theirs in headers}
        response = found.get_response(method, asked)
        if path.endswith(_PIECES):
            security = [header for header in security if header[0] not in _OF_DOCUMENTS]
        return Answer(int(response.status), [*response.headers, *security], _read(response.file))


def _stays(released: tuple[str, ...], path: str, url: str) -> bool:
    """Whether a file never changes; in the folder of a released version of the widgets none does."""
    return url.startswith(released) or bool(HASHED.search(url))


def _revalidate(headers: Headers, path: str, url: str) -> None:
    """Whatever may change is asked for again, which costs a 304: a deadline must never be an old one."""
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-cache"


def security_headers(origins: Origins, *, framed: bool = False) -> list[tuple[str, str]]:
    """Headers of every page and file. Pages carry their own script policy; the rest is here.

    Args:
        origins: sites that may embed.
        framed: whether it is a page for their frames. All others are shown in frames of this site alone.
    """
    ancestors = " ".join(["'self'", *(sorted(origins.allowed) if framed else ())])
    permissions = BASE_HEADERS["Permissions-Policy"]
    own = [
        # A script of the portal may find out why a frame does not open, be it a proxy that says no.
        ("Access-Control-Expose-Headers", "Content-Security-Policy, X-Frame-Options"),
        # Portals that are isolated themselves show nothing that is not.
        ("Cross-Origin-Embedder-Policy", "require-corp"),
    ]
    return [
        ("Content-Security-Policy", f"frame-ancestors {ancestors}"),
        *(own if framed else []),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        # Portals load the element and its parts from here.
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Permissions-Policy", permissions.replace("camera=()", "camera=(self)") if framed else permissions),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ]


def _read(file: Any) -> bytes:
    if file is None:
        return b""
    with file:
        data: bytes = file.read()
    return data
