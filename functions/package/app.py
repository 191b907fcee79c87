"""Chalice app: archives of evidence against file specs, sent with the request or uploaded beforehand.

Its worker is a function of its own, out of the same package, for checks that a gateway would not wait for.

The routes, their limits and their documents come from the registry in ``zikao.api.routes``.
"""

from __future__ import annotations

from zikao.serve.chalice_app import add_worker, build

app = build("package")
worker = add_worker(app)
