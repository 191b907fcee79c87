"""Where the example rulebooks lie, and the day on which they are fresh."""

from __future__ import annotations

from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
RULEBOOKS = FIXTURES / "rulebooks"
GOOD = RULEBOOKS / "good"
BAD = RULEBOOKS / "bad"
DAY = date(2026, 3, 1)
"""The good example's round is open and its last review is recent."""
