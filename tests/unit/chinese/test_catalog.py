"""The words of the browser elements in Traditional Chinese."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("opencc", reason="OpenCC is not installed")

from zikao.chinese.catalog import traditional
from zikao.chinese.convert import Converter


def test_each_word_is_converted_and_what_is_filled_in_keeps_its_place() -> None:
    english = {"网址：{0}{1}": "Address: {0}{1}", "点“下一步”": "Press it", "共 {entries} 步": "{entries}"}
    made = json.loads(traditional(json.dumps(english), Converter()))
    assert list(made.items()) == [
        ("网址：{0}{1}", "網址：{0}{1}"),
        ("点“下一步”", "點「下一步」"),
        ("共 {entries} 步", "共 {entries} 步"),
    ]
