"""JSON bodies: what is read, what is refused, at what depth and size."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zikao.api.problems import MALFORMED_JSON, ProblemError
from zikao.api.strict_json import read_object
from zikao.judge.numbers import LARGEST_WHOLE


def refusal(body: bytes) -> str:
    """The sentence of the refusal."""
    with pytest.raises(ProblemError) as caught:
        read_object(body)
    assert caught.value.kind is MALFORMED_JSON
    assert caught.value.__suppress_context__
    return caught.value.sentence


def test_a_plain_object_is_read() -> None:
    body = '{"a": true, "b": [1, 2.5], "c": "准考证", "d": null, "e": {}}'.encode()
    assert read_object(body) == {"a": True, "b": [1, 2.5], "c": "准考证", "d": None, "e": {}}


def test_the_place_is_named_and_the_text_is_not() -> None:
    sentence = refusal(b'{"a": 1,\n "canary": NaN}')
    assert "第 2 行" in sentence
    assert "canary" not in sentence
    assert "expected" not in sentence


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 400 + ".0"])
def test_only_finite_numbers(text: str) -> None:
    refusal(f'{{"a": {text}}}'.encode())


def test_integers_end_where_javascript_ends() -> None:
    assert read_object(f'{{"a": {LARGEST_WHOLE}}}'.encode()) == {"a": LARGEST_WHOLE}
    for beyond in (LARGEST_WHOLE + 1, -LARGEST_WHOLE - 1):
        refusal(f'{{"a": {beyond}}}'.encode())


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
@pytest.mark.parametrize("depth", [1000, 100_000])
def test_depth_is_refused_and_not_recursed_into(opening: bytes, depth: int) -> None:
    refusal(opening * depth)


@pytest.mark.parametrize(
    "body", [b'{"a": 1, "a": 1}', b'{"a": {"b": 1, "b": 2}}', b'[{"a": 1, "\\u0061": 2}]']
)
def test_a_name_stands_once(body: bytes) -> None:
    assert "重复" in refusal(body)


@pytest.mark.parametrize("body", [b"[]", b'"a"', b"1", b"null", b"true"])
def test_the_outermost_is_an_object(body: bytes) -> None:
    assert "花括号" in refusal(body)


@given(st.binary(max_size=200))
def test_bytes_are_an_object_or_a_refusal(body: bytes) -> None:
    try:
        assert isinstance(read_object(body), dict)
    except ProblemError as problem:
        assert problem.kind is MALFORMED_JSON


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_WHOLE, LARGEST_WHOLE)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON_VALUES, max_size=5))
def test_what_was_written_is_read(value: dict[str, object]) -> None:
    read = read_object(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    assert read == value
    assert not any(isinstance(item, float) and math.isnan(item) for item in read.values())
