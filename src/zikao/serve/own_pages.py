"""Two pages for whoever runs the server, and for nobody else: whether it is ready, and its counts.

`/v1/health` says that the process answers; a process can answer and lack its weights, which is why a proxy
asks here before it sends candidates. Only this machine is answered: what came through a proxy is not.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from zikao.serve.adapter import Answer, Headers
from zikao.serve.watch import Counters
from zikao.weights import ALL, State, state

READY: Final = "/-/ready"
METRICS: Final = "/-/metrics"
_OF_PROXIES: Final = ("forwarded", "x-forwarded-for", "x-real-ip")
_HEADERS: Final = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]


def weights_here() -> dict[str, State]:
    """Each file of weights by its id."""
    return {each.id: state(each) for each in ALL}


class OwnPages:
    """The pages; each is answered from what is in memory."""

    def __init__(
        self,
        rulebooks: Callable[[], int],
        counters: Counters | None = None,
        weights: Callable[[], Mapping[str, State]] = weights_here,
    ) -> None:
        """Take what the pages tell of.

        Args:
            rulebooks: counts the loaded provinces.
            counters: None: there is no page of counts.
            weights: looks at each file of weights; asked once, as a check keeps what it has loaded.
        """
        self._rulebooks = rulebooks
        self._counters = counters
        self._weights = cache(weights)

    def answer(self, method: str, path: str, client: str, headers: Headers) -> Answer | None:
        """One of the pages; None: the path is not of these, or is not for this client.

        Args:
            method: as sent.
            path: percent-decoded.
            client: address and port of the other end.
            headers: by names in lower case.
        """
        if method not in ("GET", "HEAD") or not _of_this_machine(client, headers):
            return None
        if path == READY:
            return self._ready()
        if path == METRICS and self._counters is not None:
            about = ("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            return Answer(200, [about, *_HEADERS], self._counters.page())
        return None

    def _ready(self) -> Answer:
        weights = self._weights()
        books = self._rulebooks()
        ready = books > 0 and all(each == "ready" for each in weights.values())
        told: dict[str, Any] = {"ready": ready, "rulebooks": books, "weights": weights}
        body = json.dumps(told).encode()
        return Answer(200 if ready else 503, [("Content-Type", "application/json"), *_HEADERS], body)


def _of_this_machine(client: str, headers: Headers) -> bool:
    if any(name in headers for name in _OF_PROXIES):
        return False
    try:
        return ipaddress.ip_address(client.rpartition(":")[0].strip("[]")).is_loopback
    except ValueError:
        return False
