"""Chalice app: answers against procedures, and the lists of rulebooks.

The routes, their limits and their documents come from the registry in ``zikao.api.routes``.
"""

from __future__ import annotations

import os

from zikao.api.assembly import load_for_answers
from zikao.serve.chalice_app import build

app = build("eligibility")
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    load_for_answers()
