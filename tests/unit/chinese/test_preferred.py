"""Who gets Traditional Chinese."""

from __future__ import annotations

import pytest

from zikao.chinese.preferred import prefers_traditional


@pytest.mark.parametrize(
    "accepted",
    [
        "zh-TW",
        "zh-Hant",
        "zh-HK",
        "zh-MO",
        "ZH-tw",
        "zh-Hant-CN",
        "zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7",
        "en, zh-TW;q=0.1",
        "zh-CN;q=0.5, zh-HK;q=0.51",
        "zh-CN;q=0.5,zh-HK ; Q=0.6",
        "zh-TW, zh-CN",
        "zh-CN;q=0, zh-TW;q=0.001",
        "*;q=0.5, zh-Hant",
        "zh-TW;q=1.000, zh;q=0.999",
        "zh-CN;q=2, zh-TW;q=0.1",
        "zh-CN;q=nan, zh-TW;q=0.1",
        "zh-CN;;, zh-TW;q=0.1",
        ",, zh-TW ,",
    ],
)
def test_traditional_is_preferred(accepted: str) -> None:
    assert prefers_traditional(accepted) is True


@pytest.mark.parametrize(
    "accepted",
    [
        "",
        " ",
        "*",
        "zh",
        "zh-CN",
        "zh-SG",
        "zh-Hans",
        "zh-Hans-HK",
        "en-US,en;q=0.9",
        "en-TW",
        "zh, zh-TW;q=0.9",
        "zh-CN, zh-TW",
        "zh-CN;q=0.9, zh-TW;q=0.8",
        "zh-TW;q=0",
        "zh-TW;q=0.000, en",
        "zh-TW;q=0.8, *",
        "zh-TW;q=1.5",
        "zh-TW;q=-1",
        "zh-TW;q=0.0001",
        "zh-TW;q=１",
        "zh-TW;level=1",
        "zhTW",
        "zh_TW",
        "zh-台灣",
        "\ufffd",
        "xx-zh-TW",
    ],
)
def test_simplified_is_given(accepted: str) -> None:
    assert prefers_traditional(accepted) is False
