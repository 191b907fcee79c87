"""The site's own function: pages where no cdn serves them; with one, what the bucket lacks."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from zikao.api.origins import Origins
from zikao.serve.site import Site

SITE = Path(__file__).resolve().parent / "site"
site = Site(SITE, Origins.from_environment())


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer an event of the gateway's proxy integration. The path comes decoded."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    answer = site.answer(event["httpMethod"], event["path"], headers)
    found: dict[str, list[str]] = {}
    for name, value in answer.headers:
        if name.lower() != "content-length":  # the gateway counts for itself
            found.setdefault(name, []).append(value)
    return {
        "statusCode": answer.status,
        "multiValueHeaders": found,
        "body": base64.b64encode(answer.body).decode(),
        "isBase64Encoded": True,
    }
