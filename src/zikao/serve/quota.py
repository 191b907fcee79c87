"""How often one client may ask: a bucket that fills evenly, for each of the clients seen last.

The generic cell rate algorithm: of each client one number is kept, when its bucket will be full again.
The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zikao.api.problems import TOO_MANY_REQUESTS, ProblemError

MINUTE = 60
MOST_CLIENTS = 50_000
"""Of whom is kept anything, some 10 MB; beyond that whoever asked longest ago is forgotten."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What one client may do within a minute, at once or spread over it."""

    name: str
    """In the headers."""
    quota: int
    """Requests."""


class Quota:
    """One policy, and where each client stands."""

    def __init__(self, policy: Policy, now: Callable[[], float] = time.monotonic) -> None:
        self._policy = policy
        self._now = now
        self._full_again: OrderedDict[bytes, float] = OrderedDict()
        self._told = f'"{policy.name}";q={policy.quota};w={MINUTE}'

    def take(self, client: bytes) -> Mapping[str, str]:
        """Count one request; the headers that go with its answer.

        Raises:
            ProblemError: the client has used up what it may.
        """
        each = MINUTE / self._policy.quota
        now = self._now()
        full = max(self._full_again.pop(client, now), now) + each
        if full - now > MINUTE + each / 1000:
            full -= each
            self._keep(client, full)
            wait = math.ceil(full + each - now - MINUTE)
            detail = f"从这个网络地址发来的请求太多，请 {wait} 秒后重发。"
            headers = {**self._headers(full - now), "Retry-After": str(wait)}
            raise ProblemError(TOO_MANY_REQUESTS, detail, headers=headers)
        self._keep(client, full)
        return self._headers(full - now)

    def _keep(self, client: bytes, full: float) -> None:
        self._full_again[client] = full
        if len(self._full_again) > MOST_CLIENTS:
            self._full_again.popitem(last=False)

    def _headers(self, until_full: float) -> dict[str, str]:
        left = max(0, math.floor((MINUTE - until_full) * self._policy.quota / MINUTE + 0.001))
        return {
            "RateLimit-Policy": self._told,
            "RateLimit": f'"{self._policy.name}";r={left};t={math.ceil(until_full)}',
        }
