"""What keeps one machine from being overrun: how much it takes on, and from whom."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from zikao.api.routes import Group
from zikao.serve.adapter import Headers
from zikao.serve.clients import FORWARDED, Clients, Network
from zikao.serve.lanes import Bounds, Lane
from zikao.serve.quota import Policy, Quota

_PLACES = 2
"""Threads for those who ask where to upload; answers to questions need none."""
HSTS = ("Strict-Transport-Security", "max-age=31536000")
"""A year; subdomains are not ours to speak for."""


@dataclass(frozen=True, slots=True)
class Brakes:
    """What whoever runs the server may set; the same for each of its processes."""

    packages: int | None = None
    """Checked at a moment; None: half as many as portraits, as one of them may take several seconds."""
    files_a_minute: int | None = None
    """Checks of files that one client may ask for; None: any number."""
    requests_a_minute: int | None = None
    """All requests to functions that one client may send; None: any number."""
    proxies: tuple[Network, ...] = ()
    """Whose word is taken on who stands behind them."""
    hsts: bool = False
    """Whether browsers are told to come by HTTPS only, where a proxy says that they came so."""

    def lanes(self, threads: int | None = None) -> dict[Group, Lane]:
        """The lanes of one process; `threads` as in `zikao.serve.server.serve`."""
        threads = threads or os.cpu_count() or 1
        portraits = Bounds.of_portraits(threads)
        packages = Bounds.of_packages(self.packages or max(1, threads // 2))
        return {
            "eligibility": Lane("upload", Bounds.of_places(_PLACES)),
            "photo": Lane("portrait", portraits),
            "package": Lane("package", packages),
        }


@dataclass(slots=True)
class Toll:
    """Counts the requests of each client, in all processes that it is handed to as they start."""

    brakes: Brakes
    _clients: Clients = field(init=False)
    _files: Quota | None = field(init=False)
    _all: Quota | None = field(init=False)

    def __post_init__(self) -> None:
        self._clients = Clients(self.brakes.proxies)
        self._files = _quota("files", self.brakes.files_a_minute)
        self._all = _quota("requests", self.brakes.requests_a_minute)

    def take(self, peer: str, headers: Headers, *, file: bool) -> Mapping[str, str]:
        """Count one request; the headers for its answer: of the narrower policy that it falls under.

        Args:
            peer: the other end of the connection, as `address:port`.
            headers: of the request, by names in lower case.
            file: whether it asks for the check of a file.

        Raises:
            ProblemError: the client has used up what it may.
        """
        if self._files is None and self._all is None:
            return {}
        client = self._clients.key(peer, headers.get(FORWARDED))
        told = self._all.take(client) if self._all else {}
        return self._files.take(client) if file and self._files else told

    def told_to_all(self, peer: str, headers: Headers) -> tuple[tuple[str, str], ...]:
        """Headers of every answer, be it a page."""
        by_https = headers.get("x-forwarded-proto", "").strip().lower() == "https"
        return (HSTS,) if self.brakes.hsts and by_https and self._clients.trusts(peer) else ()


def _quota(name: str, requests: int | None) -> Quota | None:
    return Quota(Policy(name, requests)) if requests else None
