"""Chalice app: archives of evidence against file specs, sent with the request or uploaded beforehand.

The routes, their limits and their documents come from the registry in ``zikao.api.routes``.
"""

from __future__ import annotations

from zikao.serve.chalice_app import build

app = build("package")
