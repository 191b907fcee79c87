"""How often one client may ask: a bucket that fills evenly for each, in memory that all processes share.

The generic cell rate algorithm: of each client one number is kept, when its bucket will be full again. It
stands in two places of a table that the client's key leads to, and the lower of them counts, so that whoever
shares one place with another is told apart by the second (a count-min sketch). No key is kept. The headers
are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray

from zikao.api.problems import TOO_MANY_REQUESTS, ProblemError

MINUTE = 60
PLACES = 2**20
"""Numbers in a table, 8 MB. Ten thousand clients who use up what they may leave one of 2,700 others short."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What one client may do within a minute, at once or spread over it."""

    name: str
    """In the headers."""
    quota: int
    """Requests."""


class Quota:
    """One policy, and where each client stands: in every process that it is handed to as that starts.

    No lock, which would stay with a process that is killed: of two requests of one client that two processes
    take within a microsecond, one may go uncounted.
    """

    def __init__(self, policy: Policy, now: Callable[[], float] = time.monotonic) -> None:
        self._policy = policy
        self._now = now  # of the machine, not of the process
        self._full_again = RawArray("d", PLACES)
        self._told = f'"{policy.name}";q={policy.quota};w={MINUTE}'

    def take(self, client: bytes) -> Mapping[str, str]:
        """Count one request; the headers that go with its answer.

        Args:
            client: its key, of which 8 bytes are read: to be evenly spread, and not to be guessed.

        Raises:
            ProblemError: the client has used up what it may.
        """
        each = MINUTE / self._policy.quota
        now = self._now()
        places = [int.from_bytes(client[start : start + 4]) % PLACES for start in (0, 4)]
        full = max(min(self._full_again[place] for place in places), now) + each
        if full - now > MINUTE + each / 1000:
            full -= each
            wait = math.ceil(full + each - now - MINUTE)
            detail = f"从这个网络地址发来的请求太多，请 {wait} 秒后重发。"
            headers = {**self._headers(full - now), "Retry-After": str(wait)}
            raise ProblemError(TOO_MANY_REQUESTS, detail, headers=headers)
        for place in places:
            self._full_again[place] = max(self._full_again[place], full)
        return self._headers(full - now)

    def _headers(self, until_full: float) -> dict[str, str]:
        left = max(0, math.floor((MINUTE - until_full) * self._policy.quota / MINUTE + 0.001))
        return {
            "RateLimit-Policy": self._told,
            "RateLimit": f'"{self._policy.name}";r={left};t={math.ceil(until_full)}',
        }
