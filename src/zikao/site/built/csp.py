"""A content security policy for each page: scripts of this origin, and the page's own inline ones by hash."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit

_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_POLICY = re.compile(r'\n<meta http-equiv="Content-Security-Policy"[^>]*>')
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)


def protect(html: str, *addresses: str) -> str:
    """The page with its policy, as the first thing after its character set; one that it had is replaced.

    A policy in the page travels with it to any host. What a page cannot say for itself (`frame-ancestors`)
    is left to the server's headers.
    """
    html = _POLICY.sub("", html)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html, *addresses)}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n{meta}", html, count=1)


def policy(html: str, *addresses: str) -> str:
    """The policy of one page; it may ask the origins of these addresses, besides its own."""
    hashes = "".join(f" '{digest}'" for digest in dict.fromkeys(map(_digest, _INLINE.findall(html))))
    asked = "".join(f" {origin}" for origin in dict.fromkeys(map(_origin, addresses)) if origin)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self'{hashes}",
            "style-src 'self'",
            "img-src 'self' data: blob:",  # the theme's icons are data:, a chosen picture is blob:
            "font-src 'self'",
            f"connect-src 'self'{asked}",
            *(["frame-src 'self'"] if "<iframe" in html else []),
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _digest(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
