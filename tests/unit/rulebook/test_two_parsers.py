"""Whichever parser reads a rulebook, libyaml or ruamel's own: the same tree, places and faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zikao.rulebook import reader
from zikao.rulebook.reader import parse
from zikao.rulebook.store import rulebooks_root
from zikao.rulebook.tree import Map, Seq

pytestmark = pytest.mark.skipif(
    not reader.LIBYAML, reason="ruamel.yaml.clib is not installed: there is one parser only"
)
SHIPPED = sorted(rulebooks_root().rglob("*.yaml"))
PIECES = [
    *(
        "a",
        "中文",
        "𠀀",
        "no",
        "0o7",
        "012",
        "1_000",
        "1:30",
        "~",
        "2026-06-30",
        "<<: ",
        "http://x.cn/?a&b=c",
    ),
    *(" ", "  ", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\r\n", "\n\n", "\n \n", "\t", "\r"),
    *("a: ", "\nb: ", "\n  c: ", ": ", ":", "- ", "-", "? ", "?", "[", "]", "{", "}", ", ", ",", '"k": '),
    *(
        "#",
        " # x",
        "&x ",
        "&x",
        "*x ",
        "*x",
        "! ",
        "!!str ",
        "!",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
    ),
    *("|", ">", "|\n", "|-\n", ">+\n", "|2\n", "'", "''", '"', "\\", "\\n", "\\/", "\\u4e2d", "\\\n"),
    *("\x00", "\x07", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\u3000", "\ufeff", "\uffff", "\U0010ffff"),
]


def by_both(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """What is read with libyaml at hand, and what without."""
    fast = parse(text.encode(), "demo.yaml")
    with monkeypatch.context() as patch:
        patch.setattr(reader, "LIBYAML", False)
        pure = parse(text.encode(), "demo.yaml")
    return (placed(fast[0]), fast[1]), (placed(pure[0]), pure[1])


def placed(tree: Any) -> Any:
    """A tree that is equal to another only if types and places are too."""
    if isinstance(tree, Map):
        return tree.position, [(k, tree.keys_at[k], tree.values_at[k], placed(v)) for k, v in tree.items()]
    if isinstance(tree, Seq):
        return tree.position, [(at, placed(item)) for at, item in zip(tree.items_at, tree, strict=True)]
    return type(tree), tree


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "-".join(path.parts[-3:]))
def test_shipped_files_are_read_by_libyaml_and_come_out_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = path.read_text(encoding="utf-8")
    pure, _ = reader._built(text, "demo.yaml", pure=True)
    monkeypatch.setattr(reader, "YAML", lambda typ, pure: Fast() if not pure else pytest.fail("read twice"))
    assert placed(parse(text.encode(), "demo.yaml")[0]) == placed(pure)


class Fast:
    """libyaml, and nothing but it."""

    def parse(self, text: str) -> Any:
        from ruamel.yaml import YAML

        return YAML(typ="safe", pure=False).parse(text)


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join), st.sampled_from(["a: ", ""]))
def test_whatever_is_written_comes_out_the_same(text: str, before: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        fast, pure = by_both(before + text, monkeypatch)
    assert fast == pure


@settings(max_examples=150)
@given(st.data())
def test_a_shipped_file_with_a_slip_comes_out_the_same(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SHIPPED)).read_text(encoding="utf-8").splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 1))
    text = "a:\n" + "".join(lines[first : first + 8])
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from(PIECES))
    with pytest.MonkeyPatch.context() as monkeypatch:
        fast, pure = by_both(text[:at] + slip + text[at + data.draw(st.integers(0, 2)) :], monkeypatch)
    assert fast == pure


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: b\t", id="a tab after a word"),
        pytest.param("a: \tb", id="a tab before a word"),
        pytest.param("a: |# x\n  b", id="a comment that is none"),
        pytest.param("a: ! &x ", id="a tag without a value"),
        pytest.param("&ax: a", id="a colon in an anchor"),
        pytest.param("a: &a:1\n", id="an anchor without a value"),
        pytest.param('a: [ "b":c ]', id="a colon behind a quote"),
        pytest.param('a: [ "b"\n  :c ]', id="a colon on the next line"),
        pytest.param("a: >\n \n  \n   \n # b\n", id="blank lines before text"),
        pytest.param("a: b \n...\n\n...\n", id="two ends"),
        pytest.param("%YAML 1.1\n---\na: no", id="a directive"),
        pytest.param("%TAG ! x\n---\na: no", id="a tag directive"),
        pytest.param("a: \u2028|", id="a line separator"),
        pytest.param("a: \x85 |", id="a next line"),
        pytest.param("a: b\x85c: d", id="a line end of YAML 1.1"),
        pytest.param("a: \ufeffb", id="a mark inside"),
        pytest.param("a: b\rc: d", id="an old line end"),
        pytest.param("a: b\r\nc:\r\n  - 中\r\n  - |\r\n    d\r\n", id="line ends of Windows"),
        pytest.param("a: &x {b: 1}\nc: {<<: *x, d: *x}", id="a merge key"),
        pytest.param("a: 1\na: 2", id="a key twice"),
        pytest.param("𠀀: [𠀁𠀂, b, '𠀃', c]", id="beyond the basic plane"),
        pytest.param("a: [no, on, 0o7, 0x1f, 012, 1_000, 1:30, 2026-06-30, .inf, =, <<]", id="words"),
        *(pytest.param("中" * length + ": b", id=f"a key of {length}") for length in (1023, 1024, 1025)),
    ],
)
def test_what_the_two_are_known_to_disagree_on_comes_out_the_same(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, pure = by_both(text, monkeypatch)
    assert fast == pure


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "? " * 100_000,
        "- " * 100_000,
        "a: '" + "x\n " * 100_000,
        "x: &a0 [l, l]\n" + "".join(f"x{n}: &a{n} [{f'*a{n - 1}, ' * 20}]\n" for n in range(1, 10)),
        "".join(f"&a{n} k{n}: *a{n}\n" for n in range(5_000)),
    ],
    ids=["lists", "maps", "keys", "items", "unclosed", "aliases", "anchors"],
)
def test_attacks_come_to_the_same_fault(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, pure = by_both(text, monkeypatch)
    assert fast == pure
    assert fast[0] == placed(None)
    assert fast[1]
