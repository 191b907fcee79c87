"""YAML as rulebooks use it: what is read, what is refused, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.rulebook import reader
from zikao.rulebook.faults import Fault
from zikao.rulebook.reader import parse, read
from zikao.rulebook.tree import Map


def read_text(text: str) -> tuple[Map | None, list[Fault]]:
    return parse(text.encode(), "demo/province.yaml")


def tree_of(text: str) -> Map:
    """The tree of a document without faults."""
    tree, faults = read_text(text)
    assert faults == []
    assert tree is not None
    return tree


def sentence(text: str | bytes) -> str:
    """The only fault of a document."""
    data = text if isinstance(text, bytes) else text.encode()
    (fault,) = parse(data, "demo/province.yaml")[1]
    return str(fault).removeprefix("demo/province.yaml:")


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", "False"),
        ("2026-06-30", "2026-06-30"),
        ("2026-06-30T16:30", "2026-06-30T16:30"),
        ("16:30", "16:30"),
        ("0571", "0571"),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        ("60", 60),
        ("-3", -3),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("33010219900101123X", "33010219900101123X"),
        ("330102199001011234", "330102199001011234"),
        ('"60"', "60"),
        ("'true'", "true"),
        ("|\n  一\n  二", "一\n二\n"),
    ],
)
def test_words_are_what_json_would_make_of_them_and_text_otherwise(word: str, value: object) -> None:
    tree, faults = read_text(f"a: {word}\n")
    assert faults == []
    assert tree == {"a": value}
    assert type(tree["a"]) is type(value)


def test_keys_are_text() -> None:
    tree = tree_of("true: 1\n2026: 2\nno: 3")
    assert list(tree) == ["true", "2026", "no"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb:\n  c: 2\n  c: 3", "4:3 b.c：键 c 在第 3 行已经写过。"),
        ("a:\n\tb: 1", "2:1：不能用制表符（Tab），请改用空格。应写成：b: 1"),
        ("a: b: c", '1:4：文字里有“: ”，整段话要加引号。应写成：a: "b: c"'),
        ("a: 'x", "1:4：引号没有写完。应写成：a: 'x'"),
        ("a: [1, 2", "1:4：括号没有写完。应写成：a: [1, 2]"),
        ("a: b\nc\nd: e", "2:1：这一行缺少冒号和空格，或者多行文字没有缩进。"),
        ("a: @x", '1:4：以 @ 开头的文字要加引号。应写成：a: "@x"'),
        ('a: "\\q"', "1:4：双引号里的反斜杠写法不对，可以改用单引号。应写成：a: '\\q'"),
        ("a: !!python/object x", "1:4 a：不支持 YAML 标签（以 ! 开头的词）。"),
        ("a: !!str 5", "1:4 a：不支持 YAML 标签（以 ! 开头的词）。"),
        ("%YAML 1.1\n---\na: no", "2:1：不支持以 % 开头的 YAML 指令。"),
        ("a: 1\n---\nb: 2", "2:1：一个文件只能有一份内容，请去掉 --- 之后的部分。"),
        ("? [a]\n: b", "1:3：键必须是一个词。"),
        ("- 1", "1:1：文件最外层必须是 键: 值 的形式。"),
        ("", "1:1：文件是空的。"),
        ("# 只有注释", "1:1：文件是空的。"),
        ("a: *x", "1:4 a：别名 x 没有定义。"),
        ("a: &x [*x]", "1:8 a[1]：别名 x 没有定义。"),
        ("a:", "1:1 a：这里没有内容，不需要就删去这一行。"),
        ("a:\n  - 1\n  -", "3:4 a[2]：这里没有内容，不需要就删去这一行。"),
        (b"a: \xff\xfe", "1:1：文件不是 UTF-8 编码，请另存为 UTF-8。"),
        ("a: 中文\nb: 1".encode("gb18030"), "1:1：文件是 GBK 编码（记事本叫它“ANSI”），请另存为 UTF-8。"),
        ("a: 1".encode("utf-16"), "1:1：文件是 UTF-16 编码（记事本叫它“Unicode”），请另存为 UTF-8。"),
        ("a: 1\ntitle：毕业\nb: 2", "2:6：“：” 是全角的，要换成半角的 :。应写成：title: 毕业"),
        ("a: {b: 1，c: 2}", "1:9：“，” 是全角的，要换成半角的 ,。应写成：a: {b: 1, c: 2}"),
        ("a: {b：1, c: 2}", "1:5 a.b：1：“：” 是全角的，要换成半角的 :，是不是 b: 1？"),
        ("a: ｛b: 1｝", "1:4：“｛”“｝” 是全角的，要换成半角的 { }。应写成：a: {b: 1}"),
        ("a:\n　b: 1", "2:1：行首是全角空格，要换成半角的空格，一个换两个。应写成：b: 1"),
        ("＃ 说明\na: 1", "1:1：“＃” 是全角的，要换成半角的 #。应写成：# 说明"),
        ("a: 1\nb:2\nc: 3", "2:3：冒号后面要空一格。应写成：b: 2"),
        ("a:\n  - b: 1\n   c: 2", "3:4：缩进不齐，同一层的行要左对齐。应写成：c: 2"),
        ("a: 1\nb: \x01", "2:1：含有不能出现的控制字符。"),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(text: str | bytes, said: str) -> None:
    assert sentence(text) == said


def test_faults_before_a_syntax_error_are_kept() -> None:
    _, faults = read_text("a: 1\na: 2\nb: [")
    assert [fault.line for fault in faults] == [2, 3]


def test_a_mark_of_utf_8_is_let_pass() -> None:
    assert parse(b"\xef\xbb\xbfa: 1", "x")[0] == {"a": 1}


def test_aliases_share_a_value_and_its_place() -> None:
    tree = tree_of("a: &x {b: 1}\nc: *x")
    assert tree["c"] == {"b": 1}
    assert tree["c"].keys_at["b"].line == 1


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "a: " + "[" * 50, "a:\n  " + "- " * 50 + "1"]
)
def test_depth_is_bounded(text: str) -> None:
    assert "嵌套超过 40 层" in sentence(text)


def test_aliases_cannot_blow_up() -> None:
    lines = ["x: &a0 [l, l, l, l, l, l, l, l, l, l]"]
    lines += [f"x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "别名展开后超过 50000 项" in sentence("\n".join(lines))


def test_items_are_bounded() -> None:
    assert "内容超过 50000 项" in sentence("a: [" + "1," * 60_000 + "1]")


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "province.yaml"
    path.write_bytes(b"a: " + b"x" * reader.MAX_BYTES)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda self: pytest.fail("read"))
    tree, (fault,) = read(path, "demo/province.yaml")
    assert tree is None
    assert str(fault) == "demo/province.yaml:1:1：文件有 1000003 字节，超过上限 1000000 字节。"


def test_places_count_from_one() -> None:
    tree = tree_of("a:\n  - b: 文字\n    c: [1, 2]\n")
    item = tree["a"][0]
    assert (item.keys_at["c"].line, item.keys_at["c"].column) == (3, 5)
    assert (item["c"].items_at[1].line, item["c"].items_at[1].column) == (3, 12)
