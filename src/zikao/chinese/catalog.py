"""The words of the browser elements in Traditional Chinese, as a catalog that their bundle is made with.

The English catalog, which is written by hand and proven whole by a test, says which words there are.
"""

from __future__ import annotations

import json
from typing import Final

from zikao.chinese.convert import Converter

ENGLISH: Final = "widgets/languages/en.json"
TRADITIONAL: Final = "widgets/languages/zh-TW.json"


def traditional(english: str, converter: Converter) -> str:
    """The catalog in Traditional Chinese.

    Args:
        english: the other one, whose keys are the words as the code has them, `{0}` for what is filled in.
    """
    words = {text: converter.words(text) for text in json.loads(english)}
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"
