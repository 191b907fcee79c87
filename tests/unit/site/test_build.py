"""What is wrong with a mkdocs.yml, as a clerk reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.site.build import SiteBuildError, ingredients

GOOD = "site_name: 例省\ntheme: {name: material}\nplugins: [zikao]\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + "docs_dir: nowhere\n", "mkdocs.yml 里的 docs_dir 写得不对"),
        (GOOD.replace("[zikao]", "[zikaoo]"), "mkdocs.yml 里的 plugins 写得不对"),
        (GOOD.replace("material", "none-such"), "mkdocs.yml 里的 theme 写得不对"),
        (GOOD.replace("[zikao]", "[search]"), "没有 zikao，请补上一行"),
        (GOOD + "extra:\n  a: 1\n b: 2\n", "mkdocs.yml 第 6 行写得不对"),
        (GOOD + "extra: [\n", "mkdocs.yml 第 5 行写得不对"),
        ("<h1>\n", "mkdocs.yml 读不了，要是一行一项的“名称: 值”"),
    ],
)
def test_the_sentence_names_the_line_or_the_setting(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(SiteBuildError) as error:
        ingredients(file)
    assert told in str(error.value)
    assert str(tmp_path) not in str(error.value).partition("MkDocs 说")[0]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_bytes((GOOD + "site_description: 自学考试办事\n").encode("gbk"))
    with pytest.raises(SiteBuildError, match="不是 UTF-8 编码的文字，请另存为 UTF-8"):
        ingredients(file)
