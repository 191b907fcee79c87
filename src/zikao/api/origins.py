"""Which other sites may call from a browser (CORS)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zikao.api.declared import OF_PACKAGE, OF_PHOTO
from zikao.api.http import CONSENT_HEADER, NAME_HEADER, PREFER_HEADER, UPLOAD_HEADER
from zikao.errors import ZikaoError

VARIABLE = "ZIKAO_ORIGINS"
PREFLIGHT_SECONDS = 600
_HEADERS = (
    *("Content-Type", PREFER_HEADER, CONSENT_HEADER, NAME_HEADER, UPLOAD_HEADER),
    *dict.fromkeys(each.header for each in (*OF_PHOTO, *OF_PACKAGE)),
)
_READABLE = ("ETag", "RateLimit", "RateLimit-Policy", "Retry-After")
"""What the calling page may read of an answer's head besides what any may."""
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class OriginsError(ZikaoError):
    """The allow-list of origins cannot be read."""


@dataclass(frozen=True)
class Origins:
    """Allow-list of origins. The page's own origin needs no entry."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Origins:
        """The origins of a list separated by commas, such as `https://www.zjzs.net, https://zk.example.cn:8443`.

        Raises:
            OriginsError: an entry is not a bare origin; wildcards are not taken.
        """
        entries = [entry.strip().lower() for entry in text.split(",") if entry.strip()]
        for number, entry in enumerate(entries, 1):
            if not _ORIGIN.fullmatch(entry):
                raise OriginsError(
                    f"环境变量 {VARIABLE} 的第 {number} 项不是来源地址，"
                    "请写成 https://主机名 的样子，后面不带路径，多项用逗号隔开。"
                )
        return cls(frozenset(entries))

    @classmethod
    def from_environment(cls) -> Origins:
        """The list in `ZIKAO_ORIGINS`; empty when that is not set.

        Raises:
            OriginsError: see `parse`.
        """
        return cls.parse(os.environ.get(VARIABLE, ""))

    def headers(self, request_headers: Mapping[str, str]) -> dict[str, str]:
        """What lets the calling page read the answer: empty for a page that is not on the list."""
        origin = request_headers.get("origin", "")
        if origin.lower() not in self.allowed:
            return {}
        return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": ", ".join(_READABLE)}

    def preflight(self, request_headers: Mapping[str, str], methods: Iterable[str]) -> dict[str, str]:
        """What lets the calling page send its request."""
        granted = self.headers(request_headers)
        if granted:
            granted["Access-Control-Allow-Methods"] = ", ".join(methods)
            granted["Access-Control-Allow-Headers"] = ", ".join(_HEADERS)
            granted["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return granted
