"""The one conversion to Traditional Chinese."""

from __future__ import annotations

import pytest

pytest.importorskip("opencc", reason="OpenCC is not installed")

from zikao.chinese.convert import Converter, shared_converter
from zikao.chinese.glossary import WORDS


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter()


def test_words_of_taiwan_and_of_the_field(converter: Converter) -> None:
    assert converter.words("打印准考证，审核文件，文件名和文件夹") == "列印准考證，審核文件，檔名和資料夾"
    assert converter.characters("打印信息") == "打印信息"


def test_every_word_of_the_glossary_comes_out_as_written(converter: Converter) -> None:
    for simplified, traditional in WORDS.items():
        assert converter.words(f"——{simplified}——") == f"——{traditional}——"


def test_one_is_shared_and_keeps_nothing_of_a_text() -> None:
    shared = shared_converter()
    assert shared is not None
    assert shared is shared_converter()
    shared.words("张三")
    assert shared.label.cache_info().currsize == 0
