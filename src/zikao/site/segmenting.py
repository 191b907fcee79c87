"""Chinese words for the search, by jieba: quiet, and with its prepared dictionary in the cache folder.

By itself jieba keeps that in the machine's folder for temporary files under a fixed name, where whoever was
first to write it decides what the next one loads.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from zikao.cache import cache_folder


def segmenter() -> Any:
    """The module of jieba, set up for everyone in this process."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    with suppress(OSError):
        cache_folder().mkdir(parents=True, exist_ok=True)
    # Where the folder cannot be written, jieba complains and goes on without.
    jieba.dt.tmp_dir = str(cache_folder())
    return jieba
