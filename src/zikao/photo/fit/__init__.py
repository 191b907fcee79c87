"""From a larger original to a file of the wanted size, by cropping, scaling down and plain background only.

Nothing here turns, mirrors, retouches or recolours. What a spec asks for comes in as plain numbers; whether
the made file satisfies it is for whoever measures it again.
"""

from __future__ import annotations

from zikao.formats.icc import Colors
from zikao.photo.fit.encode import Encoded, encode
from zikao.photo.fit.plan import Head, NoPlan, Plan, Range, Wanted, plan
from zikao.photo.fit.render import Original, open_original

__all__ = [
    "Colors",
    "Encoded",
    "Head",
    "NoPlan",
    "Original",
    "Plan",
    "Range",
    "Wanted",
    "encode",
    "open_original",
    "plan",
]
