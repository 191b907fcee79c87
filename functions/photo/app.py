"""Chalice app: portraits against file specs, checked or made to fit.

The routes, their limits and their documents come from the registry in ``zikao.api.routes``.
"""

from __future__ import annotations

from zikao.serve.chalice_app import build

app = build("photo")
