"""Names that were misread before they were stored, told from names that only look foreign."""

from __future__ import annotations

import pytest

from zikao.package.archive.garbled import is_garbled

CHINESE = ("身份证正面.jpg", "准考证（2019）.jpg", "张三/合格证书.png", "图片1.jpg", "毕业证·复印件.pdf")


@pytest.mark.parametrize("read_as", ["cp437", "cp850", "latin-1", "mac_roman", "gbk"])
@pytest.mark.parametrize("written_as", ["gbk", "utf-8"])
def test_chinese_read_in_another_encoding_is_garbled(written_as: str, read_as: str) -> None:
    misread = [name.encode(written_as).decode(read_as, "replace") for name in CHINESE]
    assert [is_garbled(name) for name in misread] == [written_as != read_as] * len(CHINESE)


def test_what_windows_leaves_out_does_not_hide_it() -> None:
    letters = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in "合格证书.jpg".encode())
    assert is_garbled("".join(letters))


@pytest.mark.parametrize(
    "name",
    [
        *CHINESE,
        "a.jpg",
        "résumé.jpg",
        "Größe ÄÖ Müller.pdf",
        "DECLARAÇÃO AVALIAÇÃO.pdf",
        "Łódź żółć.png",
        "日本語テスト.jpg",
        "한국어.png",
        "Здравствуйте.doc",
        "Ελληνικά.txt",
        "證件（一）①.jpg",
        "“照片”—📷.jpg",
        "Tiếng Việt ½ ±1°.txt",
    ],
)
def test_foreign_names_are_no_rubbish(name: str) -> None:
    assert not is_garbled(name)
