"""How large a file may be that is sent directly: what stands before this server may let less through."""

from __future__ import annotations

import os
import re
from typing import Final

from zikao.errors import ZikaoError

VARIABLE: Final = "ZIKAO_DIRECT_BYTES"
GATEWAY_BYTES: Final = 4_500_000
"""What API Gateway hands on: base64 inside an event of 6 MiB, with room for the headers."""


class DirectBytesError(ZikaoError):
    """The setting cannot be read."""


def direct_bytes_from_environment(otherwise: int | None) -> int | None:
    """The number in `ZIKAO_DIRECT_BYTES`.

    Args:
        otherwise: what holds where that is not set; None: whatever a route takes.

    Raises:
        DirectBytesError: not a whole number above 0.
    """
    written = os.environ.get(VARIABLE)
    if not written:
        return otherwise
    if not re.fullmatch(r"[1-9][0-9]{0,11}", written):
        sentence = f"环境变量 {VARIABLE} 应是字节数，写成 4500000 的样子，不带单位。"
        raise DirectBytesError(sentence)
    return int(written)
