"""The schema of answers: what it takes, what it says to people, and its version without words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from zikao.rulebook.answers import Questions, normalise
from zikao.rulebook.asking import FIRST_YEAR, LAST_YEAR, bare_schema, facts_schema
from zikao.rulebook.document import Document

from .places import FIXTURES

EVERY_TYPE = Document.model_validate_json((FIXTURES / "every-type.json").read_bytes())
"""A procedure with a question of every type."""
SCHEMA = facts_schema(EVERY_TYPE)
PROPERTIES = SCHEMA["properties"]
QUESTIONS = Questions(EVERY_TYPE)

takes = Draft202012Validator(SCHEMA).is_valid
takes_bare = Draft202012Validator(bare_schema(EVERY_TYPE)).is_valid


def takes_day(text: str) -> bool:
    return takes({"issued_on": text})


def test_patterns_stand_beside_a_length_and_use_plain_classes() -> None:
    dated = [part for each in PROPERTIES.values() for part in (each, *each.get("oneOf", ()))]
    patterned = [part for part in dated if "pattern" in part]
    assert len(patterned) == 3
    for part in patterned:
        assert part["maxLength"] <= 16
        assert not re.search(r"\\[dws]", part["pattern"])


def test_only_what_is_asked_may_be_answered_and_nothing_has_to_be() -> None:
    assert "today" not in PROPERTIES
    assert SCHEMA["additionalProperties"] is False
    assert "required" not in SCHEMA


def test_questions_keep_their_order() -> None:
    assert list(PROPERTIES)[:3] == ["graduated", "half", "papers"]


def test_words_for_the_form() -> None:
    yes, no, unsure = ({"const": each, "title": title} for each, title in
                       ((True, "是"), (False, "否"), (None, "不清楚")))  # fmt: skip
    assert PROPERTIES["graduated"] == {
        "title": "毕业了吗？",
        "description": "看证书。",
        "type": ["boolean", "null"],
        "oneOf": [yes, no, unsure],
        "x-type": "boolean",
        "x-unsure": "问学校。",
    }
    assert PROPERTIES["half"]["oneOf"] == [
        {"const": "first", "title": "上半年"},
        {"const": "second", "title": "下半年"},
        unsure,
    ]


def test_not_yet_and_none_of_these_are_choices_with_a_title() -> None:
    day, *others = PROPERTIES["verified_on"]["oneOf"]
    assert (day["title"], day["format"]) == ("哪一天", "date")
    assert others == [{"const": "none", "title": "还没有"}, {"const": None, "title": "不清楚"}]
    some, *others = PROPERTIES["papers"]["oneOf"]
    assert some == {"type": "array", "minItems": 1, "title": "选一项或几项"}
    assert others == [{"const": [], "title": "都没有"}, {"const": None, "title": "不清楚"}]


def test_a_list_asks_the_same_of_each_item() -> None:
    courses = PROPERTIES["courses"]
    assert courses["x-one"] == "一门课程"
    assert courses["maxItems"] == 3
    some, *others = courses["oneOf"]
    assert (some["type"], some["minItems"]) == ("array", 1)
    assert others == [{"const": [], "title": "一门也没有"}, {"const": None, "title": "不清楚"}]
    item = courses["items"]
    assert item["additionalProperties"] is False
    assert "required" not in item
    mark = {"title": "成绩", "type": ["number", "null"], "minimum": 0, "maximum": 100, "x-type": "number"}
    assert item["properties"]["mark"] == mark
    assert (PROPERTIES["proofs"]["minItems"], PROPERTIES["proofs"]["maxItems"]) == (2, 50)


def test_a_field_may_be_called_like_a_keyword_of_schemas() -> None:
    bare = bare_schema(EVERY_TYPE)["properties"]["courses"]
    assert bare["items"]["properties"]["title"] == {"type": ["string", "null"], "maxLength": 200}


def test_days_and_moments_say_so() -> None:
    assert [PROPERTIES[name]["format"] for name in ("issued_on", "deadline")] == ["date", "datetime-local"]
    assert PROPERTIES["issued_on"]["x-years"] == [FIRST_YEAR, LAST_YEAR]


def test_nothing_chosen_is_an_answer_only_where_that_is_offered() -> None:
    without = EVERY_TYPE.facts["papers"].model_copy(update={"none": None})
    document = EVERY_TYPE.model_copy(update={"facts": {"papers": without}})
    valid = Draft202012Validator(facts_schema(document)).is_valid
    assert takes({"papers": []})
    assert not valid({"papers": []})
    assert valid({"papers": ["card"]})
    assert valid({"papers": None})


def test_the_days_are_those_of_the_calendar() -> None:
    """Each day from before the first year to after the last, and every date-like text of each year."""
    day, last = date(FIRST_YEAR - 1, 12, 1), date(LAST_YEAR + 1, 2, 1)
    real = set()
    while day < last:
        real.add(day.isoformat())
        day += timedelta(1)
    pattern = re.compile(PROPERTIES["issued_on"]["pattern"])
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 2):
        inside = FIRST_YEAR <= year <= LAST_YEAR
        for month in range(14):
            for number in range(33):
                text = f"{year}-{month:02}-{number:02}"
                assert bool(pattern.search(text)) is (inside and text in real), text


DIGITS = st.sampled_from("0123456789０９٣²-:Tnone \n　\ufeff")
DAYS = st.builds(
    "{:04}-{:02}-{:02}{}".format,
    st.one_of(st.sampled_from([0, 26, 1900, 1949, 1950, 2000, 2024, 2027, 2099, 2100]), st.integers(0, 9999)),
    st.integers(0, 13),
    st.one_of(st.integers(27, 32), st.integers(0, 32)),
    st.sampled_from(["", "", "T16:30", "T23:59", "T24:00", "T00:60", "\n", "Z"]),
)
WIDE = st.text(DIGITS, max_size=18)
BLANKS = st.sampled_from(["", " ", "\n", "　", "\t", "\u00a0", "\ufeff", "\u200b", "\x1f", "\x85"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts near those that are taken: days, words of the options, in wide letters, between blanks."""
    text = draw(st.one_of(DAYS, WIDE, st.sampled_from(["none", "first", "card", "book", "true"]), st.text()))
    if draw(st.booleans()):
        text = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)
    return draw(BLANKS) + text + draw(BLANKS)


NUMBERS = st.one_of(
    *(
        st.sampled_from(
            [0, -1, 2019, 2020, 2030, 2031, 2026.0, 2026.5, 2**53 - 1, 2**53, -(2**53), 1e300, -0.0]
        ),
    ),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, texts())
FIELDS = st.sampled_from(["title", "mark", "passed_on", "kind", "original", "haalf"])
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.dictionaries(st.text(max_size=3), SCALARS, max_size=1),
    st.lists(st.dictionaries(FIELDS, SCALARS, max_size=2), max_size=4),
)
FINE: dict[str, list[Any]] = {
    "graduated": [True, False, None],
    "half": ["first", "second", "ｆｉｒｓｔ", None],
    "papers": [[], ["card"], ["book", "card"], ["card "], None],
    "year": [2020, 2030, 2026.0],
    "count": [0, 2**53 - 1],
    "score": [0, 59.5],
    "issued_on": ["2024-02-29", "２０２６-06-30"],
    "verified_on": ["none", "none\n", "2026-06-30"],
    "deadline": ["2026-05-27T16:30", "2026-05-27T23:59 "],
    "name": ["张三", "", "\ufdfa" * 200],
    "courses": [[], [{}], [{"title": "英语 ", "mark": 60}, {"passed_on": "none", "kind": None}], None],
    "proofs": [[{"original": True}, {"original": False}]],
}
GOOD = {name: st.sampled_from(values) for name, values in FINE.items()}
NAMES = st.sampled_from([*PROPERTIES, "today", "haalf", "__proto__"])
ANSWERS = st.one_of(
    st.dictionaries(NAMES, VALUES, max_size=4),
    st.fixed_dictionaries({}, optional=GOOD),
    st.builds(
        dict.__or__, st.fixed_dictionaries({}, optional=GOOD), st.dictionaries(NAMES, VALUES, max_size=1)
    ),
)


@given(ANSWERS)
def test_what_the_schema_takes_the_reader_takes_and_the_other_way_round(answers: dict[str, Any]) -> None:
    taken = QUESTIONS.problems(answers) == {}
    if takes(answers):
        assert taken
    one_by_one = all(
        takes({name: value}) or takes(normalise({name: value})) for name, value in answers.items()
    )
    assert taken is one_by_one


@given(ANSWERS)
def test_without_words_it_takes_the_same(answers: dict[str, Any]) -> None:
    for each in (answers, normalise(answers)):
        assert takes(each) is takes_bare(each)


def test_the_random_answers_are_of_both_kinds() -> None:
    """A test over them that only ever met one kind would show nothing."""
    seen: list[bool] = []

    @given(ANSWERS)
    def look(answers: dict[str, Any]) -> None:
        seen.append(QUESTIONS.problems(answers) == {})

    look()
    assert min(seen.count(True), seen.count(False)) > 10


@pytest.mark.parametrize("text", ["2027-02-29", "2026-02-30", "0000-01-01", "0026-05-20", "1900-02-29"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert not takes_day(text)
