"""One request and one response, free of any server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel

from zikao.api.problems import BAD_HEADER, ProblemError
from zikao.api.strict_json import read_object

ACCEPT_HEADER = "Accept-Language"
CONSENT_HEADER = "X-Zikao-Consent"
CONSENT_GIVEN = "yes"
NAME_HEADER = "X-Zikao-Name"
NAME_LIMIT = 255 * 9
"""Characters of the header: 255 Chinese ones, percent-encoded."""
NAME_PATTERN = r"^(%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!*'()-])*$"
"""What `encodeURIComponent` writes."""
PREFER_HEADER = "Prefer"
APPLIED_HEADER = "Preference-Applied"
RESPOND_ASYNC = "respond-async"
"""RFC 7240, 4.1."""
FITTED = "fitted"
"""The wish for a portrait's report and, where that helps, the made portrait in one answer."""
UPLOAD_HEADER = "X-Zikao-Upload"
UPLOAD_PATTERN = r"^[0-9a-f]{32}$"

BASE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Vary": f"{ACCEPT_HEADER}, Origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every answer; what may be kept says so instead: `zikao.api.caching`."""


@dataclass(frozen=True)
class Request:
    """What a handler may know of a request. Header names are in lower case."""

    parameters: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def city(self) -> str | None:
        """Id of the city whose extra rules apply; an empty one counts as none."""
        return self.query.get("city") or None

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """Answers by fact name: the JSON object in the body, read once.

        Raises:
            ProblemError: anything else than one strict JSON object.
        """
        return read_object(self.body)

    @property
    def file_name(self) -> str | None:
        """Name of the sent file, if the caller gave it.

        It travels in a header and not in the address, because addresses are written to access logs and
        many of these files are named after a person or a number.

        Bytes that are not UTF-8, and characters that cannot be printed, become U+FFFD: a strange name is for
        the rules to judge.

        Raises:
            ProblemError: not percent-encoded, or too long.
        """
        written = self.headers.get(NAME_HEADER.lower())
        if not written:
            return None
        if len(written) > NAME_LIMIT or not re.match(NAME_PATTERN, written):
            detail = (
                f"请求头 {NAME_HEADER} 应是百分号编码的文件名，不超过 {NAME_LIMIT} 个字符，请改正后重发。"
            )
            raise ProblemError(BAD_HEADER, detail)
        return decoded(written)

    @property
    def upload(self) -> str:
        """Id of the uploaded file.

        In a header too: whoever knows it may have the file checked, and take it away by that.

        Raises:
            ProblemError: missing, or not an id.
        """
        written = self.headers.get(UPLOAD_HEADER.lower(), "")
        if not re.fullmatch(UPLOAD_PATTERN, written):
            detail = f"请求头 {UPLOAD_HEADER} 应是上传时得到的编号（32 位小写十六进制数字），请改正后重发。"
            raise ProblemError(BAD_HEADER, detail)
        return written

    def prefers(self, wish: str) -> bool:
        """Whether the caller has this preference (RFC 7240)."""
        preferences = self.headers.get(PREFER_HEADER.lower(), "").split(",")
        return any(each.partition(";")[0].strip().lower() == wish for each in preferences)

    @property
    def may_wait(self) -> bool:
        """Whether the caller would rather ask again later than wait for the answer (RFC 7240, 4.1)."""
        return self.prefers(RESPOND_ASYNC)


def decoded(text: str) -> str:
    """Percent-decoded; what cannot be printed becomes U+FFFD."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in unquote(text))


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers and text of an answer."""

    status: int
    headers: Mapping[str, str]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers where that is no plain 200."""

    status: int
    answer: BaseModel | str
    headers: Mapping[str, str] = field(default_factory=dict)
