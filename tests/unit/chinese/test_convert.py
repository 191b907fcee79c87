"""The one conversion to Traditional Chinese."""

from __future__ import annotations

import pytest

pytest.importorskip("opencc", reason="OpenCC is not installed")

from zikao.chinese.convert import Converter, shared_converter
from zikao.chinese.glossary import CHARACTERS, PORTAL, WORDS


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter()


def test_words_of_taiwan_and_of_the_field(converter: Converter) -> None:
    assert converter.words("打印准考证，审核文件，文件名和文件夹") == "列印准考證，審核電子檔，檔名和資料夾"
    assert converter.characters("打印信息") == "打印信息"


def test_quotation_marks_are_those_of_taiwan(converter: Converter) -> None:
    assert converter.words("点“下一步”，写着“不是‘本科’的”") == "點「下一步」，寫著「不是『本科』的」"
    assert converter.characters("点“下一步”") == "點“下一步”", "what stands on a portal's own page"


def test_every_word_of_the_glossary_comes_out_as_written(converter: Converter) -> None:
    for simplified, traditional in {**CHARACTERS, **WORDS}.items():
        assert converter.words(f"——{simplified}——") == f"——{traditional}——"
    for simplified, traditional in CHARACTERS.items():
        assert len(simplified) == len(traditional)
        assert converter.characters(f"——{simplified}——") == f"——{traditional}——"


def test_what_a_portal_shows_keeps_its_words(converter: Converter) -> None:
    assert converter.words("核对注册信息，信息有误的") == "核對註冊信息，資訊有誤的"
    for word in PORTAL:
        assert converter.words(word) == converter.characters(word)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("不是只有黑白两色", "不是只有黑白兩色"),
        ("还是只过对应的那门", "還是只過對應的那門"),
        ("两只耳朵，这只是参考", "兩隻耳朵，這只是參考"),
        ("包里没有，浙里办上有", "包裡沒有，浙里辦上有"),
        ("头发扎高了的", "頭髮紮高了的"),
        ("文件名标明了编码", "檔名標明了編碼"),
        ("平台上的菜单", "平台上的選單"),
    ],
)
def test_one_character_for_two_is_told_apart(converter: Converter, simplified: str, traditional: str) -> None:
    assert converter.words(simplified) == traditional


def test_one_is_shared_and_keeps_nothing_of_a_text() -> None:
    shared = shared_converter()
    assert shared is not None
    assert shared is shared_converter()
    shared.words("张三")
    assert shared.label.cache_info().currsize == 0
