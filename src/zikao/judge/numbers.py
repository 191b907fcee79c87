"""Numbers as JSON has them, and how large they may grow before the two languages read them differently."""

from __future__ import annotations

from typing import TypeGuard

LARGEST_WHOLE = 2**53 - 1
"""Whole numbers up to here are the same in Python and in JavaScript."""


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
